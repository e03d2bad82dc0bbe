"""How the pretend Saleor's data become text and come back."""

from decimal import Decimal

from cattrs.preconf.json import JsonConverter, make_converter

from saleor_returns_app.sandbox.saleor.cards import GiftCard
from saleor_returns_app.sandbox.saleor.installed import App
from saleor_returns_app.sandbox.saleor.model import Customer, Order


def _converter() -> JsonConverter:
    converter = make_converter()
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _kind: Decimal(value))
    return converter


_CONVERTER = _converter()


def dump(thing: Order | App | Customer | GiftCard) -> str:
    """Write an order, an app, a customer or a gift card as text."""
    return _CONVERTER.dumps(thing)


def load_order(text: str) -> Order:
    """Read an order."""
    return _CONVERTER.loads(text, Order)


def load_app(text: str) -> App:
    """Read an app."""
    return _CONVERTER.loads(text, App)


def load_customer(text: str) -> Customer:
    """Read a customer."""
    return _CONVERTER.loads(text, Customer)


def load_card(text: str) -> GiftCard:
    """Read a gift card."""
    return _CONVERTER.loads(text, GiftCard)
