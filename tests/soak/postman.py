"""Saleor's sender: six attempts with growing pauses after 5xx or silence; a 4xx is the end of it."""

import heapq
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import requests

from tests.soak.post import Letter

ATTEMPTS, FIRST_PAUSE_SECONDS, TIMEOUT = 6, 1.0, (2, 18)


@dataclass
class Fates:
    """What became of the letters: how many of each kind ended with which status."""

    genuine: Counter[int | None] = field(default_factory=Counter)
    forged: Counter[int | None] = field(default_factory=Counter)
    attempts: Counter[int | None] = field(default_factory=Counter)


class Postman:
    """Carries letters with several hands; pauses are a tenth of Saleor's ten seconds."""

    def __init__(self, address: str, *, hands: int = 8) -> None:
        self._address, self._hands = address, hands
        self._lock = threading.Lock()
        self._round: list[tuple[float, int, int, Letter]] = []
        self._open = 0
        self.fates = Fates()
        self.done = 0

    def deliver(self, letters: Sequence[Letter], watch: Callable[[int], None]) -> None:
        """Deliver all; `watch` is told, again and again, how many have come to their end."""
        self._round = [(0.0, number, 0, letter) for number, letter in enumerate(letters)]
        self._open = len(letters)
        hands = [threading.Thread(target=self._work) for _ in range(self._hands)]
        for hand in hands:
            hand.start()
        while any(hand.is_alive() for hand in hands):
            watch(self.done)
            time.sleep(0.05)

    def _work(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            while self._open:
                with self._lock:
                    is_due = self._round and self._round[0][0] <= time.monotonic()
                    due = heapq.heappop(self._round) if is_due else None
                if due is None:
                    time.sleep(0.02)
                else:
                    self._attempt(session, *due[1:])

    def _attempt(self, session: requests.Session, number: int, before: int, one: Letter) -> None:
        status = self._post(session, one)
        with self._lock:
            self.fates.attempts[status] += 1
            if (status is None or status >= 500) and before + 1 < ATTEMPTS:
                due = time.monotonic() + FIRST_PAUSE_SECONDS * 2**before
                heapq.heappush(self._round, (due, number, before + 1, one))
                return
            fates = self.fates.genuine if one.is_genuine else self.fates.forged
            fates[status] += 1
            self._open -= 1
            self.done += 1

    def _post(self, session: requests.Session, one: Letter) -> int | None:
        try:
            return session.post(
                f"{self._address}/api/webhooks/saleor/{one.event}",
                data=one.body,
                headers=one.headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            ).status_code
        except requests.RequestException:
            return None
