"""The ways home and the places on them, as Sendcloud lists them."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from saleor_returns_app.adapters.carriers.sendcloud.addresses import split_street
from saleor_returns_app.adapters.carriers.sendcloud.answers import money_in
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.shipping.shipments import ReturnOption, ServicePoint

Words = dict[str, Any]

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RADIUS_METRES, MOST_POINTS = 10_000, 20
GRAMS = {
    "kg": Decimal(1000),
    "g": Decimal(1),
    "lbs": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}

NEEDS = {
    "from_email": "sender_email",
    "from_telephone": "sender_phone",
    "from_phone_number": "sender_phone",
    "to_email": "recipient_email",
    "to_telephone": "recipient_phone",
    "to_phone_number": "recipient_phone",
    "length": "box",
    "width": "box",
    "height": "box",
}


def option_from(words: Words) -> ReturnOption:
    """Read one way home."""
    functions, wants = _dict(words, "functionalities"), _dict(words, "requirements")
    carrier, contract = _dict(words, "carrier"), _dict(words, "contract")
    weight, quote = _dict(words, "weight"), _quote(words)
    needs = {NEEDS.get(str(name), str(name)) for name in wants.get("fields") or ()}
    needs |= {"service_point"} if wants.get("is_service_point_required") else set()
    needs |= {"customs"} if wants.get("export_documents") else set()
    lead_time = quote.get("lead_time")
    return ReturnOption(
        code=str(words["code"]),
        name=str(words.get("name") or words["code"]),
        carrier_code=str(carrier.get("code") or ""),
        carrier_name=str(carrier.get("name") or carrier.get("code") or ""),
        method=_method(functions),
        contract_id=str(contract.get("id") or ""),
        price=money_in(_dict(quote, "price").get("total")),
        lead_time_hours=int(lead_time) if isinstance(lead_time, int | Decimal) else None,
        min_weight_grams=_grams(weight.get("min")),
        max_weight_grams=_grams(weight.get("max")),
        needs=frozenset(needs),
        has_customs_documents=bool(wants.get("export_documents")),
    )


def is_option(words: Words) -> bool:
    """Whether this can be chosen, and brings goods back."""
    return bool(words.get("code")) and _dict(words, "functionalities").get("returns") is not False


def points_query(near: Address, carrier_code: str) -> Words:
    """Ask for the places near an address."""
    street, number = split_street(near.street_1, near.country)
    query: Words = {
        "country_code": near.country,
        "address_street": street,
        "address_house_number": number,
        "address_postal_code": near.postal_code,
        "address_city": near.city,
        "radius": RADIUS_METRES,
        "limit": MOST_POINTS,
    }
    whose = {"carrier_code": carrier_code} if carrier_code else {"use_integration_carriers": "true"}
    return {name: value for name, value in query.items() if value} | whose


def points_from(answer: Any) -> Sequence[ServicePoint]:
    """Read places, the nearest first; those that are no more are left out."""
    results = _dict(answer if isinstance(answer, dict) else {}, "data").get("results")
    found = results if isinstance(results, list) else []
    points = [_point(one) for one in found if isinstance(one, dict) and not one.get("is_expired")]
    far = 10**9
    return sorted(points, key=lambda point: far if (d := point.distance_metres) is None else d)


def _point(words: Words) -> ServicePoint:
    address, carrier = _dict(words, "address"), _dict(words, "carrier")
    position, distance = _dict(words, "position"), words.get("distance")
    street = f"{address.get('street') or ''} {address.get('house_number') or ''}"
    return ServicePoint(
        id=str(words.get("id") or ""),
        name=str(words.get("name") or ""),
        carrier_code=str(carrier.get("code") or ""),
        carrier_name=str(carrier.get("name") or ""),
        street=street.strip(),
        postal_code=str(address.get("postal_code") or ""),
        city=str(address.get("city") or ""),
        country=str(address.get("country_code") or ""),
        latitude=str(position.get("latitude") or ""),
        longitude=str(position.get("longitude") or ""),
        distance_metres=int(distance) if isinstance(distance, int | Decimal) else None,
        opening_times=_opening_times(_dict(words, "opening_times")),
    )


def _opening_times(words: Words) -> dict[int, tuple[tuple[str, str], ...]]:
    times = {}
    for number, day in enumerate(DAYS):
        spans = tuple(
            (str(span["start_time"]), str(span["end_time"]))
            for span in words.get(day) or ()
            if isinstance(span, dict) and span.get("start_time") and span.get("end_time")
        )
        if spans:
            times[number] = spans
    return times


def _method(functions: Words) -> ReturnMethod:
    if functions.get("labelless"):
        return ReturnMethod.LABEL_LESS
    if functions.get("pick_up") or functions.get("first_mile") == "pickup":
        return ReturnMethod.PICK_UP
    return ReturnMethod.DROP_OFF


def _quote(words: Words) -> Words:
    quotes = words.get("quotes")
    return quotes[0] if isinstance(quotes, list) and quotes and isinstance(quotes[0], dict) else {}


def _grams(words: Any) -> int | None:
    if not isinstance(words, dict) or words.get("unit") not in GRAMS:
        return None
    try:
        return int(Decimal(str(words.get("value"))) * GRAMS[words["unit"]])
    except InvalidOperation:
        return None


def _dict(words: Words, name: str) -> Words:
    found = words.get(name)
    return found if isinstance(found, dict) else {}
