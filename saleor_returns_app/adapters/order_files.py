"""An order as a file: in our own form, or as Saleor answers about it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import cattrs
from graphql import GraphQLError

from saleor_returns_app.adapters.saleor.order_words import order_from
from saleor_returns_app.domain.errors import Invalid
from saleor_returns_app.domain.followed_orders import Order, Shipment, follow_order
from saleor_returns_app.domain.orders import OrderSnapshot

FORMAT = "saleor-returns/order/1"
LARGEST = 16 * 1024 * 1024

_converter = cattrs.Converter()
_converter.register_unstructure_hook(datetime, lambda moment: moment.isoformat())
_converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))


class OrderFileInvalid(Invalid):
    """This file holds no order that can be read: neither ours nor an answer of Saleor."""

    code = "order_file_invalid"


def order_text(order: Order) -> str:
    """Write an order down, so that a policy can be held against it elsewhere."""
    words = {
        "format": FORMAT,
        "snapshot": _converter.unstructure(order.snapshot),
        "shipments": _converter.unstructure(order.shipments, tuple[Shipment, ...]),
    }
    return json.dumps(words, indent=2, ensure_ascii=False) + "\n"


def order_in(text: bytes) -> Order:
    """Read an order from a file. Raises `OrderFileInvalid`."""
    if len(text) > LARGEST:
        raise OrderFileInvalid
    try:
        words = json.loads(text)
        if isinstance(words, Mapping) and words.get("format") == FORMAT:
            return _own(words)
        return _followed(order_from(_node(words)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OrderFileInvalid from error
    except (cattrs.BaseValidationError, ArithmeticError, GraphQLError) as error:
        raise OrderFileInvalid from error


def _own(words: Mapping[str, Any]) -> Order:
    order = _followed(_converter.structure(words["snapshot"], OrderSnapshot))
    order.shipments = _converter.structure(words.get("shipments", ()), tuple[Shipment, ...])
    return order


def _followed(snapshot: OrderSnapshot) -> Order:
    return follow_order(
        snapshot, id=snapshot.id, installation_id="", policy_version=1, at=snapshot.updated_at
    )


def _node(words: Any) -> Mapping[str, Any]:
    """Find the order in an answer, a recording of one, or a webhook's payload."""
    for step in ("response", "body", "data", "order"):
        if isinstance(words, Mapping) and step in words:
            words = words[step]
        if isinstance(words, str):
            words = json.loads(words)
    if isinstance(words, Mapping) and "edges" in words.get("orders", {}):
        words = words["orders"]["edges"][0]["node"]
    if not isinstance(words, Mapping):
        raise OrderFileInvalid
    return words
