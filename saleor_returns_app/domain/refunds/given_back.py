"""What Saleor says was given back of an order, by whomever: counted in minor units."""

from __future__ import annotations

from saleor_returns_app.domain.orders import (
    GrantedRefund,
    OrderSnapshot,
    RefundEvent,
    RefundEventType,
)

_ANSWERS = frozenset({RefundEventType.REFUND_SUCCESS, RefundEventType.REFUND_FAILURE})


def given_in_saleor(order: OrderSnapshot) -> int:
    """Add up granted refunds, refunds beside them, and refunds of the old kind.

    What was refunded beside a grant counts only above what was paid too much.
    """
    grants = sum(worth_of(grant) for grant in order.granted_refunds)
    beside = _refunded(order) - sum(_through(grant) for grant in order.granted_refunds)
    return grants + max(0, beside - _overpaid(order)) + old_refunds(order)


def worth_of(grant: GrantedRefund) -> int:
    """Return what a grant takes: its amount even where it failed, for it may have been paid."""
    return max(0, grant.amount.minor, _through(grant))


def old_refunds(order: OrderSnapshot) -> int:
    """Return what was refunded of payments of the old kind.

    Saleor's own count is of the old kind where there is no transaction; fulfillments do not know of
    a refund that was made on the payment itself.
    """
    by_parcel = sum(one.refunded.minor for one in order.fulfillments if one.refunded)
    counted = order.refunded.minor if order.refunded and not order.transactions else 0
    return max(by_parcel, counted)


def shipping_was_given(order: OrderSnapshot, *, ours: frozenset[str]) -> bool:
    """Whether somebody else gave original shipping back: Saleor lets that be done only once."""
    return any(
        grant.shipping_included for grant in order.granted_refunds if grant.id not in ours
    ) or any(one.shipping_refunded for one in order.fulfillments if one.id not in ours)


def unreferenced(events: tuple[RefundEvent, ...]) -> int:
    """Add up refunds that were asked for and that no amount of the payment shows yet.

    They have no reference and no answer; an answer belongs to a request of its own amount first.
    """
    known = {one.psp_reference for one in events if _is_request(one) and one.psp_reference}
    waiting = [one.amount.minor for one in events if _is_request(one) and not one.psp_reference]
    for one in events:
        if waiting and one.type in _ANSWERS and one.psp_reference not in known:
            amount = one.amount.minor
            waiting.remove(amount if amount in waiting else waiting[0])
    return sum(waiting)


def _is_request(event: RefundEvent) -> bool:
    return event.type is RefundEventType.REFUND_REQUEST


def _refunded(order: OrderSnapshot) -> int:
    return sum((one.refunded + one.refund_pending).minor for one in order.transactions)


def _overpaid(order: OrderSnapshot) -> int:
    charged = sum(
        one.charged.minor + (one.charge_pending.minor if one.charge_pending else 0)
        for one in order.transactions
    )
    return max(0, charged + _refunded(order) - order.total.minor)


def _through(grant: GrantedRefund) -> int:
    """Return what was booked through a grant, or is acknowledged and under way."""
    answered = {one.psp_reference for one in grant.events if one.type in _ANSWERS}
    sums = dict.fromkeys(RefundEventType, 0)
    for one in grant.events:
        is_open = one.psp_reference and one.psp_reference not in answered
        if not _is_request(one) or is_open:
            sums[one.type] += one.amount.minor
    return (
        sums[RefundEventType.REFUND_SUCCESS]
        + sums[RefundEventType.REFUND_REQUEST]
        - sums[RefundEventType.REFUND_REVERSE]
    )
