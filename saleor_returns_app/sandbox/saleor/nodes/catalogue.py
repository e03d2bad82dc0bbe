"""What is sold: variants, products, and where they stand in the shop."""

from collections.abc import Iterable
from typing import Any

from saleor_returns_app.sandbox.catalogue import COLLECTIONS, Category, Product, path_to, product
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.model import Line
from saleor_returns_app.sandbox.saleor.nodes import Node, later
from saleor_returns_app.sandbox.saleor.nodes.values import metadata

WEIGHT_OF_A_TYPE = 0.0


def variant_id(line: Line) -> str:
    """Return the id of the variant that was bought."""
    return global_id("ProductVariant", line.sku)


def variant_node(line: Line) -> Node:
    """Write the variant that was bought."""
    return variant_of_node(product(line.product), line.variant_name, line.sku)


def variant_of_node(sold: Product, name: str, sku: str) -> Node:
    """Write a variant of a product."""
    return {
        "__typename": "ProductVariant",
        "id": global_id("ProductVariant", sku),
        "name": name,
        "sku": sku,
        "externalReference": None,
        "weight": None,
        "attributes": [_attribute(sold.choice, [name])],
        "product": later(product_node, sold),
        **metadata({}, {}),
    }


def product_node(sold: Product) -> Node:
    """Write a product."""
    is_card = sold.kind == "GIFT_CARD"
    return {
        "__typename": "Product",
        "id": global_id("Product", sold.key),
        "name": sold.name,
        "slug": sold.key,
        "productType": {
            "__typename": "ProductType",
            "id": global_id("ProductType", 2 if is_card else 1),
            "name": "Gift card" if is_card else "Goods",
            "slug": "gift-card" if is_card else "goods",
            "kind": sold.kind,
            "weight": {"unit": "KG", "value": WEIGHT_OF_A_TYPE},
        },
        "category": _category(path_to(sold.category)),
        "collections": [_named("Collection", slug, COLLECTIONS[slug]) for slug in sold.collections],
        "weight": {"unit": "KG", "value": sold.grams / 1000} if sold.grams else None,
        "attributes": [_attribute("material", sold.materials)] if sold.materials else [],
        "externalReference": None,
        **metadata(sold.metadata, {}),
    }


def _category(path: list[Category]) -> Node:
    own = path[-1]
    return {
        **_named("Category", own.slug, own.name),
        "level": len(path) - 1,
        "parent": later(_category, path[:-1]) if len(path) > 1 else None,
        "ancestors": lambda _info, **page: _ancestors(path, **page),
    }


def _ancestors(path: list[Category], **page: Any) -> Node:
    """Write a page of what lies above, by no order of depth: Saleor sorts by key."""
    above = [path[: index + 1] for index in range(len(path) - 1)]
    above.sort(key=lambda one: one[-1].slug)
    shown = above[: page["first"]] if page.get("first") else above[-(page.get("last") or 0) :]
    return {
        "edges": [{"node": _category(one), "cursor": one[-1].slug} for one in shown],
        "totalCount": len(above),
        "pageInfo": {"hasNextPage": len(shown) < len(above), "hasPreviousPage": False},
    }


def _attribute(slug: str, names: Iterable[str]) -> Node:
    return {
        "attribute": _named("Attribute", slug, slug.capitalize()),
        "values": [
            _named("AttributeValue", name.lower().replace(" ", "-"), name) | {"boolean": None}
            for name in names
        ],
    }


def _named(kind: str, slug: str, name: str) -> Node:
    return {"__typename": kind, "id": global_id(kind, slug), "slug": slug, "name": name}
