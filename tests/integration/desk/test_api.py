from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from werkzeug.test import TestResponse

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus
from tests.integration.desk.conftest import API, Desk
from tests.support.sandbox import a_line


def numbers(answer: TestResponse) -> list[str]:
    """List the returns of an overview."""
    assert answer.status_code == 200, answer.get_json()
    return [row["number"] for row in answer.get_json()["returns"]]


def code(answer: TestResponse) -> tuple[int, str]:
    """Return status and code of a problem."""
    assert answer.mimetype == "application/problem+json"
    return answer.status_code, answer.get_json()["code"]


class TestTheOverview:
    def test_is_empty_at_first(self, desk: Desk) -> None:
        answer = desk.get(f"{API}/returns").get_json()

        assert (answer["returns"], answer["total"]) == ([], 0)
        assert set(answer["counts"].values()) == {0}

    def test_lists_the_newest_first_with_what_each_is_about(self, strict_desk: Desk) -> None:
        first, second = strict_desk.open_return(), strict_desk.open_return()

        answer = strict_desk.get(f"{API}/returns")

        assert numbers(answer) == [second.number, first.number]
        row = answer.get_json()["returns"][1]
        assert row["refund"] == {"amount": "33.73", "currency": "EUR"}
        assert row["customer_email"] == "camille@example.com"
        assert (row["items"], row["status"], row["parcel_status"]) == (1, "requested", "none")
        assert answer.headers["Cache-Control"] == "no-store"

    def test_counts_each_tab_and_shows_one(self, strict_desk: Desk) -> None:
        waiting, approved = strict_desk.open_return(), strict_desk.open_return()
        strict_desk.post(f"{API}/returns/{approved.number}/approve")

        answer = strict_desk.get(f"{API}/returns?tab=in_transit")

        assert numbers(answer) == [approved.number]
        counts = answer.get_json()["counts"]
        assert (counts["requests"], counts["in_transit"], counts["closed"]) == (1, 1, 0)
        assert numbers(strict_desk.get(f"{API}/returns?tab=requests")) == [waiting.number]

    def test_filters_by_the_status_of_case_parcel_or_money(self, desk: Desk) -> None:
        parcel = desk.open_return()
        store = desk.open_return(method=ReturnMethod.IN_STORE)
        desk.post(f"{API}/returns/{store.number}/receive")

        assert numbers(desk.get(f"{API}/returns?status=approved")) == [parcel.number]
        assert numbers(desk.get(f"{API}/returns?status=preparing")) == [parcel.number]
        assert numbers(desk.get(f"{API}/returns?status=due")) == [store.number]
        assert numbers(desk.get(f"{API}/returns?status=expired")) == []

    @pytest.mark.parametrize("what", ["return", "order", "name", "e-mail", "tracking number"])
    def test_finds_by(self, desk: Desk, what: str) -> None:
        order = desk.app.saleor.place_order(email="zoe@example.org")
        order.model.shipping_address.last_name = "Zimmermann"
        other = desk.open_return(desk.app.saleor.place_order())
        case = desk.open_return(order)
        desk.app.work()
        label = desk.app.case(case.number).label
        assert label is not None
        words = {
            "return": case.number.lower(),
            "order": order.number,
            "name": "zimmer",
            "e-mail": "ZOE@example",
            "tracking number": label.tracking_number,
        }

        found = numbers(_search(desk, words[what]))

        assert case.number in found
        if what != "order":
            assert other.number not in found

    def test_shows_page_after_page(self, desk: Desk) -> None:
        cases = [desk.open_return() for _ in range(26)]

        first, second = desk.get(f"{API}/returns"), desk.get(f"{API}/returns?page=2")

        assert (len(numbers(first)), numbers(second)) == (25, [cases[0].number])
        assert first.get_json()["total"] == second.get_json()["total"] == 26
        assert numbers(desk.get(f"{API}/returns?page=3")) == []

    @pytest.mark.parametrize("query", ["tab=drawer", "status=lost", "page=0", "page=two"])
    def test_refuses_a_filter_that_makes_no_sense(self, desk: Desk, query: str) -> None:
        assert code(desk.get(f"{API}/returns?{query}")) == (422, "malformed")


def _search(desk: Desk, words: str) -> TestResponse:
    return desk.app.client.get(
        f"{API}/returns", query_string={"search": words}, headers=desk.app.staff_headers()
    )


class TestOneReturn:
    def test_shows_order_goods_money_and_history(self, desk: Desk) -> None:
        order = desk.app.saleor.place_order([a_line("echarpe", unit="32.73")], shipping="6.00")
        case = desk.open_return(order, message="Much too small.")

        shown = desk.get(f"{API}/returns/{case.number}").get_json()

        assert shown["order"]["saleor_id"] == order.id
        assert len(shown["order"]["tracking_numbers"]) == 1
        assert shown["lines"][0]["product_name"] == "Woven scarf"
        assert shown["lines"][0]["message"] == "Much too small."
        parts = {part["kind"]: part["amount"]["amount"] for part in shown["breakdown"]["parts"]}
        assert parts == {"goods": "32.73", "original_shipping": "6.00", "return_fee": "-5.00"}
        assert shown["breakdown"]["total"]["amount"] == "33.73"
        kinds = [event["kind"] for event in shown["events"]]
        assert kinds == ["requested", "approved", "label_ordered"]
        assert shown["allowed_acts"] == ["cancel", "inspect", "receive", "waive-goods"]

    def test_gives_out_its_label(self, desk: Desk) -> None:
        case = desk.open_return()
        assert code(desk.get(f"{API}/returns/{case.number}/label")) == (409, "label_not_ready")
        desk.app.work()

        answer = desk.get(f"{API}/returns/{case.number}/label")

        assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
        assert f"{case.number}.pdf" in answer.headers["Content-Disposition"]

    def test_has_no_label_when_the_goods_come_to_the_store(self, desk: Desk) -> None:
        case = desk.open_return(method=ReturnMethod.IN_STORE)

        assert code(desk.get(f"{API}/returns/{case.number}/label")) == (404, "label_not_found")

    def test_must_exist(self, desk: Desk) -> None:
        assert code(desk.get(f"{API}/returns/R-2026-999999")) == (404, "return_not_found")
        assert code(desk.post(f"{API}/returns/R-2026-999999/cancel")) == (404, "return_not_found")

    def test_is_not_shown_to_another_shop(self, desk: Desk) -> None:
        case = desk.open_return()
        _give_to_another_shop(desk, case.id)

        assert code(desk.get(f"{API}/returns/{case.number}")) == (404, "return_not_found")
        assert code(desk.post(f"{API}/returns/{case.number}/cancel")) == (404, "return_not_found")
        assert numbers(desk.get(f"{API}/returns")) == []


def _give_to_another_shop(desk: Desk, case_id: str) -> None:
    shop = desk.app.shop
    other = Installation(
        id="another-shop",
        slug="another-shop",
        api_url="https://another.example/graphql/",
        app_id=shop.app_id,
        token=shop.token,
        key_set=shop.key_set,
        saleor_version=shop.saleor_version,
        installed_at=shop.installed_at,
    )
    with desk.app.parts.services.transaction() as store:
        store.installations.add(other)
    with desk.app.parts.services.transaction() as store:
        store.returns.by_id(case_id).installation_id = other.id


class TestActs:
    def test_approve_has_the_label_made(self, strict_desk: Desk) -> None:
        case = strict_desk.open_return()

        answer = strict_desk.post(f"{API}/returns/{case.number}/approve")

        assert answer.get_json()["status"] == "approved"
        event = strict_desk.app.case(case.number).events[1]
        assert (event.kind, event.actor.name) == (EventKind.APPROVED, "admin@maison-fil.example")
        strict_desk.app.settle()
        assert strict_desk.app.case(case.number).parcel_status is ParcelStatus.ANNOUNCED
        assert "resend-label" in strict_desk.acts_on(case.number)

    def test_reject_keeps_the_reason(self, strict_desk: Desk) -> None:
        case = strict_desk.open_return()

        answer = strict_desk.post(f"{API}/returns/{case.number}/reject", {"reason": " Worn. "})

        assert answer.get_json()["rejection_reason"] == "Worn."
        assert (answer.get_json()["tab"], answer.get_json()["allowed_acts"]) == ("closed", [])

    @pytest.mark.parametrize("said", [{}, {"reason": ""}, {"reason": " \n"}, {"reason": 7}, None])
    def test_reject_needs_a_reason(self, strict_desk: Desk, said: Any) -> None:
        case = strict_desk.open_return()

        answer = strict_desk.post(f"{API}/returns/{case.number}/reject", said)

        assert code(answer) == (422, "malformed")
        assert strict_desk.app.case(case.number).status is ReturnStatus.REQUESTED

    def test_receive_lets_the_money_fall_due(self, desk: Desk) -> None:
        case = desk.open_return()

        answer = desk.post(f"{API}/returns/{case.number}/receive").get_json()

        assert (answer["status"], answer["money_status"]) == ("received", "due")
        assert answer["allowed_acts"] == ["inspect", "mark-refunded", "refund"]

    def test_refund_pays_through_saleor(self, desk: Desk) -> None:
        order = desk.app.saleor.place_order([a_line(unit="32.73")], shipping="6.00")
        case = desk.open_return(order)
        desk.post(f"{API}/returns/{case.number}/receive")
        desk.app.settle()

        answer = desk.post(f"{API}/returns/{case.number}/refund")

        assert answer.get_json()["money_status"] == "ordered"
        desk.app.settle(ahead=True)
        assert desk.app.case(case.number).money_status is MoneyStatus.REFUNDED
        assert order.refunded == Decimal("33.73")

    def test_mark_refunded_keeps_amount_and_reference(self, desk: Desk) -> None:
        case = desk.open_return(outcome=Outcome.STORE_CREDIT)
        desk.post(f"{API}/returns/{case.number}/receive")
        said = {"amount": "30.00", "currency": "EUR", "reference": "CARD-1"}

        answer = desk.post(f"{API}/returns/{case.number}/mark-refunded", said).get_json()

        assert (answer["money_status"], answer["settled_reference"]) == (
            "settled_outside",
            "CARD-1",
        )
        facts = next(e["facts"] for e in answer["events"] if e["kind"] == "settled_outside")
        assert facts["amount"] == {"minor": 3000, "currency": "EUR"}
        assert answer["tab"] == "completed"

    @pytest.mark.parametrize(
        ("amount", "currency", "refusal"),
        [
            ("33.74", "EUR", (409, "amount_too_large")),
            ("0", "EUR", (409, "nothing_to_refund")),
            ("-1", "EUR", (409, "nothing_to_refund")),
            ("1.005", "EUR", (422, "money_invalid")),
            ("1e99", "EUR", (422, "money_invalid")),
            ("NaN", "EUR", (422, "malformed")),
            ("ten", "EUR", (422, "malformed")),
            ("1.00", "USD", (422, "currency_mismatch")),
            ("1.00", "euro", (422, "malformed")),
        ],
    )
    def test_mark_refunded_takes_no_other_money(
        self, desk: Desk, amount: str, currency: str, refusal: tuple[int, str]
    ) -> None:
        case = desk.open_return()
        desk.post(f"{API}/returns/{case.number}/receive")
        said = {"amount": amount, "currency": currency}

        assert code(desk.post(f"{API}/returns/{case.number}/mark-refunded", said)) == refusal
        assert desk.app.case(case.number).money_status is MoneyStatus.DUE

    def test_cancel_ends_the_return(self, desk: Desk) -> None:
        case = desk.open_return()
        desk.app.work()

        answer = desk.post(f"{API}/returns/{case.number}/cancel").get_json()

        assert (answer["status"], answer["parcel_status"]) == ("cancelled", "cancelled")
        resent = desk.post(f"{API}/returns/{case.number}/resend-label")
        assert code(resent) == (409, "transition_not_allowed")

    def test_resend_label_mails_it_once_more(self, desk: Desk) -> None:
        case = desk.open_return()
        desk.app.work()

        answer = desk.post(f"{API}/returns/{case.number}/resend-label").get_json()

        assert [mail["kind"] for mail in answer["mails"]] == ["label", "label"]

    def test_are_refused_in_the_wrong_state(self, desk: Desk) -> None:
        case = desk.open_return()

        for act in ("approve", "refund"):
            answer = desk.post(f"{API}/returns/{case.number}/{act}")
            assert code(answer) == (409, "transition_not_allowed")
        desk.post(f"{API}/returns/{case.number}/receive")
        again = desk.post(f"{API}/returns/{case.number}/receive")
        assert code(again) == (409, "transition_not_allowed")

    def test_must_be_known_and_told_in_json(self, strict_desk: Desk) -> None:
        case = strict_desk.open_return()
        path = f"{API}/returns/{case.number}"

        assert code(strict_desk.post(f"{path}/explode")) == (404, "not_found")
        assert code(strict_desk.post(f"{path}/reject", ["no"])) == (422, "invalid")
        assert code(strict_desk.submit(f"{path}/reject", reason="No.")) == (422, "invalid")
        said = strict_desk.post(f"{path}/approve", {"label": False})
        assert code(said) == (422, "malformed")


class TestWhoMayComeIn:
    def test_nobody_without_a_token(self, desk: Desk) -> None:
        for path in ("/returns", "/returns/R-2026-000001", "/returns/R-2026-000001/label"):
            assert code(desk.app.client.get(API + path)) == (401, "unauthenticated")
        refused = desk.app.client.post(f"{API}/returns/R-2026-000001/refund")
        assert code(refused) == (401, "unauthenticated")

    def test_a_bearer_token_in_the_usual_header(self, desk: Desk) -> None:
        headers = desk.app.staff_headers()
        headers["Authorization"] = f"Bearer {headers.pop('Authorization-Bearer')}"

        assert desk.app.client.get(f"{API}/returns", headers=headers).status_code == 200

    @pytest.mark.parametrize(
        "claims",
        [
            {"app": "QXBwOjk5OQ=="},
            {"iss": "https://other.example/graphql/"},
            {"type": "access"},
            {"is_staff": False},
            {"exp": int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())},
        ],
        ids=["another app", "another shop", "another type", "no staff", "expired"],
    )
    def test_nobody_with_a_token_that_says(self, desk: Desk, claims: dict[str, object]) -> None:
        headers = desk.app.staff_headers(**claims)

        answer = desk.app.client.get(f"{API}/returns", headers=headers)

        assert code(answer) == (401, "unauthenticated")

    def test_nobody_with_a_forged_token(self, desk: Desk) -> None:
        headers = desk.app.staff_headers()
        head, claims, signature = headers["Authorization-Bearer"].split(".")
        forged = f"{head}.{claims}.{signature[::-1]}"

        for token in (forged, f"{head}.{claims}.", "nonsense"):
            said = headers | {"Authorization-Bearer": token}
            assert desk.app.client.get(f"{API}/returns", headers=said).status_code == 401

    def test_nobody_from_a_shop_that_did_not_install_the_app(self, desk: Desk) -> None:
        for url in ("https://nobody.example/graphql/", "nonsense", ""):
            headers = desk.app.staff_headers(iss="https://nobody.example/graphql/")
            for token in (headers["Authorization-Bearer"], "nonsense"):
                said = {"Saleor-Api-Url": url, "Authorization-Bearer": token}
                answer = desk.app.client.get(f"{API}/returns", headers=said)
                assert code(answer) == (401, "unauthenticated")

    @pytest.mark.parametrize("url", ["http://localhost:1/graphql/", "nonsense", ""])
    def test_who_comes_from_a_dashboard_that_knows_saleor_by_another_address(
        self, desk: Desk, url: str
    ) -> None:
        headers = desk.app.staff_headers() | {"Saleor-Api-Url": url}
        forged = headers | {
            "Authorization-Bearer": headers["Authorization-Bearer"][:-8] + "AAAAAAAA"
        }

        assert desk.app.client.get(f"{API}/returns", headers=headers).status_code == 200
        assert desk.app.client.get(f"{API}/returns", headers=forged).status_code == 401

    def test_nobody_who_may_not_handle_orders(self, desk: Desk) -> None:
        headers = desk.app.staff_headers(permissions=["MANAGE_PRODUCTS", "HANDLE_PAYMENTS"])

        answer = desk.app.client.get(f"{API}/returns", headers=headers)

        assert code(answer) == (403, "permission_missing")
        assert answer.get_json()["permission"] == "MANAGE_ORDERS"

    def test_to_refund_only_who_may_handle_payments(self, desk: Desk) -> None:
        case = desk.open_return()
        desk.post(f"{API}/returns/{case.number}/receive")
        headers = desk.app.staff_headers(permissions=["MANAGE_ORDERS"])

        answer = desk.app.client.post(f"{API}/returns/{case.number}/refund", headers=headers)

        assert code(answer) == (403, "permission_missing")
        assert answer.get_json()["permission"] == "HANDLE_PAYMENTS"
        assert desk.app.case(case.number).money_status is MoneyStatus.DUE

    def test_without_cookies_or_foreign_origins(self, desk: Desk) -> None:
        answer = desk.get(f"{API}/returns", Origin="https://shop.example")

        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers
