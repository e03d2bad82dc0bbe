"""What staff do with an order's parcels: send, track, cancel."""

from datetime import datetime

from saleor_returns_app.sandbox.saleor.history import tell, write
from saleor_returns_app.sandbox.saleor.instance import Principal, Saleor
from saleor_returns_app.sandbox.saleor.ledger import sums
from saleor_returns_app.sandbox.saleor.model import Fulfillment, FulfillmentLine, Order
from saleor_returns_app.sandbox.saleor.refusals import Refused
from saleor_returns_app.sandbox.saleor.status import update_status
from saleor_returns_app.sandbox.saleor.stock import send


def fulfil(
    saleor: Saleor,
    order: Order,
    by: Principal,
    *,
    quantities: dict[str, int] | None = None,
    tracking_number: str = "",
    at: datetime | None = None,
) -> Fulfillment:
    """Send units, or all that is left."""
    if sums(order).charge_status not in {"FULL", "OVERCHARGED"}:
        message = "Cannot fulfill unpaid order."
        raise Refused("order", message, "CANNOT_FULFILL_UNPAID_ORDER")
    lines = _to_send(saleor, order, quantities)
    highest = max((item.number for item in order.fulfillments), default=0)
    now = at or saleor.now()
    pk = saleor.next_pk("Fulfillment")
    parcel = Fulfillment(pk, highest + 1, "FULFILLED", now, lines, tracking_number)
    order.fulfillments.append(parcel)
    update_status(order)
    saleor.touch(order, at=now)
    write(saleor, order, "FULFILLMENT_FULFILLED_ITEMS", by, at=now)
    _tell_sent(saleor, order, parcel, by)
    return parcel


def _to_send(
    saleor: Saleor, order: Order, quantities: dict[str, int] | None
) -> list[FulfillmentLine]:
    lines = []
    for line in order.lines:
        left = line.quantity - line.quantity_fulfilled
        quantity = left if quantities is None else quantities.get(line.pk, 0)
        if quantity > left:
            message = f"Only {left} items remaining to fulfill."
            raise Refused("orderLineId", message, "FULFILL_ORDER_LINE")
        if quantity > 0:
            line.quantity_fulfilled += quantity
            send(saleor, line, quantity)
            lines.append(FulfillmentLine(saleor.next_pk("FulfillmentLine"), line.pk, quantity))
    if not lines:
        raise Refused("lines", "Total quantity must be larger than 0.", "ZERO_QUANTITY")
    return lines


def _tell_sent(saleor: Saleor, order: Order, parcel: Fulfillment, by: Principal) -> None:
    is_complete = order.status == "FULFILLED"
    tell(saleor, "FULFILLMENT_CREATED", order, by, fulfillment=parcel)
    if is_complete:
        tell(saleor, "FULFILLMENT_APPROVED", order, by, fulfillment=parcel)
    if parcel.tracking_number:
        tell(saleor, "FULFILLMENT_TRACKING_NUMBER_UPDATED", order, by, fulfillment=parcel)
    tell(saleor, "ORDER_UPDATED", order, by)
    if is_complete:
        tell(saleor, "ORDER_FULFILLED", order, by)


def set_tracking_number(
    saleor: Saleor, order: Order, parcel: Fulfillment, number: str, by: Principal
) -> None:
    """Write a parcel's tracking number down."""
    parcel.tracking_number = number
    saleor.touch(order, at=saleor.now())
    write(saleor, order, "TRACKING_UPDATED", by, message=number)
    tell(saleor, "FULFILLMENT_TRACKING_NUMBER_UPDATED", order, by, fulfillment=parcel)
    tell(saleor, "ORDER_UPDATED", order, by)


def cancel_parcel(saleor: Saleor, order: Order, parcel: Fulfillment, by: Principal) -> None:
    """Take a sending back: its units count as not sent."""
    if parcel.status == "CANCELED":
        message = "This fulfillment can't be canceled"
        raise Refused("fulfillment", message, "CANNOT_CANCEL_FULFILLMENT")
    for item in parcel.lines:
        if line := order.find_line(item.line):
            line.quantity_fulfilled -= item.quantity
    parcel.status = "CANCELED"
    update_status(order)
    saleor.touch(order, at=saleor.now())
    write(saleor, order, "FULFILLMENT_CANCELED", by)
    tell(saleor, "FULFILLMENT_CANCELED", order, by, fulfillment=parcel)
    tell(saleor, "ORDER_UPDATED", order, by)


def cancel_order(saleor: Saleor, order: Order, by: Principal) -> None:
    """Give an order up that was not sent."""
    is_sent = any(item.status != "CANCELED" for item in order.fulfillments)
    if is_sent or order.status in {"DRAFT", "CANCELED", "EXPIRED"}:
        raise Refused("order", "This order can't be canceled.", "CANNOT_CANCEL_ORDER")
    order.status = "CANCELED"
    saleor.touch(order, at=saleor.now())
    write(saleor, order, "CANCELED", by)
    tell(saleor, "ORDER_CANCELLED", order, by)
    tell(saleor, "ORDER_UPDATED", order, by)


def add_note(saleor: Saleor, order: Order, text: str, by: Principal) -> int:
    """Add a note; return its key."""
    if not text.strip():
        raise Refused("message", "Message can't be empty.", "REQUIRED")
    event = write(saleor, order, "NOTE_ADDED", by, message=text)
    saleor.touch(order, at=saleor.now())
    tell(saleor, "ORDER_UPDATED", order, by)
    return event.pk
