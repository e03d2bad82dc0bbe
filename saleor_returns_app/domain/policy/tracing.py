"""Which rules fired for which line, what each set, and what overrode it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload

from saleor_returns_app.domain.policy.case import LineCase
from saleor_returns_app.domain.policy.decision import Cause, Fired, TraceStep
from saleor_returns_app.domain.policy.document import FeeRule, WindowRule
from saleor_returns_app.domain.policy.judging import CompiledRule, Terms
from saleor_returns_app.domain.policy.offering import Offered, window_of
from saleor_returns_app.domain.policy.reading import said
from saleor_returns_app.domain.policy.terms import Outcome, Track

LAW = "law"


class Trace(Sequence[TraceStep]):
    """Steps that are written down when somebody asks for them; most decisions are never traced."""

    def __init__(self, write: Callable[[], Iterator[TraceStep]]) -> None:
        self._write, self._steps = write, None  # type: tuple[Any, tuple[TraceStep, ...] | None]

    @property
    def steps(self) -> tuple[TraceStep, ...]:
        """The steps, written down."""
        if self._steps is None:
            self._steps = tuple(self._write())
        return self._steps

    @overload
    def __getitem__(self, at: int) -> TraceStep: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[TraceStep]: ...
    def __getitem__(self, at: int | slice) -> TraceStep | Sequence[TraceStep]:
        return self.steps[at]

    def __len__(self) -> int:
        return len(self.steps)

    def __eq__(self, other: object) -> bool:
        return self.steps == tuple(other) if isinstance(other, Trace | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(len(self.steps))

    def __repr__(self) -> str:
        return repr(self.steps)

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self.steps,)


def steps_of(line: LineCase, offered: Offered) -> Iterator[TraceStep]:
    """Write down the rules that fired for a line, or wait, from the top of the list."""
    judged, facts = line.judged, line.case.facts
    values = judged.values_with(facts.outcome, facts.method)
    truths = {rule.bit: rule.on_line(values) for rule in judged.waiting}
    fired = judged.fired | sum(bit for bit, truth in truths.items() if truth)
    waiting = sum(bit for bit, truth in truths.items() if truth is None)
    terms = line.case.policy.terms(fired)
    by_law = _overridden_by_law(line, terms, offered)
    for rule in line.case.policy.in_set(fired | waiting):
        read = {key.label: said(values[at]) for at, key in rule.keys}
        if rule.bit & waiting:
            yield _step(rule, line, Fired.DEPENDS, read)
        elif rule.rule.refuse:
            became = Fired.LAW_PREVAILED if line.by_law else Fired.REFUSED
            yield _refused(rule, line, became, read)
        else:
            yield _set(rule, line, terms, by_law, read)


def _refused(
    rule: CompiledRule, line: LineCase, became: Fired, read: Mapping[str, str]
) -> TraceStep:
    whole = rule.rule.refuse is not None and rule.rule.refuse.whole_order
    return _step(rule, line, became, read, {"refuse": "order" if whole else "item"})


def _set(
    rule: CompiledRule,
    line: LineCase,
    terms: Terms,
    by_law: frozenset[str],
    read: Mapping[str, str],
) -> TraceStep:
    overridden: dict[str, str] = {}
    for name, _ in rule.changes:
        lower = terms.set_by[name]
        if lower is not rule:
            overridden[name] = lower.rule.id
        elif name in by_law:
            overridden[name] = LAW
    if len(overridden) < len(rule.changes):
        became = Fired.SET
    else:
        became = Fired.LAW_PREVAILED if LAW in overridden.values() else Fired.OVERRIDDEN
    changes = {name: in_words(value) for name, value in rule.changes}
    return _step(rule, line, became, read, changes, overridden)


def _step(
    rule: CompiledRule,
    line: LineCase,
    became: Fired,
    read: Mapping[str, str],
    changes: Mapping[str, str] | None = None,
    overridden: Mapping[str, str] | None = None,
) -> TraceStep:
    return TraceStep(
        rule_id=rule.rule.id,
        rule_name=rule.rule.name,
        line_id=line.judged.line.id,
        became=became,
        set=changes or {},
        overridden_by=overridden or {},
        facts=read,
    )


def _overridden_by_law(line: LineCase, terms: Terms, offered: Offered) -> frozenset[str]:
    """Name the settings that law gives more than."""
    if not line.by_law or not offered.listed:
        return frozenset()
    refunds = [offer for offer in offered.listed if offer.outcome is Outcome.REFUND]
    may_withdraw = Track.STATUTORY in line.by_law
    prevailed = {
        "fee": any(offer.fee.because.cause is Cause.LAW for offer in refunds),
        "restocking_rate": terms.restocking_rate > 0,
        "outcomes": Outcome.REFUND not in terms.outcomes,
        "methods": not any(method.travels for method in line.methods(terms)),
        "window": window_of(line, offered).because.cause is Cause.LAW,
        "approval": may_withdraw and terms.approval,
        "photo": may_withdraw and terms.photo,
        "message": may_withdraw and terms.message,
    }
    return frozenset(name for name, did in prevailed.items() if did)


def in_words(value: object) -> str:
    """Put what a rule sets into words that are the same in every language."""
    match value:
        case WindowRule(days, starts):
            return f"{said(days)} {starts.value}"
        case FeeRule(amounts, rate, payer):
            parts = [_percent(rate)] if rate else [str(amount) for amount in amounts] or ["0"]
            return f"{', '.join(parts)} {payer.value}"
        case tuple():
            return ", ".join(str(one) for one in value)
        case bool() | str() | int():
            return said(value)
        case _:
            return str(value)


def _percent(rate: int) -> str:
    return f"{said(rate // 100)}.{rate % 100:02}%"
