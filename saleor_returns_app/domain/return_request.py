"""The case: a customer's wish to send goods back, and everything that happens to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from saleor_returns_app.domain.case_events import SYSTEM, Actor, CaseEvent, EventKind, next_event
from saleor_returns_app.domain.errors import (
    AmountTooLarge,
    NothingToRefund,
    TransitionNotAllowed,
)
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.refund_breakdown import RefundBreakdown
from saleor_returns_app.domain.return_states import (
    CASE_STEPS,
    DEAD,
    MONEY_AT_REST,
    MONEY_STEPS,
    PARCEL_STEPS,
    MoneyStatus,
    ParcelStatus,
    ReturnStatus,
    Tab,
    tab_of,
)


class Door(StrEnum):
    """Which way a return came in."""

    PORTAL = "portal"
    STAFF = "staff"
    API = "api"


@dataclass(frozen=True)
class ReturnLine:
    """A quantity of one order line, and why it comes back."""

    order_line_id: str
    quantity: int
    reason: ReturnReason
    message: str = ""


@dataclass(frozen=True)
class Label:
    """The paper for a return parcel."""

    carrier: str
    tracking_number: str
    file_id: str


@dataclass(frozen=True)
class Wish:
    """What is asked for: the content of a confirmed quote."""

    lines: tuple[ReturnLine, ...]
    outcome: Outcome
    method: ReturnMethod
    breakdown: RefundBreakdown
    policy_version: int


@dataclass(eq=False)
class ReturnRequest:
    """A return. Its state changes by events alone: folding `events` gives every other field."""

    id: str
    installation_id: str
    order_id: str
    number: str
    requested_at: datetime
    door: Door
    quote_id: str
    wish: Wish
    status: ReturnStatus = ReturnStatus.REQUESTED
    parcel_status: ParcelStatus = ParcelStatus.NONE
    money_status: MoneyStatus = MoneyStatus.NOTHING_DUE
    tab: Tab = Tab.REQUESTS
    label: Label | None = None
    rejection_reason: str = ""
    problem: str = ""
    goods_written: bool = False
    granted_refund_id: str = ""
    settled_reference: str = ""
    decided_at: datetime | None = None
    received_at: datetime | None = None
    refunded_at: datetime | None = None
    closed_at: datetime | None = None
    events: list[CaseEvent] = field(default_factory=list)

    @property
    def lines(self) -> tuple[ReturnLine, ...]:
        """What comes back."""
        return self.wish.lines

    @property
    def refund(self) -> Money:
        """What the customer is to get."""
        return self.wish.breakdown.total

    @property
    def is_dead(self) -> bool:
        """Whether it was rejected, cancelled or has expired, so that its goods are free again."""
        return self.status in DEAD

    def approve(self, *, at: datetime, by: Actor) -> None:
        """Let the customer send the goods; a label is ordered where one is needed."""
        self._record(EventKind.APPROVED, at=at, by=by)
        if self.wish.method.has_label:
            self._record(EventKind.LABEL_ORDERED, at=at, by=SYSTEM)

    def reject(self, reason: str, *, at: datetime, by: Actor) -> None:
        """Refuse the request; the reason is told to the customer."""
        self._record(EventKind.REJECTED, at=at, by=by, reason=reason)

    def order_label_again(self, *, at: datetime, by: Actor) -> None:
        """Have the label made once more after it could not be made."""
        self._record(EventKind.LABEL_ORDERED, at=at, by=by)

    def label_made(self, label: Label, *, at: datetime) -> None:
        """Keep the label that the carrier gave."""
        facts = {
            "carrier": label.carrier,
            "tracking_number": label.tracking_number,
            "file_id": label.file_id,
        }
        self._record(EventKind.LABEL_MADE, at=at, by=SYSTEM, **facts)

    def label_failed(self, why: str, *, at: datetime) -> None:
        """Note that no label could be made; staff must look."""
        self._record(EventKind.LABEL_FAILED, at=at, by=SYSTEM, problem=why)

    def receive(self, *, at: datetime, by: Actor) -> None:
        """Take the goods in, all of them; their money falls due."""
        self._record(EventKind.RECEIVED, at=at, by=by)
        self._complete(at=at)

    def goods_written_back(self, *, at: datetime, step: str) -> None:
        """Note that Saleor has the units as returned."""
        self._record(EventKind.GOODS_WRITTEN, at=at, by=SYSTEM, step=step)

    def order_refund(self, *, at: datetime, by: Actor) -> None:
        """Have Saleor pay the refund; after a failure only on a person's word."""
        if not self.refund:
            raise NothingToRefund
        self._record(EventKind.REFUND_ORDERED, at=at, by=by)

    def refund_granted(self, granted_refund_id: str, *, at: datetime) -> None:
        """Note that Saleor has promised the refund."""
        self._record(
            EventKind.REFUND_GRANTED, at=at, by=SYSTEM, granted_refund_id=granted_refund_id
        )

    def refund_confirmed(self, *, at: datetime) -> None:
        """Note that the payment app has paid the whole refund."""
        self._record(EventKind.REFUNDED, at=at, by=SYSTEM)
        self._complete(at=at)

    def refund_failed(self, why: str, *, at: datetime) -> None:
        """Note that the payment did not go through; it is never repeated without a person's word."""
        self._record(EventKind.REFUND_FAILED, at=at, by=SYSTEM, problem=why)

    def settle_outside(self, amount: Money, *, reference: str, at: datetime, by: Actor) -> None:
        """Note that the merchant has given the money (or its worth) by other means."""
        if amount.minor <= 0:
            raise NothingToRefund
        if amount > self.refund:
            raise AmountTooLarge(most=str(self.refund))
        self._record(
            EventKind.SETTLED_OUTSIDE,
            at=at,
            by=by,
            amount={"minor": amount.minor, "currency": amount.currency},
            reference=reference,
        )
        self._complete(at=at)

    def cancel(self, *, at: datetime, by: Actor) -> None:
        """End the return before the goods arrive; a label that was made is worthless from then on."""
        self._record(EventKind.CANCELLED, at=at, by=by)

    def tell(self, kind: EventKind, *, at: datetime, by: Actor = SYSTEM, **facts: Any) -> None:
        """Write down something that happened around the case and moves nothing in it."""
        self._record(kind, at=at, by=by, **facts)

    def _complete(self, *, at: datetime) -> None:
        if self.status is ReturnStatus.RECEIVED and self.money_status in MONEY_AT_REST:
            self._record(EventKind.COMPLETED, at=at, by=SYSTEM)

    def _record(self, kind: EventKind, *, at: datetime, by: Actor, **facts: Any) -> None:
        event = next_event(self.events, kind, case_id=self.id, at=at, by=by, facts=facts)
        apply(self, event)
        self.events.append(event)


def open_return(
    wish: Wish,
    *,
    id: str,
    installation_id: str,
    order_id: str,
    number: str,
    quote_id: str,
    door: Door,
    at: datetime,
    by: Actor,
) -> ReturnRequest:
    """Begin a case with what was wished for."""
    case = ReturnRequest(
        id=id,
        installation_id=installation_id,
        order_id=order_id,
        number=number,
        requested_at=at,
        door=door,
        quote_id=quote_id,
        wish=wish,
    )
    case._record(EventKind.REQUESTED, at=at, by=by, door=door.value, number=number)
    return case


def fold(case: ReturnRequest, events: Sequence[CaseEvent]) -> ReturnRequest:
    """Rebuild a case from what it was opened with and what happened to it since."""
    again = ReturnRequest(
        id=case.id,
        installation_id=case.installation_id,
        order_id=case.order_id,
        number=case.number,
        requested_at=case.requested_at,
        door=case.door,
        quote_id=case.quote_id,
        wish=case.wish,
    )
    for event in events:
        apply(again, event)
        again.events.append(event)
    return again


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
    _move_parcel(case, ParcelStatus.PREPARING)
    case.problem = ""


def _label_made(case: ReturnRequest, event: CaseEvent) -> None:
    _move_parcel(case, ParcelStatus.ANNOUNCED)
    facts = event.facts
    case.label = Label(facts["carrier"], facts["tracking_number"], facts["file_id"])
    case.problem = ""


def _label_failed(case: ReturnRequest, event: CaseEvent) -> None:
    _move_parcel(case, ParcelStatus.PROBLEM)
    case.problem = event.facts["problem"]


def _received(case: ReturnRequest, event: CaseEvent) -> None:
    _move_case(case, ReturnStatus.RECEIVED)
    if case.parcel_status not in (ParcelStatus.NONE, ParcelStatus.DELIVERED):
        _move_parcel(case, ParcelStatus.DELIVERED)
    case.received_at = event.at
    if case.refund:
        _move_money(case, MoneyStatus.DUE)


def _goods_written(case: ReturnRequest, event: CaseEvent) -> None:
    case.goods_written = True


def _refund_ordered(case: ReturnRequest, event: CaseEvent) -> None:
    _move_money(case, MoneyStatus.ORDERED)
    case.problem = ""


def _refund_granted(case: ReturnRequest, event: CaseEvent) -> None:
    case.granted_refund_id = event.facts["granted_refund_id"]


def _refunded(case: ReturnRequest, event: CaseEvent) -> None:
    _move_money(case, MoneyStatus.REFUNDED)
    case.refunded_at, case.problem = event.at, ""


def _refund_failed(case: ReturnRequest, event: CaseEvent) -> None:
    _move_money(case, MoneyStatus.FAILED)
    case.problem = event.facts["problem"]


def _settled_outside(case: ReturnRequest, event: CaseEvent) -> None:
    _move_money(case, MoneyStatus.SETTLED_OUTSIDE)
    case.refunded_at, case.problem = event.at, ""
    case.settled_reference = event.facts["reference"]


def _completed(case: ReturnRequest, event: CaseEvent) -> None:
    _move_case(case, ReturnStatus.COMPLETED)
    case.closed_at = event.at


def _cancelled(case: ReturnRequest, event: CaseEvent) -> None:
    _move_case(case, ReturnStatus.CANCELLED)
    if case.parcel_status is not ParcelStatus.NONE:
        _move_parcel(case, ParcelStatus.CANCELLED)
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


_EFFECTS = {
    EventKind.APPROVED: _approved,
    EventKind.REJECTED: _rejected,
    EventKind.LABEL_ORDERED: _label_ordered,
    EventKind.LABEL_MADE: _label_made,
    EventKind.LABEL_FAILED: _label_failed,
    EventKind.RECEIVED: _received,
    EventKind.GOODS_WRITTEN: _goods_written,
    EventKind.REFUND_ORDERED: _refund_ordered,
    EventKind.REFUND_GRANTED: _refund_granted,
    EventKind.REFUNDED: _refunded,
    EventKind.REFUND_FAILED: _refund_failed,
    EventKind.SETTLED_OUTSIDE: _settled_outside,
    EventKind.COMPLETED: _completed,
    EventKind.CANCELLED: _cancelled,
    EventKind.PROBLEM: _problem,
}
