from datetime import timedelta

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import (
    FulfillmentStatus,
    GrantedRefund,
    PaymentTransaction,
    RefundEvent,
    RefundEventType,
)
from saleor_returns_app.domain.refund_breakdown import Units
from saleor_returns_app.domain.write_back import (
    RefundOutcome,
    goods_arrived,
    grant_of,
    lines_to_return,
    marker,
    outcome_of,
    returned_units,
    transaction_for,
)
from tests.support.orders import NOON, SHIPPED, a_bought_line, a_parcel, a_snapshot

REQUEST, SUCCESS = RefundEventType.REFUND_REQUEST, RefundEventType.REFUND_SUCCESS
FAILURE, REVERSE = RefundEventType.REFUND_FAILURE, RefundEventType.REFUND_REVERSE


def a_grant(
    *events: tuple[RefundEventType, int, str], status: str = "PENDING", number: str = "R-1"
) -> GrantedRefund:
    told = tuple(
        RefundEvent(kind, Money(minor, "EUR"), psp, NOON + timedelta(minutes=index))
        for index, (kind, minor, psp) in enumerate(events)
    )
    reason = f"{marker(number)} Return"
    return GrantedRefund("g-1", status, reason, Money(1000, "EUR"), False, "t-1", (), told)


class TestTheFateOfARefund:
    def test_is_unsent_without_events(self) -> None:
        assert outcome_of(a_grant()) is RefundOutcome.NOT_SENT

    def test_is_pending_while_nobody_answers(self) -> None:
        assert outcome_of(a_grant((REQUEST, 1000, ""))) is RefundOutcome.PENDING

    def test_is_paid_although_the_status_stays_pending(self) -> None:
        grant = a_grant((SUCCESS, 1000, "psp"), (REQUEST, 1000, "psp"), status="PENDING")

        assert outcome_of(grant) is RefundOutcome.PAID

    def test_is_partly_paid_although_the_status_says_success(self) -> None:
        grant = a_grant((REQUEST, 1000, ""), (SUCCESS, 400, "psp"), status="SUCCESS")

        assert outcome_of(grant) is RefundOutcome.PARTLY_PAID

    def test_is_failed_when_it_was_refused(self) -> None:
        assert (
            outcome_of(a_grant((REQUEST, 1000, ""), (FAILURE, 1000, "p"))) is RefundOutcome.FAILED
        )

    def test_is_failed_again_when_saleor_swallowed_the_second_failure(self) -> None:
        grant = a_grant((REQUEST, 1000, "p"), (FAILURE, 1000, "p"), (REQUEST, 1000, "p"))

        assert outcome_of(grant) is RefundOutcome.FAILED

    def test_is_failed_when_it_was_taken_back(self) -> None:
        grant = a_grant((REQUEST, 1000, "p"), (SUCCESS, 1000, "p"), (REVERSE, 1000, "p"))

        assert outcome_of(grant) is RefundOutcome.FAILED


class TestFindingOurGrant:
    def test_goes_by_the_marker(self) -> None:
        order = a_snapshot(grants=[a_grant(number="R-12"), a_grant(number="R-1")])

        found = grant_of(order, "R-1")

        assert found is order.granted_refunds[1]

    def test_is_not_misled_by_a_longer_number(self) -> None:
        assert grant_of(a_snapshot(grants=[a_grant(number="R-12")]), "R-1") is None


class TestChoosingTheTransaction:
    def test_takes_one_that_can_pay_it_all(self) -> None:
        order = a_snapshot(transactions=[a_payment("a", 500), a_payment("b", 3000)])

        chosen = transaction_for(order, Money(1000, "EUR"))

        assert chosen is not None
        assert chosen.id == "b"

    def test_passes_over_one_that_offers_no_refund(self) -> None:
        order = a_snapshot(transactions=[a_payment("a", 5000, actions=("CHARGE",))])

        assert transaction_for(order, Money(1000, "EUR")) is None


def a_payment(
    name: str, charged: int, *, actions: tuple[str, ...] = ("REFUND",)
) -> PaymentTransaction:
    nothing = Money(0, "EUR")
    return PaymentTransaction(name, actions, Money(charged, "EUR"), nothing, nothing)


class TestSpreadingUnitsOverFulfillments:
    def test_takes_the_oldest_first(self) -> None:
        line = a_bought_line(quantity=5)
        newer = a_parcel({line.id: 3}, at=SHIPPED + timedelta(days=2))
        older = a_parcel({line.id: 2})
        order = a_snapshot([line], fulfillments=[newer, older])

        spread = lines_to_return(order, [Units(line.id, 4)])

        assert spread == [(older.lines[0].id, 2), (newer.lines[0].id, 2)]

    def test_leaves_out_what_came_back(self) -> None:
        line = a_bought_line(quantity=1)
        back = a_parcel({line.id: 1}, status=FulfillmentStatus.RETURNED)

        assert lines_to_return(a_snapshot([line], fulfillments=[back]), [Units(line.id, 1)]) == []


class TestTellingWhetherTheGoodsWereWritten:
    def test_goes_by_what_came_back_since_the_plan(self) -> None:
        line, units = a_bought_line(quantity=2), [Units("line-tee", 1)]
        first = a_parcel({line.id: 1}, status=FulfillmentStatus.RETURNED)
        second = a_parcel({line.id: 1}, status=FulfillmentStatus.RETURNED)
        before = returned_units(a_snapshot([line], fulfillments=[first]), units)

        assert not goods_arrived(before, a_snapshot([line], fulfillments=[first]), units)
        assert goods_arrived(before, a_snapshot([line], fulfillments=[first, second]), units)
