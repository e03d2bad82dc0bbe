"""Credit and exchanges at the desk: what is chosen, sent, called off, and set."""

import pytest
from werkzeug.test import TestResponse

from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus
from tests.integration.desk.conftest import API, PARTS, Desk
from tests.support.ordered_refunds import order_refunds

RULES = f"{API}/money-rules"


@pytest.fixture
def approved(desk: Desk) -> ReturnRequest:
    """Return an approved exchange for which something is chosen."""
    return order_refunds(desk.app, 1, outcome=Outcome.EXCHANGE, received=False)[0].case


def put(desk: Desk, path: str, words: object) -> TestResponse:
    return desk.app.client.put(path, headers=desk.app.staff_headers(), json=words)


class TestAnExchangeAtTheDesk:
    def test_offers_what_there_is_with_what_it_counts(
        self, desk: Desk, approved: ReturnRequest
    ) -> None:
        listed = desk.get(f"{API}/exchanges/{approved.number}/choices?search=mug").get_json()
        page = desk.get(f"{PARTS}/exchanges/{approved.number}/choices?search=mug")

        [line] = listed["lines"]
        assert line["choices"][0]["is_same_product"]
        assert any(not one["is_same_product"] for one in line["choices"])
        assert line["choices"][0]["variant_id"] in page.text

    def test_is_chosen_and_sent(self, desk: Desk, approved: ReturnRequest) -> None:
        path = f"{API}/returns/{approved.number}"
        listed = desk.get(f"{API}/exchanges/{approved.number}/choices").get_json()
        [line] = listed["lines"]
        wanted = {
            "line_id": line["line_id"],
            "variant_id": line["choices"][0]["variant_id"],
            "quantity": 1,
        }

        chosen = desk.post(f"{path}/choose-replacement", {"items": [wanted]})
        sent = desk.post(f"{path}/exchange")
        desk.app.settle(ahead=True)
        shown = desk.get(f"{API}/exchanges/{approved.number}").get_json()

        assert (chosen.status_code, sent.status_code) == (200, 200)
        assert shown["state"] == "released"
        assert shown["order_number"]
        assert shown["items"][0]["variant_id"] == wanted["variant_id"]

    def test_becomes_a_refund_on_a_persons_word(self, desk: Desk, approved: ReturnRequest) -> None:
        desk.submit(f"{PARTS}/returns/{approved.number}/receive")

        answer = desk.submit(f"{PARTS}/returns/{approved.number}/to-refund")
        desk.app.settle(ahead=True)

        case = desk.app.case(approved.number)
        assert answer.status_code == 200
        assert (case.outcome, case.money_status) == (Outcome.REFUND, MoneyStatus.DUE)


class TestGoodsThatTheCustomerKeeps:
    def test_are_settled_without_coming_back(self, desk: Desk) -> None:
        one = order_refunds(desk.app, 1, received=False)[0]
        number = one.case.number

        desk.submit(f"{PARTS}/returns/{number}/waive-goods")
        desk.submit(f"{PARTS}/returns/{number}/refund")
        desk.app.settle(ahead=True)

        case = desk.app.case(number)
        assert (case.status.value, case.money_status.value) == ("completed", "refunded")
        assert sum(one.order.returned.values()) == 0


class TestTheRulesOfMoney:
    def test_are_set_and_shown(self, desk: Desk) -> None:
        wanted = {"credit_months": 12, "exchange_release": "receipt", "how_to_pay": "By card."}

        answer = put(desk, RULES, wanted)

        assert answer.get_json() == wanted
        assert desk.get(RULES).get_json() == wanted
        assert 'value="12"' in desk.get(f"{PARTS}/money-rules").text

    def test_refuse_what_makes_no_sense(self, desk: Desk) -> None:
        assert put(desk, RULES, {"credit_months": 0}).status_code == 422
        assert desk.submit(f"{PARTS}/money-rules", credit_months="x").status_code == 422
