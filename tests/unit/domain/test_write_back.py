from datetime import timedelta

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import (
    FulfillmentStatus,
    GrantedRefund,
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
    taken_back_by_others,
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
        order = a_snapshot(grants=[a_grant(number="R-12/1"), a_grant(number="R-1/2")])

        assert grant_of(order, "R-1", 2) is order.granted_refunds[1]
        assert grant_of(order, "R-1", 1) is None

    def test_is_not_misled_by_a_longer_number(self) -> None:
        order = a_snapshot(grants=[a_grant(number="R-12/1"), a_grant(number="R-1/12")])

        assert grant_of(order, "R-1", 1) is None

    def test_knows_a_first_payment_of_before_payments_had_numbers(self) -> None:
        order = a_snapshot(grants=[a_grant(number="R-1")])

        assert grant_of(order, "R-1", 1) is order.granted_refunds[0]
        assert grant_of(order, "R-1", 2) is None


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


class TestTellingWhatStaffTookBack:
    def test_counts_what_is_missing_else(self) -> None:
        line, units = a_bought_line(quantity=2), [Units("line-tee", 2)]
        home = a_parcel({line.id: 1})
        back = a_parcel({line.id: 1}, status=FulfillmentStatus.RETURNED)
        order = a_snapshot([line], fulfillments=[home, back])

        assert taken_back_by_others(order, units, {}) == {line.id: 1}
        assert taken_back_by_others(order, units, {line.id: 1}) == {}
        assert taken_back_by_others(order, [Units(line.id, 1)], {}) == {}
