"""A return at the pretend Sendcloud, and what can happen to its parcels."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

Body = dict[str, Any]


class Step(StrEnum):
    """What happens to a parcel on its way."""

    ANNOUNCING = "announcing"
    FAILED = "failed"
    ANNOUNCED = "announced"
    NO_LABEL = "no_label"
    HANDED_IN = "handed_in"
    IN_TRANSIT = "in_transit"
    AT_CUSTOMS = "at_customs"
    DELAYED = "delayed"
    AT_SERVICE_POINT = "at_service_point"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    RETURNED_TO_SENDER = "returned_to_sender"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    SOMETHING_NEW = "something_new"


# Sendcloud's number and text for each.
STATUSES: dict[Step, tuple[int, str]] = {
    Step.ANNOUNCING: (1001, "Being announced"),
    Step.FAILED: (1002, "Announcement failed"),
    Step.ANNOUNCED: (1, "Announced"),
    Step.NO_LABEL: (999, "No label"),
    Step.HANDED_IN: (22, "Shipment picked up by driver"),
    Step.IN_TRANSIT: (91, "Parcel en route"),
    Step.AT_CUSTOMS: (62989, "At Customs"),
    Step.DELAYED: (4, "Delivery delayed"),
    Step.AT_SERVICE_POINT: (12, "Awaiting customer pickup"),
    Step.OUT_FOR_DELIVERY: (92, "Driver en route"),
    Step.DELIVERED: (11, "Delivered"),
    Step.RETURNED_TO_SENDER: (62992, "Returned to sender"),
    Step.CANCELLING: (1999, "Cancellation requested"),
    Step.CANCELLED: (2000, "Cancelled"),
    Step.SOMETHING_NEW: (77001, "Carried by drone"),
}
BEFORE_LEAVING = frozenset({Step.ANNOUNCING, Step.FAILED, Step.ANNOUNCED, Step.NO_LABEL})
WALKABLE = (
    Step.HANDED_IN,
    Step.IN_TRANSIT,
    Step.AT_CUSTOMS,
    Step.DELAYED,
    Step.OUT_FOR_DELIVERY,
    Step.AT_SERVICE_POINT,
    Step.DELIVERED,
    Step.RETURNED_TO_SENDER,
    Step.SOMETHING_NEW,
)


@dataclass
class Entry:
    """One thing that happened."""

    step: str
    at: str
    id: int
    message: str = ""


@dataclass
class Return:
    """A return as it was asked for, and what became of it."""

    id: int
    parcels: list[int]
    body: Body
    created_at: str
    tracking_number: str = ""
    has_label: bool = False
    history: list[Entry] = field(default_factory=list)
    errors: list[Body] = field(default_factory=list)

    @property
    def step(self) -> Step:
        """What happened last."""
        return Step(self.history[-1].step)

    @property
    def is_cancellable(self) -> bool:
        """Whether the carrier would still take it back."""
        return self.step in BEFORE_LEAVING

    @property
    def carrier(self) -> str:
        """The code of the carrier."""
        return str(self.code.partition(":")[0])

    @property
    def code(self) -> str:
        """The option that was chosen."""
        with_ = self.body["ship_with"]
        return str(with_.get("shipping_option_code") or with_.get("shipping_product_code") or "")

    @property
    def happened(self) -> list[tuple[str, datetime]]:
        """What happened when, the oldest first."""
        return [(STATUSES[Step(e.step)][1], datetime.fromisoformat(e.at)) for e in self.history]


def now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)
