"""What is on sale: variants with their price in a channel and their stock, and the products they are of."""

from decimal import Decimal
from functools import partial
from typing import Any

from saleor_returns_app.sandbox.catalogue import Product, price_in
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.money import with_tax
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.catalogue import product_node, variant_of_node
from saleor_returns_app.sandbox.saleor.nodes.pages import connection
from saleor_returns_app.sandbox.saleor.nodes.shop import warehouse_node
from saleor_returns_app.sandbox.saleor.nodes.values import taxed
from saleor_returns_app.sandbox.saleor.orders import TAX
from saleor_returns_app.sandbox.saleor.people import channel_named
from saleor_returns_app.sandbox.saleor.stock import (
    MOST_AT_ONCE,
    VARIANTS,
    WAREHOUSES,
    Variant,
    allocated,
    available,
    held,
)


def variant_on_sale_node(saleor: Saleor, variant: Variant, channel: str | None = None) -> Node:
    """Write a variant; without a channel it has no price."""
    node = variant_of_node(variant.product, variant.name, variant.sku)
    return node | {
        "trackInventory": True,
        "quantityAvailable": lambda _info: min(available(saleor, variant.sku), MOST_AT_ONCE),
        "pricing": lambda _info, address=None: _pricing(variant.product, channel, address),
        "stocks": lambda _info: _stocks(saleor, variant),
        "product": lambda _info: product_on_sale_node(saleor, variant.product, channel),
    }


def product_on_sale_node(saleor: Saleor, sold: Product, channel: str | None = None) -> Node:
    """Write a product with its variants."""
    own = [variant for variant in VARIANTS.values() if variant.product is sold]
    nodes = [(one.sku, partial(variant_on_sale_node, saleor, one, channel)) for one in own]
    url = f"{saleor.settings.public_url.rstrip('/')}/media/{sold.key}.svg"
    return product_node(sold) | {
        "thumbnail": {"url": url, "alt": sold.name},
        "productVariants": lambda _info, **page: connection("productVariants", nodes, **page),
    }


def _pricing(sold: Product, channel: str | None, address: dict[str, Any] | None) -> Node | None:
    if channel is None:
        return None
    there = channel_named(channel)
    country = (address or {}).get("country") or there.country
    rate = Decimal(TAX.get(country, "0.20"))
    price = taxed(with_tax(price_in(sold, there.currency), rate, there.currency), there.currency)
    return {"onSale": False, "price": price, "priceUndiscounted": price}


def _stocks(saleor: Saleor, variant: Variant) -> list[Node]:
    promised = allocated(saleor, variant.sku)
    return [
        {
            "__typename": "Stock",
            "id": global_id("Stock", f"{variant.sku}-{place.slug}"),
            "warehouse": warehouse_node(place),
            "productVariant": lambda _info: variant_on_sale_node(saleor, variant),
            "quantity": held(saleor, variant.sku, place),
            "quantityAllocated": promised[place.pk],
        }
        for place in WAREHOUSES
    ]
