"""The desk's page about money."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from saleor_returns_app.domain.return_request import ReturnRequest
from tests.integration.desk.conftest import API, PARTS, Desk
from tests.integration.desk.test_in_the_dashboard import Visit, sitting_at
from tests.support.ordered_refunds import order_refunds
from tests.support.sandbox import PaymentBehaviour

PAGE, MONEY = f"{PARTS}/money", f"{API}/money"


@pytest.fixture
def due(desk: Desk) -> ReturnRequest:
    """Return a return whose goods came, and whose money is due."""
    case = desk.open_return()
    desk.app.settle()
    assert desk.post(f"{API}/returns/{case.number}/receive").status_code == 200
    desk.app.settle()
    return case


@pytest.fixture
def failed(desk: Desk) -> ReturnRequest:
    """Return a return whose refund was not paid."""
    desk.app.saleor.payment_behaviour(PaymentBehaviour.REFUSE)
    case = order_refunds(desk.app, 1)[0].case
    desk.app.settle(ahead=True)
    desk.app.saleor.payment_behaviour(PaymentBehaviour.APPROVE)
    return case


class TestThePage:
    def test_says_so_when_no_money_waits(self, desk: Desk) -> None:
        page = desk.get(PAGE).text

        assert "No money waits here" in page
        assert "Compare all with Saleor" in page

    def test_lists_what_is_due_with_its_last_day_and_next_step(
        self, desk: Desk, due: ReturnRequest
    ) -> None:
        page = desk.get(PAGE).text

        assert due.number in page
        assert "33.73" in page
        assert "Directive 2011/83/EU, Article 13(1)" in page
        assert "Refund now" in page

    def test_refunds_from_there(self, desk: Desk, due: ReturnRequest) -> None:
        answer = desk.submit(f"{PAGE}/{due.number}/refund", drawer="due")
        desk.app.settle(ahead=True)

        assert answer.status_code == 200
        assert "Refund of return" in answer.headers["HX-Trigger"]
        assert "No money waits here" in desk.get(PAGE).text

    def test_asks_before_a_promise_is_taken_back(self, desk: Desk, failed: ReturnRequest) -> None:
        page = desk.get(f"{PAGE}?drawer=failed").text

        assert f"dialog-void-{failed.number}" in page
        assert "Refund once more" in page
        assert "The payment provider did not pay the refund." in page

    def test_speaks_french(self, desk: Desk, failed: ReturnRequest) -> None:
        page = desk.get(PAGE, **{"Accept-Language": "fr"}).text

        assert "Rembourser à nouveau" in page
        assert "Tout comparer avec Saleor" in page

    def test_keeps_the_money_from_who_may_not_pay(self, desk: Desk, due: ReturnRequest) -> None:
        headers = desk.app.staff_headers(permissions=["MANAGE_ORDERS"])
        page = desk.app.client.get(PAGE, headers=headers).text
        answer = desk.app.client.post(f"{PAGE}/{due.number}/refund", headers=headers)

        assert due.number in page
        assert "Refund now" not in page
        assert answer.status_code == 403

    def test_finds_a_return(self, desk: Desk, due: ReturnRequest) -> None:
        found = desk.get(f"{PAGE}?search={due.number}").text
        nothing = desk.get(f"{PAGE}?search=nobody").text

        assert due.number in found
        assert "No return fits" in nothing


class TestTheApi:
    def test_lists_the_money(self, desk: Desk, failed: ReturnRequest) -> None:
        answer = desk.get(MONEY).get_json()

        (row,) = answer["rows"]
        assert (row["number"], row["state"]) == (failed.number, "failed")
        assert row["amount"] == {"amount": "38.73", "currency": "EUR"}
        assert [one["state"] for one in row["payments"]] == ["failed"]
        assert row["next_steps"] == ["refund", "void"]
        assert answer["counts"] == {"due": 0, "ordered": 0, "stuck": 0, "failed": 1, "differing": 0}

    def test_takes_a_next_step(self, desk: Desk, failed: ReturnRequest) -> None:
        answer = desk.post(f"{MONEY}/{failed.number}/void")
        desk.app.settle()

        (row,) = desk.get(MONEY).get_json()["rows"]
        assert answer.status_code == 202
        assert [one["state"] for one in row["payments"]] == ["voided"]

    @pytest.mark.parametrize(("act", "status"), [("give-up", 409), ("dance", 404)])
    def test_refuses_a_step_that_is_none(
        self, desk: Desk, failed: ReturnRequest, act: str, status: int
    ) -> None:
        assert desk.post(f"{MONEY}/{failed.number}/{act}").status_code == status

    def test_compares_with_saleor(self, desk: Desk, failed: ReturnRequest) -> None:
        answer = desk.post(f"{MONEY}/reconcile")

        assert (answer.status_code, answer.get_json()) == (202, {"orders": 1})
        assert "reconcile_order" in desk.app.waiting_jobs()


class TestInTheDashboard:
    @pytest.fixture
    def visit(self, desk: Desk) -> Iterator[Visit]:
        with sitting_at(desk) as visit:
            yield visit

    def test_leads_from_a_failure_to_the_money(self, visit: Visit) -> None:
        self.a_failed_and_a_stuck_refund(visit)
        visit.enter()

        visit.frame.get_by_role("link", name="Money", exact=True).click()
        expect(visit.frame.get_by_role("heading", name="Money", level=1)).to_be_visible()
        expect(visit.frame.locator("#drawer-failed .count")).to_have_text("1")
        visit.keep("money")
        visit.frame.get_by_role("button", name="Take the promise back").click()
        visit.keep("money-asked")
        dialog = visit.frame.get_by_role("dialog")
        dialog.get_by_role("button", name="Take the promise back").click()
        visit.work()
        visit.frame.get_by_role("button", name="Refund once more").click()
        expect(visit.frame.locator("#drawer-ordered .count")).to_have_text("2")
        visit.work()
        visit.frame.locator("#drawer-failed").click()

        expect(visit.frame.get_by_text("No money waits here")).to_be_visible()
        expect(visit.frame.locator("#drawer-ordered .count")).to_have_text("1")
        visit.keep("money-none")

    def a_failed_and_a_stuck_refund(self, visit: Visit) -> None:
        app = visit.desk.app
        app.saleor.payment_behaviour(PaymentBehaviour.REFUSE)
        order_refunds(app, 1)
        visit.work()
        app.saleor.payment_behaviour(PaymentBehaviour.LOST)
        order_refunds(app, 1)
        visit.work()
        app.saleor.payment_behaviour(PaymentBehaviour.APPROVE)
