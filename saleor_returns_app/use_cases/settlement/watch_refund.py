"""A refund is watched until its fate is known; failures of a payment app are told to nobody."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.ports import SaleorGate, Transaction
from saleor_returns_app.domain.refund_payments import left_in_cash
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.settlements import (
    Payment,
    PaymentState,
    Settlement,
    SettlementKind,
    SettlementState,
)
from saleor_returns_app.domain.write_back import (
    RefundOutcome,
    booked,
    grant_with_id,
    outcome_of,
)
from saleor_returns_app.use_cases.care.problems import follow_refund
from saleor_returns_app.use_cases.orders.follow_order import learn_order
from saleor_returns_app.use_cases.settlement.credit import can_credit
from saleor_returns_app.use_cases.settlement.ending import fail, finish
from saleor_returns_app.use_cases.settlement.engine import Turn
from saleor_returns_app.use_cases.settlement.refund import only_credit_is_left, why_not_whole
from saleor_returns_app.use_cases.settlement.settle import have_settled

LOOKS = (
    timedelta(seconds=3),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
)
STUCK_AFTER = timedelta(hours=24)
# A job that died for good left steps undone: they are asked for again, which never does one twice.
FORGOTTEN_AFTER = timedelta(minutes=10)
NOBODY_SAYS = sentence(
    "The payment provider has not said for a day what became of this refund. Look there whether it "
    "was paid."
)
JUDGED = {
    RefundOutcome.PAID: PaymentState.PAID,
    RefundOutcome.PARTLY_PAID: PaymentState.PARTLY,
    RefundOutcome.FAILED: PaymentState.FAILED,
}
WATCHED = frozenset({SettlementState.ORDERED, SettlementState.STUCK, SettlementState.FAILED})
ASKED = frozenset({PaymentState.REQUESTED, PaymentState.PARTLY, PaymentState.FAILED})


def watch_refund(
    case_id: str,
    look: int,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> None:
    """Look what became of a refund; look again later while nobody knows.

    `look` 0 is an extra look that a webhook caused: the planned ones go on without it.
    """
    with transaction() as store:
        case = store.returns.by_id(case_id)
        settlement = store.settlements.look_at(case_id)
        shop = store.installations.get(case.installation_id)
        order_id = store.orders.get(case.order_id).saleor_id
    if settlement is None or not _is_watched(settlement):
        return
    snapshot = saleor.open(shop).fetch_order(order_id)
    with transaction() as store:
        if snapshot is not None:
            learn_order(store, shop.id, snapshot, at=at)
        case = store.returns.locked(case_id)
        settlement = store.settlements.of_case(case_id)
        if not _is_watched(settlement):
            return
        turn = Turn(store, case, settlement, at)
        answered = _judge(settlement, snapshot)
        _conclude(turn, answered=answered)
        if settlement.state in (SettlementState.ORDERED, SettlementState.STUCK):
            _look_again(turn, look)


def _is_watched(settlement: Settlement) -> bool:
    is_paid_back = settlement.kind is SettlementKind.REFUND or bool(settlement.payments)
    return is_paid_back and settlement.state in WATCHED


def _judge(settlement: Settlement, snapshot: OrderSnapshot | None) -> bool:
    """Learn from the events of its grants what was paid; say whether one waited for that."""
    waiting = [one.number for one in settlement.payments if one.state is PaymentState.REQUESTED]
    for payment, outcome, paid in list(_outcomes(settlement, snapshot)):
        settlement.judged(payment.number, outcome, paid)
    return any(settlement.payment(one).state is not PaymentState.REQUESTED for one in waiting)


def _outcomes(
    settlement: Settlement, snapshot: OrderSnapshot | None
) -> Iterator[tuple[Payment, PaymentState, Money]]:
    for payment in settlement.payments:
        grant = grant_with_id(snapshot, payment.grant_id) if snapshot and payment.grant_id else None
        if grant is not None and payment.state in ASKED:
            outcome = JUDGED.get(outcome_of(grant))
            if outcome is not None:
                yield payment, outcome, booked(grant)


def _conclude(turn: Turn, *, answered: bool) -> None:
    settlement = turn.settlement
    if settlement.paid >= settlement.amount:
        finish(turn)
    elif settlement.state is SettlementState.FAILED:
        return
    elif answered and only_credit_is_left(turn) and can_credit(turn):
        have_settled(turn.store, turn.case)
    elif answered and not settlement.is_waiting:
        fail(turn, why_not_whole(settlement))
    elif settlement.state is SettlementState.ORDERED and _is_late(turn):
        settlement.stick(NOBODY_SAYS)
        turn.case.refund_stuck(NOBODY_SAYS, at=turn.at)
        follow_refund(turn.store, turn.case, at=turn.at, is_stuck=True)


def _is_late(turn: Turn) -> bool:
    return turn.at - (turn.settlement.ordered_at or turn.at) >= STUCK_AFTER


def _look_again(turn: Turn, look: int) -> None:
    if look:
        pause = LOOKS[min(look, len(LOOKS) - 1)]
        turn.store.enqueue("watch_refund", after=pause, case_id=turn.case.id, look=str(look + 1))
    elif _is_forgotten(turn):
        order = f"order:{turn.case.order_id}"
        turn.store.enqueue("settle", lock=order, once=True, case_id=turn.case.id)


def _is_forgotten(turn: Turn) -> bool:
    settlement = turn.settlement
    if settlement.state is not SettlementState.ORDERED:
        return False
    undone = left_in_cash(settlement, turn.case) or any(
        one.state in (PaymentState.PLANNED, PaymentState.GRANTED) for one in settlement.payments
    )
    since = settlement.ordered_at or turn.at
    return bool(undone) and turn.at - since >= FORGOTTEN_AFTER
