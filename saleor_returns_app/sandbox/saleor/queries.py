"""The queries of the GraphQL API."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from saleor_returns_app.sandbox.catalogue import PRODUCTS
from saleor_returns_app.sandbox.saleor.cards import GiftCard
from saleor_returns_app.sandbox.saleor.ids import global_id, key_of, split_global_id
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.model import Order
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.gift_cards import card_node
from saleor_returns_app.sandbox.saleor.nodes.goods import (
    product_on_sale_node,
    variant_on_sale_node,
)
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
from saleor_returns_app.sandbox.saleor.stock import VARIANTS, WAREHOUSES


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


def _has(thing: Order | GiftCard, item: dict[str, Any]) -> bool:
    value = item.get("value")
    return item["key"] in thing.metadata and value in {None, thing.metadata[item["key"]]}


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
    nodes = [(place.slug, partial(warehouse_node, place)) for place in WAREHOUSES]
    return connection("warehouses", nodes, **arguments)


def _gift_card(info: Any, id: str) -> Node | None:
    card = info.context.saleor.gift_cards.get(int(key_of("GiftCard", id) or 0))
    return card_node(card) if card else None


def _gift_cards(info: Any, **arguments: Any) -> Node:
    wanted = arguments.get("filter") or {}
    cards = sorted(info.context.saleor.gift_cards.values(), key=lambda card: card.code)
    nodes = [(str(card.pk), partial(card_node, card)) for card in cards if _fits(card, wanted)]
    return connection("giftCards", nodes, **arguments)


def _fits(card: GiftCard, wanted: dict[str, Any]) -> bool:
    tags = wanted.get("tags")
    return (
        wanted.get("code") in {None, card.code}
        and wanted.get("currency") in {None, card.currency}
        and wanted.get("isActive") in {None, card.is_active}
        and (tags is None or bool(set(tags) & set(card.tags)))
        and all(_has(card, item) for item in wanted.get("metadata") or [])
    )


def _product(
    info: Any, id: str | None = None, slug: str | None = None, channel: str | None = None
) -> Node | None:
    key = slug or key_of("Product", id)
    found = next((sold for sold in PRODUCTS if sold.key == key), None)
    return product_on_sale_node(info.context.saleor, found, channel) if found else None


def _variant(
    info: Any, id: str | None = None, sku: str | None = None, channel: str | None = None
) -> Node | None:
    variant = VARIANTS.get(sku or key_of("ProductVariant", id) or "")
    return variant_on_sale_node(info.context.saleor, variant, channel) if variant else None


def _variants(info: Any, channel: str | None = None, **arguments: Any) -> Node:
    wanted, ids = arguments.get("filter") or {}, arguments.get("ids")
    text, skus = (wanted.get("search") or "").lower(), wanted.get("sku")
    nodes = [
        (one.sku, partial(variant_on_sale_node, info.context.saleor, one, channel))
        for one in VARIANTS.values()
        if (ids is None or global_id("ProductVariant", one.sku) in ids)
        and (skus is None or one.sku in skus)
        and text in f"{one.product.name} {one.name} {one.sku}".lower()
    ]
    return connection("productVariants", nodes, **arguments)


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
    "giftCard": _gift_card,
    "giftCards": _gift_cards,
    "product": _product,
    "productVariant": _variant,
    "productVariants": _variants,
}
