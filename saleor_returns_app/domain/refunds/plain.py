"""A breakdown as plain JSON, in the form in which storage keeps it too, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.canonical import plain
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.refunds.causes import UNSAID, PartCause
from saleor_returns_app.domain.refunds.parts import BreakdownPart, PartKind, RefundBreakdown
from saleor_returns_app.domain.refunds.terms import (
    BoughtLine,
    Charge,
    Deduction,
    Delivery,
    PaidBefore,
    Rates,
    RefundInputs,
    RefundTerms,
    Units,
)

Words = Mapping[str, Any]


def plain_breakdown(breakdown: RefundBreakdown) -> dict[str, Any]:
    """Write a breakdown, inputs and all, as plain JSON."""
    words: dict[str, Any] = plain(breakdown)
    return words


def canonical_breakdown(breakdown: RefundBreakdown) -> bytes:
    """Write a breakdown as bytes: equal breakdowns give the same ones, in every process."""
    words = plain_breakdown(breakdown)
    return json.dumps(words, sort_keys=True, separators=(",", ":")).encode("ascii")


def breakdown_from(words: Words) -> RefundBreakdown:
    """Read a breakdown again."""
    return RefundBreakdown(
        parts=tuple(_part(part) for part in words["parts"]),
        total=_money(words["total"]),
        uncovered=_money(words["uncovered"]),
        in_cash=_maybe(words.get("in_cash")),
        prepaid_back=_maybe(words.get("prepaid_back")),
        inputs=_inputs(words["inputs"]) if words.get("inputs") else None,
    )


def _money(words: Words) -> Money:
    return Money(words["minor"], words["currency"])


def _maybe(words: Words | None) -> Money | None:
    return _money(words) if words else None


def _cause(words: Words | None) -> PartCause:
    if words is None:
        return UNSAID
    return PartCause(**{**words, "evidence": tuple(words["evidence"])})


def _part(words: Words) -> BreakdownPart:
    return BreakdownPart(
        kind=PartKind(words["kind"]),
        amount=_money(words["amount"]),
        line_id=words["line_id"],
        quantity=words["quantity"],
        cause=_cause(words.get("cause")),
        net=_maybe(words.get("net")),
    )


def _inputs(words: Words) -> RefundInputs:
    return RefundInputs(
        currency=words["currency"],
        lines=tuple(
            BoughtLine(**{**line, "total": _money(line["total"]), "net": _money(line["net"])})
            for line in words["lines"]
        ),
        shipping=_money(words["shipping"]),
        shipping_net=_money(words["shipping_net"]),
        terms=_terms(words["terms"]),
    )


def _terms(words: Words) -> RefundTerms:
    return RefundTerms(
        chosen=tuple(Units(**units) for units in words["chosen"]),
        paid=_paid(words["paid"]),
        fee=_charge(words["fee"]),
        waived=_charge(words["waived"]),
        prepaid=_maybe(words["prepaid"]),
        rates={line_id: _rates(rates) for line_id, rates in words["rates"].items()},
        deductions=tuple(
            Deduction(one["line_id"], _money(one["amount"]), _cause(one["cause"]))
            for one in words["deductions"]
        ),
        delivery=_delivery(words["delivery"]),
    )


def _paid(words: Words) -> PaidBefore:
    return PaidBefore(
        units=dict(words["units"]),
        refundable=_money(words["refundable"]),
        in_cash=_maybe(words["in_cash"]),
        shipping=_maybe(words["shipping"]),
        unpaid=_maybe(words["unpaid"]),
    )


def _charge(words: Words | None) -> Charge | None:
    return Charge(_money(words["amount"]), _cause(words["cause"])) if words else None


def _rates(words: Words) -> Rates:
    return Rates(
        restocking=words["restocking"],
        credit_bonus=words["credit_bonus"],
        restocking_cause=_cause(words["restocking_cause"]),
        credit_bonus_cause=_cause(words["credit_bonus_cause"]),
    )


def _delivery(words: Words) -> Delivery:
    return Delivery(Track(words["track"]), _maybe(words["standard"]), words["article"])
