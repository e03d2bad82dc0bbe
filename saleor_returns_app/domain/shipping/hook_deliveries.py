"""What a carrier told us by webhook, kept as it came until it has been applied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HookState(StrEnum):
    """What we have done with a delivery; `WAITING` for a parcel that we do not know yet."""

    STORED = "stored"
    WAITING = "waiting"
    APPLIED = "applied"
    REFUSED = "refused"


@dataclass(eq=False)
class CarrierDelivery:
    """A proven delivery, its exact bytes, and the digest by which a repetition is recognised.

    `waits_for` names, in the carrier's words, the parcels that were unknown.
    """

    id: str
    installation_id: str
    carrier: str
    connection_id: str
    body: bytes
    digest: str
    received_at: datetime
    state: HookState = HookState.STORED
    applied_at: datetime | None = None
    waits_for: tuple[str, ...] = ()
