"""Returned units that go back into a warehouse, each exactly once: Saleor only knows absolute numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from saleor_returns_app.domain.saleor_things import Stock

# A call that timed out here may still be at work there; only then does an unchanged number say anything.
SETTLING = timedelta(seconds=60)
# Units that were added may have been sold since, so that later the number says nothing any more.
TELLING = timedelta(hours=1)


class RestockState(StrEnum):
    """How far the units of a line are; `SENT` means that Saleor may have been told."""

    PLANNED = "planned"
    SENT = "sent"
    DONE = "done"
    SKIPPED = "skipped"
    UNCLEAR = "unclear"


class Hitch(StrEnum):
    """Why units were not added, or why nobody knows whether they were."""

    SWITCHED_OFF = "switched_off"
    UNTRACKED = "untracked"
    NOT_STOCKED = "not_stocked"
    REFUSED = "refused"
    MOVING = "moving"
    CHANGED_SINCE = "changed_since"


class Verdict(StrEnum):
    """What became of a call whose answer nobody has."""

    ADDED = "added"
    NOT_ADDED = "not_added"
    TOO_EARLY = "too_early"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Level:
    """What a warehouse holds of a variant, and how much of it is promised to orders."""

    quantity: int
    allocated: int


@dataclass(eq=False)
class StockPlace:
    """The warehouse that a shop puts returned goods into."""

    installation_id: str
    warehouse_id: str
    name: str
    chosen_at: datetime
    chosen_by: str


@dataclass(eq=False)
class Restock:
    """The units of one returned line on their way into a warehouse.

    `before` and `after` are written down before Saleor is told, with what was `allocated` then.
    """

    id: str
    installation_id: str
    case_id: str
    line_id: str
    variant_id: str
    warehouse_id: str
    warehouse_name: str
    quantity: int
    created_at: datetime
    state: RestockState = RestockState.PLANNED
    before: int | None = None
    after: int | None = None
    allocated: int | None = None
    hitch: Hitch | None = None
    sent_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether no job has anything left to do."""
        return self.state not in (RestockState.PLANNED, RestockState.SENT)

    def send(self, level: Level, *, at: datetime) -> int:
        """Note that Saleor is about to be told, and what; returns the new number."""
        self.state, self.sent_at = RestockState.SENT, at
        self.before, self.allocated = level.quantity, level.allocated
        self.after = level.quantity + self.quantity
        return self.after

    def was_not_sent(self) -> None:
        """Note that Saleor was not told after all."""
        self.state, self.sent_at = RestockState.PLANNED, None

    def end(self, state: RestockState, *, at: datetime, hitch: Hitch | None = None) -> None:
        """Note how it ended."""
        self.state, self.hitch, self.ended_at = state, hitch, at

    def begin_again(self) -> None:
        """Have it done on a person's word that it was not."""
        self.state, self.hitch, self.ended_at = RestockState.PLANNED, None, None
        self.before = self.after = self.allocated = self.sent_at = None

    def verdict(self, level: Level, *, at: datetime) -> Verdict:
        """Say by what a warehouse holds now whether the units were added by a call that has no answer."""
        if level.quantity == self.after:
            return Verdict.ADDED
        # Less promised than then: something was sent out, and the number may be the same by chance.
        unsold = self.allocated is not None and level.allocated >= self.allocated
        if level.quantity != self.before or not unsold or self.sent_at is None:
            return Verdict.UNCLEAR
        if at - self.sent_at < SETTLING:
            return Verdict.TOO_EARLY
        return Verdict.NOT_ADDED if at - self.sent_at < TELLING else Verdict.UNCLEAR


def level_in(stocks: Sequence[Stock], warehouse_id: str) -> Level:
    """Read what a warehouse holds; one that holds none yet holds nothing."""
    for stock in stocks:
        if stock.warehouse_id == warehouse_id:
            return Level(stock.quantity, stock.allocated)
    return Level(0, 0)


def why_not(stocks: Sequence[Stock]) -> Hitch | None:
    """Say why Saleor must not be told of units of this variant: it is gone, or nobody counts it."""
    if not stocks:
        return Hitch.NOT_STOCKED
    return None if all(stock.is_tracked for stock in stocks) else Hitch.UNTRACKED
