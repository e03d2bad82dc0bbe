"""What each event does to a return, and in which state it may: the only way a case ever changes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from saleor_returns_app.domain.case_events import CaseEvent, EventKind
from saleor_returns_app.domain.errors import TransitionNotAllowed
from saleor_returns_app.domain.inspections import Answer, inspection_from
from saleor_returns_app.domain.labels import Label
from saleor_returns_app.domain.refund_breakdown import breakdown_from
from saleor_returns_app.domain.return_states import (
    CASE_STEPS,
    CONVERTIBLE,
    GIVEN,
    MONEY_STEPS,
    PARCEL_STEPS,
    MoneyStatus,
    ParcelStatus,
    ReturnStatus,
    tab_of,
)
from saleor_returns_app.domain.shipping.shipments import DocumentKind

if TYPE_CHECKING:
    from saleor_returns_app.domain.return_request import ReturnRequest


NOT_ORDERED = frozenset({MoneyStatus.NOTHING_DUE, MoneyStatus.DUE})


def apply(case: ReturnRequest, event: CaseEvent) -> None:
    """Let an event change the case; refuse one that its state does not allow."""
    handler = _EFFECTS.get(event.kind)
    if handler is not None:
        handler(case, event)
    case.tab = tab_of(case.status, case.parcel_status, case.money_status)


def _approved(case: ReturnRequest, event: CaseEvent) -> None:
    _move_case(case, ReturnStatus.APPROVED)
    case.decided_at = event.at


def _rejected(case: ReturnRequest, event: CaseEvent) -> None:
    _move_case(case, ReturnStatus.REJECTED)
    case.decided_at = case.closed_at = event.at
    case.rejection_reason = event.facts["reason"]


def _label_ordered(case: ReturnRequest, event: CaseEvent) -> None:
    if case.parcel_status not in (ParcelStatus.IN_TRANSIT, ParcelStatus.AT_SERVICE_POINT):
        _move_parcel(case, ParcelStatus.PREPARING)
    case.problem = ""


def _label_made(case: ReturnRequest, event: CaseEvent) -> None:
    if case.parcel_status in (ParcelStatus.NONE, ParcelStatus.PREPARING, ParcelStatus.PROBLEM):
        _move_parcel(case, ParcelStatus.ANNOUNCED)
    facts = event.facts
    kind = DocumentKind(facts.get("document", DocumentKind.LABEL))
    case.label = Label(facts["carrier"], facts["tracking_number"], facts["file_id"], kind)
    case.problem = ""


def _label_withdrawn(case: ReturnRequest, event: CaseEvent) -> None:
    case.label = None


def _parcel_moved(case: ReturnRequest, event: CaseEvent) -> None:
    to = ParcelStatus(event.facts["status"])
    _move_parcel(case, to)
    case.problem = event.facts.get("problem", "")


def _label_failed(case: ReturnRequest, event: CaseEvent) -> None:
    _move_parcel(case, ParcelStatus.PROBLEM)
    case.problem = event.facts["problem"]


def _received(case: ReturnRequest, event: CaseEvent) -> None:
    _move_case(case, ReturnStatus.RECEIVED)
    if case.parcel_status not in (ParcelStatus.NONE, ParcelStatus.DELIVERED):
        _move_parcel(case, ParcelStatus.DELIVERED)
    case.received_at = event.at
    if case.refund and case.money_status is MoneyStatus.NOTHING_DUE:
        _move_money(case, MoneyStatus.DUE)


def _amounts_changed(case: ReturnRequest, event: CaseEvent) -> None:
    if case.closed_at or case.money_status not in NOT_ORDERED:
        raise TransitionNotAllowed(
            state=case.status.value, money=case.money_status.value, wanted=event.kind.value
        )
    case.revised = breakdown_from(event.facts["breakdown"])
    owed = MoneyStatus.DUE if case.refund else MoneyStatus.NOTHING_DUE
    if case.status is ReturnStatus.RECEIVED and owed is not case.money_status:
        _move_money(case, owed)


def _kept(case: ReturnRequest, event: CaseEvent) -> None:
    _move_case(case, ReturnStatus.RECEIVED)
    if case.refund:
        _move_money(case, MoneyStatus.DUE)


def _inspected(case: ReturnRequest, event: CaseEvent) -> None:
    if case.status is not ReturnStatus.RECEIVED or case.money_status not in NOT_ORDERED:
        raise TransitionNotAllowed(
            state=case.status.value, money=case.money_status.value, wanted=event.kind.value
        )
    case.inspection = inspection_from(event.facts["lines"])
    until = event.facts["answer_by"]
    case.answer_by, case.answer = datetime.fromisoformat(until) if until else None, None


def _answered(case: ReturnRequest, event: CaseEvent) -> None:
    if case.answer_by is None or case.answer is not None or case.closed_at is not None:
        raise TransitionNotAllowed(state=case.status.value, wanted=event.kind.value)
    case.answer = _ANSWERS[event.kind]


def _outcome_changed(case: ReturnRequest, event: CaseEvent) -> None:
    if case.closed_at or case.money_status not in CONVERTIBLE:
        raise TransitionNotAllowed(money=case.money_status.value, wanted=event.kind.value)
    case.revised, case.problem = breakdown_from(event.facts["breakdown"]), ""


def _fell_due(case: ReturnRequest, event: CaseEvent) -> None:
    if case.status is not ReturnStatus.APPROVED:
        raise TransitionNotAllowed(state=case.status.value, wanted=event.kind.value)
    _move_money(case, MoneyStatus.DUE)


def _goods_waived(case: ReturnRequest, event: CaseEvent) -> None:
    if case.status is not ReturnStatus.APPROVED:
        raise TransitionNotAllowed(state=case.status.value, wanted=event.kind.value)
    if case.refund and case.money_status is MoneyStatus.NOTHING_DUE:
        _move_money(case, MoneyStatus.DUE)


def _goods_written(case: ReturnRequest, event: CaseEvent) -> None:
    case.goods_written = True


def _refund_ordered(case: ReturnRequest, event: CaseEvent) -> None:
    _move_money(case, MoneyStatus.ORDERED)
    case.problem = ""


def _refund_granted(case: ReturnRequest, event: CaseEvent) -> None:
    if event.facts.get("with_goods", True):
        case.granted_refund_id = event.facts["granted_refund_id"]


def _refunded(case: ReturnRequest, event: CaseEvent) -> None:
    _move_money(case, MoneyStatus.REFUNDED)
    case.refunded_at, case.problem = event.at, ""


def _refund_failed(case: ReturnRequest, event: CaseEvent) -> None:
    _move_money(case, MoneyStatus.FAILED)
    case.problem = event.facts["problem"]


def _refund_stuck(case: ReturnRequest, event: CaseEvent) -> None:
    case.problem = event.facts["problem"]


def _settled_outside(case: ReturnRequest, event: CaseEvent) -> None:
    _move_money(case, MoneyStatus.SETTLED_OUTSIDE)
    case.refunded_at, case.problem = event.at, ""
    case.settled_reference = event.facts["reference"]


def _completed(case: ReturnRequest, event: CaseEvent) -> None:
    _move_case(case, ReturnStatus.COMPLETED)
    case.closed_at = event.at


def _cancelled(case: ReturnRequest, event: CaseEvent) -> None:
    if case.money_status in GIVEN:
        raise TransitionNotAllowed(money=case.money_status.value, wanted=event.kind.value)
    _end_early(case, event, ReturnStatus.CANCELLED)


def _expired(case: ReturnRequest, event: CaseEvent) -> None:
    _end_early(case, event, ReturnStatus.EXPIRED)


def _end_early(case: ReturnRequest, event: CaseEvent, to: ReturnStatus) -> None:
    """Close a case whose goods have not come; the label may still have to be cancelled."""
    _move_case(case, to)
    parcel = ParcelStatus(event.facts.get("parcel", ParcelStatus.CANCELLED))
    if case.parcel_status not in (ParcelStatus.NONE, parcel):
        _move_parcel(case, parcel)
    case.closed_at = event.at


def _problem(case: ReturnRequest, event: CaseEvent) -> None:
    case.problem = event.facts["problem"]


def _move_case(case: ReturnRequest, to: ReturnStatus) -> None:
    if to not in CASE_STEPS[case.status]:
        raise TransitionNotAllowed(state=case.status.value, wanted=to.value)
    case.status = to


def _move_parcel(case: ReturnRequest, to: ParcelStatus) -> None:
    if to not in PARCEL_STEPS[case.parcel_status]:
        raise TransitionNotAllowed(parcel=case.parcel_status.value, wanted=to.value)
    case.parcel_status = to


def _move_money(case: ReturnRequest, to: MoneyStatus) -> None:
    if to not in MONEY_STEPS[case.money_status]:
        raise TransitionNotAllowed(money=case.money_status.value, wanted=to.value)
    case.money_status = to


_ANSWERS = {
    EventKind.AMOUNTS_ACCEPTED: Answer.ACCEPTED,
    EventKind.AMOUNTS_OBJECTED: Answer.OBJECTED,
    EventKind.ANSWER_TIME_OVER: Answer.SILENT,
}

_EFFECTS = {
    EventKind.APPROVED: _approved,
    EventKind.REJECTED: _rejected,
    EventKind.LABEL_ORDERED: _label_ordered,
    EventKind.LABEL_MADE: _label_made,
    EventKind.LABEL_FAILED: _label_failed,
    EventKind.LABEL_WITHDRAWN: _label_withdrawn,
    EventKind.PARCEL_MOVED: _parcel_moved,
    EventKind.RECEIVED: _received,
    EventKind.INSPECTED: _inspected,
    EventKind.AMOUNTS_CHANGED: _amounts_changed,
    EventKind.KEPT: _kept,
    EventKind.AMOUNTS_ACCEPTED: _answered,
    EventKind.AMOUNTS_OBJECTED: _answered,
    EventKind.ANSWER_TIME_OVER: _answered,
    EventKind.GOODS_WRITTEN: _goods_written,
    EventKind.GOODS_WRITTEN_BY_OTHERS: _goods_written,
    EventKind.REFUND_ORDERED: _refund_ordered,
    EventKind.REFUND_GRANTED: _refund_granted,
    EventKind.REFUNDED: _refunded,
    EventKind.REFUND_FAILED: _refund_failed,
    EventKind.REFUND_STUCK: _refund_stuck,
    EventKind.SETTLED_OUTSIDE: _settled_outside,
    EventKind.OUTCOME_CHANGED: _outcome_changed,
    EventKind.MONEY_FELL_DUE: _fell_due,
    EventKind.GOODS_WAIVED: _goods_waived,
    EventKind.COMPLETED: _completed,
    EventKind.CANCELLED: _cancelled,
    EventKind.EXPIRED: _expired,
    EventKind.PROBLEM: _problem,
}
