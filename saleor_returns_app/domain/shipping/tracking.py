"""What happens to a parcel on its way, in one vocabulary for all carriers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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
