"""Customs: between which addresses goods are declared, and what a declaration lacks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.shipping.errors import Place
from saleor_returns_app.domain.shipping.shipments import Route, ShipmentOrder

# Where merchants keep what customs ask for, in Saleor's metadata: of the product (or the variant),
# and of the order.
HS_CODE, ORIGIN, INVOICE = "returns.hs_code", "returns.origin", "returns.invoice_number"
LONGEST_HS_CODE, SHORTEST_HS_CODE = 12, 6
LONGEST_INVOICE = 40


def crosses_customs(route: Route) -> bool:
    """Whether goods on this route have to be declared."""
    return not areas_of(route.sender) & areas_of(route.recipient)


def areas_of(address: Address) -> frozenset[str]:
    """Name the areas within which goods from there pass freely; a country by itself is one."""
    country = address.country.upper()
    postal_code = address.postal_code.replace(" ", "").upper()
    for exception in _data()["postal_codes"]:
        if exception["country"] == country and postal_code.startswith(tuple(exception["begin"])):
            return frozenset(exception["areas"]) or frozenset({f"{country}-{exception['name']}"})
    members: Mapping[str, list[str]] = _data()["areas"]
    found = frozenset(area for area, countries in members.items() if country in countries)
    return found or frozenset({country})


def missing_for_customs(order: ShipmentOrder) -> tuple[Place, ...]:
    """Name everything that a declaration needs and that is not known, or cannot be right.

    Nothing is missing where nothing has to be declared.
    """
    if not crosses_customs(order.route):
        return ()
    missing = []
    invoice = order.customs.invoice_number if order.customs else ""
    if not 0 < len(invoice) <= LONGEST_INVOICE:
        missing.append(Place(INVOICE, "invoice_number"))
    for item in order.parcel.items:
        thing = item.sku or item.name
        digits = item.hs_code.replace(".", "").replace(" ", "")
        if not (digits.isdecimal() and SHORTEST_HS_CODE <= len(digits) <= LONGEST_HS_CODE):
            missing.append(Place(thing, "hs_code"))
        if not (len(item.origin) == 2 and item.origin.isalpha()):
            missing.append(Place(thing, "origin"))
        if not item.weight_grams:
            missing.append(Place(thing, "weight"))
    return tuple(missing)


@cache
def _data() -> dict[str, Any]:
    text = files(__package__).joinpath("data", "customs.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
