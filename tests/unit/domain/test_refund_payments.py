"""Which transactions pay: nothing is promised twice, nothing above what is left."""

from dataclasses import replace

import pytest

from saleor_returns_app.domain.errors import SaleorRefused
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import (
    GrantedRefund,
    OrderSnapshot,
    PaymentTransaction,
    RefundEvent,
    RefundEventType,
)
from saleor_returns_app.domain.refund_payments import plan_round
from saleor_returns_app.domain.settlements import (
    Payment,
    PaymentState,
    Settlement,
    SettlementKind,
)
from tests.support.orders import NOON, a_bought_line, a_snapshot

NOTHING = Money(0, "EUR")


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def a_settlement(amount: int, *payments: Payment) -> Settlement:
    return Settlement(
        "s-1", "shop", "case", SettlementKind.REFUND, euros(amount), NOON, payments=payments
    )


def a_transaction(
    name: str, charged: int, *, actions: tuple[str, ...] = ("REFUND",)
) -> PaymentTransaction:
    return PaymentTransaction(name, actions, euros(charged), NOTHING, NOTHING)


def a_grant(
    name: str, amount: int, *, status: str = "NONE", transaction: str = "a", asked: bool = False
) -> GrantedRefund:
    asking = RefundEvent(RefundEventType.REFUND_REQUEST, euros(amount), "", NOON)
    events = (asking,) if asked else ()
    return GrantedRefund(name, status, "", euros(amount), False, transaction, (), events)


def an_order(
    *transactions: PaymentTransaction, grants: tuple[GrantedRefund, ...] = (), total: int = 10_000
) -> OrderSnapshot:
    line = a_bought_line(quantity=1, total=total)
    made = a_snapshot([line], transactions=transactions, grants=grants)
    return replace(made, total=euros(total))


class TestANewRefund:
    def test_takes_one_transaction_that_can_pay_it_all(self) -> None:
        order = an_order(a_transaction("a", 4000), a_transaction("b", 6000))

        chosen = plan_round(a_settlement(5000), euros(5000), order, promised=NOTHING)

        assert chosen.parts == (("b", euros(5000)),)

    def test_is_spread_where_none_can(self) -> None:
        order = an_order(a_transaction("a", 4000), a_transaction("b", 6000))

        chosen = plan_round(a_settlement(9000), euros(9000), order, promised=NOTHING)

        assert chosen.parts == (("b", euros(6000)), ("a", euros(3000)))

    def test_passes_over_what_gives_nothing_back(self) -> None:
        order = an_order(a_transaction("a", 4000), a_transaction("b", 6000, actions=("CHARGE",)))

        with pytest.raises(SaleorRefused, match="No payment"):
            plan_round(a_settlement(5000), euros(5000), order, promised=NOTHING)

    def test_leaves_room_for_what_was_asked_and_has_no_reference_yet(self) -> None:
        foreign = a_grant("g-x", 6000, status="PENDING", asked=True)
        order = an_order(a_transaction("a", 10_000), grants=(foreign,))

        chosen = plan_round(a_settlement(4000), euros(4000), order, promised=NOTHING)
        assert chosen.parts == (("a", euros(4000)),)
        with pytest.raises(SaleorRefused, match=r"Only 40\.00 EUR"):
            plan_round(a_settlement(4001), euros(4001), order, promised=NOTHING)

    def test_counts_what_other_returns_were_promised(self) -> None:
        order = an_order(a_transaction("a", 10_000))

        with pytest.raises(SaleorRefused, match=r"Only 30\.00 EUR"):
            plan_round(a_settlement(5000), euros(5000), order, promised=euros(7000))


class TestARefundThatFailed:
    FAILED = Payment(1, "a", euros(5000), PaymentState.FAILED, True, "g-1", 1)

    def test_is_asked_for_again_by_the_same_promise(self) -> None:
        order = an_order(
            a_transaction("a", 10_000), grants=(a_grant("g-1", 5000, status="FAILURE"),)
        )

        chosen = plan_round(a_settlement(5000, self.FAILED), euros(5000), order, promised=NOTHING)

        assert (chosen.again, chosen.parts) == ((1,), ())

    def test_gets_another_promise_where_saleor_has_it_as_pending_for_ever(self) -> None:
        stuck = a_grant("g-1", 5000, status="PENDING", asked=True)
        order = an_order(a_transaction("a", 5000), grants=(stuck,), total=5000)

        chosen = plan_round(a_settlement(5000, self.FAILED), euros(5000), order, promised=NOTHING)

        assert (chosen.again, chosen.parts) == ((), (("a", euros(5000)),))

    def test_gets_another_promise_where_somebody_changed_the_first(self) -> None:
        changed = a_grant("g-1", 0, status="FAILURE")
        order = an_order(a_transaction("a", 5000), grants=(changed,))

        chosen = plan_round(a_settlement(5000, self.FAILED), euros(5000), order, promised=NOTHING)

        assert (chosen.again, chosen.parts) == ((), (("a", euros(5000)),))


class TestASettlement:
    def test_never_plans_nothing_nor_too_much(self) -> None:
        settlement = a_settlement(1000)

        with pytest.raises(ValueError, match="everything"):
            settlement.plan([("a", NOTHING)])
        with pytest.raises(ValueError, match="more than what is due"):
            settlement.plan([("a", euros(1001))])

    def test_has_one_payment_with_the_goods(self) -> None:
        settlement = a_settlement(1000)

        settlement.plan([("a", euros(600)), ("b", euros(400))])

        assert [one.with_goods for one in settlement.payments] == [True, False]
        assert not settlement.uncovered

    def test_is_uncovered_by_what_was_not_paid(self) -> None:
        settlement = a_settlement(1000)
        settlement.plan([("a", euros(1000))])

        settlement.judged(1, PaymentState.PARTLY, euros(400))

        assert (settlement.paid, settlement.uncovered) == (euros(400), euros(600))
