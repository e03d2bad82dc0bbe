"""From what a customer chose to an offer with its money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.errors import (
    LineTwice,
    LineUnknown,
    MessageMissing,
    MethodUnavailable,
    NotReturnable,
    NotTogether,
    OutcomeUnavailable,
    PhotoMissing,
    PhotosTooMany,
    PhotoTwice,
    QuantityInvalid,
    QuantityTooLarge,
    ReasonUnknown,
    SelectionEmpty,
)
from saleor_returns_app.domain.exchanges import Replacement
from saleor_returns_app.domain.law import law_of
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.photos import MOST_PER_LINE
from saleor_returns_app.domain.policy.decision import Because, Decision, LineDecision, Offer
from saleor_returns_app.domain.policy.facts import ChosenLine
from saleor_returns_app.domain.policy.terms import Outcome, Payer, Requirement, ReturnMethod, Track
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    Delivery,
    PaidBefore,
    PartCause,
    Rates,
    RefundBreakdown,
    RefundTerms,
    Units,
    break_down,
)
from saleor_returns_app.domain.return_request import ReturnLine, Wish

LONGEST_MESSAGE = 1000


@dataclass(frozen=True)
class Quote:
    """An offer with its money; until `expires_at` its token confirms exactly this."""

    id: str
    token: str
    wish: Wish
    order: OrderSnapshot
    expires_at: datetime


@dataclass(frozen=True)
class Selection:
    """What was chosen, as it came in: nothing in it has been checked yet."""

    lines: tuple[ReturnLine, ...]
    outcome: Outcome
    method: ReturnMethod
    exchange_for: tuple[Replacement, ...] = ()


def make_wish(
    order: OrderSnapshot, selection: Selection, *, decision: Decision, paid: PaidBefore
) -> Wish:
    """Check a selection against what was decided about it and put its money beside it."""
    check_lines(selection.lines, decision)
    offer = _offer(selection, decision)
    _check_messages(selection.lines, offer, decision)
    for line in lines_without_photos(selection.lines, offer, decision):
        raise PhotoMissing(line_id=line.order_line_id)
    return Wish(
        lines=selection.lines,
        outcome=selection.outcome,
        method=selection.method,
        breakdown=price(order, selection.lines, offer, decision=decision, paid=paid),
        policy_version=decision.policy_version,
        offer=offer,
        exchange_for=_replacements(selection),
    )


def _replacements(selection: Selection) -> tuple[Replacement, ...]:
    """Check that what is to be had is for what comes back."""
    lines = {line.order_line_id for line in selection.lines}
    for one in selection.exchange_for:
        if selection.outcome is not Outcome.EXCHANGE:
            raise OutcomeUnavailable(outcome=selection.outcome.value)
        if one.order_line_id not in lines:
            raise LineUnknown(line_id=one.order_line_id)
    return selection.exchange_for


def chosen(lines: Sequence[ReturnLine]) -> tuple[ChosenLine, ...]:
    """Say what of an order was chosen, as far as the rules ask."""
    return tuple(ChosenLine(line.order_line_id, line.quantity, line.reason) for line in lines)


def price(
    order: OrderSnapshot,
    lines: Sequence[ReturnLine],
    offer: Offer,
    *,
    decision: Decision,
    paid: PaidBefore,
) -> RefundBreakdown:
    """Work out the money of lines that come back by an offer; a fee that the shop bears costs nothing."""
    return break_down(
        order,
        RefundTerms(
            chosen=tuple(Units(line.order_line_id, line.quantity) for line in lines),
            paid=paid,
            fee=_fee(offer),
            rates={line.order_line_id: _rates(line, offer, decision) for line in lines},
            delivery=_delivery(order, offer),
        ),
    )


def _delivery(order: OrderSnapshot, offer: Offer) -> Delivery:
    """Say what decides about original shipping: law where it gives it to who withdraws."""
    law = law_of(order.country) if offer.track is Track.STATUTORY else None
    article = law.standard_delivery_refunded.article if law else ""
    return Delivery(offer.track, article=article)


def _fee(offer: Offer) -> Charge | None:
    is_owed = offer.fee.payer is Payer.CUSTOMER
    return Charge(offer.fee.amount, _cause(offer.fee.because)) if is_owed else None


def _cause(because: Because) -> PartCause:
    """Take over what a decision says of its cause."""
    return PartCause(
        because.cause.value,
        facts=because.facts,
        rule_id=because.rule_id,
        rule_name=because.rule_name,
        article=because.article,
    )


def _rates(line: ReturnLine, offer: Offer, decision: Decision) -> Rates:
    """Return a line's own rates: those of the offer for all lines are only their bounds."""
    own = _own(line, offer, decision)
    return Rates(own.restocking_rate, own.credit_bonus_rate)


def _own(line: ReturnLine, offer: Offer, decision: Decision) -> Offer:
    """Return the terms that a line has for itself."""
    decided = decision.line(line.order_line_id)
    own = decided.offer(offer.outcome, offer.method) if decided else None
    return own or offer


def needs_photo(line: ReturnLine, offer: Offer, decision: Decision) -> bool:
    """Say whether an offer wants a photo of this line, not only of others that come along."""
    return _own(line, offer, decision).requires(Requirement.PHOTO)


def lines_without_photos(
    lines: Sequence[ReturnLine], offer: Offer, decision: Decision
) -> list[ReturnLine]:
    """List the lines that an offer wants a photo of and that have none."""
    return [line for line in lines if not line.photos and needs_photo(line, offer, decision)]


def check_lines(lines: Sequence[ReturnLine], decision: Decision) -> None:
    """Refuse a choice of lines that makes no sense, or that may not come back."""
    if not lines:
        raise SelectionEmpty
    if len({line.order_line_id for line in lines}) < len(lines):
        raise LineTwice
    for line in lines:
        decided = decision.line(line.order_line_id)
        if decided is None:
            raise LineUnknown(line_id=line.order_line_id)
        _check_line(line, decided, decision)
    photos = [photo for line in lines for photo in line.photos]
    if len(set(photos)) < len(photos):
        raise PhotoTwice


def _offer(selection: Selection, decision: Decision) -> Offer:
    if decision.refusals:
        raise NotTogether
    outcomes = {offer.outcome for offer in decision.offers}
    if selection.outcome not in outcomes:
        raise OutcomeUnavailable(outcome=selection.outcome.value)
    offer = decision.offer(selection.outcome, selection.method)
    if offer is None:
        raise MethodUnavailable(method=selection.method.value)
    return offer


def _check_messages(lines: Sequence[ReturnLine], offer: Offer, decision: Decision) -> None:
    all_need_one = offer.requires(Requirement.MESSAGE)
    for line in lines:
        needs_one = all_need_one or line.reason in decision.message_needed_for
        if needs_one and not line.message.strip():
            raise MessageMissing(line_id=line.order_line_id)


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
    if len(line.photos) > MOST_PER_LINE:
        raise PhotosTooMany(**facts, most=MOST_PER_LINE)
