"""What the portal's API answers to nonsense: a problem with a stable code, and nothing half-done."""

from datetime import timedelta
from typing import Any

import time_machine

from saleor_returns_app.http.entry import now
from saleor_returns_app.http.problems import PROBLEM_JSON
from tests.integration.portal.conftest import POLICY
from tests.support.sandbox import FaultEffect
from tests.support.shopper import API, Shopper
from tests.support.whole_app import WholeApp

NOT_JSON = [
    (b"{", "application/json"),
    (b"", "application/json"),
    (b"\xff\xfe", "application/json"),
    (b"[" * 100_000, "application/json"),
    (b'{"number": NaN}', "application/json"),
    (b'{"number": ' + b"9" * 5000 + b"}", "application/json"),
    (b"number=1", "application/x-www-form-urlencoded"),
    (b'{"number": "1"}', "text/plain"),
]


class TestAQuoteIsRefused:
    def test_for_a_quantity_that_is_no_whole_number(self, visitor: Shopper) -> None:
        for quantity in (1.5, 1.0, "1", True, None, [1]):
            answer = visitor.quote(quantity)
            assert (answer.status_code, answer.get_json()["code"]) == (422, "malformed"), quantity
            assert list(answer.get_json()["fields"]["items"]["0"]) == ["quantity"]
            assert answer.mimetype == PROBLEM_JSON

    def test_for_each_choice_that_breaks_a_rule(self, visitor: Shopper) -> None:
        line = visitor.order.line_ids[0]
        item = {"line_id": line, "quantity": 1, "reason": "too_small"}
        cases: list[tuple[dict[str, Any], int, str]] = [
            (visitor.choice(0), 422, "quantity_invalid"),
            (visitor.choice(-1), 422, "quantity_invalid"),
            (visitor.choice(2), 409, "quantity_too_large"),
            (visitor.choice(10**30), 409, "quantity_too_large"),
            (visitor.choice(line_id="T3JkZXJMaW5lOm90aGVy"), 422, "line_unknown"),
            (visitor.choice(reason="boredom"), 422, "malformed"),
            (visitor.choice(outcome="exchange"), 422, "outcome_unavailable"),
            (visitor.choice(method="balloon"), 422, "malformed"),
            (visitor.choice(items=[]), 422, "selection_empty"),
            (visitor.choice(items=[item, item]), 422, "line_twice"),
            (visitor.choice(message="x" * 1001), 422, "malformed"),
            (visitor.choice(message="null \x00 sign"), 422, "malformed"),
            (visitor.choice(line_id="half \ud800 sign"), 422, "malformed"),
            (visitor.choice(surprise=1), 422, "malformed"),
            (visitor.choice(items=[{**item, "surprise": 1}]), 422, "malformed"),
            ({}, 422, "malformed"),
        ]
        for choice, status, code in cases:
            answer = visitor.post("/quotes", choice)
            assert (answer.status_code, answer.get_json()["code"]) == (status, code), choice

    def test_for_want_of_words_where_no_law_spares_them(self, app: WholeApp) -> None:
        app.publish(POLICY)
        abroad = Shopper(app, app.saleor.place_order(country="US"))
        abroad.find()

        for message in ("", "   "):
            answer = abroad.quote(reason="other", message=message)
            assert (answer.status_code, answer.get_json()["code"]) == (422, "message_missing")

    def test_tells_how_many_are_possible(self, visitor: Shopper) -> None:
        assert visitor.quote(3).get_json()["most"] == 1


class TestABodyIsRefused:
    def test_that_is_not_json(self, app: WholeApp) -> None:
        address = f"{API}/shops/{app.shop.slug}/orders/find"
        for body, content_type in NOT_JSON:
            answer = app.client.post(address, data=body, content_type=content_type)
            assert (answer.status_code, answer.get_json()["code"]) == (400, "not_json"), body[:20]
            assert answer.mimetype == PROBLEM_JSON

    def test_that_is_json_of_another_shape(self, app: WholeApp) -> None:
        address = f"{API}/shops/{app.shop.slug}/orders/find"
        for body in ("[]", "null", '"words"', "7"):
            answer = app.client.post(address, data=body, content_type="application/json")
            assert (answer.status_code, answer.get_json()["code"]) == (422, "malformed"), body

    def test_that_names_both_proofs_or_none(self, shopper: Shopper) -> None:
        number = shopper.order.number

        both = shopper.find(email="a@example.com", postal_code="1")
        none = shopper.find(number=number)

        assert [both.get_json()["code"], none.get_json()["code"]] == ["malformed", "malformed"]


class TestAConfirmationIsRefused:
    def test_for_a_quote_that_is_not_ours(self, visitor: Shopper) -> None:
        for word in ("nonsense", visitor.headers["Authorization"].removeprefix("Bearer ")):
            answer = visitor.post("/returns", {"quote": word})
            assert (answer.status_code, answer.get_json()["code"]) == (422, "quote_invalid")

    def test_for_a_quote_that_has_expired(self, visitor: Shopper) -> None:
        quote = visitor.quote().get_json()["quote"]

        with time_machine.travel(now() + timedelta(minutes=30, seconds=2)):
            answer = visitor.post("/returns", {"quote": quote})

        assert (answer.status_code, answer.get_json()["code"]) == (409, "quote_expired")
        assert visitor.get("/order").get_json()["returns"] == []

    def test_the_second_time_with_the_number_of_the_return(self, visitor: Shopper) -> None:
        quote = visitor.quote().get_json()["quote"]
        first = visitor.post("/returns", {"quote": quote}).get_json()

        second = visitor.post("/returns", {"quote": quote})

        assert (second.status_code, second.get_json()["code"]) == (409, "quote_used")
        assert second.get_json()["number"] == first["number"]
        assert len(visitor.get("/order").get_json()["returns"]) == 1

    def test_for_goods_that_another_return_has_taken_meanwhile(self, visitor: Shopper) -> None:
        quote = visitor.quote().get_json()["quote"]
        visitor.submit()

        answer = visitor.post("/returns", {"quote": quote})

        assert (answer.status_code, answer.get_json()["code"]) == (409, "not_returnable")


class TestTrouble:
    def test_asks_the_caller_to_try_again(self, shopper: Shopper) -> None:
        shopper.app.saleor.faults.add("orders", FaultEffect.HTTP_503, times=9)

        answer = shopper.find()

        assert (answer.status_code, answer.get_json()["code"]) == (503, "saleor_unreachable")
        assert answer.headers["Retry-After"] == "5"


class TestAnAddressIsRefused:
    def test_of_a_shop_that_did_not_install_the_app(self, app: WholeApp) -> None:
        answer = app.client.get(f"{API}/shops/nobody")

        assert (answer.status_code, answer.get_json()["code"]) == (404, "installation_unknown")

    def test_that_makes_no_sense(self, app: WholeApp) -> None:
        for path in ("/shops/a%00b", "/labels/%00", "/labels/%ff", "/nothing"):
            answer = app.client.get(f"{API}{path}")
            assert answer.status_code in (401, 404), path
            assert answer.mimetype == PROBLEM_JSON

    def test_with_a_token_that_makes_no_sense(self, visitor: Shopper) -> None:
        for token in ("", "x", "é", "a" * 5000):
            visitor.headers["Authorization"] = f"Bearer {token}"
            assert visitor.get("/order").get_json()["code"] == "unauthenticated"
