"""A refund to the original payment: decided, promised, the goods taken back, asked for, watched."""

from datetime import timedelta

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.refund_payments import left_in_cash
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.settlements import Payment, PaymentState, Settlement
from saleor_returns_app.domain.write_back import Step, grant_step, request_step
from saleor_returns_app.use_cases.care.problems import follow_refund
from saleor_returns_app.use_cases.settlement.engine import StepToDo, Turn, failed
from saleor_returns_app.use_cases.settlement.refund_steps import (
    grant_work,
    parts_in,
    request_work,
    spread_work,
)
from saleor_returns_app.use_cases.write_back.once import StepEnd
from saleor_returns_app.use_cases.write_back.steps import WORK
from saleor_returns_app.use_cases.write_back.write_to_saleor import is_told, keep_end

FIRST_LOOK = timedelta(seconds=3)
NOT_PAID = sentence("The payment provider did not pay the refund.")
REST_IS_CREDIT = sentence(
    "The payment got back what it had paid. The rest was paid with a gift card: give it as store "
    "credit, then mark the return as refunded."
)


class RefundKind:
    """Money first promised and last asked for: asking is the only step that nobody can undo."""

    def next_step(self, settlement: Settlement, case: ReturnRequest) -> StepToDo | None:
        """Decide, then promise each payment, take back the goods, ask for each payment."""
        if left_in_cash(settlement, case):
            return StepToDo(f"spread:{settlement.rounds}", spread_work(), _spread)
        if planned := _first(settlement, PaymentState.PLANNED):
            return _grant(planned)
        if granted := _first(settlement, PaymentState.GRANTED):
            return _take_back(case) or _request(granted)
        return None

    def after_steps(self, turn: Turn) -> None:
        """Begin to watch; where there is nothing to wait for, a person has to give the rest."""
        if not turn.settlement.is_waiting:
            fail(turn, why_not_whole(turn.settlement))
            return
        turn.store.enqueue("watch_refund", after=FIRST_LOOK, case_id=turn.case.id, look="1")


def why_not_whole(settlement: Settlement) -> str:
    """Say why a refund whose payments are all answered is not what it should be."""
    if not settlement.paid:
        return NOT_PAID
    if all(one.state in (PaymentState.PAID, PaymentState.VOIDED) for one in settlement.payments):
        return REST_IS_CREDIT
    return f"Only {settlement.paid} of {settlement.amount} was paid."


def fail(turn: Turn, why: str) -> None:
    """Let a refund wait for a person."""
    turn.settlement.fail(why)
    turn.case.refund_failed(why, at=turn.at)
    follow_refund(turn.store, turn.case, at=turn.at)


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


def _take_back(case: ReturnRequest) -> StepToDo | None:
    """Move the units in Saleor, if they are here and it was not tried; it never holds money back."""
    step = Step.RETURN_PRODUCTS
    if case.received_at is None or is_told(case, step):
        return None

    def ended(turn: Turn, end: StepEnd) -> None:
        keep_end(turn.store, turn.case, step, end, at=turn.at)

    return StepToDo(step, WORK[step], ended)


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
