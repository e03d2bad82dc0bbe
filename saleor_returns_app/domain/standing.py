"""How this app stands with a shop's Saleor, in Saleor's own words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.features import FEATURES, permissions_for
from saleor_returns_app.domain.own_webhooks import (
    FoundWebhook,
    WantedFor,
    WantedWebhook,
    WebhookPlan,
    plan_webhooks,
)
from saleor_returns_app.domain.saleor_versions import NEWEST, release_of


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
    """What this release asks of a Saleor: permissions, and webhooks by version and features in use."""

    permissions: frozenset[str]
    webhooks: WantedFor

    def lacking(self, standing: Standing) -> frozenset[str]:
        """Name the permissions that every shop must give and this one does not."""
        return self.permissions - standing.permissions

    def wanted(self, features: Collection[str], standing: Standing) -> Sequence[WantedWebhook]:
        """List the webhooks for a shop; a feature has its own once it has its permission."""
        in_use = permissions_for(features) & standing.permissions
        return self.webhooks(release_of(standing.saleor_version), in_use)

    def plan(self, features: Collection[str], standing: Standing) -> WebhookPlan:
        """Plan what makes a shop's webhooks what they should be."""
        everything = self.webhooks(NEWEST, permissions_for([one.code for one in FEATURES]))
        return plan_webhooks(self.wanted(features, standing), standing.webhooks, everything)
