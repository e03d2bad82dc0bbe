"""The queries of the GraphQL API."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from saleor_returns_app.sandbox.saleor.ids import global_id, key_of, split_global_id
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.model import Order
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.orders import order_node
from saleor_returns_app.sandbox.saleor.nodes.pages import connection
from saleor_returns_app.sandbox.saleor.nodes.shop import (
    app_node,
    channel_node,
    customer_node,
    shop_node,
    warehouse_node,
)
from saleor_returns_app.sandbox.saleor.people import CHANNELS
from saleor_returns_app.sandbox.saleor.permissions import ORDERS, allow
from saleor_returns_app.sandbox.saleor.refusals import problem


def _order(info: Any, id: str | None = None, externalReference: str | None = None) -> Node | None:  # noqa: N803
    saleor: Saleor = info.context.saleor
    if externalReference is not None:
        allow(info.context.principal, ORDERS)
        found = (o for o in saleor.orders.values() if o.external_reference == externalReference)
        order = next(found, None)
    else:
        parts = split_global_id(id or "")
        if parts is None or parts[0] != "Order":
            raise problem(f"Invalid ID: {id}. Expected: Order.")
        order = saleor.orders.get(parts[1])
    return order_node(saleor, order) if order else None


def _orders(info: Any, **arguments: Any) -> Node:
    saleor: Saleor = info.context.saleor
    wanted = arguments.get("filter") or {}
    if wanted.get("numbers") and wanted.get("ids"):
        raise problem("'ids' and 'numbers` are not allowed to use together in filter.")
    orders = [o for o in saleor.orders.values() if o.status != "DRAFT" and _matches(o, wanted)]
    sorting = arguments.get("sortBy") or {"field": "NUMBER", "direction": "DESC"}
    orders.sort(key=_SORTING[sorting["field"]], reverse=sorting["direction"] == "DESC")
    nodes = [(order.pk, partial(order_node, saleor, order)) for order in orders]
    return connection("orders", nodes, **arguments)


_SORTING: dict[str, Callable[[Order], Any]] = {
    "NUMBER": lambda order: order.number,
    "CREATED_AT": lambda order: (order.created, order.number),
    "LAST_MODIFIED_AT": lambda order: (order.updated, order.number),
}


def _matches(order: Order, wanted: dict[str, Any]) -> bool:
    numbers, ids, channels = (wanted.get(name) for name in ("numbers", "ids", "channels"))
    text = (wanted.get("customer") or "").lower()
    metadata = wanted.get("metadata") or []
    channel = next(c for c in CHANNELS if c.slug == order.channel)
    return (
        (numbers is None or str(order.number) in numbers)
        and (ids is None or order.pk in {key_of("Order", item) for item in ids})
        and (channels is None or global_id("Channel", channel.pk) in channels)
        and (not text or text in order.email.lower())
        and all(_has(order, item) for item in metadata)
        and _within(order.created.date(), wanted.get("created"))
        and _within(order.updated, wanted.get("updatedAt"))
    )


def _has(order: Order, item: dict[str, Any]) -> bool:
    value = item.get("value")
    return item["key"] in order.metadata and value in {None, order.metadata[item["key"]]}


def _within(at: date | datetime, limits: dict[str, Any] | None) -> bool:
    limits = limits or {}
    first, last = limits.get("gte"), limits.get("lte")
    return (first is None or at >= first) and (last is None or at <= last)


def _app(info: Any, id: str | None = None) -> Node | None:
    saleor, by = info.context.saleor, info.context.principal
    if id is None:
        return app_node(saleor, by.app) if by.app else None
    app = saleor.apps.get(int(key_of("App", id) or 0))
    if app is None or (by.app is not None and by.app.pk == app.pk):
        return app_node(saleor, app) if app else None
    allow(by, ["MANAGE_APPS"])
    return app_node(saleor, app)


def _apps(info: Any, **arguments: Any) -> Node:
    saleor: Saleor = info.context.saleor
    nodes = [(str(app.pk), partial(app_node, saleor, app)) for app in saleor.apps.values()]
    return connection("apps", nodes, **arguments)


def _channel(_info: Any, id: str | None = None, slug: str | None = None) -> Node | None:
    key = key_of("Channel", id)
    found = (c for c in CHANNELS if c.slug == slug or str(c.pk) == key)
    return next((channel_node(channel) for channel in found), None)


def _user(info: Any, id: str | None = None, email: str | None = None, **_other: Any) -> Node | None:
    saleor: Saleor = info.context.saleor
    customers = saleor.customers.values()
    key = key_of("User", id)
    found = (one for one in customers if one.email == email or str(one.pk) == key)
    return customer_node(next(found, None))


def _warehouses(_info: Any, **arguments: Any) -> Node:
    return connection("warehouses", [("lyon", warehouse_node)], **arguments)


QUERIES: dict[str, Callable[..., Any]] = {
    "order": _order,
    "orders": _orders,
    "app": _app,
    "apps": _apps,
    "shop": lambda info: shop_node(info.context.saleor),
    "channels": lambda _info: [channel_node(channel) for channel in CHANNELS],
    "channel": _channel,
    "user": _user,
    "warehouses": _warehouses,
}
