"""An order, and each of its lines, under a policy at one moment."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.decision import ReturnWindow
from saleor_returns_app.domain.policy.explaining import Explainer
from saleor_returns_app.domain.policy.facts import Facts
from saleor_returns_app.domain.policy.judging import CompiledPolicy, JudgedLine, Terms
from saleor_returns_app.domain.policy.reading import Asked
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, Track
from saleor_returns_app.domain.policy.tracks import Grounds
from saleor_returns_app.domain.policy.windows import merchants_window

Way = tuple[Outcome, ReturnMethod]
OF_LAW = {
    Track.STATUTORY: (Outcome.REFUND,),
    Track.NON_CONFORMITY: (Outcome.REFUND, Outcome.EXCHANGE),
}


@dataclass(frozen=True, eq=False)
class Case:
    """An order under a policy at one moment, with what all of its lines share.

    The whole order is refused by `refusing_always`, and on some ways by more rules.
    """

    policy: CompiledPolicy
    facts: Facts
    explain: Explainer
    grounds: Grounds
    refusing_always: int
    refusing_on: Mapping[Way, int]
    widest: dict[Hashable, ReturnWindow] = field(default_factory=dict)
    _windows: dict[int, ReturnWindow] = field(default_factory=dict)
    _over: dict[int, bool] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        """The currency of the order."""
        return self.facts.order.snapshot.currency

    def window(self, terms: Terms) -> ReturnWindow:
        """Count the merchant's window under these terms."""
        # One rule has one window, and so have the defaults.
        key = terms.place_of("window")
        known = self._windows.get(key)
        if known is None:
            known = self._windows[key] = merchants_window(
                terms.window,
                terms.rule_of("window"),
                order=self.facts.order,
                zones=(self.policy.document.time_zone, *self.grounds.zones),
                explain=self.explain,
            )
        return known

    def is_over(self, terms: Terms) -> bool:
        """Whether the merchant's window is over under these terms."""
        place = terms.place_of("window")
        known = self._over.get(place)
        if known is None:
            known = self._over[place] = self.window(terms).is_over(at=self.facts.at)
        return known

    @cached_property
    def likeness(self) -> tuple[Hashable, ...]:
        """What all lines have in common that their offers follow from."""
        on_ways = (refusing != 0 for refusing in self.refusing_on.values())
        return (self.refusing_always != 0, *on_ways)

    @cached_property
    def book(self) -> dict[Hashable, Any]:
        """What was worked out before for orders that have all this in common."""
        law = self.grounds.law
        country, version = law.country if law else "", self.explain.policy_version
        return self.policy.book((version, country, self.currency, self.facts.capabilities))


@dataclass(frozen=True, eq=False)
class LineCase:
    """A line in its case: what was judged of it, what it is worth, which law is on its side."""

    case: Case
    judged: JudgedLine
    by_law: tuple[Track, ...]
    asked: Asked
    units: int

    @cached_property
    def value(self) -> Money:
        """What was paid for the units that are to come back."""
        return self.asked.value_of(self.judged.line, self.units)

    @property
    def likeness(self) -> Hashable:
        """What its offers follow from: lines that are alike in it are offered the same."""
        case, judged = self.case, self.judged
        policy = case.policy
        likeness: list[Hashable] = [self.by_law, *case.likeness]
        if policy.may_keep:
            likeness.append(self.value.minor)
        for binding in judged.bindings:
            fired = judged.fired_for(*binding)
            terms = policy.terms(fired)
            likeness += (binding, terms, fired & policy.refusing != 0, case.is_over(terms))
        return tuple(likeness)

    @property
    def ways(self) -> Iterable[Way]:
        """The ways that any terms could offer; where no rule asks of them all have the same terms."""
        if self.judged.asks_of_offer:
            return product(Outcome, ReturnMethod)
        terms = self.case.policy.terms(self.judged.fired)
        by_law = [outcome for track in self.by_law for outcome in OF_LAW[track]]
        return product(dict.fromkeys((*terms.outcomes, *by_law)), self.methods(terms))

    @property
    def windows(self) -> list[ReturnWindow]:
        """Every window that there is for the line, open or not."""
        grounds = self.case.grounds
        windows = [self.case.window(self.terms(way)) for way in self.ways]
        if grounds.withdrawal and not grounds.exclusion(self.judged.line):
            windows.append(grounds.withdrawal)
        return windows or [self.case.window(self.case.policy.terms(self.judged.fired))]

    def is_open(self, way: Way) -> bool:
        """Whether the merchant's own rules let the line go this way."""
        terms = self.terms(way)
        return way[0] in terms.outcomes and not self.refusing(way) and not self.case.is_over(terms)

    def terms(self, way: Way) -> Terms:
        """Return what holds when the customer goes this way."""
        return self.case.policy.terms(self.judged.fired_for(*way))

    @property
    def always_refusing(self) -> int:
        """The rules that refuse whichever way is gone."""
        return (self.judged.fired & self.case.policy.refusing) | self.case.refusing_always

    def refusing(self, way: Way) -> int:
        """Return the rules that refuse the line, or all of the order, on this way."""
        own = self.judged.fired_for(*way) & self.case.policy.refusing
        return own | self.case.refusing_always | self.case.refusing_on.get(way, 0)

    def methods(self, terms: Terms) -> tuple[ReturnMethod, ...]:
        """Return the methods that these terms offer and that the shop can serve."""
        below = [limit for limit in terms.keep_below if limit.currency == self.value.currency]
        methods = terms.methods
        if any(self.value < limit for limit in below) and ReturnMethod.KEEP not in methods:
            methods = (*methods, ReturnMethod.KEEP)
        served = self.case.facts.capabilities.methods
        return tuple(method for method in methods if method in served)
