"""A breakdown for another form of the same return."""

from __future__ import annotations

from dataclasses import replace

from saleor_returns_app.domain.refunds.computing import compute
from saleor_returns_app.domain.refunds.parts import PartKind, RefundBreakdown


def without_bonus(breakdown: RefundBreakdown) -> RefundBreakdown:
    """Work a breakdown out anew as money; one of before inputs were kept only loses the part."""
    bonus = breakdown.sum_of(PartKind.CREDIT_BONUS)
    if not bonus:
        return breakdown
    inputs = breakdown.inputs
    if inputs is None:
        parts = tuple(one for one in breakdown.parts if one.kind is not PartKind.CREDIT_BONUS)
        return replace(breakdown, parts=parts, total=breakdown.total - bonus)
    rates = {line: replace(rate, credit_bonus=0) for line, rate in inputs.terms.rates.items()}
    return compute(replace(inputs, terms=replace(inputs.terms, rates=rates)))
