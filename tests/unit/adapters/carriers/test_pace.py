from datetime import UTC, datetime, timedelta

import pytest

from saleor_returns_app.adapters.carriers.pace import Limit, SharedPace
from saleor_returns_app.adapters.carriers.sendcloud.http import READS, WRITES
from saleor_returns_app.domain.shipping.errors import CarrierBusy
from tests.support.memory_store import MemoryStore

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def most_within(moments: list[datetime], seconds: float) -> int:
    """Count the calls of the fullest span of so many seconds, wherever it begins."""
    spans = [[m for m in moments if 0 <= (m - one).total_seconds() < seconds] for one in moments]
    return max(len(span) for span in spans)


class TestSharedPace:
    def test_keeps_all_processes_within_what_sendcloud_allows(self) -> None:
        clock, store, entered = Clock(), MemoryStore(), []
        processes = [SharedPace(store.transaction, clock=clock, sleep=clock.sleep) for _ in "ab"]

        for turn in range(400):
            processes[turn % 2].enter("account", WRITES)
            entered.append(clock.at)
            clock.sleep(0.013)

        assert most_within(entered, 60) <= 100
        assert most_within(entered, 1) <= 15
        assert len(entered) / (entered[-1] - NOON).total_seconds() > 80 / 60

    @pytest.mark.parametrize(("limit", "a_minute"), [(WRITES, 100), (READS, 1000)])
    def test_holds_for_any_minute(self, limit: Limit, a_minute: int) -> None:
        assert limit.calls * (60 // limit.seconds + 1) <= a_minute

    def test_gives_up_when_others_are_always_first(self) -> None:
        clock, store = Clock(), MemoryStore()
        pace = SharedPace(store.transaction, clock=clock, sleep=lambda _: None)
        for _ in range(WRITES.calls):
            pace.enter("account", WRITES)

        with pytest.raises(CarrierBusy) as caught:
            pace.enter("account", WRITES)

        assert caught.value.retry_after == WRITES.seconds

    def test_counts_accounts_and_kinds_apart(self) -> None:
        clock, store = Clock(), MemoryStore()
        pace = SharedPace(store.transaction, clock=clock, sleep=lambda _: None)
        for _ in range(WRITES.calls):
            pace.enter("account", WRITES)

        pace.enter("another", WRITES)
        pace.enter("account", READS)
