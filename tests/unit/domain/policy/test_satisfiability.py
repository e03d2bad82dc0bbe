"""Every proof is held against trying it out, by an evaluation that shares no code with it."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saleor_returns_app.domain.policy.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    FactName,
    FactTest,
    NoneOf,
    Operator,
)
from saleor_returns_app.domain.policy.satisfiability import Effort, can_hold, implies
from tests.support.policies import nested

UNKNOWN = "?unknown?"
Values = Mapping[FactName, Any]

SKU, CATEGORY, REASON = FactName.SKU, FactName.CATEGORY, FactName.REASON
QUANTITY, PRICE, FLAG = FactName.QUANTITY, FactName.UNIT_PRICE, FactName.IS_FIRST_ORDER
TEXTS = ("a", "ab", "b", "ba", "A")
LETTERS = ["".join(word) for size in range(1, 5) for word in product("abc", repeat=size)]
SORTS = ("a", "b", "ab", "c", "ac", "ca", "bc", "cb", "abc", "cab", "acb", "bca", "cacb", "cbca")
SMALL = (REASON, QUANTITY, PRICE, FLAG)
WORLD: dict[FactName, tuple[Any, ...]] = {
    SKU: (None, *LETTERS),
    CATEGORY: tuple(set(one) for size in range(4) for one in combinations(SORTS, size)),
    REASON: (UNKNOWN, None, "a", "b", "ab", "ba", "c"),
    QUANTITY: (UNKNOWN, 0, 1, 2, 3, 4, 5),
    PRICE: (None, *[(currency, minor) for currency in ("EUR", "USD") for minor in range(-1, 5)]),
    FLAG: (None, True, False),
}


def truth(condition: Condition, values: Values) -> bool | None:
    match condition:
        case AllOf(parts):
            return _all([truth(part, values) for part in parts])
        case AnyOf(parts):
            return _not(_all([_not(truth(part, values)) for part in parts]))
        case NoneOf(parts):
            return _all([_not(truth(part, values)) for part in parts])
        case FactTest():
            value = values[condition.fact]
            return None if value == UNKNOWN else _passes(condition, value)


def _all(truths: list[bool | None]) -> bool | None:
    return False if False in truths else None if None in truths else True


def _not(one: bool | None) -> bool | None:
    return None if one is None else not one


def _passes(test: FactTest, value: Any) -> bool:
    operands: list[Any] = [one.casefold() if isinstance(one, str) else one for one in test.operands]
    if test.currency and value is not None:
        value = value[1] if value[0] == test.currency else None
    several = value if isinstance(value, set | frozenset) else {value} - {None}
    first = operands[0]
    match test.operator:
        case Operator.IS | Operator.IN:
            return any(one in operands for one in several)
        case Operator.IS_NOT | Operator.NOT_IN:
            return not any(one in operands for one in several)
        case Operator.CONTAINS:
            return any(first in one for one in several)
        case Operator.STARTS_WITH:
            return any(one.startswith(first) for one in several)
        case Operator.GREATER:
            return any(one > first for one in several)
        case Operator.LESS:
            return any(one < first for one in several)
        case Operator.BETWEEN:
            return any(first <= one <= operands[1] for one in several)


def worlds(*conditions: Condition) -> Iterator[Values]:
    asked = {fact for fact in WORLD if any(_asks(one, fact) for one in conditions)}
    for values in product(*(WORLD[fact] for fact in asked)):
        yield dict(zip(asked, values, strict=True))


def _asks(condition: Condition, fact: FactName) -> bool:
    return f"{fact!r}" in repr(condition)


EQUAL = (Operator.IS, Operator.IS_NOT)
LISTS = (Operator.IN, Operator.NOT_IN)
WORDS = (*EQUAL, *LISTS, Operator.CONTAINS, Operator.STARTS_WITH)
ORDERED = (*EQUAL, Operator.GREATER, Operator.LESS, Operator.BETWEEN)


@st.composite
def small_tests(draw: st.DrawFn, facts: tuple[FactName, ...]) -> FactTest:
    fact = draw(st.sampled_from(facts))
    operators, value = {
        SKU: (WORDS, st.sampled_from(TEXTS)),
        CATEGORY: (WORDS, st.sampled_from(("a", "ab", "b"))),
        REASON: ((*EQUAL, *LISTS), st.sampled_from(TEXTS)),
        QUANTITY: ((*ORDERED, *LISTS), st.integers(1, 4)),
        PRICE: (ORDERED, st.integers(0, 3)),
        FLAG: (EQUAL, st.booleans()),
    }[fact]
    operator = draw(st.sampled_from(operators))
    count = {Operator.BETWEEN: (2, 2), **dict.fromkeys(LISTS, (1, 3))}.get(operator, (1, 1))
    operands: list[Any] = draw(st.lists(value, min_size=count[0], max_size=count[1]))
    currency = draw(st.sampled_from(("EUR", "USD"))) if fact is PRICE else ""
    return FactTest(fact, operator, tuple(operands), currency=currency)


facts_asked = st.sampled_from([(SKU,), (CATEGORY,), *combinations(SMALL, 2)])
conditions = facts_asked.flatmap(lambda facts: nested(small_tests(facts)))
pairs = facts_asked.flatmap(
    lambda facts: st.tuples(nested(small_tests(facts)), nested(small_tests(facts)))
)
thorough = settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


class TestWhatCannotHold:
    @thorough
    @given(conditions)
    def test_never_holds(self, condition: Condition) -> None:
        holds = any(truth(condition, values) is True for values in worlds(condition))

        assert can_hold(condition) or not holds

    @thorough
    @given(conditions)
    def test_is_found_whenever_nothing_makes_it_hold(self, condition: Condition) -> None:
        """The world here has every value that matters, so the search misses nothing either."""
        holds = any(truth(condition, values) is True for values in worlds(condition))

        assert can_hold(condition) == holds

    def test_is_taken_for_possible_when_it_takes_too_long(self) -> None:
        never = AnyOf(tuple(AllOf((country("DE"), country("FR"))) for _ in range(100)))

        assert not can_hold(never)
        assert can_hold(never, Effort(50))


class TestWhatIsImplied:
    @thorough
    @given(pairs)
    def test_holds_whenever_the_other_does(self, pair: tuple[Condition, Condition]) -> None:
        one, other = pair
        counter = [
            values
            for values in worlds(one, other)
            if truth(one, values) is True and truth(other, values) is not True
        ]

        assert implies(one, other) == (not counter)


def country(code: str, operator: Operator = Operator.IS) -> FactTest:
    return FactTest(FactName.COUNTRY, operator, (code,))


def category(name: str, operator: Operator = Operator.IS) -> FactTest:
    return FactTest(CATEGORY, operator, (name,))


class TestExamples:
    @pytest.mark.parametrize(
        "condition",
        [
            AllOf((country("DE"), country("FR"))),
            AllOf((country("DE"), country("de", Operator.IS_NOT))),
            AllOf((country("DE"), NoneOf((country("DE"),)))),
            AllOf((country("DE"), NoneOf((NoneOf((country("FR"),)),)))),
            FactTest(QUANTITY, Operator.BETWEEN, (5, 2)),
            FactTest(QUANTITY, Operator.LESS, (0,)),
            FactTest(SKU, Operator.IN, ()),
            AnyOf(()),
            AllOf((category("a"), category("a", Operator.IS_NOT))),
        ],
    )
    def test_can_never_hold(self, condition: Condition) -> None:
        assert not can_hold(condition)

    @pytest.mark.parametrize(
        "condition",
        [
            ALWAYS,
            AllOf((category("a"), category("b"))),
            AllOf((country("DE", Operator.IS_NOT), country("FR", Operator.IS_NOT))),
            NoneOf((FactTest(FLAG, Operator.IS, (True,)), FactTest(FLAG, Operator.IS, (False,)))),
        ],
    )
    def test_can_hold(self, condition: Condition) -> None:
        assert can_hold(condition)

    def test_an_unknown_choice_implies_nothing_about_it(self) -> None:
        damaged = FactTest(REASON, Operator.IS, ("damaged",))

        assert not implies(ALWAYS, AnyOf((damaged, NoneOf((damaged,)))))
        assert implies(damaged, AnyOf((damaged, NoneOf((damaged,)))))
