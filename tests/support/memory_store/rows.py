"""Lists that are asked as tables are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def one_of(things: Sequence[T], fits: Callable[[T], bool], missing: Exception) -> T:
    """Return the first that fits, or raise what was to be raised where none does."""
    for thing in things:
        if fits(thing):
            return thing
    raise missing
