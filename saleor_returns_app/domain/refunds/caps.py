"""What may still be given back: never more than was paid, nor what others gave back already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import FulfillmentStatus, OrderSnapshot
from saleor_returns_app.domain.refunds.given_back import (
    given_in_saleor,
    shipping_was_given,
    worth_of,
)
from saleor_returns_app.domain.refunds.parts import PartKind, RefundBreakdown
from saleor_returns_app.domain.refunds.terms import PaidBefore, Units

_REFUNDED = frozenset({FulfillmentStatus.REFUNDED, FulfillmentStatus.REFUNDED_AND_RETURNED})


@dataclass(frozen=True)
class OwnReturn:
    """Another return of ours that takes a part of an order.

    `in_credit` says that it is given as credit or goods, but for what is granted; `done_by` names what
    we did for it in Saleor (granted refunds and fulfillments), which is not somebody else's.
    """

    breakdown: RefundBreakdown
    in_credit: bool = False
    done_by: frozenset[str] = frozenset()


def paid_before(order: OrderSnapshot, own: Sequence[OwnReturn]) -> PaidBefore:
    """Count what our other returns, and refunds made in Saleor itself, have given back or promised."""
    ours = frozenset(one for other in own for one in other.done_by)
    cash = given_in_saleor(order)
    credit = shipping = 0
    units = Counter(credited_by_others(order, ours=ours))
    for other in own:
        broken = other.breakdown
        given = broken.total.minor - broken.sum_of(PartKind.CREDIT_BONUS).minor
        money = 0 if other.in_credit else min(broken.cash.minor, given)
        cash += max(0, money - _granted(order, other))
        credit += given - money - (min(_granted(order, other), given) if other.in_credit else 0)
        shipping += broken.sum_of(PartKind.ORIGINAL_SHIPPING).minor
        units.update(broken.units())
    by_card, unpaid = gift_card_part(order).minor, _unpaid(order)
    most = order.total.minor - unpaid
    left = most + by_card - cash - credit
    shipping = max(shipping, order.shipping.minor if shipping_was_given(order, ours=ours) else 0)
    return PaidBefore(
        units=dict(units),
        refundable=Money(left, order.currency),
        in_cash=Money(max(0, min(most - cash, left)), order.currency) if by_card else None,
        shipping=Money(shipping, order.currency) if shipping else None,
        unpaid=Money(unpaid, order.currency) if unpaid else None,
    )


def still_refundable(order: OrderSnapshot, *, promised: Money) -> Money:
    """Return what of the order's total may still go back to its payments.

    `promised` is what our own returns will pay and Saleor does not know of yet. What a gift card
    took off the total at checkout is no part of it.
    """
    return order.total - Money(_unpaid(order) + given_in_saleor(order), order.currency) - promised


def credited_by_others(order: OrderSnapshot, *, ours: frozenset[str]) -> dict[str, int]:
    """Count by line id the units that somebody else gave money back for.

    `ours` are the ids of granted refunds and fulfillments that our returns made.
    """
    counts: Counter[str] = Counter()
    for grant in order.granted_refunds:
        for granted in () if grant.id in ours else grant.lines:
            counts[granted.order_line_id] += granted.quantity
    for parcel in order.fulfillments:
        is_theirs = parcel.status in _REFUNDED and parcel.id not in ours
        for refunded in parcel.lines if is_theirs else ():
            counts[refunded.order_line_id] += refunded.quantity
    return dict(counts)


def gift_card_part(order: OrderSnapshot) -> Money:
    """Return what gift cards took off the order's total at checkout, in the old way."""
    worth = sum(line.total.minor for line in order.lines) + order.shipping.minor
    taken = max(0, worth - order.total.minor) if order.paid_by_gift_card else 0
    return Money(taken, order.currency)


def is_whole_order(order: OrderSnapshot, chosen: Sequence[Units]) -> bool:
    """Whether every unit of every line that was paid for is in this one return."""
    wanted = {units.line_id: units.quantity for units in chosen}
    return all(wanted.get(line.id, 0) == line.quantity for line in order.lines if not line.is_gift)


def _granted(order: OrderSnapshot, own: OwnReturn) -> int:
    """Add up what Saleor already counts of our own return."""
    return sum(worth_of(grant) for grant in order.granted_refunds if grant.id in own.done_by)


def _unpaid(order: OrderSnapshot) -> int:
    """Return what of the total no payment covers.

    An order without any transaction was paid by means that we do not see, and counts as paid.
    """
    minor = sum(
        (payment.charged + payment.refunded + payment.refund_pending).minor
        + sum(more.minor for more in (payment.charge_pending, payment.authorized) if more)
        for payment in order.transactions
    )
    return max(0, order.total.minor - minor) if minor > 0 else 0
