"""A merchant's account with a carrier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ConnectionState(StrEnum):
    """Whether an account is used: a wrong key pauses all work for it until somebody has seen to it."""

    ACTIVE = "active"
    KEY_WRONG = "key_wrong"


@dataclass(eq=False)
class CarrierConnection:
    """An account of one shop with one carrier. `credentials` are secret, by the carrier's own names.

    `webhook_keys` lists the key in force first and, while it is being rotated, the one before.
    """

    id: str
    installation_id: str
    carrier: str
    credentials: Mapping[str, str] = field(repr=False, default_factory=dict)
    webhook_keys: tuple[str, ...] = field(repr=False, default=())
    state: ConnectionState = ConnectionState.ACTIVE
    connected_at: datetime | None = None
    checked_at: datetime | None = None
