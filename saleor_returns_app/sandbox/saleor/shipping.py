"""The ways that the shop sends orders."""

from dataclasses import dataclass
from decimal import Decimal

from saleor_returns_app.sandbox.catalogue import euros_in
from saleor_returns_app.sandbox.saleor.model import Order


@dataclass(frozen=True)
class ShippingMethod:
    """A way to send, with its price in the currency of an order."""

    key: str
    name: str
    price: Decimal


METHODS = (("1", "Standard", Decimal("6.00")), ("2", "Express", Decimal("12.50")))


def methods_for(order: Order) -> list[ShippingMethod]:
    """List the ways to send an order; without an address there are none."""
    if not order.shipping_address.country:
        return []
    return [
        ShippingMethod(key, name, euros_in(price, order.currency)) for key, name, price in METHODS
    ]
