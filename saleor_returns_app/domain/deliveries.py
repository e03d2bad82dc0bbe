"""What Saleor told us by webhook, kept as it came until it has been applied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryState(StrEnum):
    """What we have done with a delivery."""

    STORED = "stored"
    APPLIED = "applied"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Arrival:
    """A proven delivery on its way in; the table knows it as a `Delivery` from then on."""

    id: str
    installation_id: str
    event: str
    body: bytes
    digest: str
    received_at: datetime


@dataclass(eq=False)
class Delivery:
    """A verified delivery, its exact bytes, and the digest by which a repetition is recognised."""

    id: str
    installation_id: str
    event: str
    body: bytes
    digest: str
    received_at: datetime
    state: DeliveryState = DeliveryState.STORED
    applied_at: datetime | None = None
