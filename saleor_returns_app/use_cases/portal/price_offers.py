"""What may be had for a choice of items: each offer with its own money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.errors import NotTogether
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.policy.decision import Decision, Offer
from saleor_returns_app.domain.ports import Transaction
from saleor_returns_app.domain.quotes import check_lines, chosen, price
from saleor_returns_app.domain.refund_breakdown import RefundBreakdown
from saleor_returns_app.domain.return_request import ReturnLine
from saleor_returns_app.use_cases.photos.claiming import check_photos
from saleor_returns_app.use_cases.portal.order_view import decide_now, paid_before


@dataclass(frozen=True)
class PricedOffer:
    """An offer with what it brings."""

    offer: Offer
    breakdown: RefundBreakdown


@dataclass(frozen=True)
class Offers:
    """The offers for a choice, and the decision that they follow from."""

    order: OrderSnapshot
    decision: Decision
    priced: tuple[PricedOffer, ...]


def price_offers(
    order_id: str, lines: Sequence[ReturnLine], *, at: datetime, transaction: Transaction
) -> Offers:
    """List what may be had for these lines, priced; nothing is promised or kept.

    Raises `NotTogether` where each line may come back, but not with the others.
    """
    with transaction() as store:
        order = store.orders.get(order_id)
        decision = decide_now(store, order, at=at, chosen=chosen(lines))
        paid = paid_before(store, order)
        check_photos(store, order.id, lines)
    check_lines(lines, decision)
    if decision.refusals:
        raise NotTogether
    snapshot = order.snapshot
    return Offers(
        snapshot,
        decision,
        tuple(
            PricedOffer(offer, price(snapshot, lines, offer, decision=decision, paid=paid))
            for offer in decision.offers
        ),
    )
