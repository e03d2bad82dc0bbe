"""What several threads bring is written in batches: everything once, and no answer before that."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from saleor_returns_app.storage.together import Together

PATIENCE_SECONDS = 10


class Desk:
    """Writes nothing until it is opened; remembers its batches."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.is_busy, self.may_go_on = threading.Event(), threading.Event()

    def write(self, batch: Sequence[int]) -> list[int]:
        self.batches.append(list(batch))
        self.is_busy.set()
        assert self.may_go_on.wait(PATIENCE_SECONDS)
        if 13 in batch:
            raise LookupError("thirteen")
        return [piece * 10 for piece in batch]


class TestSeveralThreads:
    def test_have_their_pieces_written_together_while_one_is_being_written(self) -> None:
        desk = Desk()
        together = Together(desk.write)
        with ThreadPoolExecutor(6) as pool:
            first = pool.submit(together.bring, 0)
            assert desk.is_busy.wait(PATIENCE_SECONDS)
            others = [pool.submit(together.bring, piece) for piece in range(1, 6)]
            while len(together._queue) < 5:
                threading.Event().wait(0.01)
            desk.may_go_on.set()

        assert [first.result(), *(one.result() for one in others)] == [0, 10, 20, 30, 40, 50]
        assert desk.batches[0] == [0]
        assert sorted(desk.batches[1]) == [1, 2, 3, 4, 5]
        assert len(desk.batches) == 2

    def test_share_a_failure_with_their_batch_alone(self) -> None:
        desk = Desk()
        desk.may_go_on.set()
        together = Together(desk.write)

        assert together.bring(1) == 10
        with pytest.raises(LookupError):
            together.bring(13)
        assert together.bring(2) == 20

    def test_lose_nothing_in_a_crowd(self) -> None:
        desk = Desk()
        desk.may_go_on.set()
        together = Together(desk.write)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(together.bring, range(100, 3100)))

        assert answers == [piece * 10 for piece in range(100, 3100)]
        assert sorted(piece for batch in desk.batches for piece in batch) == list(range(100, 3100))
