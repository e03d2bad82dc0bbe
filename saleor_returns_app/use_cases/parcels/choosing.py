"""A shopper chooses where a parcel is handed in, or on which day it is fetched."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from saleor_returns_app.domain.errors import Invalid, ReturnsError, Unauthenticated
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.ports import Carriers, Sealer, Transaction
from saleor_returns_app.domain.shipping.connections import CarrierConnection, ConnectionState
from saleor_returns_app.domain.shipping.shipments import ServicePoint
from saleor_returns_app.domain.shipping.ways import ChosenWay, check_pickup, pickup_days
from saleor_returns_app.use_cases.parcels.connections import speaking_with
from saleor_returns_app.use_cases.parcels.shipment_orders import sender_of

CHOICE_LIFETIME = timedelta(hours=2)
MOST_POINTS = 20
PURPOSE = "service_point"


class ServicePointUnknown(Invalid):
    """This is none of the places that were listed; search for one again."""

    code = "service_point_unknown"


@dataclass(frozen=True)
class PointOnOffer:
    """A place, and the word that chooses it."""

    point: ServicePoint
    token: str


def find_service_points(
    order_id: str,
    *,
    postal_code: str = "",
    city: str = "",
    carrier_code: str = "",
    at: datetime,
    carriers: Carriers,
    sealer: Sealer,
    transaction: Transaction,
) -> list[PointOnOffer]:
    """List places near a postal code, else near where the order went; of all the shop's carriers.

    A carrier that is out of reach, or refuses, only leaves its own places out.
    """
    with transaction() as store:
        order = store.orders.get(order_id)
        accounts = store.carrier_connections.of_shop(order.installation_id)
    near = _near(sender_of(order.snapshot), postal_code, city)
    found: list[ServicePoint] = []
    for account in accounts:
        if account.state is ConnectionState.ACTIVE:
            found += _of(account, near, carrier_code, at, carriers, transaction)
    found.sort(key=lambda one: one.distance_metres if one.distance_metres is not None else 10**9)
    return [
        PointOnOffer(one, sealer.seal(PURPOSE, _words(order_id, one), at=at))
        for one in found[:MOST_POINTS]
    ]


def days_to_fetch(order_id: str, *, at: datetime, transaction: Transaction) -> tuple[date, ...]:
    """List the days on which a driver can come, by the shop's clock."""
    return pickup_days(_today(order_id, at, transaction))


def chosen_way(
    order_id: str,
    *,
    service_point: str = "",
    pickup_on: date | None = None,
    at: datetime,
    sealer: Sealer,
    transaction: Transaction,
) -> ChosenWay:
    """Read a choice. Raises `ServicePointUnknown` or `PickupDayInvalid`."""
    check_pickup(pickup_on, today=_today(order_id, at, transaction))
    point = _read(service_point, order_id, at, sealer) if service_point else None
    return ChosenWay(point, pickup_on)


def _of(
    account: CarrierConnection,
    near: Address,
    carrier_code: str,
    at: datetime,
    carriers: Carriers,
    transaction: Transaction,
) -> list[ServicePoint]:
    try:
        with speaking_with(account, at=at, transaction=transaction):
            return list(carriers.open(account).service_points(near, carrier_code))
    except ReturnsError:
        return []


def _near(home: Address, postal_code: str, city: str) -> Address:
    if not postal_code and not city:
        return home
    return replace(home, street_1="", street_2="", postal_code=postal_code, city=city)


def _today(order_id: str, at: datetime, transaction: Transaction) -> date:
    with transaction() as store:
        order = store.orders.get(order_id)
        policy = store.policies.get(order.installation_id, order.policy_version)
    return at.astimezone(ZoneInfo(policy.document.time_zone)).date()


def _words(order_id: str, point: ServicePoint) -> dict[str, Any]:
    facts = {name: value for name, value in vars(point).items() if name != "opening_times"}
    return {"order": order_id, "point": facts}


def _read(token: str, order_id: str, at: datetime, sealer: Sealer) -> ServicePoint:
    try:
        content = sealer.unseal(PURPOSE, token, at=at, lifetime=CHOICE_LIFETIME)
    except Unauthenticated as error:
        raise ServicePointUnknown from error
    if content["order"] != order_id:
        raise ServicePointUnknown
    return ServicePoint(**content["point"])
