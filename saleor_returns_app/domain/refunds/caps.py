"""What may still be given back: never more than was paid, nor what others gave back already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.refunds.terms import Units

if TYPE_CHECKING:
    from saleor_returns_app.domain.orders import OrderSnapshot


def is_whole_order(order: OrderSnapshot, chosen: Sequence[Units]) -> bool:
    """Whether every unit of every line that was paid for is in this one return."""
    wanted = {units.line_id: units.quantity for units in chosen}
    return all(wanted.get(line.id, 0) == line.quantity for line in order.lines if not line.is_gift)


def still_refundable(order: OrderSnapshot, *, promised: Money) -> Money:
    """Return what of the order's total no refund has spoken for yet.

    `promised` is what our own returns will pay and Saleor does not know of yet.
    """
    granted = total((grant.amount for grant in order.granted_refunds), order.currency)
    given_back = total(
        (payment.refunded + payment.refund_pending for payment in order.transactions),
        order.currency,
    )
    return order.total - max(granted, given_back) - promised


def credited_by_others(order: OrderSnapshot, *, ours: frozenset[str]) -> dict[str, int]:
    """Count by line id the units in granted refunds that are not `ours` (grant ids)."""
    counts: dict[str, int] = {}
    for grant in order.granted_refunds:
        for line in () if grant.id in ours else grant.lines:
            counts[line.order_line_id] = counts.get(line.order_line_id, 0) + line.quantity
    return counts
