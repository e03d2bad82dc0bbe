"""Mutations on orders and their parcels."""

from typing import Any

from saleor_returns_app.sandbox.saleor import parcels
from saleor_returns_app.sandbox.saleor.ids import key_of
from saleor_returns_app.sandbox.saleor.mutations import Mutation, order_with, parcel_with
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.orders import (
    fulfillment_node,
    order_event_node,
    order_node,
)
from saleor_returns_app.sandbox.saleor.returns import return_products


def add_note(info: Any, order: str, input: dict[str, Any]) -> Node:
    """Run orderNoteAdd."""
    saleor, by = info.context.saleor, info.context.principal
    found = order_with(saleor, "order", order)
    pk = parcels.add_note(saleor, found, input["message"], by)
    event = order_event_node(saleor, found, pk)
    return {"order": order_node(saleor, found), "event": event}


def send_back(info: Any, order: str, input: dict[str, Any]) -> Node:
    """Run orderFulfillmentReturnProducts."""
    saleor, by = info.context.saleor, info.context.principal
    done = return_products(saleor, order_with(saleor, "order", order), input, by)
    replaced, draft = done.replaced, done.draft
    return {
        "order": order_node(saleor, done.order),
        "returnFulfillment": fulfillment_node(saleor, done.order, done.returned),
        "replaceFulfillment": fulfillment_node(saleor, done.order, replaced) if replaced else None,
        "replaceOrder": order_node(saleor, draft) if draft else None,
    }


def fulfil(info: Any, input: dict[str, Any], order: str | None = None) -> Node:
    """Run orderFulfill."""
    saleor, by = info.context.saleor, info.context.principal
    found = order_with(saleor, "order", order)
    quantities: dict[str, int] = {}
    for line in input["lines"]:
        key = key_of("OrderLine", line.get("orderLineId")) or ""
        units = sum(stock["quantity"] for stock in line["stocks"])
        quantities[key] = quantities.get(key, 0) + units
    number = input.get("trackingNumber") or ""
    parcel = parcels.fulfil(saleor, found, by, quantities=quantities, tracking_number=number)
    return {
        "fulfillments": [fulfillment_node(saleor, found, parcel)],
        "order": order_node(saleor, found),
    }


def set_tracking_number(info: Any, id: str, input: dict[str, Any]) -> Node:
    """Run orderFulfillmentUpdateTracking."""
    saleor, by = info.context.saleor, info.context.principal
    order, parcel = parcel_with(saleor, "id", id)
    number = input.get("trackingNumber") or ""
    parcels.set_tracking_number(saleor, order, parcel, number, by)
    return _parcel_and_order(saleor, order, parcel)


def cancel_parcel(info: Any, id: str, input: dict[str, Any] | None = None) -> Node:
    """Run orderFulfillmentCancel."""
    saleor, by = info.context.saleor, info.context.principal
    order, parcel = parcel_with(saleor, "id", id)
    parcels.cancel_parcel(saleor, order, parcel, by)
    return _parcel_and_order(saleor, order, parcel)


def cancel(info: Any, id: str) -> Node:
    """Run orderCancel."""
    saleor, by = info.context.saleor, info.context.principal
    order = order_with(saleor, "id", id)
    parcels.cancel_order(saleor, order, by)
    return {"order": order_node(saleor, order)}


def _parcel_and_order(saleor: Any, order: Any, parcel: Any) -> Node:
    return {
        "fulfillment": fulfillment_node(saleor, order, parcel),
        "order": order_node(saleor, order),
    }


MUTATIONS: dict[str, Mutation] = {
    "orderNoteAdd": add_note,
    "orderFulfillmentReturnProducts": send_back,
    "orderFulfill": fulfil,
    "orderFulfillmentUpdateTracking": set_tracking_number,
    "orderFulfillmentCancel": cancel_parcel,
    "orderCancel": cancel,
}
