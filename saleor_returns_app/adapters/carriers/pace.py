"""How fast a carrier may be asked, counted for all processes together."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from saleor_returns_app.domain.ports import Transaction
from saleor_returns_app.domain.shipping.errors import CarrierBusy


@dataclass(frozen=True)
class Limit:
    """At most `calls` in each window of so many seconds.

    A carrier counts in windows that we don't see. Any minute touches at most 60 / seconds + 1 of
    ours, and any second two: so seven calls in five seconds are 91 a minute and 14 a second at most.
    """

    name: str
    calls: int
    seconds: int


class Pace(Protocol):
    """Lets calls through no faster than a carrier allows."""

    def enter(self, account: str, limit: Limit) -> None:
        """Wait for one's turn. Raises `CarrierBusy` when that takes too long."""


class SharedPace:
    """Counts in the database, so that all processes share one account's limits."""

    def __init__(
        self,
        transaction: Transaction,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
        windows: int = 2,
    ) -> None:
        self._transaction, self._clock, self._sleep = transaction, clock, sleep
        self._windows = windows

    def enter(self, account: str, limit: Limit) -> None:
        """Take a turn in this window, or wait for one of the next."""
        for left in range(self._windows - 1, -1, -1):
            now = self._clock()
            if self._is_free(account, limit, now):
                return
            if left:
                self._sleep(limit.seconds - now.timestamp() % limit.seconds)
        raise CarrierBusy(retry_after=float(limit.seconds))

    def _is_free(self, account: str, limit: Limit, at: datetime) -> bool:
        index = int(at.timestamp()) // limit.seconds
        key = f"carrier:{account}:{limit.name}:{index}"
        with self._transaction() as store:
            window = timedelta(seconds=2 * limit.seconds)
            return store.rates.hit(key, limit=limit.calls, window=window, at=at)
