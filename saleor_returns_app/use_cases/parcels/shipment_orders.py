"""What a carrier is asked to carry, gathered from the case, its order and the shop's rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.orders import Address, FulfillmentStatus, OrderSnapshot
from saleor_returns_app.domain.ports import Store
from saleor_returns_app.domain.return_request import ReturnLine, ReturnRequest
from saleor_returns_app.domain.shipping.customs import HS_CODE, INVOICE, ORIGIN, crosses_customs
from saleor_returns_app.domain.shipping.parcels import ReturnParcel
from saleor_returns_app.domain.shipping.shipments import (
    CustomsFacts,
    ParcelItem,
    ParcelSpec,
    Route,
    ShipmentOrder,
)

# What an item weighs of which Saleor knows nothing: carriers want to hear of some weight.
UNKNOWN_GRAMS = 500


def shipment_order(
    store: Store, case: ReturnRequest, boxes: Sequence[ReturnParcel], *, at: datetime
) -> ShipmentOrder:
    """Say what is to be carried in the boxes that are announced together.

    It leads to the shop's address of today, whatever rules the return is under.
    """
    order, first = store.orders.get(case.order_id), boxes[0]
    route = route_of(store, case, order, at=at)
    items = tuple(_item(order.snapshot, line) for line in case.lines)
    weight = sum((item.weight_grams or UNKNOWN_GRAMS) * item.quantity for item in items)
    return ShipmentOrder(
        reference=first.reference,
        return_number=case.number,
        order_number=order.number,
        route=route,
        parcel=ParcelSpec(items, max(1, weight // len(boxes)), count=len(boxes)),
        option_code=first.option_code,
        contract_id=first.contract_id,
        method=first.method,
        language=order.snapshot.language,
        sender_email=order.email,
        pickup_on=first.pickup_on,
        service_point_id=first.service_point.id if first.service_point else "",
        customs=_customs(order.snapshot) if crosses_customs(route) else None,
    )


def route_of(store: Store, case: ReturnRequest, order: Order, *, at: datetime) -> Route:
    """Say where a return comes from and where it goes."""
    policy = store.policies.in_force(case.installation_id, at=at)
    offer = case.wish.offer
    to = policy.document.address(offer.return_address if offer else "")
    return Route(sender_of(order.snapshot), to)


def sender_of(snapshot: OrderSnapshot) -> Address:
    """Say where the goods are: where they went, else where the bill went."""
    shipping = snapshot.shipping_address
    return shipping if shipping.lines else snapshot.billing_address


def with_option(order: ShipmentOrder, box: ReturnParcel) -> ShipmentOrder:
    """Put the option into an order that was gathered before it was chosen."""
    return replace(order, option_code=box.option_code, contract_id=box.contract_id)


def _item(snapshot: OrderSnapshot, line: ReturnLine) -> ParcelItem:
    bought = snapshot.line(line.order_line_id)
    if bought is None:
        price = snapshot.total
        return ParcelItem("?", line.quantity, type(price).zero(price.currency), reason=line.reason)
    names = (bought.product_name, bought.variant_name)
    return ParcelItem(
        name=" · ".join(name for name in names if name),
        quantity=line.quantity,
        price=bought.unit_price,
        sku=bought.sku,
        weight_grams=bought.weight_grams,
        reason=line.reason,
        message=line.message,
        hs_code=bought.metadata.get(HS_CODE, "").strip(),
        origin=bought.metadata.get(ORIGIN, "").strip().upper(),
    )


def _customs(snapshot: OrderSnapshot) -> CustomsFacts:
    """Gather the proof that the goods were exported: the first parcel that left, if it is known."""
    left = [
        one
        for one in snapshot.fulfillments
        if one.tracking_number and one.status is not FulfillmentStatus.CANCELED
    ]
    first = min(left, key=lambda one: one.created_at, default=None)
    return CustomsFacts(
        invoice_number=snapshot.metadata.get(INVOICE, "").strip(),
        invoice_date=snapshot.placed_at.date(),
        outbound_tracking_number=first.tracking_number if first else "",
        outbound_carrier=snapshot.shipping_method if first else "",
        shipped_on=first.created_at.date() if first else None,
    )
