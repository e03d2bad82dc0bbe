"""What came back is looked at; where that changes the amounts, the customer may answer first."""

from datetime import datetime

from saleor_returns_app.domain.case_events import CUSTOMER, SYSTEM, Actor
from saleor_returns_app.domain.errors import Conflict, NotFound, PhotoUnknown
from saleor_returns_app.domain.inspections import (
    Answer,
    Inspection,
    answer_by,
    assess,
    check_inspection,
)
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import Letters, Store, Transaction
from saleor_returns_app.domain.refund_breakdown import RefundBreakdown
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ReturnStatus
from saleor_returns_app.domain.write_back import Step
from saleor_returns_app.use_cases.returns.follow_ups import queue_message, write_to_saleor
from saleor_returns_app.use_cases.settlement.opening import due_date, settlement_of


class GoodsWritten(Conflict):
    """Saleor has these units as returned already: amounts can be changed still, quantities cannot."""

    code = "goods_written"


class AmountsFixed(Conflict):
    """This return is of before amounts could be worked out anew; settle it outside instead."""

    code = "amounts_fixed"


def inspect_goods(
    installation_id: str,
    number: str,
    inspection: Inspection,
    *,
    at: datetime,
    by: Actor,
    letters: Letters,
    transaction: Transaction,
) -> ReturnRequest:
    """Take the goods in with what was found of each line; Saleor moves the units that were accepted.

    Where the customer gets less than was confirmed they are told, and the money waits for their
    answer as long as law leaves time for it. Once they have objected, the next look is the last word.
    """
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        _check(store, case, inspection)
        breakdown = _assessed(case, inspection)
        is_less = breakdown.total < case.wish.breakdown.total
        if case.status is ReturnStatus.APPROVED:
            case.receive(at=at, by=by)
        may_answer = is_less and case.answer is not Answer.OBJECTED
        due = due_date(store, case)
        until = answer_by(at, due=due.at if due else None) if may_answer else None
        case.inspect(inspection, breakdown, answer_by=until, at=at, by=by)
        if is_less:
            queue_message(store, MessageKind.AMOUNTS_CHANGED, case, at=at, letters=letters)
        if until is not None:
            store.enqueue("end_answer_time", after=until - at, case_id=case.id)
        _go_on(store, case, at=at)
    return case


def answer_amounts(
    order_id: str,
    number: str,
    *,
    accepts: bool,
    words: str = "",
    at: datetime,
    transaction: Transaction,
) -> ReturnRequest:
    """Take a customer's answer to changed amounts; `words` say why they object, for the staff."""
    with transaction() as store:
        case = _own(store, order_id, number)
        case.answer_amounts(Answer.ACCEPTED if accepts else Answer.OBJECTED, at=at, by=CUSTOMER)
        case.objection = "" if accepts else words.strip()
        _go_on(store, case, at=at)
    return case


def end_answer_time(case_id: str, *, at: datetime, transaction: Transaction) -> None:
    """Go on without an answer when its time is over; a later inspection has a time of its own."""
    with transaction() as store:
        case = store.returns.locked(case_id)
        is_open = case.answer_by is not None and case.answer is None
        if is_open and not case.awaits_answer(at):
            case.answer_amounts(Answer.SILENT, at=at, by=SYSTEM)
            _go_on(store, case, at=at)


def _check(store: Store, case: ReturnRequest, inspection: Inspection) -> None:
    policy = store.policies.get(case.installation_id, case.wish.policy_version)
    check_inspection(
        inspection,
        case.asked_units,
        track=case.track,
        is_informed=policy.document.informed.of_withdrawal,
    )
    if case.goods_written and inspection.accepted != case.units:
        raise GoodsWritten
    known = {file.id for file in store.files.of_case(case.id)}
    for line in inspection.lines:
        if not known.issuperset(line.evidence):
            raise PhotoUnknown(line_id=line.line_id)


def _assessed(case: ReturnRequest, inspection: Inspection) -> RefundBreakdown:
    inputs = case.wish.breakdown.inputs
    if inputs is not None:
        return assess(inputs, inspection, track=case.track)
    if inspection.accepted != case.asked_units or any(line.deduction for line in inspection.lines):
        raise AmountsFixed
    return case.breakdown


def _go_on(store: Store, case: ReturnRequest, *, at: datetime) -> None:
    """Let the settlement follow, and have Saleor told of what came back once the amounts stand."""
    if case.refund or store.settlements.find_of_case(case.id):
        settlement = settlement_of(store, case, at=at)
        if case.closed_at is not None and not case.refund:
            settlement.settle(at=at)
    if case.units and not case.goods_written and not case.awaits_answer(at):
        write_to_saleor(store, case, Step.RETURN_PRODUCTS)


def _own(store: Store, order_id: str, number: str) -> ReturnRequest:
    for case in store.returns.of_order(order_id):
        if case.number == number:
            return store.returns.locked(case.id)
    raise NotFound
