"""The payment app does as it is told, and the books show what really moved."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.sandbox import PaymentBehaviour, PlacedOrder, SandboxServer, a_line

GRANT = """mutation Grant($id:ID!,$i:OrderGrantRefundCreateInput!){
  orderGrantRefundCreate(id:$id,input:$i){grantedRefund{id} errors{code}}}"""
REQUEST = """mutation Request($g:ID!){
  transactionRequestRefundForGrantedRefund(grantedRefundId:$g){errors{code}}}"""
Behaviour = PaymentBehaviour


@pytest.fixture
def order(installed: SandboxServer) -> PlacedOrder:
    placed = installed.place_order([a_line("echarpe", 1)], shipping="6.00")
    installed.settle()
    installed.deliveries.clear()
    return placed


def _granted(sandbox: SandboxServer, order: PlacedOrder, **request: Any) -> str:
    variables = {"id": order.id, "i": {"transactionId": order.transaction_id, **request}}
    answer = sandbox.execute(GRANT, variables, sandbox.app_token)
    grant_id: str = answer.body["data"]["orderGrantRefundCreate"]["grantedRefund"]["id"]
    return grant_id


def _requested(sandbox: SandboxServer, grant_id: str) -> list[str]:
    answer = sandbox.execute(REQUEST, {"g": grant_id}, sandbox.app_token)
    errors = answer.body["data"]["transactionRequestRefundForGrantedRefund"]["errors"]
    return [error["code"] for error in errors]


class TestPaymentBehaviour:
    @pytest.mark.parametrize(
        ("behaviour", "status", "paid", "seen", "events"),
        [
            (Behaviour.APPROVE, "SUCCESS", "10", "10", ["ORDER_REFUNDED", "ORDER_UPDATED"]),
            (Behaviour.REFUSE, "FAILURE", "0", "0", []),
            (Behaviour.NEVER_ANSWER, "PENDING", "0", "0", ["ORDER_UPDATED"]),
            (Behaviour.LOST, "PENDING", "0", "0", []),
            (Behaviour.OTHER_AMOUNT, "SUCCESS", "5", "5", ["ORDER_REFUNDED", "ORDER_UPDATED"]),
            (Behaviour.OLDER_TIME, "PENDING", "10", "10", ["ORDER_REFUNDED", "ORDER_UPDATED"]),
            (Behaviour.PAID_BUT_TIMED_OUT, "FAILURE", "10", "0", []),
        ],
    )
    def test_shows_in_status_books_and_events(
        self,
        installed: SandboxServer,
        order: PlacedOrder,
        behaviour: PaymentBehaviour,
        status: str,
        paid: str,
        seen: str,
        events: list[str],
    ) -> None:
        installed.payment_behaviour(behaviour, order)

        assert _requested(installed, _granted(installed, order, amount="10.00")) == []
        installed.settle()

        assert order.grant_statuses == [status]
        assert installed.books.paid_back(order.number) == Decimal(paid)
        assert order.refunded == Decimal(seen)
        assert installed.deliveries.events() == events

    def test_can_be_late(self, installed: SandboxServer, order: PlacedOrder) -> None:
        installed.payment_behaviour(Behaviour.APPROVE_LATER)
        _requested(installed, _granted(installed, order, amount="10.00"))
        installed.settle()

        assert order.grant_statuses == ["PENDING"]
        assert installed.books.all() == []

        installed.settle(ahead=1)
        assert order.grant_statuses == ["SUCCESS"]
        assert installed.books.of_transaction(order.transaction_id)[0].amount == Decimal(10)

    def test_can_fail_late(self, installed: SandboxServer, order: PlacedOrder) -> None:
        installed.payment_behaviour(Behaviour.REFUSE_LATER)
        _requested(installed, _granted(installed, order, amount="10.00"))
        installed.settle(ahead=1)

        assert order.grant_statuses == ["FAILURE"]
        assert order.charged == order.total
        assert installed.deliveries.events() == ["ORDER_UPDATED", "ORDER_UPDATED"]


class TestHazards:
    def test_a_grant_of_nothing_refunds_everything(
        self, installed: SandboxServer, order: PlacedOrder
    ) -> None:
        _requested(installed, _granted(installed, order, amount="0"))
        installed.settle()

        assert installed.books.paid_back(order.number) == Decimal("38.73")

    def test_a_failed_grant_goes_on_blocking(
        self, installed: SandboxServer, order: PlacedOrder
    ) -> None:
        installed.payment_behaviour(Behaviour.REFUSE)
        lines = [{"id": order.line_ids[0], "quantity": 1}]
        grant = _granted(installed, order, amount="1", lines=lines, grantRefundForShipping=True)
        _requested(installed, grant)
        installed.settle()
        again = {
            "transactionId": order.transaction_id,
            "amount": "1",
            "grantRefundForShipping": True,
        }

        answer = installed.execute(GRANT, {"id": order.id, "i": again}, installed.app_token)

        errors = answer.body["data"]["orderGrantRefundCreate"]["errors"]
        assert errors == [{"code": "SHIPPING_COSTS_ALREADY_GRANTED"}]

    def test_two_requests_in_a_row_pay_twice(
        self, installed: SandboxServer, order: PlacedOrder
    ) -> None:
        grants = [_granted(installed, order, amount="38.73") for _ in range(2)]
        with installed.sandbox.saleor.change():
            assert [_requested(installed, grant) for grant in grants] == [[], []]
        installed.settle()

        assert installed.books.paid_back(order.number) == Decimal("77.46")

    def test_nobody_refunds_a_bank_transfer(self, installed: SandboxServer) -> None:
        order = installed.place_order(owner=None)

        codes = _requested(installed, _granted(installed, order, amount="1"))

        assert codes == ["MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK"]
        assert order.grant_statuses == ["FAILURE"]
