"""Which rules fire for a line, and what then holds for it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import OrderLine
from saleor_returns_app.domain.policy.conditions import (
    AllOf,
    Condition,
    FactName,
    FactTest,
    tests_of,
)
from saleor_returns_app.domain.policy.document import (
    DEFAULTS,
    FeeRule,
    PolicyDocument,
    Rule,
    Settings,
    WindowRule,
)
from saleor_returns_app.domain.policy.evaluation import Compiler, Test, Values
from saleor_returns_app.domain.policy.reading import (
    UNKNOWN,
    Asked,
    FactKey,
    Value,
    line_reader,
    of_choice,
    of_order,
)
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, Source

SETTINGS = tuple(setting.name for setting in fields(Settings))

_OF_OFFER = (FactName.OUTCOME, FactName.METHOD)
_OF_CHOICE = frozenset({FactName.REASON, FactName.QUANTITY})
_MOST_KEPT = 4096
_MOST_BOOKS = 64


@dataclass(frozen=True, eq=False)
class CompiledRule:
    """A rule made ready. `bit` stands for it in a set of rules, which is an int.

    `on_order` may be asked before any line is looked at; where that does not know, `on_line` says it
    with everything in its place.
    """

    rule: Rule
    bit: int
    on_order: Test
    on_line: Test
    changes: tuple[tuple[str, Any], ...]
    keys: tuple[tuple[int, FactKey], ...]
    asks_of_line: bool
    asks_of_line_alone: bool
    asks_of_outcome: bool
    asks_of_method: bool


@dataclass(frozen=True, eq=False)
class Terms:
    """Every setting as some rules leave it, and which rule each is from; the others are defaults.

    Rules that leave the same settings from the same rules leave the same object.
    """

    window: WindowRule
    fee: FeeRule
    restocking_rate: int
    outcomes: tuple[Outcome, ...]
    credit_bonus_rate: int
    methods: tuple[ReturnMethod, ...]
    ship_with: str
    return_address: str
    keep_below: tuple[Money, ...]
    approval: bool
    photo: bool
    message: bool
    set_by: Mapping[str, CompiledRule]

    def rule_of(self, setting: str) -> Rule | None:
        """Say which rule a setting is from."""
        compiled = self.set_by.get(setting)
        return compiled.rule if compiled else None

    def place_of(self, setting: str) -> int:
        """Say how low in the list the rule stands that a setting is from; a default is above all."""
        compiled = self.set_by.get(setting)
        return compiled.bit if compiled else 0


class CompiledPolicy:
    """A document made ready to decide by; worth keeping, and never changed by a decision."""

    def __init__(self, document: PolicyDocument) -> None:
        self.document = document
        self.zone = ZoneInfo(document.time_zone)
        on = [rule for rule in document.rules if rule.is_on]
        keys = {FactKey.asked_by(test) for rule in on for test in tests_of(rule.when)}
        self.places = {key: at for at, key in enumerate(sorted(keys))}
        self.rules = self._compiled(on)
        self.refusing = sum(rule.bit for rule in self.rules if rule.rule.refuse)
        self.refusing_all = sum(
            rule.bit for rule in self.rules if rule.rule.refuse and rule.rule.refuse.whole_order
        )
        self.for_source = {
            source: tuple(rule for rule in self.rules if rule.rule.source in {source, Source.ANY})
            for source in Source
        }
        self._defaults = _filled(document.defaults)
        self.may_keep = bool(self._defaults["keep_below"]) or any(
            rule.rule.then.keep_below for rule in self.rules
        )
        self._terms: dict[int, Terms] = {}
        self._same_terms: dict[tuple[int, ...], Terms] = {}
        self.on_order = tuple((key, at) for key, at in self.places.items() if _is_of_order(key))
        self.on_choice = tuple(
            (key, at) for key, at in self.places.items() if key.fact in _OF_CHOICE
        )
        self.on_line = tuple(
            (line_reader(key), at)
            for key, at in self.places.items()
            if key.fact.of_item and key.fact not in _OF_CHOICE
        )
        self.on_offer = tuple(self.places.get(FactKey(fact)) for fact in _OF_OFFER)
        self.books: dict[Hashable, dict[Hashable, Any]] = {}

    def book(self, key: Hashable) -> dict[Hashable, Any]:
        """Return where what follows from equal things is kept, so that it is worked out once."""
        known = self.books.get(key)
        if known is None or len(known) > _MOST_KEPT:
            if len(self.books) >= _MOST_BOOKS:
                self.books.clear()
            known = self.books[key] = {}
        return known

    def terms(self, fired: int) -> Terms:
        """Return what holds when these rules fire: of two that set the same, the lower one counts."""
        known = self._terms.get(fired)
        if known is None:
            if len(self._terms) >= _MOST_KEPT:
                self._terms.clear()
                self._same_terms.clear()
            known = self._terms[fired] = self._worked_out(fired)
        return known

    def in_set(self, rules: int) -> Iterator[CompiledRule]:
        """Go through a set of rules from the top of the list."""
        while rules:
            lowest = rules & -rules
            yield self.rules[lowest.bit_length() - 1]
            rules ^= lowest

    def _compiled(self, rules: list[Rule]) -> tuple[CompiledRule, ...]:
        chosen_later = {at for key, at in self.places.items() if key.fact.of_return}
        on_order, on_line = Compiler(self._place), Compiler(self._place, chosen_later)
        return tuple(
            _compiled(rule, 1 << number, on_order, on_line, self.places)
            for number, rule in enumerate(rules)
        )

    def _place(self, test: FactTest) -> int:
        return self.places[FactKey.asked_by(test)]

    def _worked_out(self, fired: int) -> Terms:
        values, set_by = dict(self._defaults), dict[str, CompiledRule]()
        for rule in self.in_set(fired):
            for name, value in rule.changes:
                values[name], set_by[name] = value, rule
        places = tuple(set_by[name].bit if name in set_by else 0 for name in SETTINGS)
        return self._same_terms.setdefault(places, Terms(**values, set_by=set_by))


Binding = tuple[Outcome | None, ReturnMethod | None]
_BINDINGS: dict[tuple[bool, bool], tuple[Binding, ...]] = {
    (by_outcome, by_method): tuple(
        product(Outcome if by_outcome else (None,), ReturnMethod if by_method else (None,))
    )
    for by_outcome, by_method in product((False, True), repeat=2)
}


class JudgedLine:
    """A line with the rules that fire for it, and those that wait for a choice."""

    __slots__ = ("_bound", "_by", "_policy", "asks_of_offer", "fired", "line", "values", "waiting")

    def __init__(
        self,
        policy: CompiledPolicy,
        line: OrderLine,
        values: Values,
        fired: int,
        waiting: Sequence[CompiledRule],
    ) -> None:
        self._policy, self.line, self.values = policy, line, values
        self.fired, self.waiting = fired, waiting
        by_outcome = by_method = False
        for rule in waiting:
            by_outcome, by_method = (
                by_outcome or rule.asks_of_outcome,
                by_method or rule.asks_of_method,
            )
        self._by = by_outcome, by_method
        self.asks_of_offer = by_outcome or by_method
        self._bound: dict[Binding, int] = {}

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """The choices among offers that make a difference to what fires."""
        return _BINDINGS[self._by]

    def fired_for(self, outcome: Outcome | None, method: ReturnMethod | None) -> int:
        """Return the rules that fire when the customer takes this offer."""
        if not self.asks_of_offer:
            return self.fired
        by_outcome, by_method = self._by
        binding = (outcome if by_outcome else None, method if by_method else None)
        known = self._bound.get(binding)
        if known is None:
            known = self._bound[binding] = self.fired | self._fired_with(*binding)
        return known

    def values_with(self, outcome: Outcome | None, method: ReturnMethod | None) -> Values:
        """Put an offer in its place among the facts."""
        values = list(self.values)
        for place, chosen in zip(self._policy.on_offer, (outcome, method), strict=True):
            if place is not None and chosen is not None:
                values[place] = chosen.value
        return values

    def _fired_with(self, outcome: Outcome | None, method: ReturnMethod | None) -> int:
        values, fired = self.values_with(outcome, method), 0
        for rule in self.waiting:
            if rule.on_line(values):
                fired |= rule.bit
        return fired


def judge(policy: CompiledPolicy, asked: Asked) -> list[JudgedLine]:
    """Find the rules that fire for each line; what no item can change is asked once."""
    values: Values = [UNKNOWN] * len(policy.places)
    for key, at in policy.on_order:
        values[at] = of_order(key, asked)
    fired, by_line, waiting = 0, list[CompiledRule](), list[CompiledRule]()
    for rule in policy.for_source[asked.facts.source]:
        truth = None if rule.asks_of_line_alone else rule.on_order(values)
        if truth:
            fired |= rule.bit
        elif truth is None:
            (by_line if rule.asks_of_line else waiting).append(rule)
    tests = [(rule.on_line, rule.bit, rule) for rule in by_line]
    return [
        _judge_line(policy, line, _values_of(policy, asked, line, values), fired, tests, waiting)
        for line in asked.order.lines
    ]


def _judge_line(
    policy: CompiledPolicy,
    line: OrderLine,
    values: Values,
    fired: int,
    tests: list[tuple[Test, int, CompiledRule]],
    waiting: list[CompiledRule],
) -> JudgedLine:
    """Ask the rules that ask of lines; this is the loop that a decision spends its time in."""
    more = []
    for test, bit, rule in tests:
        truth = test(values)
        if truth:
            fired |= bit
        elif truth is None:
            more.append(rule)
    if more:
        waiting = sorted(waiting + more, key=lambda rule: rule.bit)
    return JudgedLine(policy, line, values, fired, waiting)


def _values_of(
    policy: CompiledPolicy, asked: Asked, line: OrderLine, of_its_order: Values
) -> Values:
    values = of_its_order.copy()
    for read, at in policy.on_line:
        values[at] = read(line)
    if policy.on_choice:
        chosen = asked.chosen.get(line.id)
        for key, at in policy.on_choice:
            values[at] = of_choice(key, chosen)
    return values


def _is_of_order(key: FactKey) -> bool:
    return not key.fact.of_item and key.fact not in _OF_OFFER


def _compiled(
    rule: Rule, bit: int, on_order: Compiler, on_line: Compiler, places: Mapping[FactKey, int]
) -> CompiledRule:
    keys = dict.fromkeys(FactKey.asked_by(test) for test in tests_of(rule.when))
    return CompiledRule(
        rule=rule,
        bit=bit,
        on_order=on_order.compile(rule.when),
        on_line=on_line.compile(_left_to_lines(rule.when)),
        changes=tuple(_set_by(rule.then).items()),
        keys=tuple((places[key], key) for key in keys),
        asks_of_line=any(key.fact.of_item for key in keys),
        asks_of_line_alone=bool(keys) and all(key.fact.of_item for key in keys),
        asks_of_outcome=any(key.fact is FactName.OUTCOME for key in keys),
        asks_of_method=any(key.fact is FactName.METHOD for key in keys),
    )


def _left_to_lines(when: Condition) -> Condition:
    """Leave out what must hold of the order: a rule gets as far as a line only where it does."""
    if not isinstance(when, AllOf):
        return when
    return AllOf(tuple(part for part in when.all if any(map(_is_of_later, tests_of(part)))))


def _is_of_later(test: FactTest) -> bool:
    return test.fact.of_item or test.fact.of_return


def _set_by(settings: Settings) -> dict[str, Value]:
    values = {name: getattr(settings, name) for name in SETTINGS}
    return {name: value for name, value in values.items() if value is not None}


def _filled(defaults: Settings) -> dict[str, Any]:
    return _set_by(DEFAULTS) | _set_by(defaults)
