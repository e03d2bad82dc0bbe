"""What is given back of the original shipping: once, with the return that makes an order whole."""

from __future__ import annotations

from saleor_returns_app.domain.money import rounded
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.refunds.causes import CauseCode, PartCause
from saleor_returns_app.domain.refunds.terms import Delivery, RefundInputs

_NOT_YET = PartCause(CauseCode.WHOLE_ORDER)


def shipping_due(inputs: RefundInputs) -> tuple[int, int, PartCause]:
    """Return what is due now, gross and net, in minor units, and why."""
    if not completes_order(inputs):
        return 0, 0, _NOT_YET
    paid, before = inputs.shipping.minor, inputs.terms.paid.shipping
    most, cause = _most(paid, inputs.terms.delivery)
    given = min(before.minor, paid) if before else 0
    due = max(0, most - given)
    net = inputs.shipping_net.minor
    return due, rounded(net * (given + due), paid) - rounded(net * given, paid), cause


def completes_order(inputs: RefundInputs) -> bool:
    """Whether, with all returns before, every unit that was paid for comes back; gifts need not."""
    terms = inputs.terms
    before = terms.paid.units
    wanted = {units.line_id: units.quantity for units in terms.chosen}
    for line in inputs.lines:
        if line.is_gift:
            continue
        if wanted.get(line.line_id, 0) + before.get(line.line_id, 0) < line.quantity:
            return False
    return any(wanted.values())


def _most(paid: int, delivery: Delivery) -> tuple[int, PartCause]:
    """Say how much of what was paid comes back for a whole order, and why."""
    if delivery.track is not Track.STATUTORY:
        return paid, PartCause(CauseCode.WHOLE_ORDER)
    if delivery.standard is None or delivery.standard.minor >= paid:
        return paid, PartCause(CauseCode.WITHDRAWAL, article=delivery.article)
    facts = {"paid": str(paid), "standard": str(delivery.standard.minor)}
    return delivery.standard.minor, PartCause(
        CauseCode.STANDARD_DELIVERY, facts, article=delivery.article
    )
