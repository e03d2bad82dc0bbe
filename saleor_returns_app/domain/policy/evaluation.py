"""Conditions made into functions, in a logic of three values: true, false, and not known yet (None).

What is asked of the return is unknown until it is chosen. A condition that holds, or fails, whatever
will be chosen is known all the same (Kleene).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from saleor_returns_app.domain.errors import PolicyInvalid
from saleor_returns_app.domain.policy.conditions import (
    DEEPEST,
    KIND_OF,
    AllOf,
    AnyOf,
    Condition,
    FactKind,
    FactTest,
    NoneOf,
    Operator,
    Scalar,
    depth_of,
)
from saleor_returns_app.domain.policy.reading import UNKNOWN, Value

Truth = bool | None
Values = list[Value]
Test = Callable[[Values], Truth]


class Compiler:
    """Makes conditions into functions of a list of values; `place` says where in it a fact is.

    Only the facts at the places in `unknowable` may be unknown when the functions are called.
    """

    def __init__(
        self, place: Callable[[FactTest], int], unknowable: Collection[int] | None = None
    ) -> None:
        self._place, self._unknowable = place, unknowable

    def compile(self, condition: Condition) -> Test:
        """Make a function of a condition; refuse one that is nested too deep."""
        if depth_of(condition) > DEEPEST:
            raise PolicyInvalid(f"conditions are nested more than {DEEPEST} deep", most=DEEPEST)
        return self._compiled(condition)

    def _compiled(self, condition: Condition) -> Test:
        match condition:
            case AllOf((part,)) | AnyOf((part,)):
                return self._compiled(part)
            case AllOf(parts):
                return _all([self._compiled(part) for part in parts])
            case AnyOf(parts):
                return _any([self._compiled(part) for part in parts])
            case NoneOf(parts):
                return _none(_any([self._compiled(part) for part in parts]))
            case FactTest():
                return self._tested(condition)

    def _tested(self, test: FactTest) -> Test:
        at = self._place(test)
        known = _MAKERS[KIND_OF[test.fact]](at, test.operator, test.operands)
        if self._unknowable is not None and at not in self._unknowable:
            return known
        return lambda values: None if values[at] is UNKNOWN else known(values)


def _all(parts: Sequence[Test]) -> Test:
    def test(values: Values) -> Truth:
        truth: Truth = True
        for part in parts:
            one = part(values)
            if one is False:
                return False
            if one is None:
                truth = None
        return truth

    return test


def _any(parts: Sequence[Test]) -> Test:
    def test(values: Values) -> Truth:
        truth: Truth = False
        for part in parts:
            one = part(values)
            if one:
                return True
            if one is None:
                truth = None
        return truth

    return test


def _none(any_part: Test) -> Test:
    def test(values: Values) -> Truth:
        truth = any_part(values)
        return None if truth is None else not truth

    return test


def _not(test: Test) -> Test:
    return lambda values: not test(values)


def _of_text(at: int, operator: Operator, operands: tuple[Scalar, ...]) -> Test:
    words = tuple(str(operand).casefold() for operand in operands)
    word, all_words = words[0], frozenset(words)
    match operator:
        case Operator.IS:
            return lambda values: values[at] == word
        case Operator.IS_NOT:
            return lambda values: values[at] != word
        case Operator.IN:
            return lambda values: values[at] in all_words
        case Operator.NOT_IN:
            return lambda values: values[at] not in all_words
        case Operator.CONTAINS:
            return lambda values: isinstance(text := values[at], str) and word in text
        case Operator.STARTS_WITH:
            return lambda values: isinstance(text := values[at], str) and text.startswith(word)
        case _:
            raise PolicyInvalid(operator=operator.value)


def _of_texts(at: int, operator: Operator, operands: tuple[Scalar, ...]) -> Test:
    words = tuple(str(operand).casefold() for operand in operands)
    word, wanted = words[0], frozenset(words)

    def holds_one(values: Values) -> bool:
        return not wanted.isdisjoint(_texts_at(values, at))

    match operator:
        case Operator.IS | Operator.IN:
            return holds_one
        case Operator.IS_NOT | Operator.NOT_IN:
            return _not(holds_one)
        case Operator.CONTAINS:
            return lambda values: any(word in text for text in _texts_at(values, at))
        case Operator.STARTS_WITH:
            return lambda values: any(text.startswith(word) for text in _texts_at(values, at))
        case _:
            raise PolicyInvalid(operator=operator.value)


def _texts_at(values: Values, at: int) -> frozenset[str]:
    texts = values[at]
    return texts if isinstance(texts, frozenset) else frozenset()


def _of_number(at: int, operator: Operator, operands: tuple[Scalar, ...]) -> Test:
    numbers = tuple(int(operand) for operand in operands)
    low, high, several = numbers[0], numbers[-1], frozenset(numbers)
    match operator:
        case Operator.IS | Operator.IN:
            return lambda values: values[at] in several
        case Operator.IS_NOT | Operator.NOT_IN:
            return lambda values: values[at] not in several
        case Operator.GREATER:
            return lambda values: isinstance(number := values[at], int) and number > low
        case Operator.LESS:
            return lambda values: isinstance(number := values[at], int) and number < low
        case Operator.BETWEEN:
            return lambda values: isinstance(number := values[at], int) and low <= number <= high
        case _:
            raise PolicyInvalid(operator=operator.value)


def _of_flag(at: int, operator: Operator, operands: tuple[Scalar, ...]) -> Test:
    flag = bool(operands[0])
    match operator:
        case Operator.IS:
            return lambda values: values[at] is flag
        case Operator.IS_NOT:
            return lambda values: values[at] is not flag
        case _:
            raise PolicyInvalid(operator=operator.value)


_MAKERS: dict[FactKind, Callable[[int, Operator, tuple[Scalar, ...]], Test]] = {
    FactKind.TEXT: _of_text,
    FactKind.TEXTS: _of_texts,
    FactKind.NUMBER: _of_number,
    FactKind.MONEY: _of_number,
    FactKind.FLAG: _of_flag,
}
