"""Whether a condition can ever hold, and whether one holds whenever another does.

The answers "never" and "always" are proofs: they are true for whatever facts there may be, known or
not yet known. "It can" may also mean that the proof would have taken too long.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

from saleor_returns_app.domain.policy.conditions import (
    KIND_OF,
    AnyOf,
    Condition,
    FactTest,
    NoneOf,
    parts_of,
    tests_of,
)
from saleor_returns_app.domain.policy.possible_values import (
    FactKey,
    Literal,
    key_of,
    some_value_fits,
)

EFFORT = 20_000
"""How many comparisons one question may take."""


class Goal(Enum):
    """What the truth of a condition is meant to be; it may be neither true nor false yet."""

    TRUE = auto()
    FALSE = auto()
    NOT_TRUE = auto()
    NOT_FALSE = auto()


_OPPOSITE = {
    Goal.TRUE: Goal.FALSE,
    Goal.FALSE: Goal.TRUE,
    Goal.NOT_TRUE: Goal.NOT_FALSE,
    Goal.NOT_FALSE: Goal.NOT_TRUE,
}
_POSITIVE = frozenset({Goal.TRUE, Goal.NOT_FALSE})
_CERTAIN = frozenset({Goal.TRUE, Goal.FALSE})


class Effort:
    """How much may be tried; a part of it is for one question, the whole bounds all of them."""

    def __init__(self, left: int = EFFORT, whole: Effort | None = None) -> None:
        self._left, self._whole = left, whole
        self.is_spent = False

    def part(self, most: int) -> Effort:
        """Set some aside for one question."""
        return Effort(most, self)

    def spend(self, cost: int) -> bool:
        """Take some; say whether there was enough left."""
        self._left -= cost
        enough = self._left >= 0 and (self._whole is None or self._whole.spend(cost))
        if not enough:
            self._give_up()
        return enough

    def _give_up(self) -> None:
        self.is_spent = True
        if self._whole is not None:
            self._whole.is_spent = True


class _Wanted(NamedTuple):
    condition: Condition
    goal: Goal


class _Pending(NamedTuple):
    """What is still wanted, as a list that shares its tail."""

    first: _Wanted
    rest: _Pending | None


_Literals = dict[FactKey, tuple[tuple[Literal, bool], ...]]


def can_hold(condition: Condition, effort: Effort | None = None) -> bool:
    """Whether some facts make it true; False is proven."""
    return _possible([_Wanted(condition, Goal.TRUE)], effort or Effort())


def implies(one: Condition, other: Condition, effort: Effort | None = None) -> bool:
    """Whether the other is true whenever the one is; True is proven."""
    wanted = [_Wanted(one, Goal.TRUE), _Wanted(other, Goal.NOT_TRUE)]
    return one == other or not _possible(wanted, effort or Effort())


def keys_in(condition: Condition) -> frozenset[FactKey]:
    """Return every fact that a condition asks for."""
    return frozenset(key_of(test) for test in tests_of(condition))


def _possible(wanted: list[_Wanted], effort: Effort) -> bool:
    """Search for facts that make everything as wanted, one way after another."""
    ways: list[tuple[_Pending | None, _Literals]] = [(_pending(wanted, None), {})]
    while ways:
        pending, literals = ways.pop()
        if pending is None or not effort.spend(1):
            return True
        (condition, goal), rest = pending
        if isinstance(condition, FactTest):
            grown = _with(literals, condition, goal, effort)
            if grown is not None:
                ways.append((rest, grown))
            continue
        parts = [_Wanted(part, _goal_of_part(condition, goal)) for part in parts_of(condition)]
        if _needs_all(condition, goal):
            ways.append((_pending(parts, rest), literals))
        else:
            ways.extend((_Pending(part, rest), literals) for part in parts)
    return False


def _pending(wanted: Iterable[_Wanted], rest: _Pending | None) -> _Pending | None:
    """Put what is wanted before the rest: plain tests first, as they rule out the most."""
    for one in sorted(wanted, key=lambda one: isinstance(one.condition, FactTest)):
        rest = _Pending(one, rest)
    return rest


def _goal_of_part(condition: Condition, goal: Goal) -> Goal:
    return _OPPOSITE[goal] if isinstance(condition, NoneOf) else goal


def _needs_all(condition: Condition, goal: Goal) -> bool:
    """Whether each part has to be as wanted; else one is enough."""
    return (goal in _POSITIVE) != isinstance(condition, AnyOf)


def _with(literals: _Literals, test: FactTest, goal: Goal, effort: Effort) -> _Literals | None:
    """Ask one thing more of a fact; None when no value of it can be all that is asked."""
    key = key_of(test)
    asked = (*literals.get(key, ()), (Literal.of(test, goal in _POSITIVE), goal in _CERTAIN))
    cost = len(asked) * sum(len(literal.operands) + 2 for literal, _ in asked)
    if not effort.spend(cost):
        return {**literals, key: asked}
    may_be_unknown = key.fact.of_return and not any(certain for _, certain in asked)
    if may_be_unknown or some_value_fits(KIND_OF[key.fact], [literal for literal, _ in asked]):
        return {**literals, key: asked}
    return None
