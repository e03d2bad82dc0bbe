"""What lies in the shop's warehouses, and how much of it is promised to orders."""

from dataclasses import dataclass
from typing import Any

from saleor_returns_app.sandbox.catalogue import PRODUCTS, Product, sku_of
from saleor_returns_app.sandbox.saleor.ids import global_id, key_of
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.model import Line, Order
from saleor_returns_app.sandbox.saleor.refusals import Crash, Refused

# What Saleor lets one checkout have of a variant at most.
MOST_AT_ONCE = 50
IDLE = {"DRAFT", "CANCELED", "EXPIRED"}


@dataclass(frozen=True)
class Warehouse:
    """A place where goods lie; `usual` units of each variant to begin with."""

    pk: str
    name: str
    slug: str
    usual: int


WAREHOUSES = (
    Warehouse("6c1f6b1e-3a0e-4a4d-9d65-0d3b6e7a1f10", "Lyon", "lyon", 40),
    Warehouse("0b2f5d3c-77aa-4c55-8f5e-2f6f8d1c9a21", "Roubaix", "roubaix", 12),
)
# What was sold out when the shop opened.
SOLD_OUT = frozenset({sku_of("marin", "XL"), sku_of("chaussure", "42")})


@dataclass(frozen=True)
class Variant:
    """One choice of a product."""

    product: Product
    name: str
    sku: str


VARIANTS = {
    sku: Variant(one, name, sku)
    for one in PRODUCTS
    for name in one.variants
    for sku in [sku_of(one.key, name)]
}


def variant_with(global_id_: str | None) -> Variant | None:
    """Return the variant with this id."""
    return VARIANTS.get(key_of("ProductVariant", global_id_) or "")


def held(saleor: Saleor, sku: str, warehouse: Warehouse) -> int:
    """Count the units in a warehouse, the promised ones with them."""
    usual = 0 if sku in SOLD_OUT else warehouse.usual
    return saleor.stock.get(_key(sku, warehouse), usual)


def allocated(saleor: Saleor, sku: str) -> dict[str, int]:
    """Count the units that are promised to orders and not sent, by warehouse; the first gives first."""
    wanted = sum(
        line.quantity - line.quantity_fulfilled
        for order in saleor.orders.values()
        if order.status not in IDLE
        for line in order.lines
        if line.sku == sku and line.has_variant
    )
    promised = {}
    for warehouse in WAREHOUSES:
        promised[warehouse.pk] = min(wanted, held(saleor, sku, warehouse))
        wanted -= promised[warehouse.pk]
    return promised


def available(saleor: Saleor, sku: str) -> int:
    """Count the units that can still be sold."""
    promised = allocated(saleor, sku)
    return sum(held(saleor, sku, one) - promised[one.pk] for one in WAREHOUSES)


def send(saleor: Saleor, line: Line, quantity: int) -> None:
    """Take units that are sent out of the warehouses; this shop never counts below nothing."""
    for warehouse in WAREHOUSES:
        there = held(saleor, line.sku, warehouse)
        taken = min(quantity, there)
        if taken:
            saleor.keep_stock(_key(line.sku, warehouse), there - taken)
        quantity -= taken


def set_stocks(saleor: Saleor, variant: Variant, wanted: list[dict[str, Any]]) -> None:
    """Set what warehouses hold of a variant, whatever they held before."""
    ids = [item["warehouse"] for item in wanted]
    for index, text in enumerate(ids):
        if text in ids[:index]:
            raise Refused("warehouse", "Duplicated warehouse ID.", "UNIQUE", index=index)
    places = {global_id("Warehouse", one.pk): one for one in WAREHOUSES}
    for index, text in enumerate(ids):
        if text not in places:
            message = f"Couldn't resolve to a node: {text}"
            raise Refused("warehouse", message, "NOT_FOUND", index=index)
    if any(item["quantity"] < 0 for item in wanted):
        raise Crash("IntegrityError")
    for item in wanted:
        saleor.keep_stock(_key(variant.sku, places[item["warehouse"]]), item["quantity"])


def lacking(saleor: Saleor, order: Order) -> list[Line]:
    """List the lines of a draft of which too little is left."""
    return [
        line
        for line in order.lines
        if line.sku in VARIANTS and line.quantity > available(saleor, line.sku)
    ]


def _key(sku: str, warehouse: Warehouse) -> str:
    return f"{sku}|{warehouse.slug}"
