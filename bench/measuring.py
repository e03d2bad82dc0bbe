"""What was measured, and how it stands to the rest of its table."""

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Measurement:
    """How often something was done in how long; latencies are in seconds, sorted.

    `processor_seconds` is what the servers, or this process, used of the processors meanwhile, where
    that was measured: what others do on the machine is not in it, but for the caches that they share.
    """

    name: str
    times: int
    seconds: float
    latencies: tuple[float, ...] = ()
    processor_seconds: float | None = None

    @property
    def rate(self) -> float:
        """How often a second."""
        return self.times / self.seconds

    @property
    def per_processor_second(self) -> float | None:
        """How often for a second of processor time."""
        return self.times / self.processor_seconds if self.processor_seconds else None

    def __add__(self, other: "Measurement") -> "Measurement":
        """Put two rounds of the same together."""
        used = [one.processor_seconds for one in (self, other) if one.processor_seconds is not None]
        return Measurement(
            self.name,
            self.times + other.times,
            self.seconds + other.seconds,
            tuple(sorted(self.latencies + other.latencies)),
            sum(used) if len(used) == 2 else None,
        )

    @property
    def processor_ms(self) -> float | None:
        """The processor time that each took on average, in milliseconds."""
        used = self.processor_seconds
        return None if used is None else 1000 * used / self.times

    def percentile(self, percent: int) -> float | None:
        """The latency in milliseconds that this share of the calls stayed below."""
        if len(self.latencies) < 2:
            return None
        return statistics.quantiles(self.latencies, n=100)[percent - 1] * 1000


@dataclass
class Table:
    """Measurements that belong together; the first one is what the ratios are counted by."""

    title: str
    rows: list[Measurement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def ratio(self, row: Measurement) -> float:
        """How fast a row is beside the reference."""
        return row.rate / self.rows[0].rate

    def as_json(self) -> dict[str, Any]:
        """Write the table for machines."""
        return {
            "title": self.title,
            "reference": self.rows[0].name,
            "notes": self.notes,
            "rows": [
                {
                    "name": row.name,
                    "times": row.times,
                    "per_second": round(row.rate, 1),
                    "per_processor_second": row.per_processor_second,
                    "processor_ms": row.processor_ms,
                    "ratio": round(self.ratio(row), 4),
                    **{f"p{p}_ms": row.percentile(p) for p in (50, 95, 99)},
                }
                for row in self.rows
            ],
        }


class _Hands(Generic[T]):
    """Hands out what is to be done, one piece to one thread, and keeps how long each took."""

    def __init__(self, pieces: Sequence[T], do: Callable[[T], object]) -> None:
        self._pieces, self._do = iter(pieces), do
        self._lock = threading.Lock()
        self.latencies: list[float] = []
        self.errors: list[BaseException] = []

    def work(self) -> None:
        try:
            while True:
                with self._lock:
                    piece = next(self._pieces, None)
                if piece is None:
                    return
                began = time.perf_counter()
                self._do(piece)
                self.latencies.append(time.perf_counter() - began)
        except BaseException as error:
            self.errors.append(error)


def measure(
    name: str,
    pieces: Sequence[T],
    do: Callable[[T], object],
    *,
    threads: int = 1,
    warm_up: int = 10,
) -> Measurement:
    """Do something with each piece, the first few unmeasured."""
    for piece in pieces[:warm_up]:
        do(piece)
    hands = _Hands(pieces[warm_up:], do)
    began, used = time.perf_counter(), time.process_time()
    if threads == 1:
        hands.work()
    else:
        workers = [threading.Thread(target=hands.work) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    seconds, used = time.perf_counter() - began, time.process_time() - used
    if hands.errors:
        raise hands.errors[0]
    return Measurement(name, len(hands.latencies), seconds, tuple(sorted(hands.latencies)), used)
