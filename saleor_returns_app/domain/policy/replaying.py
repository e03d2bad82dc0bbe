"""A replay's findings, added up order by order in a space that does not grow with their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from saleor_returns_app.domain.policy.comparing import Aspect, Difference, Effect, differences
from saleor_returns_app.domain.policy.decision import Because, Decision
from saleor_returns_app.domain.policy.facts import Capabilities, ChosenLine, Facts
from saleor_returns_app.domain.policy.moments import Moment, PastOrder, moments_of
from saleor_returns_app.domain.policy.touching import Touches, anything
from saleor_returns_app.domain.policy.worth import Amounts, amounts_of, goods_of

MOST_EXAMPLES = 20
MOST_FINDINGS = 500

Decide = Callable[[Facts], Decision]


@dataclass
class Pair:
    """Amounts of one currency, by the published version and by the document under test."""

    before: Amounts = field(default_factory=Amounts)
    after: Amounts = field(default_factory=Amounts)

    def add(self, before: Amounts, after: Amounts) -> None:
        """Add what a return comes to by each."""
        self.before.add(before)
        self.after.add(after)


@dataclass
class Group:
    """Orders that have something in common; `money` is by currency, never added across them."""

    orders: int = 0
    returns: int = 0
    changed_orders: int = 0
    items_allowed: int = 0
    items_refused: int = 0
    money: dict[str, Pair] = field(default_factory=dict)

    def money_in(self, currency: str) -> Pair:
        """Return the amounts of a currency."""
        return self.money.setdefault(currency, Pair())


@dataclass(frozen=True)
class Example:
    """A case that shows a finding; `return_number` is empty where nobody asked for a return."""

    order_id: str
    order_number: str
    return_number: str
    line_id: str
    sku: str
    before: str
    after: str
    at: datetime


@dataclass
class ReplayFinding:
    """One kind of difference with one cause: how often it shows, and where to look."""

    aspect: Aspect
    effect: Effect
    code: str
    cause: str
    rule_id: str
    rule_name: str
    orders: int = 0
    items: int = 0
    returns: int = 0
    goods: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)


@dataclass
class Tally:
    """What a replay has come to so far. `findings_left_out` counts what there was no room for."""

    orders: int = 0
    not_sent: int = 0
    total: Group = field(default_factory=Group)
    countries: dict[str, Group] = field(default_factory=dict)
    months: dict[str, Group] = field(default_factory=dict)
    rules: dict[str, Group] = field(default_factory=dict)
    rule_names: dict[str, str] = field(default_factory=dict)
    findings: dict[str, ReplayFinding] = field(default_factory=dict)
    findings_left_out: int = 0


@dataclass(frozen=True)
class _Compared:
    moment: Moment
    found: tuple[Difference, ...]
    before: Amounts | None
    after: Amounts | None


@dataclass(frozen=True)
class Replaying:
    """Holds two versions against orders of the past.

    What `touches` rules out is the same by both: one decision, or none, tells all there is to tell.
    """

    before: Decide
    after: Decide
    until: datetime
    capabilities: Capabilities = field(default_factory=Capabilities)
    touches: Touches = anything

    def add(self, tally: Tally, past: PastOrder) -> None:
        """Judge an order by both at the moments that mattered, and add up what differs."""
        tally.orders += 1
        compared = [
            self._compare(moment)
            for moment in moments_of(past, until=self.until, capabilities=self.capabilities)
        ]
        if not compared:
            tally.not_sent += 1
            return
        snapshot = past.order.snapshot
        groups = [
            tally.total,
            tally.countries.setdefault(snapshot.country, Group()),
            tally.months.setdefault(f"{snapshot.placed_at:%Y-%m}", Group()),
        ]
        _count(groups, compared, snapshot.currency)
        _note_findings(tally, past, compared)

    def _compare(self, moment: Moment) -> _Compared:
        facts, asked = moment.facts, moment.asked
        is_touched, is_paid = self.touches(facts), asked is not None and not asked.is_dead
        if not is_touched and not is_paid:
            return _Compared(moment, (), None, None)
        before = self.before(facts)
        after = self.after(facts) if is_touched else before
        found = differences(before, after) if is_touched else ()
        if asked is not None:
            wanted = {line.line_id for line in asked.lines}
            found = tuple(one for one in found if one.line_id in wanted)
        if not is_paid:
            return _Compared(moment, found, None, None)
        worth = _worth(self.before, moment, before)
        return _Compared(moment, found, worth, self._worth_after(moment, before, after, worth))

    def _worth_after(
        self, moment: Moment, before: Decision, after: Decision, worth_before: Amounts
    ) -> Amounts:
        """Say what a return comes to by the second version.

        Where it cannot go as a whole, what is left of it may be touched though the whole was not.
        """
        if after is before and len(_taken(moment, before)) == len(moment.facts.chosen):
            return worth_before
        return _worth(self.after, moment, after)


def _taken(moment: Moment, decision: Decision) -> tuple[ChosenLine, ...]:
    lines = {line.line_id: line for line in decision.lines if not line.refusals}
    return tuple(line for line in moment.facts.chosen if line.line_id in lines)


def _worth(decide: Decide, moment: Moment, decision: Decision) -> Amounts:
    """Say what a return comes to; where a part of it is refused, the rest is decided by itself."""
    taken = _taken(moment, decision)
    if taken and len(taken) < len(moment.facts.chosen):
        decision = decide(replace(moment.facts, chosen=taken))
    return amounts_of(moment, decision, taken)


def _count(groups: Iterable[Group], compared: Sequence[_Compared], currency: str) -> None:
    found = [one for part in compared for one in part.found]
    turned = [one for one in found if one.aspect is Aspect.RETURNABLE]
    allowed = len({one.line_id for one in turned if one.effect is Effect.BETTER})
    refused = len({one.line_id for one in turned if one.effect is Effect.WORSE})
    for group in groups:
        group.orders += 1
        group.changed_orders += bool(found)
        group.items_allowed += allowed
        group.items_refused += refused
        for part in compared:
            group.returns += part.moment.asked is not None
            if part.before is not None and part.after is not None:
                group.money_in(currency).add(part.before, part.after)


def _note_findings(tally: Tally, past: PastOrder, compared: Sequence[_Compared]) -> None:
    in_order: set[str] = set()
    by_rule: dict[str, list[_Compared]] = {}
    for part in compared:
        in_return: set[str] = set()
        found_by: dict[str, list[Difference]] = {}
        for one in part.found:
            cause = _cause_of(tally, one.because)
            found_by.setdefault(cause, []).append(one)
            key = f"{one.aspect}|{one.effect}|{cause}|{one.because.code}"
            finding = tally.findings.get(key) or _new_finding(tally, key, one)
            if finding is None:
                continue
            _add_to(finding, past, part.moment, one, key not in in_order, key not in in_return)
            in_order.add(key)
            in_return.add(key)
        for cause, found in found_by.items():
            of_rule = replace(part, found=tuple(found))
            by_rule.setdefault(cause, []).append(of_rule)
    for cause, parts in by_rule.items():
        group = tally.rules.setdefault(cause, Group())
        _count([group], parts, past.order.snapshot.currency)


def cause_key(because: Because) -> str:
    """Name what decided: a rule by its id, all else by its kind."""
    return f"rule:{because.rule_id}" if because.rule_id else because.cause.value


def _cause_of(tally: Tally, because: Because) -> str:
    key = cause_key(because)
    if because.rule_id:
        tally.rule_names.setdefault(key, because.rule_name)
    return key


def _new_finding(tally: Tally, key: str, one: Difference) -> ReplayFinding | None:
    if len(tally.findings) >= MOST_FINDINGS:
        tally.findings_left_out += 1
        return None
    because = one.because
    tally.findings[key] = ReplayFinding(
        one.aspect,
        one.effect,
        because.code,
        because.cause.value,
        because.rule_id,
        because.rule_name,
    )
    return tally.findings[key]


def _add_to(
    finding: ReplayFinding,
    past: PastOrder,
    moment: Moment,
    one: Difference,
    is_new_order: bool,
    is_new_return: bool,
) -> None:
    snapshot = past.order.snapshot
    finding.items += 1
    finding.orders += is_new_order
    finding.returns += is_new_return and moment.asked is not None
    finding.countries[snapshot.country] = finding.countries.get(snapshot.country, 0) + 1
    goods = goods_of(moment, one.line_id)
    finding.goods[goods.currency] = finding.goods.get(goods.currency, 0) + goods.minor
    if len(finding.examples) < MOST_EXAMPLES:
        line = snapshot.line(one.line_id)
        finding.examples.append(
            Example(
                past.order.id,
                past.order.number,
                moment.asked.number if moment.asked else "",
                one.line_id,
                line.sku if line else "",
                one.before,
                one.after,
                moment.facts.at,
            )
        )
