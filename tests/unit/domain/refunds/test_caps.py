"""What may still go back, whoever gave what before."""

from dataclasses import replace
from typing import Any

import pytest

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import (
    FulfillmentStatus,
    GrantedLine,
    GrantedRefund,
    OrderSnapshot,
    PaymentTransaction,
    RefundEvent,
    RefundEventType,
)
from saleor_returns_app.domain.refund_breakdown import (
    OwnReturn,
    PaidBefore,
    Rates,
    RefundBreakdown,
    RefundTerms,
    Units,
    allocate,
    break_down,
    credited_by_others,
    paid_before,
    payables,
    still_refundable,
)
from tests.support.orders import NOON, a_bought_line, a_parcel, a_snapshot

NONE = Money(0, "EUR")


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def a_payment(charged: int, *, id: str = "pay-1", **more: Any) -> PaymentTransaction:
    amounts = {"refunded": NONE, "refund_pending": NONE} | more
    return PaymentTransaction(id, ("REFUND",), euros(charged), **amounts)


def an_event(kind: str, amount: int, reference: str = "") -> RefundEvent:
    return RefundEvent(RefundEventType(f"REFUND_{kind}"), euros(amount), reference, NOON)


def a_grant(amount: int, *events: RefundEvent, id: str = "grant-1", **more: Any) -> GrantedRefund:
    facts: dict[str, Any] = {
        "status": "NONE",
        "reason": "",
        "shipping_included": False,
        "transaction_id": "pay-1",
    }
    return GrantedRefund(id=id, amount=euros(amount), events=events, **(facts | more))


def an_order(*payments: PaymentTransaction, **more: Any) -> OrderSnapshot:
    """Make an order of 100.00 EUR: 3 tees for 95.00 and shipping for 5.00."""
    tee = a_bought_line("tee", quantity=3, total=9_500)
    return replace(a_snapshot([tee], shipping=500), transactions=payments, **more)


def a_return_of(order: OrderSnapshot, quantity: int, before: PaidBefore) -> RefundBreakdown:
    return break_down(order, RefundTerms((Units("line-tee", quantity),), before))


class TestRefundsMadeElsewhere:
    def left(self, order: OrderSnapshot) -> int:
        return paid_before(order, ()).refundable.minor

    def test_by_a_grant_count_even_where_they_failed(self) -> None:
        failed = a_grant(2_000, an_event("REQUEST", 2_000), an_event("FAILURE", 2_000))

        assert self.left(an_order(a_payment(10_000), granted_refunds=(failed,))) == 8_000

    def test_that_were_voided_or_are_negative_count_nothing(self) -> None:
        grants = (a_grant(0), a_grant(-500, id="grant-2"))

        assert self.left(an_order(a_payment(10_000), granted_refunds=grants)) == 10_000

    def test_beside_any_grant_count_too(self) -> None:
        order = an_order(a_payment(7_000, refunded=euros(2_000), refund_pending=euros(1_000)))

        assert self.left(order) == 7_000

    def test_through_a_grant_count_once(self) -> None:
        paid = a_grant(
            2_000, an_event("REQUEST", 2_000, "psp-1"), an_event("SUCCESS", 2_000, "psp-1")
        )
        acknowledged = a_grant(1_000, an_event("REQUEST", 1_000, "psp-2"), id="grant-2")
        payment = a_payment(7_000, refunded=euros(2_000), refund_pending=euros(1_000))

        assert self.left(an_order(payment, granted_refunds=(paid, acknowledged))) == 7_000

    def test_of_more_than_was_granted_count_in_full(self) -> None:
        twice = a_grant(2_000, an_event("SUCCESS", 2_000, "a"), an_event("SUCCESS", 2_000, "b"))
        payment = a_payment(6_000, refunded=euros(4_000))

        assert self.left(an_order(payment, granted_refunds=(twice,))) == 6_000

    def test_of_what_was_paid_too_much_take_nothing(self) -> None:
        assert self.left(an_order(a_payment(10_000, refunded=euros(1_500)))) == 10_000

    def test_of_the_old_kind_count_by_parcel_and_by_payment(self) -> None:
        parcel = replace(a_parcel({"line-tee": 1}), refunded=euros(3_000))

        assert self.left(an_order(fulfillments=(parcel,))) == 7_000
        assert self.left(an_order(fulfillments=(parcel,), refunded=euros(4_000))) == 6_000

    def test_leave_no_units_to_credit_again(self) -> None:
        grant = a_grant(3_167, lines=(GrantedLine("line-tee", 1),))
        parcels = (
            a_parcel({"line-tee": 1}),
            a_parcel({"line-tee": 1}, status=FulfillmentStatus.REFUNDED),
        )
        order = an_order(fulfillments=parcels, granted_refunds=(grant,))

        assert credited_by_others(order, ours=frozenset()) == {"line-tee": 2}
        assert credited_by_others(order, ours=frozenset({"grant-1"})) == {"line-tee": 1}

    @pytest.mark.parametrize("by_grant", [True, False])
    def test_of_shipping_happen_once(self, by_grant: bool) -> None:
        grant = a_grant(500, shipping_included=True)
        parcel = replace(a_parcel({"line-tee": 3}), shipping_refunded=euros(500))
        order = (
            an_order(a_payment(10_000), granted_refunds=(grant,))
            if by_grant
            else an_order(a_payment(10_000), fulfillments=(parcel,))
        )

        assert paid_before(order, ()).shipping == euros(500)


class TestWhatWasPaid:
    def test_bounds_what_goes_back(self) -> None:
        before = paid_before(an_order(a_payment(4_000)), ())

        assert (before.refundable, before.unpaid) == (euros(4_000), euros(6_000))

    def test_counts_what_may_still_be_charged(self) -> None:
        payment = a_payment(0, authorized=euros(9_000), charge_pending=euros(1_000))

        assert paid_before(an_order(payment), ()).unpaid is None

    def test_is_the_total_where_we_see_no_payment(self) -> None:
        assert paid_before(an_order(), ()).refundable == euros(10_000)

    def test_is_refunded_no_more_after_two_full_refunds_were_asked_for(self) -> None:
        order = an_order(a_payment(-10_000, refunded=euros(20_000)))

        assert still_refundable(order, promised=NONE).minor <= 0


class TestOurOwnReturns:
    def test_promise_their_money_until_saleor_has_it(self) -> None:
        order = an_order(a_payment(10_000))
        first = a_return_of(order, 1, paid_before(order, ()))
        granted = replace(
            order,
            granted_refunds=(a_grant(first.total.minor, lines=(GrantedLine("line-tee", 1),)),),
        )

        promised = paid_before(order, [OwnReturn(first)])
        known = paid_before(granted, [OwnReturn(first, done_by=frozenset({"grant-1"}))])

        assert first.total == euros(3_167)
        assert promised == known == PaidBefore({"line-tee": 1}, euros(6_833))

    def test_give_shipping_back_once(self) -> None:
        order = an_order(a_payment(10_000))
        whole = a_return_of(order, 3, paid_before(order, ()))

        assert paid_before(order, [OwnReturn(whole)]).shipping == euros(500)

    def test_in_credit_take_no_bonus_from_the_order(self) -> None:
        order = an_order(a_payment(10_000))
        terms = RefundTerms(
            (Units("line-tee", 1),),
            paid_before(order, ()),
            rates={"line-tee": Rates(credit_bonus=1_000)},
        )
        credit = break_down(order, terms)

        assert credit.total == euros(3_167 + 317)
        assert paid_before(order, [OwnReturn(credit, in_credit=True)]).refundable == euros(6_833)


class TestAnOldGiftCard:
    """30.00 of the 100.00 came off the total at checkout."""

    ORDER = replace(an_order(a_payment(7_000)), total=euros(7_000), paid_by_gift_card=True)

    def test_makes_the_last_part_credit(self) -> None:
        before = paid_before(self.ORDER, ())
        whole = a_return_of(self.ORDER, 3, before)

        assert (before.refundable, before.in_cash) == (euros(10_000), euros(7_000))
        assert (whole.total, whole.cash, whole.credit) == (
            euros(10_000),
            euros(7_000),
            euros(3_000),
        )

    def test_gives_money_first_however_the_order_comes_back(self) -> None:
        own: list[OwnReturn] = []
        for _ in range(3):
            own.append(OwnReturn(a_return_of(self.ORDER, 1, paid_before(self.ORDER, own))))

        assert sum(one.breakdown.cash.minor for one in own) == 7_000
        assert sum(one.breakdown.credit.minor for one in own) == 3_000
        assert paid_before(self.ORDER, own).refundable == NONE

    def test_is_used_up_first_by_who_chose_credit(self) -> None:
        first = a_return_of(self.ORDER, 1, paid_before(self.ORDER, ()))

        before = paid_before(self.ORDER, [OwnReturn(first, in_credit=True)])

        assert (before.refundable, before.in_cash) == (euros(6_833), euros(6_833))


class TestSpreadingOverPayments:
    def test_takes_the_largest_first_and_says_what_nobody_covers(self) -> None:
        order = an_order(
            a_payment(1_000, id="small"),
            a_payment(3_000, id="large"),
            replace(a_payment(9_000, id="by-hand"), actions=()),
        )

        enough = allocate(euros(3_500), payables(order))
        too_much = allocate(euros(5_000), payables(order))

        assert enough.shares == (("large", euros(3_000)), ("small", euros(500)))
        assert (enough.rest, too_much.rest) == (NONE, euros(1_000))

    def test_needs_no_second_payment_where_one_can_bear_it(self) -> None:
        order = an_order(a_payment(1_000, id="small"), a_payment(3_000, id="large"))

        assert allocate(euros(900), payables(order)).shares == (("large", euros(900)),)

    def test_leaves_gift_cards_for_last(self) -> None:
        order = an_order(
            a_payment(9_000, id="card", is_gift_card=True), a_payment(1_000, id="money")
        )

        assert allocate(euros(1_500), payables(order)).shares == (
            ("money", euros(1_000)),
            ("card", euros(500)),
        )

    def test_sends_nothing_for_nothing(self) -> None:
        assert allocate(NONE, payables(an_order(a_payment(1_000)))).shares == ()

    @pytest.mark.parametrize(
        ("events", "cap"),
        [
            ([], 10_000),
            ([("REQUEST", 4_000, "")], 6_000),
            ([("REQUEST", 4_000, "psp-1")], 10_000),
            ([("REQUEST", 4_000, ""), ("FAILURE", 4_000, "")], 10_000),
            ([("REQUEST", 4_000, ""), ("REQUEST", 1_000, ""), ("FAILURE", 1_000, "x")], 6_000),
            ([("REQUEST", 4_000, "psp-1"), ("FAILURE", 4_000, "psp-1")], 10_000),
            ([("REQUEST", 9_000, ""), ("REQUEST", 9_000, "")], None),
        ],
    )
    def test_takes_off_what_was_asked_for_without_an_answer(
        self, events: list[tuple[str, int, str]], cap: int | None
    ) -> None:
        payment = a_payment(10_000, refunds=tuple(an_event(*one) for one in events))

        caps = [one.cap.minor for one in payables(an_order(payment))]

        assert caps == ([] if cap is None else [cap])

    def test_takes_off_what_we_are_about_to_send(self) -> None:
        [one] = payables(an_order(a_payment(10_000)), planned={"pay-1": euros(2_500)})

        assert one.cap == euros(7_500)
