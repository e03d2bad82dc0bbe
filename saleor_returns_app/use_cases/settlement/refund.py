"""A refund to the original payment: decided, promised, the goods taken back, asked for, watched."""

from dataclasses import dataclass
from datetime import timedelta

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.ports import CardCodes, Letters
from saleor_returns_app.domain.refund_payments import left_in_cash
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.settlements import Payment, PaymentState, Settlement
from saleor_returns_app.domain.write_back import grant_step, request_step
from saleor_returns_app.use_cases.settlement.credit import can_credit, credit_step
from saleor_returns_app.use_cases.settlement.ending import fail, finish
from saleor_returns_app.use_cases.settlement.engine import StepToDo, Turn, failed
from saleor_returns_app.use_cases.settlement.refund_steps import (
    grant_work,
    parts_in,
    request_work,
    spread_work,
    take_back,
)
from saleor_returns_app.use_cases.write_back.once import StepEnd

FIRST_LOOK = timedelta(seconds=3)
NOT_PAID = sentence("The payment provider did not pay the refund.")
REST_IS_CREDIT = sentence(
    "The payment got back what it had paid. The rest was paid with a gift card, and store credit is "
    "switched off: switch it on under Features, then go on; or give the rest by other means and mark "
    "the return as refunded."
)


@dataclass(frozen=True)
class RefundKind:
    """Money first promised and last asked for: asking is the only step that nobody can undo.

    What a gift card had paid comes back as credit, once the payments have got back what they paid.
    """

    codes: CardCodes
    letters: Letters

    def next_step(self, turn: Turn) -> StepToDo | None:
        """Decide, then promise each payment, take back the goods, ask for each payment."""
        settlement = turn.settlement
        if left_in_cash(settlement, turn.case):
            return StepToDo(f"spread:{settlement.rounds}", spread_work(), _spread)
        if planned := _first(settlement, PaymentState.PLANNED):
            return _grant(planned)
        if granted := _first(settlement, PaymentState.GRANTED):
            return take_back(turn.case) or _request(granted)
        if only_credit_is_left(turn) and can_credit(turn):
            return credit_step(turn, self.codes, self.letters)
        return None

    def after_steps(self, turn: Turn) -> None:
        """Begin to watch; where there is nothing to wait for, it is done or a person is needed."""
        if turn.settlement.is_waiting:
            turn.store.enqueue("watch_refund", after=FIRST_LOOK, case_id=turn.case.id, look="1")
        elif turn.settlement.uncovered:
            fail(turn, why_not_whole(turn.settlement))
        else:
            finish(turn)


def only_credit_is_left(turn: Turn) -> bool:
    """Whether the payments have got back all that they may, and something is left."""
    settlement = turn.settlement
    is_answered = not settlement.is_waiting and not left_in_cash(settlement, turn.case)
    return is_answered and bool(settlement.uncovered)


def why_not_whole(settlement: Settlement) -> str:
    """Say why a refund whose payments are all answered is not what it should be."""
    if not settlement.paid:
        return NOT_PAID
    if all(one.state in (PaymentState.PAID, PaymentState.VOIDED) for one in settlement.payments):
        return REST_IS_CREDIT
    return f"Only {settlement.paid} of {settlement.amount} was paid."


def _first(settlement: Settlement, state: PaymentState) -> Payment | None:
    return next((one for one in settlement.payments if one.state is state), None)


def _spread(turn: Turn, end: StepEnd) -> None:
    if failed(end):
        fail(turn, end.result)
        return
    again, parts = parts_in(end.result, turn.settlement.currency)
    for number in again:
        turn.settlement.ask_again(number)
    turn.settlement.plan(parts)
    new = [one for one in turn.settlement.payments if one.state is PaymentState.PLANNED]
    payments = [{"payment": one.number, "amount": str(one.amount)} for one in new]
    turn.case.tell(EventKind.REFUND_PLANNED, at=turn.at, payments=payments, again=again)


def _grant(payment: Payment) -> StepToDo:
    number = payment.number

    def ended(turn: Turn, end: StepEnd) -> None:
        if failed(end):
            turn.settlement.voided(number)
            fail(turn, end.result)
            return
        turn.settlement.granted(number, end.result)
        turn.case.refund_granted(
            end.result, at=turn.at, payment=number, with_goods=payment.with_goods
        )

    return StepToDo(grant_step(number), grant_work(number), ended)


def _request(payment: Payment) -> StepToDo:
    number = payment.number

    def ended(turn: Turn, end: StepEnd) -> None:
        turn.settlement.requested(number)
        if failed(end):
            turn.settlement.judged(number, PaymentState.FAILED, payment.booked)
            fail(turn, end.result)
            return
        turn.case.tell(EventKind.REFUND_REQUESTED, at=turn.at, payment=number)

    return StepToDo(request_step(number, payment.asked + 1), request_work(number), ended)
