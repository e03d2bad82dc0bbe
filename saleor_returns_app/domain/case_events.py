"""What happened to a case: append-only facts, each bound to the one before by its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

Facts = Mapping[str, Any]


class EventKind(StrEnum):
    """The facts that move a case, and those that are only worth telling."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    LABEL_ORDERED = "label_ordered"
    LABEL_MADE = "label_made"
    LABEL_FAILED = "label_failed"
    LABEL_WITHDRAWN = "label_withdrawn"
    PARCEL_MOVED = "parcel_moved"
    RECEIVED = "received"
    INSPECTED = "inspected"
    AMOUNTS_ACCEPTED = "amounts_accepted"
    AMOUNTS_OBJECTED = "amounts_objected"
    ANSWER_TIME_OVER = "answer_time_over"
    AMOUNTS_CHANGED = "amounts_changed"
    KEPT = "kept"
    RESTOCKED = "restocked"
    GOODS_WRITTEN = "goods_written"
    GOODS_WRITTEN_BY_OTHERS = "goods_written_by_others"
    REFUND_ORDERED = "refund_ordered"
    REFUND_PLANNED = "refund_planned"
    REFUND_GRANTED = "refund_granted"
    REFUND_REQUESTED = "refund_requested"
    REFUND_VOIDED = "refund_voided"
    REFUND_STUCK = "refund_stuck"
    REFUNDED = "refunded"
    REFUND_FAILED = "refund_failed"
    SETTLED_OUTSIDE = "settled_outside"
    GOODS_WAIVED = "goods_waived"
    MONEY_FELL_DUE = "money_fell_due"
    OUTCOME_ASKED = "outcome_asked"
    OUTCOME_CHANGED = "outcome_changed"
    CREDIT_ISSUED = "credit_issued"
    EXCHANGE_CHOSEN = "exchange_chosen"
    EXCHANGE_PREPARED = "exchange_prepared"
    EXCHANGE_CLEARED = "exchange_cleared"
    DIFFERENCE_PAID = "difference_paid"
    EXCHANGE_RELEASED = "exchange_released"
    EXCHANGE_CALLED_OFF = "exchange_called_off"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    MAIL_SENT = "mail_sent"
    NOTED_IN_SALEOR = "noted_in_saleor"
    PROBLEM = "problem"


class ActorKind(StrEnum):
    """Who made something happen."""

    CUSTOMER = "customer"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acted. Staff carry the e-mail address of their Saleor account, others no name."""

    kind: ActorKind
    name: str = ""


CUSTOMER = Actor(ActorKind.CUSTOMER)
SYSTEM = Actor(ActorKind.SYSTEM)


@dataclass(eq=False)
class CaseEvent:
    """One fact, never changed. `facts` holds plain JSON and no personal data; `at` is in UTC."""

    case_id: str
    sequence: int
    kind: EventKind
    at: datetime
    actor: Actor
    facts: Facts
    previous: str
    digest: str


def next_event(
    history: Sequence[CaseEvent],
    kind: EventKind,
    *,
    case_id: str,
    at: datetime,
    by: Actor,
    facts: Facts,
) -> CaseEvent:
    """Make the event that follows the history."""
    previous = history[-1].digest if history else ""
    sequence = len(history) + 1
    moment = at.astimezone(UTC)
    digest = _digest(previous, case_id, sequence, kind, moment, by, facts)
    return CaseEvent(case_id, sequence, kind, moment, by, facts, previous, digest)


def is_intact(history: Sequence[CaseEvent]) -> bool:
    """Whether no event was changed, removed or put in between."""
    previous = ""
    for sequence, event in enumerate(history, start=1):
        expected = _digest(
            previous, event.case_id, sequence, event.kind, event.at, event.actor, event.facts
        )
        if (event.previous, event.digest) != (previous, expected):
            return False
        previous = event.digest
    return True


def _digest(
    previous: str,
    case_id: str,
    sequence: int,
    kind: EventKind,
    at: datetime,
    by: Actor,
    facts: Facts,
) -> str:
    moment = at.astimezone(UTC).isoformat()
    content = [previous, case_id, sequence, kind, moment, by.kind, by.name, facts]
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
