"""Looks for what a merchant should know of a policy before it is published.

Nothing is said that is not so: a rule that is said never to fire never does. Rules that are switched
off are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from saleor_returns_app.domain.policy.conditions import (
    ALWAYS,
    AllOf,
    Condition,
    FactName,
    FactTest,
    NoneOf,
    Operator,
)
from saleor_returns_app.domain.policy.document import PolicyDocument, Rule, Settings, WindowRule
from saleor_returns_app.domain.policy.findings import (
    ANYWHERE,
    Finding,
    FindingCode,
    Surroundings,
)
from saleor_returns_app.domain.policy.satisfiability import (
    EFFORT,
    Effort,
    can_hold,
    implies,
    keys_in,
)
from saleor_returns_app.domain.policy.terms import Payer, ReturnMethod, Source, WindowStart

MOST_EFFORT = 150 * EFFORT


def lint(document: PolicyDocument, surroundings: Surroundings = ANYWHERE) -> list[Finding]:
    """Find what a merchant should know, in the order of the document."""
    linter = _Linter(document, surroundings)
    return [*linter.of_defaults(), *linter.of_rules(), *linter.of_effort()]


def set_by(settings: Settings) -> Mapping[str, object]:
    """Return what is set, by the names of the fields."""
    values = {one.name: getattr(settings, one.name) for one in fields(settings)}
    return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True)
class _Place:
    """Settings in their place: a rule's THEN, or the defaults."""

    path: str
    settings: Settings
    when: Condition = ALWAYS
    rule: Rule | None = None

    def finding(self, code: FindingCode, step: str = "", **facts: str) -> Finding:
        """Say something of it."""
        path = f"{self.path}.{step}" if step else self.path
        if self.rule is None:
            return Finding(code, path, facts=facts)
        return Finding(code, path, self.rule.id, self.rule.name, facts)


class _Linter:
    def __init__(self, document: PolicyDocument, surroundings: Surroundings) -> None:
        self._document, self._around = document, surroundings
        self._effort = Effort(MOST_EFFORT)
        self._live = [(place, rule) for place, rule in enumerate(document.rules) if rule.is_on]
        self._keys = {rule.id: keys_in(rule.when) for _, rule in self._live}

    def of_defaults(self) -> Iterator[Finding]:
        place = _Place("defaults", self._document.defaults)
        yield from self._of_settings(place)

    def of_rules(self) -> Iterator[Finding]:
        for at, (number, rule) in enumerate(self._live):
            whole = _Place(f"rules[{number}]", rule.then, rule.when, rule)
            if not self._can_hold(rule.when):
                yield whole.finding(FindingCode.NEVER_FIRES, "when")
                continue
            yield from self._of_others(whole, rule, at)
            then = _Place(f"rules[{number}].then", rule.then, rule.when, rule)
            yield from self._of_settings(then)
            yield from self._of_refusal(then, rule)

    def of_effort(self) -> Iterator[Finding]:
        if self._effort.is_spent:
            yield Finding(FindingCode.NOT_ALL_CHECKED, "rules")

    def _of_others(self, place: _Place, rule: Rule, at: int) -> Iterator[Finding]:
        """Hold a rule against the others: is all of it set again, or for nothing."""
        below = [other for _, other in self._live[at + 1 :]]
        settings = set_by(rule.then)
        if not settings:
            return
        if rule.refuse is None:
            over = [self._overriding(rule, name, below) for name in settings]
            if all(over):
                names = dict.fromkeys(other.name for other in over if other)
                yield place.finding(FindingCode.OVERRIDDEN, by=", ".join(names))
                return
            yield from self._refused(place, rule)
        for other in below:
            differing = [
                name
                for name, value in set_by(other.then).items()
                if name in settings and settings[name] != value
            ]
            if differing and self._same(rule, other):
                yield place.finding(
                    FindingCode.CONTRADICTS, "then", by=other.name, what=differing[0]
                )

    def _refused(self, place: _Place, rule: Rule) -> Iterator[Finding]:
        for _, other in self._live:
            if other.refuse is not None and other.id != rule.id and self._covers(other, rule):
                yield place.finding(FindingCode.REFUSED_ANYWAY, "then", by=other.name)
                return

    def _overriding(self, rule: Rule, name: str, below: list[Rule]) -> Rule | None:
        """Find a rule below that sets this again whenever the rule fires."""
        for other in below:
            if getattr(other.then, name) is not None and self._covers(other, rule):
                return other
        return None

    def _covers(self, other: Rule, rule: Rule) -> bool:
        """Whether the other fires whenever the rule does."""
        if other.source not in {Source.ANY, rule.source}:
            return False
        if other.when in {ALWAYS, rule.when}:
            return True
        keys = self._keys[other.id]
        return keys <= self._keys[rule.id] and self._implies(rule.when, other.when)

    def _same(self, rule: Rule, other: Rule) -> bool:
        return self._covers(other, rule) and self._covers(rule, other)

    def _of_settings(self, place: _Place) -> Iterator[Finding]:
        yield from self._of_shop(place)
        if place.settings.window or place.settings.fee or place.settings.restocking_rate:
            yield from self._of_law(place)

    def _of_shop(self, place: _Place) -> Iterator[Finding]:
        can = self._around.capabilities
        if can is None:
            return
        carrier = place.settings.ship_with
        if carrier and carrier not in can.carrier_options:
            yield place.finding(FindingCode.CARRIER_NOT_CONNECTED, "ship_with", carrier=carrier)
        wanted: tuple[ReturnMethod, ...] = place.settings.methods or ()
        for number, method in enumerate(wanted):
            if method not in can.methods:
                step = f"methods[{number}]"
                yield place.finding(FindingCode.METHOD_NOT_SERVED, step, method=method.value)

    def _of_law(self, place: _Place) -> Iterator[Finding]:
        yield from self._of_window(place)
        fee, rate = place.settings.fee, place.settings.restocking_rate
        if not self._may_meet_law(place.when):
            return
        is_paid = fee is not None and fee.payer is Payer.CUSTOMER
        if fee and is_paid and fee.rate:
            yield place.finding(FindingCode.PERCENT_FEE_AND_LAW, "fee.percent")
        elif fee and is_paid and any(fee.amounts) and not self._document.informed.of_return_cost:
            yield place.finding(FindingCode.FEE_NOT_TOLD, "fee")
        if rate:
            yield place.finding(FindingCode.RESTOCKING_AND_LAW, "restocking_percent")

    def _of_window(self, place: _Place) -> Iterator[Finding]:
        window = place.settings.window
        if window is None:
            return
        longer = {
            country: days
            for country, days in self._around.withdrawal_days.items()
            if days > window.days
        }
        reached = [country for country in sorted(longer) if self._can_be_from(country, place.when)]
        if reached:
            days = str(max(longer[country] for country in reached))
            countries = ", ".join(reached)
            yield place.finding(
                FindingCode.WINDOW_UNDER_LAW, "window.days", days=days, countries=countries
            )
        elif self._starts_early(window) and self._may_meet_law(place.when):
            yield place.finding(FindingCode.WINDOW_STARTS_EARLY, "window.from")

    def _starts_early(self, window: WindowRule) -> bool:
        """Whether it may end before the one that law counts from the delivery."""
        longest = max(self._around.withdrawal_days.values(), default=0)
        return window.starts is not WindowStart.DELIVERED and window.days <= longest

    def _of_refusal(self, place: _Place, rule: Rule) -> Iterator[Finding]:
        if rule.refuse is None:
            return
        step = "refuse_order" if rule.refuse.whole_order else "refuse_item"
        texts = rule.refuse.message.by_language
        missing = [language for language in self._document.languages if language not in texts]
        if missing:
            yield place.finding(
                FindingCode.MESSAGE_MISSING, f"{step}.message", languages=", ".join(missing)
            )
        if self._may_meet_law(rule.when):
            yield place.finding(FindingCode.REFUSAL_AND_LAW, step)

    def _may_meet_law(self, when: Condition) -> bool:
        """Whether it may hold for a consumer whom law gives a right to withdraw that still runs."""
        if not self._around.withdrawal_days:
            return False
        countries = tuple(sorted(self._around.withdrawal_days))
        longest = max(self._around.withdrawal_days.values())
        is_over = FactTest(FactName.DAYS_SINCE_DELIVERED, Operator.GREATER, (longest,))
        within = FactTest(FactName.COUNTRY, Operator.IN, countries)
        return self._can_hold(AllOf((within, NoneOf((is_over,)), when)))

    def _can_be_from(self, country: str, when: Condition) -> bool:
        return self._can_hold(AllOf((FactTest(FactName.COUNTRY, Operator.IS, (country,)), when)))

    def _can_hold(self, condition: Condition) -> bool:
        return can_hold(condition, self._effort.part(EFFORT))

    def _implies(self, one: Condition, other: Condition) -> bool:
        return implies(one, other, self._effort.part(EFFORT))
