"""The options, contracts and service points of the pretend account."""

from decimal import Decimal, InvalidOperation
from typing import Any

Body = dict[str, Any]

EU = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
CARRIERS = {
    "dpd": "DPD",
    "postnl": "PostNL",
    "dhl": "DHL",
    "mondial_relay": "Mondial Relay",
    "ups": "UPS",
}
CONTRACTS = (
    {"id": 3411, "carrier": "dpd", "default": True, "state": "active"},
    {"id": 3415, "carrier": "dpd", "default": False, "state": "active"},
    {"id": 3412, "carrier": "postnl", "default": True, "state": "active"},
    {"id": 3413, "carrier": "dhl", "default": True, "state": "active"},
    {"id": 3416, "carrier": "mondial_relay", "default": True, "state": "active"},
    {"id": 3420, "carrier": "ups", "default": True, "state": "active"},
    {"id": 3421, "carrier": "ups", "default": False, "state": "inactive"},
)
# code, name, contract, price, most kg, functions, fields asked for, needs a point, for abroad
OPTIONS: tuple[tuple[str, str, int, str, int, Body, list[str], bool, bool], ...] = (
    ("dpd:return/return", "DPD Return", 3411, "5.42", 20, {}, [], False, False),
    (
        "postnl:standard/return,labelless",
        "PostNL Return without a label",
        3412,
        "5.95",
        23,
        {"labelless": True},
        ["from_email"],
        False,
        False,
    ),
    (
        "dhl:return_pickup/return",
        "DHL Return, collected",
        3413,
        "8.90",
        31,
        {"pick_up": True, "first_mile": "pickup"},
        ["from_telephone"],
        False,
        False,
    ),
    (
        "mondial_relay:return/return",
        "Mondial Relay Return",
        3416,
        "4.35",
        25,
        {},
        [],
        True,
        False,
    ),
    ("ups:standard_return/ddp", "UPS Standard Return", 3420, "18.20", 70, {}, [], False, True),
)
SHOPS = ("Tabac des Tilleuls", "Presse du Marché", "Épicerie Lumière", "Librairie du Pont")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def options_for(asked: Body) -> list[Body]:
    """List what is offered for a route and a weight."""
    is_abroad = not {asked.get("from_country_code"), asked.get("to_country_code")} <= EU
    heaviest = max((_kilos(box) for box in asked["parcels"]), default=Decimal(0))
    return [
        option_of(row)
        for row in OPTIONS
        if row[8] is is_abroad and heaviest <= row[4] and _fits(row, asked)
    ]


def option_of(row: tuple[Any, ...]) -> Body:
    """Write an option as Sendcloud does, with members that its documents type otherwise."""
    code, name, contract, price, most, functions, wanted, needs_point, is_abroad = row
    carrier = code.partition(":")[0]
    bounds = {
        "min": {"value": "0.001", "unit": "kg"},
        "max": {"value": f"{most}.000", "unit": "kg"},
    }
    total = {"value": price, "currency": "EUR"}
    part = {"type": "price_without_insurance", "label": "Label", "price": total}
    return {
        "code": code,
        "name": name,
        "carrier": {"code": carrier, "name": CARRIERS[carrier]},
        "product": {"code": code.partition("/")[0], "name": name},
        "functionalities": {
            "returns": True,
            "labelless": False,
            "pick_up": False,
            "first_mile": "dropoff",
            "incoterm": "ddp" if is_abroad else None,
            "size": None,
        }
        | functions,
        "contract": {"id": contract, "client_id": None, "carrier_code": carrier, "name": "Demo"},
        "weight": bounds,
        "max_dimensions": {"length": "175.00", "width": "80.00", "height": "60.00", "unit": "cm"},
        "requirements": {
            "fields": wanted,
            "export_documents": is_abroad,
            "is_service_point_required": needs_point,
        },
        "charging_type": "first_scan",
        "quotes": [
            {"weight": bounds, "price": {"breakdown": [part], "total": total}, "lead_time": 48}
        ],
    }


def find_option(code: str) -> Body | None:
    """Find an option by its code."""
    return next((option_of(row) for row in OPTIONS if row[0] == code), None)


def contracts() -> list[Body]:
    """List the account's contracts."""
    return [
        {
            "id": one["id"],
            "carrier": {"code": one["carrier"], "name": CARRIERS[str(one["carrier"])]},
            "client_id": f"demo-{one['id']}",
            "country": "NL",
            "is_default_per_carrier": one["default"],
            "state": one["state"],
            "type": "direct",
        }
        for one in CONTRACTS
    ]


def active_contracts(carrier: str) -> set[int]:
    """List the numbers of a carrier's contracts in force."""
    return {
        int(str(one["id"]))
        for one in CONTRACTS
        if one["carrier"] == carrier and one["state"] == "active"
    }


def points_near(asked: Body, carriers: list[str]) -> list[Body]:
    """Make up places around an address: the same ones each time."""
    if asked["country_code"] not in EU:
        return []
    return [
        _point(number, carrier, asked)
        for number, carrier in enumerate(carriers * 2)
        if carrier in CARRIERS
    ]


def _point(number: int, carrier: str, asked: Body) -> Body:
    span = [{"start_time": "08:30", "end_time": "18:00"}]
    lunch = [
        {"start_time": "08:30", "end_time": "12:00"},
        {"start_time": "14:00", "end_time": "18:00"},
    ]
    hours: Body = {day: lunch if day == "thursday" else span for day in WEEKDAYS} | {"sunday": None}
    return {
        "id": 2200417 + number,
        "name": SHOPS[number % len(SHOPS)],
        "carrier": {"code": carrier, "name": CARRIERS[carrier]},
        "carrier_service_point_id": f"{asked['country_code']}-P-{417 + number:04}",
        "carrier_shop_type": "pickup",
        "general_shop_type": "servicepoint",
        "address": {
            "street": "Cours Gambetta",
            "house_number": str(41 + 12 * number),
            "postal_code": asked.get("address_postal_code", "69003"),
            "city": asked.get("address_city", "Lyon"),
            "country_code": asked["country_code"],
        },
        "position": {"latitude": 45.7561 + number / 500, "longitude": 4.8493 + number / 700},
        "contact": {"email": "", "phone": ""},
        "opening_times": hours,
        "is_open_tomorrow": True,
        "next_open_at": None,
        "is_expired": number == 5,
        "distance": 310 + 240 * number,
    }


def _fits(row: tuple[Any, ...], asked: Body) -> bool:
    code, wanted = row[0], asked.get("functionalities") or {}
    option = option_of(row)
    return (
        all(option["functionalities"].get(name) == value for name, value in wanted.items())
        and asked.get("carrier_code") in (None, code.partition(":")[0])
        and asked.get("shipping_option_code") in (None, code)
        and asked.get("contract_id") in (None, row[2])
    )


def _kilos(box: Body) -> Decimal:
    weight = box.get("weight") or {}
    try:
        value = Decimal(str(weight.get("value", 0)))
    except InvalidOperation:
        return Decimal(0)
    return value / 1000 if weight.get("unit") == "g" else value
