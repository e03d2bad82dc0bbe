"""How this app stands with a shop's Saleor, in Saleor's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.own_webhooks import FoundWebhook, WantedFor


@dataclass(frozen=True)
class Standing:
    """What Saleor has of this app; `clock` is the time there, as its answer was stamped."""

    app_id: str
    permissions: frozenset[str]
    saleor_version: str
    webhooks: tuple[FoundWebhook, ...]
    clock: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """What this release asks of a Saleor: permissions, and webhooks by its version."""

    permissions: frozenset[str]
    webhooks: WantedFor
