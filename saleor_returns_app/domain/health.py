"""How a shop's connection stands, and how the app itself does: findings, each with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from saleor_returns_app.domain.health_words import FINDINGS, Level, Saying

__all__ = ["Check", "Finding", "Health", "Level", "worst"]


class Check(StrEnum):
    """What is looked at."""

    DATABASE = "database"
    WORKER = "worker"
    MAIL = "mail"
    FILES = "files"
    PROXIES = "proxies"
    CONNECTION = "connection"
    PERMISSIONS = "permissions"
    WEBHOOKS = "webhooks"
    DELIVERIES = "deliveries"
    JOBS = "jobs"
    VERSION = "version"
    CLOCK = "clock"


@dataclass(frozen=True)
class Finding:
    """One thing that was found; its code stands for the words, its facts fill them."""

    check: Check
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def saying(self) -> Saying:
        """How bad it is, and the words, in English."""
        return FINDINGS[self.code]

    @property
    def level(self) -> Level:
        """How bad it is."""
        return self.saying.level


@dataclass(frozen=True)
class Health:
    """All that was found of one shop, or of the app."""

    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """How bad the worst is."""
        return worst(finding.level for finding in self.findings)

    @property
    def can_be_repaired(self) -> bool:
        """Whether the app can do something about it by itself."""
        return any(finding.saying.is_repairable for finding in self.findings)


def worst(levels: Iterable[Level]) -> Level:
    """Return the worst of some levels."""
    return max(levels, key=list(Level).index, default=Level.FINE)
