"""The webhooks of this app in a shop's Saleor: those that there are, and those that there should be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from saleor_returns_app.domain.saleor_versions import Release


@dataclass(frozen=True)
class WantedWebhook:
    """A webhook as this release needs it; `event` is in Saleor's capital letters."""

    name: str
    event: str
    target_url: str
    query: str


# What a Saleor of a version is to tell an app that was granted permissions beyond the manifest's.
WantedFor = Callable[[Release, Collection[str]], Sequence[WantedWebhook]]


@dataclass(frozen=True)
class FoundWebhook:
    """A webhook of this app as Saleor has it."""

    id: str
    name: str
    target_url: str
    is_active: bool
    events: frozenset[str]
    query: str

    def stands_for(self, wanted: WantedWebhook) -> bool:
        """Whether this is that webhook, in whatever condition: its name tells, or its address."""
        return wanted.name == self.name or wanted.target_url == self.target_url

    def is_as(self, wanted: WantedWebhook) -> bool:
        """Whether nothing of it has to be changed; being switched off is the merchant's affair."""
        return (
            (self.name, self.target_url) == (wanted.name, wanted.target_url)
            and self.events == {wanted.event}
            and self.query.split() == wanted.query.split()
        )


@dataclass(frozen=True)
class WebhookPlan:
    """What must be done so that a shop tells us what this release wants to hear.

    `wrong` holds the ids of those to be changed; `surplus` those that say the same a second time;
    `idle` those of ours that nothing needs any more; `switched_off` those that stay silent because
    the merchant wants it so; `foreign` counts those that are none of our making, and stay as they are.
    """

    missing: tuple[WantedWebhook, ...] = ()
    wrong: tuple[tuple[str, WantedWebhook], ...] = ()
    surplus: tuple[FoundWebhook, ...] = ()
    idle: tuple[FoundWebhook, ...] = ()
    switched_off: tuple[WantedWebhook, ...] = ()
    foreign: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do for us."""
        return not (self.missing or self.wrong or self.surplus or self.idle)


def plan_webhooks(
    wanted: Sequence[WantedWebhook],
    found: Sequence[FoundWebhook],
    known: Sequence[WantedWebhook] = (),
) -> WebhookPlan:
    """Compare; of several that stand for the same one, the best is kept.

    `known` are all that this release may want of any shop: those left over are ours, and idle.
    """
    left = list(found)
    missing, wrong, surplus, switched_off = [], [], [], []
    for want in wanted:
        own = sorted(
            (one for one in left if one.stands_for(want)), key=lambda one: _flaws(one, want)
        )
        if not own:
            missing.append(want)
            continue
        best, *doubles = own
        left = [one for one in left if one not in own]
        surplus += doubles
        if not best.is_as(want):
            wrong.append((best.id, want))
        if not best.is_active:
            switched_off.append(want)
    idle = [one for one in left if any(one.stands_for(want) for want in known)]
    return WebhookPlan(
        tuple(missing),
        tuple(wrong),
        tuple(surplus),
        tuple(idle),
        tuple(switched_off),
        foreign=len(left) - len(idle),
    )


def _flaws(found: FoundWebhook, wanted: WantedWebhook) -> tuple[bool, bool, bool]:
    return not found.is_active, found.name != wanted.name, not found.is_as(wanted)
