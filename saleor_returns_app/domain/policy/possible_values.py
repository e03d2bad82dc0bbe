"""Whether any value of a fact can be all that is asked of it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from saleor_returns_app.domain.policy.conditions import (
    FactKind,
    FactName,
    FactTest,
    Operator,
    Scalar,
)

NEVER_NEGATIVE = frozenset({FactName.CUSTOMER_RETURNS, FactName.QUANTITY, FactName.WEIGHT})


class FactKey(NamedTuple):
    """A fact as precisely as a test asks for it; money has one value, in whatever currency."""

    fact: FactName
    of: str
    within_days: int


def key_of(test: FactTest) -> FactKey:
    """Say what a test asks for."""
    return FactKey(test.fact, test.of, test.within_days)


_Ordered = tuple[str, int]
_Value = str | bool | _Ordered | None
"""Numbers and money carry their currency, as an amount of another one is another thing; None is
a fact that is missing."""


@dataclass(frozen=True)
class Literal:
    """A test without its negation: `is_not` is `is`, not wanted."""

    fact: FactName
    operator: Operator
    operands: tuple[Scalar, ...]
    currency: str
    is_wanted: bool

    @classmethod
    def of(cls, test: FactTest, is_wanted: bool) -> Literal:
        """Turn a test into what is wanted of the fact."""
        operator = _POSITIVE.get(test.operator, test.operator)
        operands = tuple(one.casefold() if isinstance(one, str) else one for one in test.operands)
        wanted = is_wanted is not (test.operator in _NEGATIVE)
        return cls(test.fact, operator, operands, test.currency, wanted)

    def fits(self, value: _Value) -> bool:
        """Whether a value is as wanted; a missing one passes no test."""
        passes = value is not None and _HOLDS[self.operator](self, value)
        return passes is self.is_wanted


def some_value_fits(kind: FactKind, asked: Sequence[Literal]) -> bool:
    """Whether there is a value, or no value at all, that is everything that is asked."""
    if kind is not FactKind.TEXTS:
        return _one_fits([None, *_candidates(kind, asked)], asked)
    # Several values: each that is wanted has to be one that is nowhere unwanted.
    unwanted = [literal for literal in asked if not literal.is_wanted]
    return all(
        _one_fits(_candidates(FactKind.TEXT, [literal, *unwanted]), [literal, *unwanted])
        for literal in asked
        if literal.is_wanted
    )


def _one_fits(values: Iterable[_Value], asked: Sequence[Literal]) -> bool:
    return any(all(literal.fits(value) for literal in asked) for value in values)


def _candidates(kind: FactKind, asked: Sequence[Literal]) -> list[_Value]:
    """Return values such that, if any value fits, one of them does."""
    match kind:
        case FactKind.FLAG:
            return [True, False]
        case FactKind.NUMBER | FactKind.MONEY:
            return list(_around(asked))
        case _:
            named = [one for literal in asked for one in _texts(literal) if _is_exact(literal)]
            return [*named, _longest(asked)]


def _around(asked: Sequence[Literal]) -> set[_Value]:
    """Every limit, what lies beside it, and another currency: between limits nothing changes."""
    found: set[_Value] = {("?", 0)}
    for literal in asked:
        for operand in literal.operands or (0,):
            number = int(operand)
            found |= {(literal.currency, number + step) for step in (-1, 0, 1)}
    if any(literal.fact in NEVER_NEGATIVE for literal in asked):
        return {value for value in found if isinstance(value, tuple) and value[1] >= 0}
    return found


def _longest(asked: Sequence[Literal]) -> str:
    """Make a text of the pieces that are wanted, with what nobody names between them.

    Whatever text has these pieces has every piece of theirs too, so if this one is unwanted, all are.
    """
    pieces = [literal for literal in asked if literal.is_wanted and not _is_exact(literal)]
    starts = [one for it in pieces if it.operator is Operator.STARTS_WITH for one in _texts(it)]
    inner = [one for it in pieces if it.operator is Operator.CONTAINS for one in _texts(it)]
    mark = _unused("".join(one for literal in asked for one in _texts(literal)))
    return mark.join([max(starts, key=len, default=""), *inner, ""])


def _unused(text: str) -> str:
    used = set(text)
    return next(letter for number in range(0xE000, 0x10000) if (letter := chr(number)) not in used)


def _is_exact(literal: Literal) -> bool:
    return literal.operator is Operator.IS


def _texts(literal: Literal) -> list[str]:
    return [str(operand) for operand in literal.operands]


def _pair(literal: Literal, place: int) -> _Ordered:
    return literal.currency, int(literal.operands[place])


def _is(literal: Literal, value: _Value) -> bool:
    if isinstance(value, tuple):
        return value[0] == literal.currency and value[1] in literal.operands
    return value in literal.operands


def _greater(literal: Literal, value: _Value) -> bool:
    limit = _pair(literal, 0)
    return isinstance(value, tuple) and value[0] == limit[0] and value[1] > limit[1]


def _less(literal: Literal, value: _Value) -> bool:
    limit = _pair(literal, 0)
    return isinstance(value, tuple) and value[0] == limit[0] and value[1] < limit[1]


def _between(literal: Literal, value: _Value) -> bool:
    low, high = _pair(literal, 0), _pair(literal, -1)
    return isinstance(value, tuple) and value[0] == low[0] and low[1] <= value[1] <= high[1]


_NEGATIVE = frozenset({Operator.IS_NOT, Operator.NOT_IN})
_POSITIVE = {
    Operator.IS_NOT: Operator.IS,
    Operator.IN: Operator.IS,
    Operator.NOT_IN: Operator.IS,
}
_HOLDS: dict[Operator, Callable[[Literal, _Value], bool]] = {
    Operator.IS: _is,
    Operator.CONTAINS: lambda literal, value: str(literal.operands[0]) in str(value),
    Operator.STARTS_WITH: lambda literal, value: str(value).startswith(str(literal.operands[0])),
    Operator.GREATER: _greater,
    Operator.LESS: _less,
    Operator.BETWEEN: _between,
}
