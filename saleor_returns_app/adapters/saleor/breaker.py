"""A shop that does not answer is left alone for a while, so that it does not hold up the others."""

import random
import time
from collections.abc import Callable
from threading import Lock

from saleor_returns_app.domain.errors import SaleorUnreachable

FAILURES_TO_OPEN = 5
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 300.0
# The one call that is let through to try has this long before another may.
TRIAL_SECONDS = 60.0

Clock = Callable[[], float]
Spread = Callable[[float, float], float]


class Breaker:
    """Counts the failures in a row of one shop, in this process.

    After a few it is open: calls fail at once, for a time that doubles with every trial that fails.
    """

    def __init__(self, clock: Clock = time.monotonic, spread: Spread = random.uniform) -> None:
        self._clock, self._spread = clock, spread
        self._failures, self._open_until = 0, 0.0
        self._lock = Lock()

    def enter(self) -> None:
        """Let a call through, or raise `SaleorUnreachable` with the time after which to come again."""
        with self._lock:
            wait = self._open_until - self._clock()
            if wait > 0:
                raise SaleorUnreachable(retry_after=wait)
            if self._failures >= FAILURES_TO_OPEN:
                self._open_until = self._clock() + TRIAL_SECONDS

    def answered(self) -> None:
        """Take note of an answer, whatever it said."""
        with self._lock:
            self._failures, self._open_until = 0, 0.0

    def failed(self) -> None:
        """Take note that no answer came, or none of Saleor's."""
        with self._lock:
            self._failures += 1
            doubled = self._failures - FAILURES_TO_OPEN
            if doubled >= 0:
                pause = min(FIRST_PAUSE * 2 ** min(doubled, 10), LONGEST_PAUSE)
                self._open_until = self._clock() + pause * self._spread(0.8, 1.2)

    def hold(self, seconds: float) -> None:
        """Leave the shop alone for as long as it has asked for."""
        with self._lock:
            self._failures = 0
            self._open_until = self._clock() + seconds
