"""Every error that a real Saleor gave is read as what it is."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import responses

from saleor_returns_app.adapters.saleor.http import SaleorEndpoint
from saleor_returns_app.domain.errors import (
    OutcomeUncertain,
    ReturnsError,
    SaleorAnonymous,
    SaleorDenied,
    SaleorNotFound,
    SaleorRateLimited,
    SaleorRefused,
    SaleorTooCostly,
    SaleorUnreachable,
)
from saleor_returns_app.domain.saleor_refusals import SENTENCES, in_words
from tests.support import recorded
from tests.support.shared import shared_path

SERIES = ("3.21", "3.22", "3.23", "main-3.24a")
NOBODIES = ("anonymous", "invalid token", "(deactivated)", "(uninstalled)")
Expected = tuple[type[ReturnsError], str | None, str | None]

NO_GRAPHQL: Expected = (SaleorRefused, "GraphQLError", None)
DENIED: Expected = (SaleorDenied, "PermissionDenied", None)
NOBODY: Expected = (SaleorAnonymous, "PermissionDenied", None)
CRASHED: Expected = (OutcomeUncertain, None, None)
LINES: Expected = (SaleorRefused, "INVALID", "lines")
NO_TRANSACTION: Expected = (SaleorNotFound, "NOT_FOUND", "transactionId")
NO_NODES: Expected = (SaleorRefused, "GRAPHQL_ERROR", "fulfillmentLines")
TOO_MUCH: Expected = (SaleorRefused, "AMOUNT_GREATER_THAN_AVAILABLE", "amount")
NO_REFUND: Expected = (SaleorRefused, "CANNOT_REFUND", "order")

TABLE: dict[str, Expected] = {
    "shop-version-error-anonymous": NOBODY,
    "return-products-error-quantity": (SaleorRefused, "INVALID_QUANTITY", "fulfillmentLineId"),
    "return-products-error-unknown-line": NO_NODES,
    "return-products-error-bad-id": NO_NODES,
    "return-products-error-wrong-type": NO_NODES,
    "return-products-error-order-line-already-fulfilled": (
        SaleorRefused,
        "INVALID_QUANTITY",
        "orderLineId",
    ),
    "return-products-error-unknown-order": (SaleorNotFound, "NOT_FOUND", "order"),
    "return-products-error-permission": DENIED,
    "return-products-error-refund-true": NO_REFUND,
    "orderFulfillmentRefundProducts-error": NO_REFUND,
    "grant-error-amount-over-charged": TOO_MUCH,
    "grant-error-nothing-left": TOO_MUCH,
    "grant-error-quantity": LINES,
    "grant-error-bad-line-id": LINES,
    "grant-error-line-of-other-order": LINES,
    "grant-error-negative-quantity": CRASHED,
    "grant-error-unknown-line": CRASHED,
    "grant-error-nothing": (SaleorRefused, "REQUIRED", "amount"),
    "grant-error-transaction-of-other-order": NO_TRANSACTION,
    "grant-error-unknown-transaction": NO_TRANSACTION,
    "grant-error-unpaid-no-charge": NO_TRANSACTION,
    "grant-error-no-transaction": NO_GRAPHQL,
    "grant-error-unknown-order": (SaleorNotFound, "NOT_FOUND", "id"),
    "grant-error-permission": DENIED,
    "grant-error-anonymous": NOBODY,
    "grant-error-invalid-token": NOBODY,
    "grant-error-staff-user-without-reason-reference": (
        SaleorRefused,
        "REQUIRED",
        "reasonReference",
    ),
    "grant-error-shipping-again": (
        SaleorRefused,
        "SHIPPING_COSTS_ALREADY_GRANTED",
        "grantRefundForShipping",
    ),
    "grant-update-error-after-success": (SaleorRefused, "INVALID", "amount"),
    "order-error-invalid-token": NOBODY,
    "orders-list-error-without-permission": DENIED,
    "error-unknown-field": NO_GRAPHQL,
    "error-missing-variable": NO_GRAPHQL,
    "error-syntax": (SaleorRefused, "GraphQLSyntaxError", None),
    "error-query-cost": (SaleorTooCostly, "QueryCostError", None),
    "request-refund-for-grant-error-pending": (
        SaleorRefused,
        "REFUND_IS_PENDING",
        "grantedRefundId",
    ),
    "request-refund-for-grant-error-already": (
        SaleorRefused,
        "REFUND_ALREADY_PROCESSED",
        "grantedRefundId",
    ),
    "request-refund-error-permission": DENIED,
    "request-refund-error-unknown-grant": (SaleorNotFound, "NOT_FOUND", "grantedRefundId"),
    "request-refund-error-no-payment-app": (
        SaleorRefused,
        "MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK",
        None,
    ),
    "report-refund-error-by-other-app": DENIED,
    "report-refund-error-manual-transaction": DENIED,
    "report-error-same-psp-other-amount": (SaleorRefused, "INCORRECT_DETAILS", "pspReference"),
    "orderFulfill-error-unpaid": (SaleorRefused, "CANNOT_FULFILL_UNPAID_ORDER", "order"),
    "giftCardCreate-error-zero": (SaleorRefused, "INVALID", "balance"),
    "giftCardCreate-error-negative": NO_GRAPHQL,
    "giftCardCreate-error-email-no-channel": (SaleorRefused, "REQUIRED", "channel"),
    "giftCardCreate-error-past-expiry": (SaleorRefused, "INVALID", "expiryDate"),
    "giftCardCreate-error-three-decimals": (SaleorRefused, "INVALID", "balance"),
    "giftCardCreate-error-permission": DENIED,
    "error-deactivated-app": NOBODY,
    "orders-error-deactivated-app": NOBODY,
    "error-uninstalled-app": NOBODY,
    "error-expired-token": (SaleorAnonymous, "ExpiredSignatureError", None),
}
SOMEBODY = {"data": {"app": {"id": recorded.FIRST_APP_ID}}}
NOBODY_SAYS = {
    "errors": [
        {
            "message": "To access this path, you need one of the following permissions: "
            "AUTHENTICATED_STAFF_USER, AUTHENTICATED_APP",
            "path": ["app"],
            "extensions": {"exception": {"code": "PermissionDenied"}},
        }
    ],
    "data": {"app": None},
}
# 3.21 knows no reasons and takes this one.
ACCEPTED = {("3.21", "grant-error-staff-user-without-reason-reference")}


@pytest.fixture
def web() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def ask(web: responses.RequestsMock, words: dict[str, Any]) -> dict[str, Any]:
    """Have a recorded answer read; whoever asks then who we are hears what that caller would."""
    answer = words["response"]
    is_nobody = words["as"].endswith(NOBODIES)

    def reply(request: Any) -> tuple[int, dict[str, str], str]:
        if "WhoAmI" in json.loads(request.body)["query"]:
            return 200, {}, json.dumps(NOBODY_SAYS if is_nobody else SOMEBODY)
        return answer["status"], {}, answer["body"]

    web.add_callback("POST", recorded.API_URL, reply)
    endpoint = SaleorEndpoint(recorded.API_URL, "t" * 30, requests.Session())
    field = next(iter(json.loads(answer["body"]).get("data") or {}), "")
    if words["request"]["body"] and '"mutation' in words["request"]["body"]:
        return endpoint.tell("order_note_add", field or "none", order="x", message="x")
    return endpoint.ask("order", id="x")


def is_read_as(web: responses.RequestsMock, words: dict[str, Any], expected: Expected) -> None:
    kind, code, field = expected
    is_mutation = '"mutation' in words["request"]["body"]
    wanted = SaleorUnreachable if kind is OutcomeUncertain and not is_mutation else kind

    with pytest.raises(ReturnsError) as refusal:
        ask(web, words)

    assert type(refusal.value) is wanted
    assert (refusal.value.facts.get("saleor_code"), refusal.value.facts.get("field")) == (
        code,
        field,
    )


class TestARecordedAnswer:
    @pytest.mark.parametrize("series", SERIES)
    @pytest.mark.parametrize("slug", sorted(TABLE))
    def test_that_refuses_is_read_as_what_it_is(
        self, web: responses.RequestsMock, series: str, slug: str
    ) -> None:
        folder = shared_path("saleor", "recordings", f"saleor-{series}", "graphql")
        found = sorted(folder.glob(f"[0-9][0-9][0-9]-{slug}.json"))
        assert found or series != "3.23"
        for index, file in enumerate(found):
            words = json.loads(file.read_text(encoding="utf-8"))
            if index:
                web.reset()
            if (series, slug) in ACCEPTED:
                assert ask(web, words)
            else:
                is_read_as(web, words, TABLE[slug])

    @pytest.mark.parametrize("series", SERIES)
    def test_that_accepts_is_an_answer_however_odd(
        self, web: responses.RequestsMock, series: str
    ) -> None:
        folder = shared_path("saleor", "recordings", f"saleor-{series}", "graphql")
        files = [*folder.glob("*-accepted-*.json"), *folder.glob("*-hazard-*.json")]

        for file in files:
            web.reset()
            assert ask(web, json.loads(file.read_text(encoding="utf-8")))

        assert len(files) >= 10

    @pytest.mark.parametrize("series", SERIES)
    def test_that_refuses_is_never_missing_in_the_table(self, series: str) -> None:
        folder = shared_path("saleor", "recordings", f"saleor-{series}", "graphql")

        slugs = {file.stem[4:] for file in folder.glob("*error*.json")}

        assert slugs <= TABLE.keys()

    @pytest.mark.parametrize(
        "path", sorted((recorded.FOLDER / "graphql").glob("*error*")), ids=lambda path: path.stem
    )
    def test_that_the_project_keeps_is_read_too(
        self, web: responses.RequestsMock, path: Any
    ) -> None:
        is_read_as(web, recorded.read(f"graphql/{path.stem}"), TABLE[path.stem[4:]])


class TestBeingDenied:
    @pytest.mark.parametrize(
        ("answer", "kind"),
        [
            ({"data": {"app": None}}, SaleorAnonymous),
            (NOBODY_SAYS, SaleorAnonymous),
            (SOMEBODY, SaleorDenied),
            ({}, SaleorDenied),
        ],
    )
    def test_is_put_down_to_a_worthless_token_only_when_it_is_one(
        self, web: responses.RequestsMock, answer: dict[str, Any], kind: type[ReturnsError]
    ) -> None:
        web.post(recorded.API_URL, body=recorded.answer("066-grant-error-permission"))
        web.post(recorded.API_URL, json=answer)

        with pytest.raises(ReturnsError) as refusal:
            _speak("tell")

        assert type(refusal.value) is kind


class TestAnAnswerBeforeItsBody:
    @pytest.mark.parametrize(
        ("headers", "seconds"),
        [
            ({"Retry-After": "17"}, 17),
            ({"Retry-After": "99999999999"}, 3600),
            ({}, 60),
            ({"Retry-After": "soon"}, 60),
            ({"Retry-After": "-1"}, 60),
            (
                {
                    "Retry-After": "Sun, 22 Nov 2026 12:00:30 GMT",
                    "Date": "Sun, 22 Nov 2026 12:00:00 GMT",
                },
                30,
            ),
            ({"Retry-After": "Sun, 22 Nov 2026 12:00:30 GMT"}, 60),
        ],
    )
    @pytest.mark.parametrize("verb", ["ask", "tell"])
    def test_may_want_to_be_left_alone(
        self, web: responses.RequestsMock, headers: dict[str, str], seconds: int, verb: str
    ) -> None:
        web.post(recorded.API_URL, status=429, headers=headers, json={"errors": [{"message": "x"}]})

        with pytest.raises(SaleorRateLimited) as refusal:
            _speak(verb)

        assert refusal.value.retry_after == seconds

    @pytest.mark.parametrize("verb", ["ask", "tell"])
    def test_may_not_be_for_anonymous_callers(self, web: responses.RequestsMock, verb: str) -> None:
        web.post(recorded.API_URL, status=401)

        with pytest.raises(SaleorAnonymous):
            _speak(verb)

    @pytest.mark.parametrize("status", [301, 307, 400, 403, 404, 413])
    def test_may_come_from_somebody_else_and_nothing_was_done(
        self, web: responses.RequestsMock, status: int
    ) -> None:
        web.post(recorded.API_URL, status=status, body="<html>", headers={"Location": "/"})

        with pytest.raises(SaleorUnreachable):
            _speak("tell")

    @pytest.mark.parametrize(
        "body",
        ["1", "null", '"x"', "[]", "{}", '{"data": 7}', '{"errors": 7}', "[" * 100_000, "\xff"],
    )
    def test_may_be_no_answer_at_all(self, web: responses.RequestsMock, body: str) -> None:
        web.post(recorded.API_URL, body=body)

        with pytest.raises(SaleorUnreachable):
            _speak("ask")
        with pytest.raises(OutcomeUncertain):
            _speak("tell")


def _speak(verb: str) -> object:
    endpoint = SaleorEndpoint(recorded.API_URL, "t" * 30, requests.Session())
    if verb == "ask":
        return endpoint.ask("order", id="x")
    return endpoint.tell("order_note_add", "orderNoteAdd", order="x", message="x")


class TestWhatAMerchantReads:
    @pytest.mark.parametrize(
        ("refusal", "key"),
        [
            (SaleorRefused("m", saleor_code="INVALID", field="lines"), "INVALID:lines"),
            (SaleorRefused("m", saleor_code="CANNOT_REFUND", field="order"), "CANNOT_REFUND"),
            (SaleorNotFound("m", saleor_code="NOT_FOUND", field="id"), "NOT_FOUND"),
            (
                SaleorDenied(
                    "m", saleor_code="PermissionDenied", permissions=("OWNER", "HANDLE_PAYMENTS")
                ),
                "HANDLE_PAYMENTS",
            ),
            (SaleorDenied("m", saleor_code="PermissionDenied"), "saleor_denied"),
            (SaleorAnonymous(saleor_code="PermissionDenied"), "saleor_anonymous"),
            (SaleorTooCostly("m", saleor_code="QueryCostError"), "saleor_too_costly"),
        ],
    )
    def test_is_what_to_do(self, refusal: SaleorRefused, key: str) -> None:
        assert in_words(refusal) == SENTENCES[key]

    @pytest.mark.parametrize("code", ["INVALID", "SOMETHING_NEW", None])
    def test_is_saleors_own_word_where_nobody_knows_better(self, code: str | None) -> None:
        assert in_words(SaleorRefused("No such luck.", saleor_code=code, field=None)) == (
            "No such luck."
        )
