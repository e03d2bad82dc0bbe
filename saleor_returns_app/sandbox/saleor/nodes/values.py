"""Small pieces that many types share."""

from datetime import datetime
from decimal import Decimal

from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.model import Address, Metadata, Price
from saleor_returns_app.sandbox.saleor.money import shown
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.people import COUNTRIES


def money(amount: Decimal, currency: str) -> Node:
    """Write an amount."""
    return {"amount": shown(amount, currency), "currency": currency}


def taxed(price: Price, currency: str) -> Node:
    """Write an amount with and without tax."""
    return {
        "currency": currency,
        "gross": money(price.gross, currency),
        "net": money(price.net, currency),
        "tax": money(price.gross - price.net, currency),
    }


def moment(at: datetime) -> str:
    """Write a time."""
    return at.isoformat()


def country(code: str) -> Node:
    """Write a country."""
    return {"code": code, "country": COUNTRIES.get(code, code)}


def permissions(codes: list[str]) -> list[Node]:
    """Write permissions, sorted by code."""
    return [{"code": c, "name": c.replace("_", " ").capitalize()} for c in sorted(codes)]


def address(pk: str, there: Address) -> Node:
    """Write an address."""
    return {
        "__typename": "Address",
        "id": global_id("Address", pk),
        "firstName": there.first_name,
        "lastName": there.last_name,
        "companyName": there.company_name,
        "streetAddress1": there.street_address_1,
        "streetAddress2": there.street_address_2,
        "city": there.city,
        "cityArea": there.city_area,
        "postalCode": there.postal_code,
        "country": country(there.country),
        "countryArea": there.country_area,
        "phone": there.phone,
    }


def metadata(public: Metadata, private: Metadata) -> Node:
    """Write the six fields of anything that carries metadata."""
    return {
        "metadata": _items(public),
        "metafield": lambda _info, key: public.get(key),
        "metafields": lambda _info, keys=None: _picked(public, keys),
        "privateMetadata": _items(private),
        "privateMetafield": lambda _info, key: private.get(key),
        "privateMetafields": lambda _info, keys=None: _picked(private, keys),
    }


def _items(values: Metadata) -> list[Node]:
    return [{"key": key, "value": values[key]} for key in sorted(values)]


def _picked(values: Metadata, keys: list[str] | None) -> Metadata:
    return {key: value for key, value in values.items() if keys is None or key in keys}
