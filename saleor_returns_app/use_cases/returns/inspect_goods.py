"""What came back is looked at; where that changes the amounts, the customer may answer first."""

from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.case_events import CUSTOMER, SYSTEM, Actor
from saleor_returns_app.domain.errors import Conflict, PhotoUnknown, ReturnNotFound
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.inspections import (
    Answer,
    Inspection,
    answer_by,
    assess,
    check_inspection,
)
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.photos import MEDIA_TYPE
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.ports import Letters, Store, Transaction
from saleor_returns_app.domain.refund_breakdown import RefundBreakdown
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.domain.write_back import Step
from saleor_returns_app.use_cases.care.problems import open_problem, solve_problem
from saleor_returns_app.use_cases.returns.follow_ups import queue_message, write_to_saleor
from saleor_returns_app.use_cases.returns.restocking import plan_restocks
from saleor_returns_app.use_cases.settlement.opening import due_date, settlement_of


class GoodsWritten(Conflict):
    """Saleor has these units as returned already: amounts can be changed still, quantities cannot."""

    code = "goods_written"


@dataclass(frozen=True)
class Outlook:
    """What an inspection comes to: the money before and after, and until when one may answer."""

    confirmed: RefundBreakdown
    breakdown: RefundBreakdown
    answer_by: datetime | None

    @property
    def is_less(self) -> bool:
        """Whether the customer gets less than was confirmed."""
        return self.breakdown.total < self.confirmed.total


@dataclass(frozen=True)
class InspectionSheet:
    """A return whose goods are looked at; `is_informed`: whether its customer knew of the law."""

    case: ReturnRequest
    order: Order
    is_informed: bool

    @property
    def is_by_law(self) -> bool:
        """Whether the customer withdraws by law, which leaves the shop less to decide."""
        return self.case.track is Track.STATUTORY


class AnswerNotAwaited(Conflict):
    """This return does not wait for an answer, or does not wait any more."""

    code = "answer_not_awaited"


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
        outlook = _outlook(store, case, inspection, at=at)
        until = outlook.answer_by
        case.inspect(inspection, outlook.breakdown, answer_by=until, at=at, by=by)
        if outlook.is_less:
            queue_message(store, MessageKind.AMOUNTS_CHANGED, case, at=at, letters=letters)
        if until is not None:
            store.enqueue("end_answer_time", after=until - at, case_id=case.id)
        solve_problem(store, installation_id, ProblemKind.AMOUNTS_OBJECTED, at=at, case=case)
        _go_on(store, case, at=at)
    return case


def preview_inspection(
    installation_id: str,
    number: str,
    inspection: Inspection,
    *,
    at: datetime,
    transaction: Transaction,
) -> Outlook:
    """Work out what an inspection would come to; it refuses what `inspect_goods` does, and changes
    nothing."""
    with transaction() as store:
        case = store.returns.look_at(installation_id, number)
        return _outlook(store, case, inspection, at=at)


def inspection_sheet(
    installation_id: str, number: str, *, transaction: Transaction
) -> InspectionSheet:
    """Return what somebody needs to know who looks at the goods of a return."""
    with transaction() as store:
        case = store.returns.look_at(installation_id, number)
        return InspectionSheet(
            case=case,
            order=store.orders.get(case.order_id),
            is_informed=_is_informed(store, case),
        )


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
        if not case.awaits_answer(at):
            raise AnswerNotAwaited
        case.answer_amounts(Answer.ACCEPTED if accepts else Answer.OBJECTED, at=at, by=CUSTOMER)
        case.objection = "" if accepts else words.strip()
        if not accepts:
            open_problem(
                store, case.installation_id, ProblemKind.AMOUNTS_OBJECTED, at=at, case=case
            )
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


def _outlook(store: Store, case: ReturnRequest, inspection: Inspection, *, at: datetime) -> Outlook:
    _check(store, case, inspection)
    confirmed, breakdown = case.wish.breakdown, _assessed(case, inspection)
    may_answer = breakdown.total < confirmed.total and case.answer is not Answer.OBJECTED
    due = due_date(store, case, received_at=at)
    until = answer_by(at, due=due.at if due else None) if may_answer else None
    return Outlook(confirmed, breakdown, until)


def _is_informed(store: Store, case: ReturnRequest) -> bool:
    policy = store.policies.get(case.installation_id, case.wish.policy_version)
    return policy.document.informed.of_withdrawal


def _check(store: Store, case: ReturnRequest, inspection: Inspection) -> None:
    check_inspection(
        inspection,
        case.asked_units,
        track=case.track,
        is_informed=_is_informed(store, case),
    )
    if case.goods_written and inspection.accepted != case.units:
        raise GoodsWritten
    files = store.files.of_case(case.id)
    known = {file.id for file in files if file.media_type == MEDIA_TYPE}
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
    plan_restocks(store, case, at=at)
    # Units that Saleor has as returned stay so: after an objection the next look may find others.
    is_settled = case.answer is not Answer.OBJECTED and not case.awaits_answer(at)
    if case.units and not case.goods_written and is_settled:
        write_to_saleor(store, case, Step.RETURN_PRODUCTS)


def _own(store: Store, order_id: str, number: str) -> ReturnRequest:
    for case in store.returns.of_order(order_id):
        if case.number == number:
            return store.returns.locked(case.id)
    raise ReturnNotFound
