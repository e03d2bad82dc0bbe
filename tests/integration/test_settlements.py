"""Settlements: several payments, what people do about them, and the books that must agree."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.ports import Drawer, MoneyFilter
from saleor_returns_app.domain.reconciliation import DifferenceKind
from saleor_returns_app.domain.return_request import ReturnRequest, fold
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.settlement_acts import MoneyAct
from saleor_returns_app.domain.settlements import PaymentState, Settlement, SettlementState
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.care.problems import open_problems
from saleor_returns_app.use_cases.settlement.acts import act_on_money, money_page
from saleor_returns_app.use_cases.settlement.due_dates import look_at_due_dates
from saleor_returns_app.use_cases.settlement.reconcile import reconcile_shop
from tests.support.ordered_refunds import Ordered, order_refunds
from tests.support.returns import CLERK, Walk
from tests.support.sandbox import FaultEffect, PaymentBehaviour, PlacedOrder
from tests.support.whole_app import WholeApp

RETURN = "orderFulfillmentReturnProducts"
GRANT = "orderGrantRefundCreate"


@pytest.fixture
def walk(app: WholeApp) -> Walk:
    return Walk(app)


@pytest.fixture
def ordered(app: WholeApp) -> Ordered:
    """Return a return whose refund is ordered, with nobody at work yet."""
    return order_refunds(app, 1)[0]


def settlement_of(app: WholeApp, case: ReturnRequest) -> Settlement:
    with app.parts.services.transaction() as store:
        return store.settlements.of_case(case.id)


def act(app: WholeApp, case: ReturnRequest, wanted: MoneyAct) -> None:
    act_on_money(
        app.shop.id,
        case.number,
        wanted,
        at=datetime.now(UTC),
        by=CLERK,
        transaction=app.parts.services.transaction,
    )
    app.settle()


def reconcile(app: WholeApp) -> list[tuple[DifferenceKind, str, str]]:
    """Compare everything now; give what the money page then shows as differing."""
    transaction = app.parts.services.transaction
    reconcile_shop(app.shop.id, at=datetime.now(UTC), transaction=transaction)
    app.settle()
    page = money_page(app.shop.id, MoneyFilter(Drawer.DIFFERING), transaction=transaction)
    return [
        (one.kind, str(one.ours.decimal), str(one.theirs.decimal))
        for row in page.rows
        for one in row.differences
    ]


def problems(app: WholeApp) -> set[ProblemKind]:
    found = open_problems(app.shop.id, transaction=app.parts.services.transaction)
    return {one.kind for one in found}


def paid_back(app: WholeApp, order: PlacedOrder) -> str:
    """Say what really went back, in the digits of its currency."""
    return str(app.saleor.books.paid_back(order.number).quantize(Decimal("0.01")))


class TestASettlement:
    def test_has_its_due_date_by_law_from_the_day_the_goods_came(
        self, app: WholeApp, ordered: Ordered
    ) -> None:
        settlement = settlement_of(app, ordered.case)

        assert settlement.due_at is not None
        assert settlement.due_at - ordered.case.requested_at > timedelta(days=13)
        assert settlement.legal_basis == "Directive 2011/83/EU, Article 13(1)"

    def test_is_told_by_the_events_of_its_case(self, app: WholeApp, ordered: Ordered) -> None:
        app.settle(ahead=True)

        case = app.case(ordered.case.number)
        kinds = [event.kind for event in case.events]
        again = fold(case, case.events)
        assert kinds[-9:-2] == [
            EventKind.REFUND_ORDERED,
            EventKind.REFUND_PLANNED,
            EventKind.REFUND_GRANTED,
            EventKind.GOODS_WRITTEN,
            EventKind.REFUND_REQUESTED,
            EventKind.REFUNDED,
            EventKind.COMPLETED,
        ]
        # Neither the mail with the receipt nor the note waits for the other.
        assert set(kinds[-2:]) == {EventKind.MAIL_SENT, EventKind.NOTED_IN_SALEOR}
        assert (again.money_status, again.goods_written) == (MoneyStatus.REFUNDED, True)

    def test_goes_on_while_a_note_cannot_be_written(self, walk: Walk) -> None:
        walk.app.saleor.faults.add("orderNoteAdd", FaultEffect.HTTP_503, times=50)

        _, order = walk.to_the_money()
        walk.app.settle()

        assert paid_back(walk.app, order) == "33.73"


class TestGoodsThatStaffTookBackByHand:
    def test_are_noted_as_done_and_the_refund_is_paid(
        self, app: WholeApp, ordered: Ordered
    ) -> None:
        take_back_by_hand(app, ordered.order)

        app.settle(ahead=True)

        case = app.case(ordered.case.number)
        assert EventKind.GOODS_WRITTEN_BY_OTHERS in {event.kind for event in case.events}
        assert case.money_status is MoneyStatus.REFUNDED
        assert sum(ordered.order.returned.values()) == 1
        assert app.saleor.calls.count(RETURN) == 1


def take_back_by_hand(app: WholeApp, order: PlacedOrder) -> None:
    snapshot = app.parts.services.saleor.open(app.shop).fetch_order(order.id)
    assert snapshot is not None
    query = """
      mutation ($order: ID!, $line: ID!) {
        orderFulfillmentReturnProducts(
          order: $order
          input: { refund: false, fulfillmentLines: [{ fulfillmentLineId: $line, quantity: 1 }] }
        ) { errors { code } }
      }
    """
    variables = {"order": order.id, "line": snapshot.fulfillments[0].lines[0].id}
    answer = app.saleor.execute(query, variables, token=app.saleor.payment_token)
    assert answer.body["data"]["orderFulfillmentReturnProducts"]["errors"] == []


class TestARefundThatFailed:
    @pytest.fixture
    def failed(self, app: WholeApp) -> Ordered:
        app.saleor.payment_behaviour(PaymentBehaviour.REFUSE)
        one = order_refunds(app, 1)[0]
        app.settle(ahead=True)
        app.saleor.payment_behaviour(PaymentBehaviour.APPROVE, one.order)
        return one

    def test_keeps_its_units_until_a_person_takes_the_promise_back(
        self, app: WholeApp, failed: Ordered
    ) -> None:
        assert settlement_of(app, failed.case).state is SettlementState.FAILED

        act(app, failed.case, MoneyAct.VOID)

        settlement = settlement_of(app, failed.case)
        assert [one.state for one in settlement.payments] == [PaymentState.VOIDED]
        assert [(grant.amount, grant.lines) for grant in failed.order.model.grants] == [
            (Decimal("0.000"), [])
        ]
        assert reconcile(app) == []

    def test_is_paid_by_a_new_promise_after_that(self, app: WholeApp, failed: Ordered) -> None:
        act(app, failed.case, MoneyAct.VOID)

        act(app, failed.case, MoneyAct.REFUND)
        app.settle(ahead=True)

        settlement = settlement_of(app, failed.case)
        assert settlement.state is SettlementState.SETTLED
        assert [one.state for one in settlement.payments] == [
            PaymentState.VOIDED,
            PaymentState.PAID,
        ]
        assert paid_back(app, failed.order) == "38.73"
        assert reconcile(app) == []


class TestARefundThatWasPaidInPart:
    def test_is_completed_by_a_bare_promise_over_the_rest(self, app: WholeApp) -> None:
        app.saleor.payment_behaviour(PaymentBehaviour.OTHER_AMOUNT)
        one = order_refunds(app, 1)[0]
        app.settle(ahead=True)
        first = settlement_of(app, one.case)
        app.saleor.payment_behaviour(PaymentBehaviour.APPROVE, one.order)

        act(app, one.case, MoneyAct.REFUND)
        app.settle(ahead=True)

        settlement = settlement_of(app, one.case)
        assert first.state is SettlementState.FAILED
        assert [payment.state for payment in settlement.payments] == [
            PaymentState.PARTLY,
            PaymentState.PAID,
        ]
        assert len(one.order.model.grants[1].lines) == 0
        assert paid_back(app, one.order) == "38.73"
        assert reconcile(app) == []


class TestARefundThatNobodyAnswers:
    @pytest.fixture
    def stuck(self, app: WholeApp) -> Ordered:
        app.saleor.payment_behaviour(PaymentBehaviour.LOST)
        one = order_refunds(app, 1)[0]
        app.settle()
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=25), tick=True):
            app.settle(ahead=True)
        return one

    def test_is_stuck_after_a_day_with_a_next_step(self, app: WholeApp, stuck: Ordered) -> None:
        assert settlement_of(app, stuck.case).state is SettlementState.STUCK
        assert app.case(stuck.case.number).money_status is MoneyStatus.ORDERED
        assert ProblemKind.REFUND_STUCK in problems(app)

    def test_is_paid_once_more_on_a_persons_word_alone(self, app: WholeApp, stuck: Ordered) -> None:
        app.saleor.payment_behaviour(PaymentBehaviour.APPROVE, stuck.order)
        app.settle(ahead=True)
        assert paid_back(app, stuck.order) == "0.00"

        act(app, stuck.case, MoneyAct.GIVE_UP)
        act(app, stuck.case, MoneyAct.REFUND)
        app.settle(ahead=True)

        assert settlement_of(app, stuck.case).state is SettlementState.SETTLED
        assert paid_back(app, stuck.order) == "38.73"
        assert problems(app) == set()


class TestMoneyThatWentAfterAll:
    def test_settles_what_had_failed(self, app: WholeApp) -> None:
        app.saleor.payment_behaviour(PaymentBehaviour.PAID_BUT_TIMED_OUT)
        one = order_refunds(app, 1)[0]
        app.settle(ahead=True)

        assert app.case(one.case.number).money_status is MoneyStatus.FAILED
        assert paid_back(app, one.order) == "38.73"
        assert len(Walk(app).requests()) == 1


class TestTwoReturnsOfOneOrder:
    def test_that_are_settled_at_once_never_pay_more_than_the_order(self, app: WholeApp) -> None:
        first = order_refunds(app, 1)[0]
        second = order_refunds(app, 1, of=first.order)[0]

        app.settle(ahead=True)

        ends = {app.case(one.case.number).money_status for one in (first, second)}
        assert ends == {MoneyStatus.REFUNDED, MoneyStatus.FAILED}
        assert paid_back(app, first.order) == "38.73"


class TestAStaffRefundInBetween:
    def test_before_the_promise_is_counted(self, app: WholeApp, ordered: Ordered) -> None:
        Walk(app).staff_refund(ordered.order, "20.00")

        app.settle(ahead=True)

        assert app.case(ordered.case.number).money_status is MoneyStatus.FAILED
        assert paid_back(app, ordered.order) == "20.00"

    def test_between_promise_and_request_leaves_nothing_too_much(
        self, app: WholeApp, ordered: Ordered
    ) -> None:
        app.saleor.faults.add(RETURN, FaultEffect.LOST_BEFORE)
        app.settle()
        Walk(app).staff_refund(ordered.order, "20.00")

        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5), tick=True):
            app.settle(ahead=True)

        assert len(ordered.order.model.grants) == 1
        assert app.case(ordered.case.number).money_status is MoneyStatus.FAILED
        assert paid_back(app, ordered.order) == "20.00"


class TestReconciling:
    def test_finds_nothing_where_nothing_is_wrong(self, app: WholeApp) -> None:
        order_refunds(app, 2)
        app.settle(ahead=True)

        assert reconcile(app) == []

    def test_shows_a_promise_that_somebody_changed_until_it_is_gone(
        self, app: WholeApp, ordered: Ordered
    ) -> None:
        app.settle(ahead=True)
        grant = ordered.order.model.grants[0]
        true, grant.amount = grant.amount, Decimal("38.74")

        found = reconcile(app)
        opened = problems(app)
        grant.amount = true
        gone = reconcile(app)

        assert found == [(DifferenceKind.GRANT_AMOUNT, "38.73", "38.74")]
        assert opened == {ProblemKind.MONEY_DIFFERS}
        assert (gone, problems(app)) == ([], set())

    def test_shows_a_copied_promise(self, app: WholeApp, ordered: Ordered) -> None:
        app.settle(ahead=True)
        before = reconcile(app)
        grants = ordered.order.model.grants
        words = f"[{ordered.case.number}/9] copied"
        grants.append(replace(grants[0], pk=999, reason=words, amount=Decimal(1), lines=[]))

        assert before == []
        assert reconcile(app) == [(DifferenceKind.GRANT_UNKNOWN, "0.00", "1.00")]


class TestMoneyThatFallsDue:
    @pytest.mark.parametrize(
        ("days", "kind"),
        [(9, None), (12, ProblemKind.MONEY_DUE_SOON), (16, ProblemKind.MONEY_OVERDUE)],
    )
    def test_is_told_of_in_time(self, walk: Walk, days: int, kind: ProblemKind | None) -> None:
        walk.to_the_goods()
        at = datetime.now(UTC) + timedelta(days=days)

        look_at_due_dates(at=at, transaction=walk.app.parts.services.transaction)

        assert problems(walk.app) == ({kind} if kind else set())

    def test_is_over_once_it_is_paid(self, walk: Walk) -> None:
        case, _ = walk.to_the_goods()
        at = datetime.now(UTC) + timedelta(days=16)
        look_at_due_dates(at=at, transaction=walk.app.parts.services.transaction)

        walk.refund(case)
        walk.app.settle(ahead=True)

        assert problems(walk.app) == set()
