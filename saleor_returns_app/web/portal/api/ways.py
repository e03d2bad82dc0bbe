"""Where a parcel is handed in, and when it is fetched."""

from typing import Any
from urllib.parse import urlencode

from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields, validate

from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.parcels.choosing import (
    PointOnOffer,
    days_to_fetch,
    find_service_points,
)
from saleor_returns_app.web.portal.api.asked import PlainText
from saleor_returns_app.web.portal.api.operation import Answer, Body, Documented, access, operation
from saleor_returns_app.web.portal.api.told import Told

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EXAMPLE_POINT = {
    "token": "eyJvcmRlciI6Ii4uLiJ9.aSLk0A.jR0k",
    "name": "Kiosque des Terreaux",
    "carrier": "Mondial Relay",
    "street": "4 place des Terreaux",
    "postal_code": "69001",
    "city": "Lyon",
    "country": "FR",
    "distance_metres": 350,
    "map_url": "https://www.openstreetmap.org/?mlat=45.7676&mlon=4.8344#map=17/45.7676/4.8344",
    "opening_times": [{"day": "monday", "opens": "08:00", "closes": "19:00"}],
}


class NearSchema(Schema):
    """Where to look; without a word about it, near where the order went."""

    postal_code = PlainText(load_default="", validate=validate.Length(max=20))
    city = PlainText(load_default="", validate=validate.Length(max=100))
    carrier = PlainText(load_default="", validate=validate.Length(max=60))


class OpeningSchema(Told):
    """A time in which a place is open."""

    day = fields.String(required=True, validate=validate.OneOf(WEEKDAYS))
    opens = fields.String(required=True, metadata={"description": "HH:MM, local time."})
    closes = fields.String(required=True)


class ServicePointSchema(Told):
    """A place where a parcel can be handed in."""

    token = fields.String(
        required=True,
        metadata={"description": "Sent back as `service_point` when the return is opened."},
    )
    name = fields.String(required=True)
    carrier = fields.String(required=True)
    street = fields.String(required=True)
    postal_code = fields.String(required=True)
    city = fields.String(required=True)
    country = fields.String(required=True)
    distance_metres = fields.Integer(required=True, allow_none=True)
    map_url = fields.String(required=True, allow_none=True)
    opening_times = fields.List(fields.Nested(OpeningSchema), required=True)


class ServicePointsSchema(Told):
    """Places, the nearest first."""

    service_points = fields.List(fields.Nested(ServicePointSchema), required=True)


class PickupDaysSchema(Told):
    """Days on which a driver can come."""

    days = fields.List(fields.Date(), required=True)


@operation(
    "POST",
    "/service-points",
    Documented("findServicePoints", "Ways", ()),
    takes=Body(NearSchema, {"postal_code": "69001"}),
    gives=Answer(
        "The places, the nearest first; none is an empty list.",
        {"service_points": [EXAMPLE_POINT]},
        ServicePointsSchema,
    ),
)
def service_points(near: dict[str, Any]) -> ResponseReturnValue:
    """Find places where a parcel can be handed in, with map and opening hours."""
    found = find_service_points(
        access().order_id,
        postal_code=near["postal_code"],
        city=near["city"],
        carrier_code=near["carrier"],
        at=now(),
        carriers=services().carriers,
        sealer=services().sealer,
        transaction=services().transaction,
    )
    return {"service_points": [_told(one) for one in found]}


@operation(
    "GET",
    "/pickup-days",
    Documented("listPickupDays", "Ways", ()),
    gives=Answer("The days.", {"days": ["2026-11-24", "2026-11-25"]}, PickupDaysSchema),
)
def pickup_days() -> ResponseReturnValue:
    """List the days on which a driver can fetch the parcel; one is sent back as `pickup_on`."""
    return {
        "days": list(days_to_fetch(access().order_id, at=now(), transaction=services().transaction))
    }


def _told(offered: PointOnOffer) -> dict[str, Any]:
    point = offered.point
    return {
        "token": offered.token,
        "name": point.name,
        "carrier": point.carrier_name,
        "street": point.street,
        "postal_code": point.postal_code,
        "city": point.city,
        "country": point.country,
        "distance_metres": point.distance_metres,
        "map_url": map_url(point.latitude, point.longitude),
        "opening_times": [
            {"day": WEEKDAYS[day], "opens": opens, "closes": closes}
            for day, times in sorted(point.opening_times.items())
            for opens, closes in times
        ],
    }


def map_url(latitude: str, longitude: str) -> str | None:
    """Write the address of a map with the place in its middle; None where that is not known."""
    if not latitude or not longitude:
        return None
    query = urlencode({"mlat": latitude, "mlon": longitude})
    return f"https://www.openstreetmap.org/?{query}#map=17/{latitude}/{longitude}"
