"""Counters that all processes share: how often something was tried within a window."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from saleor_returns_app.storage import tables

_hits = tables.rate_hits.c


@dataclass(frozen=True)
class RateRows:
    """Counts in the database, in one statement: many processes may count at once."""

    session: Session

    def hit(self, key: str, *, limit: int, window: timedelta, at: datetime) -> bool:
        """Count a try; says whether it is within the limit. Keys are kept as digests only."""
        digest = hashlib.sha256(key.encode()).hexdigest()
        over = _hits.window_ends_at <= at
        query = (
            insert(tables.rate_hits)
            .values(key=digest, window_ends_at=at + window, hits=1)
            .on_conflict_do_update(
                index_elements=["key"],
                set_={
                    "hits": case((over, 1), else_=_hits.hits + 1),
                    "window_ends_at": case((over, at + window), else_=_hits.window_ends_at),
                },
            )
            .returning(_hits.hits)
        )
        return int(self.session.execute(query).scalar_one()) <= limit

    def forget(self, *, at: datetime) -> None:
        """Drop the counters whose window is over."""
        self.session.execute(delete(tables.rate_hits).where(_hits.window_ends_at <= at))
