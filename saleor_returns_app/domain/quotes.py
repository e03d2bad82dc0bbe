"""From what a customer chose to an offer with its money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.eligibility import Decision, LineDecision
from saleor_returns_app.domain.errors import (
    LineTwice,
    LineUnknown,
    MessageMissing,
    MethodUnavailable,
    NotReturnable,
    OutcomeUnavailable,
    QuantityInvalid,
    QuantityTooLarge,
    ReasonUnknown,
    SelectionEmpty,
)
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.policy import Outcome, ReturnMethod
from saleor_returns_app.domain.refund_breakdown import RefundBreakdown, Units, break_down
from saleor_returns_app.domain.return_request import ReturnLine, Wish

LONGEST_MESSAGE = 1000


@dataclass(frozen=True)
class Quote:
    """An offer with its money; until `expires_at` its token confirms exactly this."""

    id: str
    token: str
    wish: Wish
    order: OrderSnapshot
    approval_required: bool
    expires_at: datetime


@dataclass(frozen=True)
class Selection:
    """What was chosen, as it came in: nothing in it has been checked yet."""

    lines: tuple[ReturnLine, ...]
    outcome: Outcome
    method: ReturnMethod


@dataclass(frozen=True)
class PaidBefore:
    """What was credited already: units by line id, and what is still refundable at most."""

    units: Mapping[str, int]
    refundable: Money


def make_wish(
    order: OrderSnapshot, selection: Selection, *, decision: Decision, paid: PaidBefore
) -> Wish:
    """Check a selection against what was decided and put its money beside it."""
    _check_lines(selection.lines, decision)
    if selection.outcome not in decision.outcomes:
        raise OutcomeUnavailable(outcome=selection.outcome.value)
    if selection.method not in decision.methods:
        raise MethodUnavailable(method=selection.method.value)
    units = [Units(line.order_line_id, line.quantity) for line in selection.lines]
    return Wish(
        lines=selection.lines,
        outcome=selection.outcome,
        method=selection.method,
        breakdown=price(order, units, fee=fee_of(selection.method, decision), paid=paid),
        policy_version=decision.policy_version,
    )


def price(
    order: OrderSnapshot, units: Sequence[Units], *, fee: Money, paid: PaidBefore
) -> RefundBreakdown:
    """Work out the money of units that come back."""
    return break_down(order, units, fee=fee, credited=paid.units, refundable=paid.refundable)


def fee_of(method: ReturnMethod, decision: Decision) -> Money:
    """Return what a method costs: the fee pays for the label, so without one there is none."""
    return decision.fee if method.has_label else Money.zero(decision.fee.currency)


def _check_lines(lines: Sequence[ReturnLine], decision: Decision) -> None:
    if not lines:
        raise SelectionEmpty
    if len({line.order_line_id for line in lines}) < len(lines):
        raise LineTwice
    for line in lines:
        decided = decision.line(line.order_line_id)
        if decided is None:
            raise LineUnknown(line_id=line.order_line_id)
        _check_line(line, decided, decision)


def _check_line(line: ReturnLine, decided: LineDecision, decision: Decision) -> None:
    facts = {"line_id": line.order_line_id}
    if line.quantity < 1:
        raise QuantityInvalid(**facts)
    if decided.refusals:
        raise NotReturnable(**facts, refusals=[refusal.code for refusal in decided.refusals])
    if line.quantity > decided.returnable:
        raise QuantityTooLarge(**facts, most=decided.returnable)
    if line.reason not in decision.reasons:
        raise ReasonUnknown(**facts)
    if line.reason in decision.message_needed_for and not line.message.strip():
        raise MessageMissing(**facts)
