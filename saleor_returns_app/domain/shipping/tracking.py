"""What happens to a parcel on its way, in one vocabulary for all carriers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class TrackingStatus(StrEnum):
    """Where a parcel is. `UNKNOWN` keeps the carrier's word beside it and moves nothing."""

    NO_LABEL = "no_label"
    PREPARING = "preparing"
    ANNOUNCEMENT_FAILED = "announcement_failed"
    ANNOUNCED = "announced"
    HANDED_IN = "handed_in"
    IN_TRANSIT = "in_transit"
    AT_CUSTOMS = "at_customs"
    OUT_FOR_DELIVERY = "out_for_delivery"
    AT_SERVICE_POINT = "at_service_point"
    DELAYED = "delayed"
    PROBLEM = "problem"
    DELIVERED = "delivered"
    RETURNED_TO_SENDER = "returned_to_sender"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    CANCELLATION_FAILED = "cancellation_failed"
    INFORMATION = "information"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TrackingEvent:
    """One fact about a parcel. `at` is the carrier's time, by which events are ordered.

    `carrier_status` is the carrier's own id or slug, `text` its own words, kept for staff.
    """

    parcel_id: str
    status: TrackingStatus
    at: datetime
    carrier_status: str = ""
    text: str = ""
    tracking_number: str = ""


class EventSource(StrEnum):
    """Who says it: the carrier, this app (which asked for something), or a person of the shop's."""

    CARRIER = "carrier"
    APP = "app"
    STAFF = "staff"


@dataclass(eq=False)
class RecordedEvent:
    """One fact about a parcel of ours, never changed. Of one digest a parcel has one at most.

    `at` is the carrier's time, `recorded_at` ours; `actor` is the person, where one says it.
    """

    id: str
    parcel_id: str
    digest: str
    status: TrackingStatus
    at: datetime
    recorded_at: datetime
    source: EventSource = EventSource.CARRIER
    carrier_status: str = ""
    text: str = ""
    actor: str = ""


def digest_of(status: TrackingStatus, at: datetime, carrier_status: str) -> str:
    """Recognise a fact that is told again, by a webhook and by a look, whatever its wording."""
    moment = at.astimezone(UTC).replace(microsecond=0).isoformat()
    return hashlib.sha256(f"{moment}|{status}|{carrier_status}".encode()).hexdigest()


# How far a status means that the parcel has come. What stands in no phase says nothing of that.
_PHASES = {
    TrackingStatus.PREPARING: 0,
    TrackingStatus.ANNOUNCED: 1,
    TrackingStatus.HANDED_IN: 2,
    TrackingStatus.IN_TRANSIT: 3,
    TrackingStatus.AT_CUSTOMS: 3,
    TrackingStatus.OUT_FOR_DELIVERY: 3,
    TrackingStatus.AT_SERVICE_POINT: 3,
    TrackingStatus.DELAYED: 3,
    TrackingStatus.RETURNED_TO_SENDER: 4,
    TrackingStatus.CANCELLED: 4,
    TrackingStatus.DELIVERED: 5,
}
HANDED_IN_PHASE, LAST_PHASE = 2, 4
# What is shown over the phase until something newer is heard.
_OVERLAYS = frozenset(
    {
        TrackingStatus.PROBLEM,
        TrackingStatus.ANNOUNCEMENT_FAILED,
        TrackingStatus.CANCELLING,
    }
)


@dataclass(frozen=True)
class Way:
    """What a parcel's events add up to. `was_used_after_cancelling` calls for a person."""

    status: TrackingStatus
    moved_at: datetime | None = None
    delivered_at: datetime | None = None
    handed_in_at: datetime | None = None
    was_used_after_cancelling: bool = False
    cancellation_refused: str | None = None


def follow(events: Iterable[RecordedEvent]) -> Way:
    """Add up the events of a parcel that was announced.

    They count in the carrier's order, whatever the order in which they came; nothing takes a parcel
    back to a phase that it has left, and nothing takes it away from where it was delivered.
    """
    base, shown, phase = TrackingStatus.ANNOUNCED, TrackingStatus.ANNOUNCED, 1
    moved_at = delivered_at = handed_in_at = None
    was_used, refused = False, None
    for event in sorted(events, key=_in_order):
        to = _PHASES.get(event.status)
        if to is not None:
            if base is TrackingStatus.CANCELLED and HANDED_IN_PHASE <= to < LAST_PHASE:
                was_used = True
            if to >= phase:
                base = shown = event.status
                phase, moved_at = to, event.at
            if to >= HANDED_IN_PHASE and event.status is not TrackingStatus.CANCELLED:
                handed_in_at = handed_in_at or event.at
            if event.status is TrackingStatus.DELIVERED:
                delivered_at = delivered_at or event.at
        elif phase < LAST_PHASE:
            if event.status in _OVERLAYS:
                shown, moved_at = event.status, event.at
            elif event.status is TrackingStatus.CANCELLATION_FAILED:
                shown, moved_at, refused = base, event.at, event.text
    return Way(shown, moved_at, delivered_at, handed_in_at, was_used, refused)


def _in_order(event: RecordedEvent) -> tuple[datetime, int, str]:
    """Order by the carrier's time; of two at once, the one that is further on comes later."""
    return (event.at, _PHASES.get(event.status, -1), event.digest)


@dataclass(frozen=True)
class CarrierMessage:
    """What a carrier's webhook said: events, or, where it only hints, shipments to look at anew.

    `kind` is the carrier's own word; one that we do not know brings neither.
    """

    kind: str
    events: tuple[TrackingEvent, ...] = ()
    look_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShipmentState:
    """All that a carrier says of a shipment now: the truth when its webhooks are missing."""

    shipment_id: str
    events: tuple[TrackingEvent, ...]
    is_cancellable: bool = False
    has_documents: bool = False
    errors: tuple[str, ...] = ()
    tracking_numbers: tuple[tuple[str, str], ...] = ()
    """(parcel id, tracking number) as far as known."""
