"""What the pretend Saleor writes into an order's history, and whom it tells."""

from datetime import datetime
from decimal import Decimal

from saleor_returns_app.sandbox.saleor.instance import Happening, Principal, Saleor
from saleor_returns_app.sandbox.saleor.model import Fulfillment, Order, OrderEvent


def write(
    saleor: Saleor,
    order: Order,
    kind: str,
    by: Principal,
    *,
    at: datetime | None = None,
    message: str | None = None,
    related_order: str | None = None,
    amount: Decimal | None = None,
    quantity: int | None = None,
) -> OrderEvent:
    """Add an entry to the order's history."""
    event = OrderEvent(
        pk=saleor.next_pk("OrderEvent"),
        type=kind,
        date=at or saleor.now(),
        message=message,
        app=by.app.pk if by.app else None,
        user=by.user if by.app is None else None,
        related_order=related_order,
        amount=amount,
        quantity=quantity,
    )
    order.events.append(event)
    return event


def tell(
    saleor: Saleor,
    event: str,
    order: Order,
    by: Principal,
    *,
    fulfillment: Fulfillment | None = None,
) -> None:
    """Have apps told of an event of the order."""
    happening = Happening(
        event=event,
        at=saleor.now(),
        order=order.pk,
        fulfillment=fulfillment.pk if fulfillment else None,
        by_app=by.app.pk if by.app else None,
        by_user=by.user if by.app is None else None,
    )
    saleor.happen(happening)
