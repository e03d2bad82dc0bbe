"""Mutations on metadata."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from saleor_returns_app.sandbox.saleor.history import tell
from saleor_returns_app.sandbox.saleor.ids import split_global_id
from saleor_returns_app.sandbox.saleor.instance import Principal, Saleor
from saleor_returns_app.sandbox.saleor.model import (
    Fulfillment,
    Line,
    Metadata,
    Order,
    Transaction,
)
from saleor_returns_app.sandbox.saleor.mutations import Mutation
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.orders import (
    fulfillment_node,
    line_node,
    order_node,
)
from saleor_returns_app.sandbox.saleor.nodes.payments import transaction_node
from saleor_returns_app.sandbox.saleor.nodes.shop import app_node
from saleor_returns_app.sandbox.saleor.permissions import EITHER, KNOWN, ORDERS, allow
from saleor_returns_app.sandbox.saleor.refusals import Refused, not_found

_Thing = Order | Line | Fulfillment | Transaction


@dataclass
class _Holder:
    """Something that carries metadata."""

    public: Metadata
    private: Metadata
    node: Callable[[], Node]
    keep: Callable[[], None]
    needs: list[str]


def _update(info: Any, id: str, input: list[dict[str, str]], *, private: bool) -> Node:
    saleor, by = info.context.saleor, info.context.principal
    holder = _holder(saleor, id, by)
    if any(not item["key"].strip() for item in input):
        raise Refused("input", "Metadata key cannot be empty.", "REQUIRED")
    values = {item["key"]: item["value"] for item in input}
    return _changed(holder, values, private=private)


def _delete(info: Any, id: str, keys: list[str], *, private: bool) -> Node:
    holder = _holder(info.context.saleor, id, info.context.principal)
    return _changed(holder, dict.fromkeys(keys, None), private=private)


def _changed(holder: _Holder, values: dict[str, Any], *, private: bool) -> Node:
    metadata = holder.private if private else holder.public
    before = dict(metadata)
    for key, value in values.items():
        if value is None:
            metadata.pop(key, None)
        else:
            metadata[key] = value
    if metadata != before:
        holder.keep()
    return {"item": holder.node()}


def _holder(saleor: Saleor, id: str, by: Principal) -> _Holder:
    holder = _find(saleor, id, by)
    if holder is None:
        raise not_found("id", id)
    allow(by, holder.needs)
    return holder


def _find(saleor: Saleor, id: str, by: Principal) -> _Holder | None:
    kind, key = split_global_id(id) or ("", "")
    if kind == "App":
        return _app_holder(saleor, key, by)
    for order in saleor.orders.values():
        for thing, node in _things(saleor, order, kind):
            if str(thing.pk) == key:
                keep = partial(_keep, saleor, order, by, thing)
                needs = EITHER if kind == "TransactionItem" else ORDERS
                return _Holder(thing.metadata, thing.private_metadata, node, keep, needs)
    return None


def _app_holder(saleor: Saleor, key: str, by: Principal) -> _Holder | None:
    app = saleor.apps.get(int(key))
    if app is None:
        return None
    own = by.app is not None and by.app.pk == app.pk
    return _Holder(
        app.metadata,
        app.private_metadata,
        partial(app_node, saleor, app),
        partial(saleor.keep_app, app),
        KNOWN if own else ["MANAGE_APPS"],
    )


def _things(saleor: Saleor, order: Order, kind: str) -> list[tuple[_Thing, Callable[[], Node]]]:
    """Return what in an order carries metadata, of one type, each with its writer."""
    if kind == "Order":
        return [(order, partial(order_node, saleor, order))]
    if kind == "OrderLine":
        return [(line, partial(line_node, saleor, order, line)) for line in order.lines]
    if kind == "Fulfillment":
        parcels = order.fulfillments
        return [(parcel, partial(fulfillment_node, saleor, order, parcel)) for parcel in parcels]
    if kind == "TransactionItem":
        return [
            (item, partial(transaction_node, saleor, order, item, order_node))
            for item in order.transactions
        ]
    return []


def _keep(saleor: Saleor, order: Order, by: Principal, thing: _Thing) -> None:
    """Keep a change; one of a parcel leaves its order as it was, in Saleor's eyes."""
    if isinstance(thing, Fulfillment):
        saleor.touch(order)
        tell(saleor, "FULFILLMENT_METADATA_UPDATED", order, by, fulfillment=thing)
        return
    saleor.touch(order, at=saleor.now())
    if isinstance(thing, Order):
        tell(saleor, "ORDER_METADATA_UPDATED", order, by)


MUTATIONS: dict[str, Mutation] = {
    "updateMetadata": lambda info, **a: _update(info, **a, private=False),
    "updatePrivateMetadata": lambda info, **a: _update(info, **a, private=True),
    "deleteMetadata": lambda info, **a: _delete(info, **a, private=False),
    "deletePrivateMetadata": lambda info, **a: _delete(info, **a, private=True),
}
