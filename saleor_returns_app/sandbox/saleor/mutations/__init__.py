"""The mutations of the GraphQL API, by topic, and the frame that all of them share."""

from collections.abc import Callable
from typing import Any

from saleor_returns_app.sandbox.saleor.ids import key_of
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.model import Fulfillment, GrantedRefund, Order, Transaction
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.refusals import not_found

Mutation = Callable[..., Node]


def order_with(saleor: Saleor, field: str, global_id: str | None) -> Order:
    """Return the order with this id."""
    order = saleor.orders.get(key_of("Order", global_id) or "")
    if order is None:
        raise not_found(field, str(global_id))
    return order


def grant_with(saleor: Saleor, field: str, global_id: str) -> tuple[Order, GrantedRefund]:
    """Return the granted refund with this id, and its order."""
    key = key_of("OrderGrantedRefund", global_id)
    for order in saleor.orders.values():
        for grant in order.grants:
            if str(grant.pk) == key:
                return order, grant
    raise not_found(field, global_id)


def parcel_with(saleor: Saleor, field: str, global_id: str) -> tuple[Order, Fulfillment]:
    """Return the fulfillment with this id, and its order."""
    key = key_of("Fulfillment", global_id)
    for order in saleor.orders.values():
        for parcel in order.fulfillments:
            if str(parcel.pk) == key:
                return order, parcel
    raise not_found(field, global_id)


def transaction_with(
    saleor: Saleor, global_id: str | None, token: Any
) -> tuple[Order, Transaction]:
    """Return the transaction with this id or token, and its order."""
    key = key_of("TransactionItem", global_id) if global_id else str(token or "")
    found = saleor.find_transaction(key)
    if found is None:
        raise not_found("id" if global_id else "token", str(global_id or token))
    return found
