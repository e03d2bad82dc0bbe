"""Mutations on drafts, and on what a draft becomes."""

from typing import Any

from saleor_returns_app.sandbox.saleor import drafts
from saleor_returns_app.sandbox.saleor.mutations import Mutation, order_with
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.orders import order_node
from saleor_returns_app.sandbox.saleor.refusals import not_found


def create(info: Any, input: dict[str, Any]) -> Node:
    """Run draftOrderCreate."""
    saleor, by = info.context.saleor, info.context.principal
    return {"order": order_node(saleor, drafts.create_draft(saleor, input, by))}


def complete(info: Any, id: str) -> Node:
    """Run draftOrderComplete."""
    saleor, by = info.context.saleor, info.context.principal
    order = order_with(saleor, "id", id)
    drafts.complete_draft(saleor, order, by)
    return {"order": order_node(saleor, order)}


def delete(info: Any, id: str | None = None, externalReference: str | None = None) -> Node:  # noqa: N803
    """Run draftOrderDelete."""
    saleor = info.context.saleor
    if id is None:
        known = saleor.orders.values()
        order = next((o for o in known if o.external_reference == externalReference), None)
        if order is None:
            raise not_found("externalReference", str(externalReference))
    else:
        order = order_with(saleor, "id", id)
    drafts.delete_draft(saleor, order)
    return {"order": order_node(saleor, order)}


def discount(info: Any, orderId: str, input: dict[str, Any]) -> Node:  # noqa: N803
    """Run orderDiscountAdd."""
    saleor, by = info.context.saleor, info.context.principal
    order = order_with(saleor, "orderId", orderId)
    drafts.add_discount(saleor, order, input, by)
    return {"order": order_node(saleor, order)}


def mark_as_paid(info: Any, id: str, transactionReference: str | None = None) -> Node:  # noqa: N803
    """Run orderMarkAsPaid."""
    saleor, by = info.context.saleor, info.context.principal
    order = order_with(saleor, "id", id)
    drafts.mark_as_paid(saleor, order, transactionReference, by)
    return {"order": order_node(saleor, order)}


def update_shipping(info: Any, order: str, input: dict[str, Any]) -> Node:
    """Run orderUpdateShipping."""
    saleor, by = info.context.saleor, info.context.principal
    found = order_with(saleor, "order", order)
    drafts.set_shipping(saleor, found, input.get("shippingMethod"), by)
    return {"order": order_node(saleor, found)}


MUTATIONS: dict[str, Mutation] = {
    "draftOrderCreate": create,
    "draftOrderComplete": complete,
    "draftOrderDelete": delete,
    "orderDiscountAdd": discount,
    "orderMarkAsPaid": mark_as_paid,
    "orderUpdateShipping": update_shipping,
}
