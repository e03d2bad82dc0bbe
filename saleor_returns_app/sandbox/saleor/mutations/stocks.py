"""Mutations on stock."""

from typing import Any

from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.mutations import Mutation
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.goods import variant_on_sale_node
from saleor_returns_app.sandbox.saleor.refusals import not_found
from saleor_returns_app.sandbox.saleor.stock import set_stocks, variant_with


def update(
    info: Any,
    stocks: list[dict[str, Any]],
    variantId: str | None = None,  # noqa: N803
    sku: str | None = None,
) -> Node:
    """Run productVariantStocksUpdate."""
    saleor = info.context.saleor
    wanted = variantId or global_id("ProductVariant", sku)
    variant = variant_with(wanted)
    if variant is None:
        raise not_found("variantId" if variantId else "sku", wanted)
    set_stocks(saleor, variant, stocks)
    return {"productVariant": variant_on_sale_node(saleor, variant)}


MUTATIONS: dict[str, Mutation] = {"productVariantStocksUpdate": update}
