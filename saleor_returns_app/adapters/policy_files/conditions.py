"""The IF of a rule as people write it: `{"all": [{"fact": "order.country", "is": "DE"}, …]}`."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import ValidationError, fields

from saleor_returns_app.adapters.policy_files import limits
from saleor_returns_app.adapters.policy_files.fields import (
    Amount,
    Check,
    Flag,
    PolicyField,
    Text,
    Whole,
    is_country,
    is_currency,
    is_language,
    one_of,
    refuse,
)
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.conditions import (
    COUNTS_DAYS,
    KIND_OF,
    NAMES_A_KEY,
    OPERATORS,
    AllOf,
    AnyOf,
    Condition,
    FactKind,
    FactName,
    FactTest,
    NoneOf,
    Operator,
    Scalar,
)
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason

LISTS = frozenset({Operator.IN, Operator.NOT_IN})
PIECES = frozenset({Operator.CONTAINS, Operator.STARTS_WITH})
GROUPS: dict[str, Callable[[tuple[Condition, ...]], Condition]] = {
    "all": AllOf,
    "any": AnyOf,
    "none": NoneOf,
}


def _is_language(code: str) -> None:
    is_language(code.replace("_", "-").lower())


VOCABULARIES: dict[FactName, Check] = {
    FactName.COUNTRY: is_country,
    FactName.CURRENCY: is_currency,
    FactName.LANGUAGE: _is_language,
    FactName.REASON: one_of(set(ReturnReason)),
    FactName.OUTCOME: one_of(set(Outcome)),
    FactName.METHOD: one_of(set(ReturnMethod)),
}
"""Facts with few values; a piece of one is no question to ask."""


def operators_for(fact: FactName) -> frozenset[Operator]:
    """Say how a fact can be asked."""
    return OPERATORS[KIND_OF[fact]] - (PIECES if fact in VOCABULARIES else frozenset())


class ConditionField(PolicyField[Condition]):
    """A test, or tests nested with all, any and none."""

    def _deserialize(self, value: object, *_: object, **__: object) -> Condition:
        return _Reading().condition(value, limits.MOST_NESTING)


class _Reading:
    """One condition being read; it counts the tests."""

    def __init__(self) -> None:
        self._tests = 0

    def condition(self, words: object, nesting: int) -> Condition:
        if not isinstance(words, Mapping):
            raise refuse("not_an_object")
        groups = [name for name in GROUPS if name in words]
        if not groups:
            return self._test(words)
        if len(words) > 1:
            raise refuse("condition_unclear")
        if not nesting:
            raise refuse("too_deep")
        (name,) = groups
        return GROUPS[name](_at(name, lambda: self._parts(name, words[name], nesting)))

    def _parts(self, group: str, words: object, nesting: int) -> tuple[Condition, ...]:
        if not isinstance(words, list):
            raise refuse("not_a_list")
        if not words and group != "all":
            raise refuse("empty")
        if len(words) > limits.MOST_PARTS:
            raise refuse("too_many")
        return _each(words, lambda part: self.condition(part, nesting - 1))

    def _test(self, words: Mapping[str, Any]) -> FactTest:
        self._tests += 1
        if self._tests > limits.MOST_TESTS:
            raise refuse("too_many")
        return test_from(words)


def test_from(words: Mapping[str, Any]) -> FactTest:
    """Read one test."""
    if "fact" not in words:
        raise refuse("fact_missing")
    fact = _at("fact", lambda: _fact(words["fact"]))
    operator = _operator(fact, words)
    operands, currency = _at(operator, lambda: _operands(fact, operator, words[operator]))
    return FactTest(
        fact,
        operator,
        operands,
        of=_extra(words, "of", fact in NAMES_A_KEY, Text(), ""),
        within_days=_extra(words, "within_days", fact in COUNTS_DAYS, _DAYS, 0),
        currency=currency,
    )


_DAYS = Whole(least=1, most=limits.LONGEST_WINDOW_DAYS)


def _fact(name: object) -> FactName:
    if not isinstance(name, str):
        raise refuse("not_text")
    if name not in set(FactName):
        raise refuse("unknown_fact")
    return FactName(name)


def _operator(fact: FactName, words: Mapping[str, Any]) -> Operator:
    unknown = [name for name in words if name not in {"fact", "of", "within_days"} | set(Operator)]
    if unknown:
        raise ValidationError({name: ["unknown_field"] for name in unknown})
    found = [Operator(name) for name in words if name in set(Operator)]
    if not found:
        raise refuse("operator_missing")
    if len(found) > 1:
        raise refuse("operator_twice")
    if found[0] not in operators_for(fact):
        raise ValidationError({str(found[0]): ["operator_not_allowed"]})
    return found[0]


def _extra(
    words: Mapping[str, Any], name: str, is_wanted: bool, field: fields.Field[Any], none: Any
) -> Any:
    if is_wanted and name not in words:
        raise refuse(f"{name}_missing")
    if not is_wanted and name in words:
        raise ValidationError({name: [f"{name}_not_wanted"]})
    return _at(name, lambda: field.deserialize(words[name])) if is_wanted else none


def _operands(fact: FactName, operator: Operator, words: object) -> tuple[tuple[Scalar, ...], str]:
    field = _value_field(fact, operator)
    if operator in LISTS:
        values = _each(_list(words, limits.MOST_OPERANDS), field.deserialize)
    elif operator is Operator.BETWEEN:
        values = _pair(words, field)
    else:
        values = (field.deserialize(words),)
    if KIND_OF[fact] is not FactKind.MONEY:
        return values, ""
    return tuple(money.minor for money in values), values[0].currency


def _value_field(fact: FactName, operator: Operator) -> fields.Field[Any]:
    match KIND_OF[fact]:
        case FactKind.NUMBER:
            return Whole()
        case FactKind.MONEY:
            return Amount()
        case FactKind.FLAG:
            return Flag()
        case _:
            return Text(check=None if operator in PIECES else VOCABULARIES.get(fact))


def _pair(words: object, field: fields.Field[Any]) -> tuple[Any, ...]:
    if not isinstance(words, list) or len(words) != 2:
        raise refuse("not_a_pair")
    low, high = _each(words, field.deserialize)
    if isinstance(low, Money) and low.currency != high.currency:
        raise refuse("two_currencies")
    if low > high:
        raise refuse("low_above_high")
    return low, high


def _list(words: object, most: int) -> list[object]:
    if not isinstance(words, list):
        raise refuse("not_a_list")
    if not words:
        raise refuse("empty")
    if len(words) > most:
        raise refuse("too_many")
    return words


def _each(words: list[object], read: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Read all parts, so that the faults of all are told."""
    values, faults = [], {}
    for place, part in enumerate(words):
        try:
            values.append(read(part))
        except ValidationError as error:
            faults[place] = error.messages
    if faults:
        raise ValidationError(faults)
    return tuple(values)


def _at(step: str, read: Callable[[], Any]) -> Any:
    """Say where a fault is."""
    try:
        return read()
    except ValidationError as error:
        raise ValidationError({str(step): error.messages}) from error
