"""What we write into Saleor: each step planned before its call, and looked up before a repetition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import (
    CAME_BACK,
    WITH_CUSTOMER,
    GrantedRefund,
    OrderSnapshot,
    RefundEventType,
)
from saleor_returns_app.domain.refund_breakdown import Units


class Step(StrEnum):
    """One write into Saleor for one return, of those that every return may have.

    A settlement names its own steps: `grant:2` is the grant of its second payment.
    """

    APPROVAL_NOTE = "approval_note"
    METADATA = "metadata"
    RETURN_PRODUCTS = "return_products"
    REFUND_NOTE = "refund_note"


def grant_step(payment: int) -> str:
    """Name the step in which Saleor promises a payment."""
    return f"grant:{payment}"


def request_step(payment: int, asked: int) -> str:
    """Name the step in which the payment app is asked for a payment, the nth time."""
    return f"request:{payment}.{asked}"


def card_step(round: int) -> str:
    """Name the step in which a gift card is issued, the nth time on a person's word."""
    return f"card:{round}"


def exchange_step(name: str, attempt: int, round: int) -> str:
    """Name a step of an exchange, the nth draft of it and the nth time on a person's word."""
    return f"{name}:{attempt}.{round}"


def void_step(payment: int) -> str:
    """Name the step in which a promise is emptied."""
    return f"void:{payment}"


class StepState(StrEnum):
    """How far a step has come."""

    PLANNED = "planned"
    SENT = "sent"
    DONE = "done"
    FAILED = "failed"


@dataclass(eq=False)
class Operation:
    """A step of one return and its settlement. `sent` without `done`: nobody knows, look it up."""

    case_id: str
    step: str
    state: StepState
    planned_at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    sent_at: datetime | None = None
    done_at: datetime | None = None
    result: str = ""


class RefundOutcome(StrEnum):
    """What became of a refund, judged by its events and not by its status."""

    NOT_SENT = "not_sent"
    PENDING = "pending"
    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    FAILED = "failed"


def marker(number: str) -> str:
    """Return the words by which we find our own notes again."""
    return f"[{number}]"


def payment_marker(number: str, payment: int) -> str:
    """Return the words by which we find the grant of a payment again."""
    return f"[{number}/{payment}]"


def grant_of(order: OrderSnapshot, number: str, payment: int) -> GrantedRefund | None:
    """Find the grant that we made for a payment of a return.

    A first payment of before payments had numbers bears the return's number alone.
    """
    signs = (payment_marker(number, payment), *((marker(number),) if payment == 1 else ()))
    return next((grant for grant in order.granted_refunds if grant.reason.startswith(signs)), None)


def grant_with_id(order: OrderSnapshot, id: str) -> GrantedRefund | None:
    """Find a grant by its id in Saleor."""
    return next((grant for grant in order.granted_refunds if grant.id == id), None)


def lines_to_return(order: OrderSnapshot, wanted: Sequence[Units]) -> list[tuple[str, int]]:
    """Spread quantities of order lines over fulfillment lines, oldest fulfillment first.

    Returns (fulfillment line id, quantity); fewer than wanted when the customer has fewer.
    """
    left = {units.line_id: units.quantity for units in wanted}
    spread: list[tuple[str, int]] = []
    for fulfillment in sorted(order.fulfillments, key=lambda one: one.created_at):
        if fulfillment.status not in WITH_CUSTOMER:
            continue
        for part in fulfillment.lines:
            taken = min(left.get(part.order_line_id, 0), part.quantity)
            if taken > 0:
                spread.append((part.id, taken))
                left[part.order_line_id] -= taken
    return spread


def returned_units(order: OrderSnapshot, wanted: Sequence[Units]) -> dict[str, int]:
    """Count what Saleor has as returned of the lines in question, by line id."""
    return {units.line_id: order.units(units.line_id, CAME_BACK) for units in wanted}


def taken_back_by_others(
    order: OrderSnapshot, wanted: Sequence[Units], written: Mapping[str, int]
) -> dict[str, int]:
    """Count the wanted units that staff returned by hand, by line id: those that are missing else.

    `written` counts what our own other returns had written. Units that are still with the customer
    in Saleor are for us to return, whatever staff did before.
    """
    counts: dict[str, int] = {}
    for units in wanted:
        missing = units.quantity - order.units(units.line_id, WITH_CUSTOMER)
        foreign = order.returned_units(units.line_id) - written.get(units.line_id, 0)
        if 0 < missing <= foreign:
            counts[units.line_id] = missing
    return counts


def has_return_of(order: OrderSnapshot, number: str) -> bool:
    """Whether units came back under a return's number; Saleors before 3.23.12 do not tell."""
    sign = marker(number)
    return any(
        one.status in CAME_BACK and one.reason.startswith(sign) for one in order.fulfillments
    )


def goods_arrived(before: Mapping[str, int], order: OrderSnapshot, wanted: Sequence[Units]) -> bool:
    """Whether the units planned have been returned since the plan was made."""
    now = returned_units(order, wanted)
    return all(now[units.line_id] - before[units.line_id] >= units.quantity for units in wanted)


def refund_requests(order: OrderSnapshot, granted_refund_id: str) -> int:
    """Count how often the payment app was asked to pay a granted refund."""
    grant = grant_with_id(order, granted_refund_id)
    return _count(grant, RefundEventType.REFUND_REQUEST) if grant else 0


def outcome_of(grant: GrantedRefund) -> RefundOutcome:
    """Judge a refund by its events; a grant's own status can stay PENDING for ever."""
    paid = booked(grant)
    requests = _count(grant, RefundEventType.REFUND_REQUEST)
    answers = _count(grant, RefundEventType.REFUND_SUCCESS) + _count(
        grant, RefundEventType.REFUND_FAILURE
    )
    if not requests and not answers:
        return RefundOutcome.NOT_SENT
    if paid >= grant.amount:
        return RefundOutcome.PAID
    if paid:
        return RefundOutcome.PARTLY_PAID
    if requests <= answers or _failed_again(grant):
        return RefundOutcome.FAILED
    return RefundOutcome.PENDING


def booked(grant: GrantedRefund) -> Money:
    """Return what was really paid of a granted refund."""
    paid = _sum(grant, RefundEventType.REFUND_SUCCESS)
    return Money(paid - _sum(grant, RefundEventType.REFUND_REVERSE), grant.amount.currency)


def _sum(grant: GrantedRefund, kind: RefundEventType) -> int:
    return sum(event.amount.minor for event in grant.events if event.type is kind)


def _count(grant: GrantedRefund, kind: RefundEventType) -> int:
    return sum(event.type is kind for event in grant.events)


def _failed_again(grant: GrantedRefund) -> bool:
    requests = [e for e in grant.events if e.type is RefundEventType.REFUND_REQUEST]
    if not requests:
        return False
    newest = max(requests, key=lambda event: event.created_at)
    failures = {
        event.psp_reference
        for event in grant.events
        if event.type is RefundEventType.REFUND_FAILURE and event.created_at < newest.created_at
    }
    return bool(newest.psp_reference) and newest.psp_reference in failures
