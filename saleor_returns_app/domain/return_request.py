"""The case: a customer's wish to send goods back, and everything that happens to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from saleor_returns_app.domain.case_effects import apply
from saleor_returns_app.domain.case_events import SYSTEM, Actor, CaseEvent, EventKind, next_event
from saleor_returns_app.domain.errors import (
    AmountTooLarge,
    Conflict,
    NothingToRefund,
)
from saleor_returns_app.domain.exchanges import Replacement
from saleor_returns_app.domain.inspections import Answer, Inspection, plain_inspection
from saleor_returns_app.domain.labels import Label
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.decision import Offer
from saleor_returns_app.domain.policy.terms import (
    Outcome,
    Requirement,
    ReturnMethod,
    ReturnReason,
    Track,
)
from saleor_returns_app.domain.refund_breakdown import RefundBreakdown, Units, plain_breakdown
from saleor_returns_app.domain.return_states import (
    DEAD,
    GIVEN,
    MONEY_AT_REST,
    PARCEL_STEPS,
    MoneyStatus,
    ParcelStatus,
    ReturnStatus,
    Tab,
)
from saleor_returns_app.domain.shipping.shipments import DocumentKind
from saleor_returns_app.domain.shipping.ways import ChosenWay


class AnswerAwaited(Conflict):
    """The customer may still answer to the changed amounts; the money goes after that."""

    code = "answer_awaited"


class Door(StrEnum):
    """Which way a return came in."""

    PORTAL = "portal"
    STAFF = "staff"
    API = "api"


@dataclass(frozen=True)
class ReturnLine:
    """A quantity of one order line, why it comes back, and the files of the photos that show it."""

    order_line_id: str
    quantity: int
    reason: ReturnReason
    message: str = ""
    photos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    """What is asked for: the content of a confirmed quote.

    `offer` has its terms, each with what decided it; returns of before there were rules have none.
    `way` is where the parcel is handed in, or when it is fetched, where that was chosen.
    `exchange_for` is what an exchange is to bring; it is empty where the shop is to choose.
    """

    lines: tuple[ReturnLine, ...]
    outcome: Outcome
    method: ReturnMethod
    breakdown: RefundBreakdown
    policy_version: int
    offer: Offer | None = None
    way: ChosenWay = field(default_factory=ChosenWay)
    exchange_for: tuple[Replacement, ...] = ()

    @property
    def needs_approval(self) -> bool:
        """Whether somebody at the shop decides first."""
        return self.offer is not None and self.offer.requires(Requirement.APPROVAL)


@dataclass(eq=False)
class ReturnRequest:
    """A return. Its state changes by events alone: folding `events` gives every other field.

    But for `objection`, what the customer wrote against changed amounts: history holds no such words.
    """

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
    revised: RefundBreakdown | None = None
    inspection: Inspection | None = None
    answer_by: datetime | None = None
    answer: Answer | None = None
    objection: str = ""
    events: list[CaseEvent] = field(default_factory=list)

    @property
    def lines(self) -> tuple[ReturnLine, ...]:
        """What comes back."""
        return self.wish.lines

    @property
    def breakdown(self) -> RefundBreakdown:
        """How the refund comes about now: as it was confirmed, unless it was worked out anew since."""
        return self.revised or self.wish.breakdown

    @property
    def refund(self) -> Money:
        """What the customer is to get."""
        return self.breakdown.total

    @property
    def units(self) -> tuple[Units, ...]:
        """What counts as coming back: all that was asked for, until it was looked at."""
        if self.inspection is not None:
            return self.inspection.accepted
        return self.asked_units

    @property
    def asked_units(self) -> tuple[Units, ...]:
        """What was asked for."""
        return tuple(Units(line.order_line_id, line.quantity) for line in self.lines)

    @property
    def track(self) -> Track:
        """On what ground the goods come back."""
        return self.wish.offer.track if self.wish.offer else Track.POLICY

    def awaits_answer(self, at: datetime) -> bool:
        """Whether the customer may still say something to other amounts than were confirmed."""
        return self.answer_by is not None and self.answer is None and at < self.answer_by

    @property
    def outcome(self) -> Outcome:
        """What the customer gets now: what was wished for, unless that was changed since."""
        for event in reversed(self.events):
            if event.kind is EventKind.OUTCOME_CHANGED:
                return Outcome(event.facts["outcome"])
        return self.wish.outcome

    @property
    def keeps_goods(self) -> bool:
        """Whether the shop wants nothing back."""
        return any(event.kind is EventKind.GOODS_WAIVED for event in self.events)

    @property
    def is_dead(self) -> bool:
        """Whether it was rejected, cancelled or has expired, so that its goods are free again."""
        return self.status in DEAD

    def approve(self, *, at: datetime, by: Actor) -> None:
        """Let the customer send the goods; a label is ordered where one is needed."""
        self._record(EventKind.APPROVED, at=at, by=by)
        if self.wish.method.travels:
            self._record(EventKind.LABEL_ORDERED, at=at, by=SYSTEM)
        elif self.wish.method is ReturnMethod.KEEP:
            self._record(EventKind.KEPT, at=at, by=SYSTEM)
            self._complete(at=at)

    def reject(self, reason: str, *, at: datetime, by: Actor) -> None:
        """Refuse the request; the reason is told to the customer."""
        self._record(EventKind.REJECTED, at=at, by=by, reason=reason)

    def order_label_again(self, *, at: datetime, by: Actor) -> None:
        """Have the label made once more after it could not be made, or another beside it."""
        self._record(EventKind.LABEL_ORDERED, at=at, by=by)

    def label_made(self, label: Label, *, at: datetime) -> None:
        """Keep the label that the carrier gave."""
        facts = {
            "carrier": label.carrier,
            "tracking_number": label.tracking_number,
            "file_id": label.file_id,
        }
        if label.kind is not DocumentKind.LABEL:
            facts["document"] = label.kind.value
        self._record(EventKind.LABEL_MADE, at=at, by=SYSTEM, **facts)

    def label_withdrawn(self, *, at: datetime, by: Actor = SYSTEM) -> None:
        """Note that the label is worthless, while the return goes on."""
        if self.label is not None:
            self._record(EventKind.LABEL_WITHDRAWN, at=at, by=by)

    def parcel_is(
        self, status: ParcelStatus, *, at: datetime, by: Actor = SYSTEM, problem: str = ""
    ) -> None:
        """Note where the goods are; what the clock cannot go to is left as it is."""
        if status in PARCEL_STEPS[self.parcel_status]:
            told = {"problem": problem} if problem else {}
            self._record(EventKind.PARCEL_MOVED, at=at, by=by, status=status.value, **told)

    def label_failed(self, why: str, *, at: datetime) -> None:
        """Note that no label could be made; staff must look."""
        self._record(EventKind.LABEL_FAILED, at=at, by=SYSTEM, problem=why)

    def receive(self, *, at: datetime, by: Actor) -> None:
        """Take the goods in, all of them; their money falls due."""
        self._record(EventKind.RECEIVED, at=at, by=by)
        self._complete(at=at)

    def inspect(
        self,
        inspection: Inspection,
        breakdown: RefundBreakdown,
        *,
        answer_by: datetime | None,
        at: datetime,
        by: Actor,
    ) -> None:
        """Write down what was found, and let the amounts that follow from it hold; goods that were not
        received are so now.

        Until `answer_by` the customer may answer; with None the money may go at once. It can be done
        again until the money is on its way.
        """
        if self.status is ReturnStatus.APPROVED:
            self._record(EventKind.RECEIVED, at=at, by=by)
        until = answer_by.isoformat() if answer_by else ""
        facts = {"lines": plain_inspection(inspection), "answer_by": until}
        self._record(EventKind.INSPECTED, at=at, by=by, **facts)
        if breakdown != self.breakdown:
            self._record(
                EventKind.AMOUNTS_CHANGED, at=at, by=by, breakdown=plain_breakdown(breakdown)
            )
        self._complete(at=at)

    def answer_amounts(self, answer: Answer, *, at: datetime, by: Actor) -> None:
        """Take the customer's answer to other amounts than were confirmed, or their silence."""
        self._record(_ANSWERS[answer], at=at, by=by)
        self._complete(at=at)

    def waive_goods(self, *, at: datetime, by: Actor) -> None:
        """Let the customer keep the goods; the money falls due without them."""
        self._record(EventKind.GOODS_WAIVED, at=at, by=by)
        self._complete(at=at)

    def fall_due(self, *, at: datetime) -> None:
        """Let the money be due before the goods are here."""
        self._record(EventKind.MONEY_FELL_DUE, at=at, by=SYSTEM)

    def change_outcome(
        self, outcome: Outcome, breakdown: RefundBreakdown, *, at: datetime, by: Actor
    ) -> None:
        """Let the customer get something else, while nothing of it was given."""
        facts = {"outcome": outcome.value, "breakdown": plain_breakdown(breakdown)}
        self._record(EventKind.OUTCOME_CHANGED, at=at, by=by, **facts)

    def change_amounts(self, breakdown: RefundBreakdown, *, at: datetime, by: Actor) -> None:
        """Let another breakdown hold from now on; not once the money is on its way."""
        self._record(EventKind.AMOUNTS_CHANGED, at=at, by=by, breakdown=plain_breakdown(breakdown))
        self._complete(at=at)

    def goods_written_back(self, *, at: datetime, step: str, by_others: str = "") -> None:
        """Note that Saleor has the units as returned; `by_others` says how many staff returned."""
        if by_others:
            self._record(
                EventKind.GOODS_WRITTEN_BY_OTHERS, at=at, by=SYSTEM, step=step, units=by_others
            )
        else:
            self._record(EventKind.GOODS_WRITTEN, at=at, by=SYSTEM, step=step)

    def order_refund(self, *, at: datetime, by: Actor) -> None:
        """Have Saleor pay the refund; after a failure only on a person's word."""
        if not self.refund:
            raise NothingToRefund
        if self.awaits_answer(at):
            raise AnswerAwaited(until=self.answer_by)
        self._record(EventKind.REFUND_ORDERED, at=at, by=by)

    def refund_granted(
        self, granted_refund_id: str, *, at: datetime, payment: int = 1, with_goods: bool = True
    ) -> None:
        """Note that Saleor has promised a payment of the refund."""
        self._record(
            EventKind.REFUND_GRANTED,
            at=at,
            by=SYSTEM,
            granted_refund_id=granted_refund_id,
            payment=payment,
            with_goods=with_goods,
        )

    def refund_confirmed(self, *, at: datetime) -> None:
        """Note that the payment app has paid the whole refund."""
        self._record(EventKind.REFUNDED, at=at, by=SYSTEM)
        self._complete(at=at)

    def refund_failed(self, why: str, *, at: datetime, by: Actor = SYSTEM) -> None:
        """Note that the payment did not go through; it is never repeated without a person's word."""
        self._record(EventKind.REFUND_FAILED, at=at, by=by, problem=why)

    def refund_stuck(self, why: str, *, at: datetime) -> None:
        """Note that nobody has said for too long what became of the refund."""
        self._record(EventKind.REFUND_STUCK, at=at, by=SYSTEM, problem=why)

    def settle_outside(self, amount: Money, *, reference: str, at: datetime, by: Actor) -> None:
        """Note that the merchant has given the money (or its worth) by other means."""
        if amount.minor <= 0:
            raise NothingToRefund
        if amount > self.refund:
            raise AmountTooLarge(most=str(self.refund))
        if self.awaits_answer(at):
            raise AnswerAwaited(until=self.answer_by)
        self._record(
            EventKind.SETTLED_OUTSIDE,
            at=at,
            by=by,
            amount={"minor": amount.minor, "currency": amount.currency},
            reference=reference,
        )
        self._complete(at=at)

    def cancel(
        self, *, at: datetime, by: Actor, parcel: ParcelStatus = ParcelStatus.CANCELLED
    ) -> None:
        """End the return before the goods arrive; a label that was made is worthless from then on.

        `parcel` is `CANCELLING` where a carrier has yet to say so.
        """
        self._record(EventKind.CANCELLED, at=at, by=by, **_unless_plain(parcel))

    def expire(self, *, at: datetime, parcel: ParcelStatus = ParcelStatus.CANCELLED) -> None:
        """End a return whose goods never came."""
        self._record(EventKind.EXPIRED, at=at, by=SYSTEM, **_unless_plain(parcel))

    def tell(self, kind: EventKind, *, at: datetime, by: Actor = SYSTEM, **facts: Any) -> None:
        """Write down something that happened around the case and moves nothing in it."""
        self._record(kind, at=at, by=by, **facts)

    def _complete(self, *, at: datetime) -> None:
        is_open = self.answer_by is not None and self.answer is None
        is_unpaid = self.money_status is MoneyStatus.NOTHING_DUE
        if is_open or (self.answer is Answer.OBJECTED and is_unpaid):
            return
        is_here = self.status is ReturnStatus.RECEIVED and self.money_status in MONEY_AT_REST
        is_kept = self.status is ReturnStatus.APPROVED and self.keeps_goods
        if is_here or (is_kept and (self.money_status in GIVEN or not self.refund)):
            self._record(EventKind.COMPLETED, at=at, by=SYSTEM)

    def _record(self, kind: EventKind, *, at: datetime, by: Actor, **facts: Any) -> None:
        event = next_event(self.events, kind, case_id=self.id, at=at, by=by, facts=facts)
        apply(self, event)
        self.events.append(event)


def _unless_plain(parcel: ParcelStatus) -> dict[str, str]:
    return {} if parcel is ParcelStatus.CANCELLED else {"parcel": parcel.value}


_ANSWERS = {
    Answer.ACCEPTED: EventKind.AMOUNTS_ACCEPTED,
    Answer.OBJECTED: EventKind.AMOUNTS_OBJECTED,
    Answer.SILENT: EventKind.ANSWER_TIME_OVER,
}


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
