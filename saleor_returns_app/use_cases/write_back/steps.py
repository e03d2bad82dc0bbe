"""How each write into Saleor is planned, recognised and done."""

import json
from collections.abc import Callable

from saleor_returns_app.domain.errors import SaleorRefused
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.refund_breakdown import Units
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.write_back import (
    Step,
    goods_arrived,
    has_return_of,
    lines_to_return,
    marker,
    returned_units,
    taken_back_by_others,
)
from saleor_returns_app.use_cases.write_back.once import Facts, StepWork, Writing

METADATA_KEY = "saleor-returns"


def _no_plan(writing: Writing) -> Facts:
    return {}


def units_of(case: ReturnRequest) -> list[Units]:
    """Return the units that a return brings back, as far as is known."""
    return list(case.units)


def _approval_text(writing: Writing) -> str:
    case = writing.case
    count = sum(line.quantity for line in case.lines)
    return (
        f"{marker(case.number)} Return approved: {count} item(s), {case.outcome.value} "
        f"of {case.refund}, {case.wish.method.value}."
    )


_HOW = {
    Outcome.REFUND: "refunded to the original payment",
    Outcome.STORE_CREDIT: "settled by a gift card",
    Outcome.EXCHANGE: "settled by an exchange",
}


def _refund_text(writing: Writing) -> str:
    case = writing.case
    if case.money_status is MoneyStatus.SETTLED_OUTSIDE:
        how = f"settled outside of Saleor, reference: {case.settled_reference or 'none'}"
    else:
        how = _HOW[case.outcome]
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
        "outcome": case.outcome.value,
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
    """Spread the units over what Saleor has as sent; what staff have taken back there is done."""
    snapshot = writing.now()
    units = units_of(writing.case)
    by_others = taken_back_by_others(snapshot, units, writing.written_by_others)
    left = [Units(one.line_id, one.quantity - by_others.get(one.line_id, 0)) for one in units]
    lines = lines_to_return(snapshot, left)
    if sum(quantity for _, quantity in lines) < sum(part.quantity for part in left):
        raise SaleorRefused("Saleor has these units as returned already, or not as fulfilled.")
    return {"before": returned_units(snapshot, left), "lines": lines, "by_others": by_others}


def _find_goods(writing: Writing, facts: Facts) -> str | None:
    by_others = facts.get("by_others", {})
    left = [
        Units(one.line_id, one.quantity - by_others.get(one.line_id, 0))
        for one in units_of(writing.case)
    ]
    snapshot = writing.now()
    is_marked = has_return_of(snapshot, writing.case.number)
    arrived = is_marked or goods_arrived(facts["before"], snapshot, left)
    return _others(facts) if arrived else None


def _return_goods(writing: Writing, facts: Facts) -> str:
    lines = [(line_id, quantity) for line_id, quantity in facts["lines"]]
    if lines:  # Saleor takes an empty list, and makes an empty return of it.
        reason = f"{marker(writing.case.number)} Return"
        writing.saleor.return_products(writing.order.saleor_id, lines, reason)
    return _others(facts)


def _others(facts: Facts) -> str:
    """Say how many units staff had taken back before us; nothing where there are none."""
    return str(sum(facts.get("by_others", {}).values()) or "")


WORK: dict[Step, StepWork] = {
    Step.APPROVAL_NOTE: _note(_approval_text),
    Step.METADATA: StepWork(_no_plan, _repeat, _set_metadata),
    Step.RETURN_PRODUCTS: StepWork(_plan_goods, _find_goods, _return_goods),
    Step.REFUND_NOTE: _note(_refund_text),
}
