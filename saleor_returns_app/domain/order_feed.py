"""How far a shop's orders have been read from Saleor: those from before the install, and those since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

BACKFILL = timedelta(days=60)
# What has just changed is probably on its way to us as a webhook.
GRACE = timedelta(minutes=1)
# A change may become visible after one that has a later time.
OVERLAP = timedelta(minutes=2)


@dataclass(frozen=True)
class OrderStamp:
    """An order's id in Saleor and when it was last changed there."""

    id: str
    updated_at: datetime


@dataclass(frozen=True)
class StampPage:
    """A page of stamps, the longest unchanged first; `cursor` leads to the next, if there is one."""

    stamps: tuple[OrderStamp, ...]
    cursor: str | None
    total: int


@dataclass(eq=False)
class OrderFeed:
    """One shop's reading.

    All changes up to `seen_until` (Saleor's clock) are known; `found` counts the orders that no
    webhook had told of, `last_found` those of the last look. `backfilled_at` ends the first reading.
    """

    installation_id: str
    seen_until: datetime
    looked_at: datetime
    backfill_since: datetime
    backfill_cursor: str = ""
    backfill_read: int = 0
    backfill_total: int = 0
    backfilled_at: datetime | None = None
    last_found: int = 0
    found: int = 0

    @property
    def is_backfilling(self) -> bool:
        """Whether orders from before the install are still being read."""
        return self.backfilled_at is None

    def page_read(self, page: StampPage, *, at: datetime) -> None:
        """Note that one more page of the first reading is done."""
        self.backfill_read += len(page.stamps)
        self.backfill_total = max(page.total, self.backfill_total, self.backfill_read)
        self.backfill_cursor = page.cursor or ""
        if page.cursor is None:
            self.backfilled_at = at

    def caught_up_to(self, moment: datetime, found: int) -> None:
        """Note how far a look has come, and how many orders it found that nobody told of."""
        self.seen_until = max(self.seen_until, moment)
        self.found += found
        self.last_found += found

    def look_begins(self, *, at: datetime) -> None:
        """Note that a new look is on."""
        self.looked_at, self.last_found = at, 0


def new_feed(installation_id: str, *, backfill: timedelta, at: datetime) -> OrderFeed:
    """Begin to read a shop's orders; without a time to look back over there is no first reading."""
    return OrderFeed(
        installation_id=installation_id,
        seen_until=at - OVERLAP,
        looked_at=at,
        backfill_since=at - backfill,
        backfilled_at=None if backfill else at,
    )


def outdated(page: StampPage, known: Mapping[str, datetime]) -> list[OrderStamp]:
    """List the orders of a page that are unknown, or known as they were before."""
    return [stamp for stamp in page.stamps if known.get(stamp.id) != stamp.updated_at]
