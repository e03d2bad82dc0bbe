"""Group commit: what several threads want written at the same time is written in one go."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")


def _closed_gate() -> threading.Lock:
    gate = threading.Lock()
    gate.acquire()
    return gate


@dataclass(eq=False)
class _Place(Generic[Piece, Answer]):
    """One piece in the queue; its thread waits at the gate until it is written, or is to write."""

    piece: Piece
    gate: threading.Lock = field(default_factory=_closed_gate)
    is_over: bool = False
    answers: list[Answer] = field(default_factory=list)
    error: BaseException | None = None


class Together(Generic[Piece, Answer]):
    """Writes batches: who comes while nobody writes does so at once, for all who wait by then.

    Nobody waits for company, and nobody writes twice: the next one in the queue is called to write
    the next batch. `write` gives one answer for each piece; if it fails, all of its pieces have failed.
    """

    def __init__(self, write: Callable[[Sequence[Piece]], Sequence[Answer]]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._queue: list[_Place[Piece, Answer]] = []
        self._is_writing = False

    def bring(self, piece: Piece) -> Answer:
        """Have a piece written; returns when that is done."""
        place: _Place[Piece, Answer] = _Place(piece)
        with self._lock:
            self._queue.append(place)
            must_wait, self._is_writing = self._is_writing, True
        if must_wait:
            place.gate.acquire()
        if not place.is_over:
            self._write_queue()
        if place.error is not None:
            raise place.error
        return place.answers[0]

    def _write_queue(self) -> None:
        with self._lock:
            batch, self._queue = self._queue, []
        try:
            answers = self._write([place.piece for place in batch])
            for place, answer in zip(batch, answers, strict=True):
                place.answers.append(answer)
        except BaseException as error:
            for place in batch:
                place.error = error
        self._call_next()
        for place in batch:
            place.is_over = True
            place.gate.release()

    def _call_next(self) -> None:
        with self._lock:
            self._is_writing = bool(self._queue)
            if self._queue:
                self._queue[0].gate.release()
