"""Why a line may not come back: every reason there is, not just the first."""

from __future__ import annotations

from collections.abc import Iterator

from saleor_returns_app.domain.policy.case import LineCase
from saleor_returns_app.domain.policy.decision import Refusal
from saleor_returns_app.domain.policy.explaining import RefusalCode
from saleor_returns_app.domain.policy.reading import said
from saleor_returns_app.domain.policy.units import SentUnits
from saleor_returns_app.domain.policy.windows import latest

CLOSED_ORDERS = frozenset({"DRAFT", "UNCONFIRMED", "CANCELED", "EXPIRED"})


def refusals_above_all(line: LineCase, sent: SentUnits, left: int) -> tuple[Refusal, ...]:
    """List what no ground helps against: nothing to send back, or nothing a machine can give back."""
    return tuple(_above_all(line, sent, left))


def refusals_by_policy(line: LineCase, above_all: tuple[Refusal, ...] = ()) -> tuple[Refusal, ...]:
    """Add what the merchant's rules have against a line that nothing can be had for."""
    refusals = (*above_all, *_by_rules(line), *_by_window(line))
    return refusals or (_nothing_offered(line),)


def _above_all(line: LineCase, sent: SentUnits, left: int) -> Iterator[Refusal]:
    explain, bought = line.case.explain, line.judged.line
    status = line.case.facts.order.snapshot.status
    if status in CLOSED_ORDERS:
        yield Refusal(explain.fact(RefusalCode.ORDER_CLOSED, status=status))
    if bought.is_gift_card:
        yield Refusal(explain.fact(RefusalCode.GIFT_CARD))
    if bought.is_gift:
        yield Refusal(explain.fact(RefusalCode.FREE_GIFT))
    if not sent.shipped.get(bought.id):
        yield Refusal(explain.fact(RefusalCode.NOT_SHIPPED))
    elif not left:
        yield Refusal(explain.fact(RefusalCode.ALREADY_RETURNED))


def _by_rules(line: LineCase) -> Iterator[Refusal]:
    refusing = line.always_refusing
    if not refusing:
        for way in line.ways:
            refusing |= line.refusing(way)
    for rule in line.case.policy.in_set(refusing):
        if refuse := rule.rule.refuse:
            # A rule that another line set off speaks of that line's facts, not of this one's.
            read = {
                key.label: said(line.judged.values[at])
                for at, key in rule.keys
                if line.judged.fired & rule.bit or not key.fact.of_item
            }
            yield Refusal(line.case.explain.refusing(rule.rule, refuse, read))


def _by_window(line: LineCase) -> Iterator[Refusal]:
    window = latest(line.windows)
    if window.is_over(at=line.case.facts.at):
        because = window.because
        yield Refusal(line.case.explain.again(because, RefusalCode.WINDOW_OVER))


def _nothing_offered(line: LineCase) -> Refusal:
    terms = line.case.policy.terms(line.judged.fired)
    setting = "methods" if terms.outcomes else "outcomes"
    because = line.case.explain.setting(RefusalCode.NOTHING_OFFERED, terms.rule_of(setting))
    return Refusal(because)
