"""What a return of the past comes to under a decision, in minor units of the order's currency."""

from __future__ import annotations

from dataclasses import dataclass

from saleor_returns_app.domain.money import Money, share
from saleor_returns_app.domain.policy.decision import Decision, Offer
from saleor_returns_app.domain.policy.facts import ChosenLine
from saleor_returns_app.domain.policy.moments import Moment
from saleor_returns_app.domain.policy.terms import Outcome, Payer
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    Delivery,
    PaidBefore,
    PartKind,
    Rates,
    RefundTerms,
    Units,
    break_down,
)


@dataclass
class Amounts:
    """What returns come to. `fees` and `restocking` are kept by the shop; the rest leaves it.

    `refunds` is money and credit that customers get, `shipping` the part of it that they had paid
    for delivery. `elsewise` counts returns that are taken, but not the way the customer chose.
    """

    taken: int = 0
    refused: int = 0
    elsewise: int = 0
    parcels: int = 0
    fees: int = 0
    restocking: int = 0
    refunds: int = 0
    shipping: int = 0

    def add(self, other: Amounts) -> None:
        """Add another return's."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def amounts_of(
    moment: Moment, decision: Decision, lines: tuple[ChosenLine, ...] | None = None
) -> Amounts:
    """Say what the return that was asked for comes to, with those of its lines that may come back."""
    asked = moment.asked
    if asked is None:
        return Amounts()
    chosen = asked.lines if lines is None else lines
    offer = nearest_offer(decision, asked.outcome, asked.method)
    if offer is None or not chosen:
        return Amounts(refused=1)
    snapshot = moment.facts.order.snapshot
    broken = break_down(
        snapshot,
        RefundTerms(
            chosen=tuple(Units(line.line_id, line.quantity) for line in chosen),
            paid=PaidBefore(moment.credited or {}, moment.refundable or snapshot.total),
            fee=Charge(Money(_fee(offer), snapshot.currency)),
            rates={line.line_id: _rates(decision, line.line_id, offer) for line in chosen},
            delivery=Delivery(offer.track),
        ),
    )
    return Amounts(
        taken=1,
        elsewise=int((offer.outcome, offer.method) != (asked.outcome, asked.method)),
        parcels=int(offer.method.travels),
        fees=-broken.sum_of(PartKind.RETURN_FEE).minor,
        restocking=-broken.sum_of(PartKind.RESTOCKING_FEE).minor,
        refunds=broken.total.minor,
        shipping=broken.sum_of(PartKind.ORIGINAL_SHIPPING).minor,
    )


def nearest_offer(decision: Decision, outcome: Outcome, method: object) -> Offer | None:
    """Find the offer that a customer would take who wanted this one: it, its outcome, or any."""
    offers = decision.offers
    exact = [one for one in offers if one.outcome is outcome and one.method is method]
    return next(iter(exact or [one for one in offers if one.outcome is outcome] or offers), None)


def goods_of(moment: Moment, line_id: str) -> Money:
    """Return what was paid for the units in question: those chosen, else all of the line."""
    snapshot = moment.facts.order.snapshot
    line = snapshot.line(line_id)
    if line is None or line.quantity <= 0:
        return Money.zero(snapshot.currency)
    chosen = {one.line_id: one.quantity for one in moment.facts.chosen}
    before = min((moment.credited or {}).get(line_id, 0), line.quantity)
    wanted = min(chosen.get(line_id, line.quantity), line.quantity - before)
    return share(line.total, line.quantity, before, wanted)


def _fee(offer: Offer) -> int:
    is_paid = offer.fee.payer is Payer.CUSTOMER and offer.method.travels
    return offer.fee.amount.minor if is_paid else 0


def _rates(decision: Decision, line_id: str, offer: Offer) -> Rates:
    """Return the rates of a line's own offer: where lines differ, each has its own."""
    decided = decision.line(line_id)
    for one in decided.offers if decided else ():
        if (one.outcome, one.method) == (offer.outcome, offer.method):
            bonus = one.credit_bonus_rate if one.outcome is Outcome.STORE_CREDIT else 0
            return Rates(one.restocking_rate, bonus)
    return Rates()
