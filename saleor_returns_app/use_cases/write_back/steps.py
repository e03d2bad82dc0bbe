"""How each write into Saleor is planned, recognised and done."""

import json
from collections.abc import Callable

from saleor_returns_app.domain.errors import SaleorRefused
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.refund_breakdown import PartKind, Units, still_refundable
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.write_back import (
    Step,
    goods_arrived,
    grant_of,
    lines_to_return,
    marker,
    refund_requests,
    returned_units,
    transaction_for,
)
from saleor_returns_app.use_cases.write_back.once import Facts, StepWork, Writing

METADATA_KEY = "saleor-returns"


def _no_plan(writing: Writing) -> Facts:
    return {}


def _fresh(writing: Writing) -> OrderSnapshot:
    snapshot = writing.saleor.fetch_order(writing.order.saleor_id)
    if snapshot is None:
        raise SaleorRefused("Saleor has no such order any more.")
    return snapshot


def _units(writing: Writing) -> list[Units]:
    return [Units(line.order_line_id, line.quantity) for line in writing.case.lines]


def _approval_text(writing: Writing) -> str:
    case = writing.case
    count = sum(line.quantity for line in case.lines)
    return (
        f"{marker(case.number)} Return approved: {count} item(s), {case.wish.outcome.value} "
        f"of {case.refund}, {case.wish.method.value}."
    )


def _refund_text(writing: Writing) -> str:
    case = writing.case
    if case.money_status is MoneyStatus.SETTLED_OUTSIDE:
        how = f"settled outside of Saleor, reference: {case.settled_reference or 'none'}"
    else:
        how = "refunded to the original payment"
    return f"{marker(case.number)} Return {how}: {case.refund}."


def _note(text: Callable[[Writing], str]) -> StepWork:
    def look_up(writing: Writing, facts: Facts) -> str | None:
        return "" if text(writing) in writing.saleor.notes(writing.order.saleor_id) else None

    def call(writing: Writing, facts: Facts) -> str:
        writing.saleor.add_note(writing.order.saleor_id, text(writing))
        return ""

    return StepWork(_no_plan, look_up, call)


def _set_metadata(writing: Writing, facts: Facts) -> str:
    case = writing.case
    value = {
        "status": case.status.value,
        "lines": {line.order_line_id: line.quantity for line in case.lines},
        "outcome": case.wish.outcome.value,
        "refund": str(case.refund.decimal),
        "currency": case.refund.currency,
    }
    key = f"{METADATA_KEY}.{case.number}"
    writing.saleor.set_private_metadata(writing.order.saleor_id, {key: json.dumps(value)})
    return ""


def _repeat(writing: Writing, facts: Facts) -> str | None:
    """Setting the same value twice changes nothing, so there is nothing to look up."""
    return _set_metadata(writing, facts)


def _plan_goods(writing: Writing) -> Facts:
    snapshot = _fresh(writing)
    units = _units(writing)
    lines = lines_to_return(snapshot, units)
    if sum(quantity for _, quantity in lines) < sum(part.quantity for part in units):
        raise SaleorRefused("Saleor has these units as returned already, or not as fulfilled.")
    return {"before": returned_units(snapshot, units), "lines": lines}


def _find_goods(writing: Writing, facts: Facts) -> str | None:
    arrived = goods_arrived(facts["before"], _fresh(writing), _units(writing))
    return "" if arrived else None


def _return_goods(writing: Writing, facts: Facts) -> str:
    lines = [(line_id, quantity) for line_id, quantity in facts["lines"]]
    reason = f"{marker(writing.case.number)} Return"
    writing.saleor.return_products(writing.order.saleor_id, lines, reason)
    return ""


def _plan_grant(writing: Writing) -> Facts:
    """Check against what Saleor says now: somebody may have refunded since the quote."""
    snapshot = _fresh(writing)
    amount = writing.case.refund
    refundable = still_refundable(snapshot, promised=amount - amount)
    if amount > refundable:
        raise SaleorRefused(f"Only {refundable} of this order can still be refunded.")
    payment = transaction_for(snapshot, amount)
    if payment is None:
        raise SaleorRefused("No payment of this order can be refunded by this amount.")
    return {"transaction": payment.id}


def _find_grant(writing: Writing, facts: Facts) -> str | None:
    grant = grant_of(_fresh(writing), writing.case.number)
    return grant.id if grant else None


def _grant(writing: Writing, facts: Facts) -> str:
    case = writing.case
    shipping = case.wish.breakdown.sum_of(PartKind.ORIGINAL_SHIPPING)
    return writing.saleor.grant_refund(
        writing.order.saleor_id,
        amount=case.refund,
        lines=_units(writing),
        with_shipping=bool(shipping),
        transaction_id=facts["transaction"],
        reason=f"{marker(case.number)} Return",
    )


def _plan_request(writing: Writing) -> Facts:
    return {"before": refund_requests(_fresh(writing), writing.case.granted_refund_id)}


def _find_request(writing: Writing, facts: Facts) -> str | None:
    now = refund_requests(_fresh(writing), writing.case.granted_refund_id)
    return "" if now > facts["before"] else None


def _request(writing: Writing, facts: Facts) -> str:
    writing.saleor.request_refund(writing.case.granted_refund_id)
    return ""


WORK: dict[Step, StepWork] = {
    Step.APPROVAL_NOTE: _note(_approval_text),
    Step.METADATA: StepWork(_no_plan, _repeat, _set_metadata),
    Step.RETURN_PRODUCTS: StepWork(_plan_goods, _find_goods, _return_goods),
    Step.GRANT: StepWork(_plan_grant, _find_grant, _grant),
    Step.REQUEST_REFUND: StepWork(_plan_request, _find_request, _request),
    Step.REFUND_NOTE: _note(_refund_text),
}
