"""What carriers offer for a route, asked for once in a while."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.ports import Carrier, Carriers, Store, Transaction
from saleor_returns_app.domain.shipping.connections import (
    OFFLINE,
    CarrierConnection,
    ConnectionState,
)
from saleor_returns_app.domain.shipping.shipments import (
    ParcelSpec,
    ReturnOption,
    Route,
    ShipmentOrder,
)
from saleor_returns_app.use_cases.parcels.connections import speaking_with
from saleor_returns_app.use_cases.parcels.shipment_orders import UNKNOWN_GRAMS

KEPT_FOR = timedelta(minutes=10)
# Carriers' prices step by weight; finer steps would only mean more questions.
GRAMS_A_STEP = 1000


def route_options(
    route: Route,
    parcel: ParcelSpec,
    connection: CarrierConnection,
    carrier: Carrier,
    *,
    at: datetime,
    transaction: Transaction,
) -> Sequence[ReturnOption]:
    """List what a carrier offers; one that needs no account is not worth remembering."""
    if connection.carrier == OFFLINE:
        return carrier.options(route, parcel)
    key = _key(route, parcel)
    with transaction() as store:
        known = store.carrier_connections.known_options(connection.id, key, since=at - KEPT_FOR)
    if known is not None:
        return known
    found = carrier.options(route, parcel)
    with transaction() as store:
        store.carrier_connections.keep_options(connection, key, found, at)
    return found


def option_for(
    order: ShipmentOrder,
    connection: CarrierConnection,
    carrier: Carrier,
    *,
    at: datetime,
    transaction: Transaction,
) -> ReturnOption | None:
    """Choose the cheapest option that serves the method and bears the weight."""
    offered = route_options(
        order.route, order.parcel, connection, carrier, at=at, transaction=transaction
    )
    fitting = [
        one
        for one in offered
        if one.method is order.method and bears(one, order.parcel.weight_grams) and _can(one, order)
    ]
    return min(fitting, key=_dearness, default=None)


def bears(option: ReturnOption, grams: int) -> bool:
    """Whether an option takes a parcel of this weight."""
    least, most = option.min_weight_grams or 0, option.max_weight_grams
    return least <= grams and (most is None or grams <= most)


def learn_carrier(
    connection_id: str, *, at: datetime, carriers: Carriers, transaction: Transaction
) -> None:
    """Ask an account what it offers within the shop's own country: what rules may count on."""
    with transaction() as store:
        connection = store.carrier_connections.get(connection_id)
        if connection.state is ConnectionState.REMOVED:
            return
        connection.must_work()
        home = _home(store, connection.installation_id, at=at)
    carrier = carriers.open(connection)
    with speaking_with(connection, at=at, transaction=transaction):
        offered = carrier.options(Route(home, home), ParcelSpec((), UNKNOWN_GRAMS))
    with transaction() as store:
        known = store.carrier_connections.locked(connection_id)
        known.methods = tuple(one for one in ReturnMethod if one in {it.method for it in offered})
        known.options = tuple(sorted({one.code for one in offered}))


def _home(store: Store, installation_id: str, *, at: datetime) -> Address:
    shop = store.installations.get(installation_id)
    address = store.policies.in_force(installation_id, at=at).document.address("")
    return address if address.country else shop.shop_address


def _can(option: ReturnOption, order: ShipmentOrder) -> bool:
    """Whether everything that an option asks for is known."""
    known = {
        "sender_email": bool(order.sender_email),
        "sender_phone": bool(order.route.sender.phone),
        "recipient_email": bool(order.recipient_email),
        "recipient_phone": bool(order.route.recipient.phone),
        "box": order.parcel.box is not None,
        "service_point": bool(order.service_point_id),
        "customs": order.customs is not None,
    }
    return all(known.get(need, False) for need in option.needs)


def _dearness(option: ReturnOption) -> tuple[bool, int, str]:
    price = option.price
    return (price is None, price.minor if price else 0, option.code)


def _key(route: Route, parcel: ParcelSpec) -> str:
    """Name a route by what carriers decide by, and a parcel by its weight class."""
    ends = [route.sender, route.recipient]
    words = [word for end in ends for word in (end.country, end.postal_code)]
    words.append(str(-(-parcel.weight_grams // GRAMS_A_STEP)))
    return hashlib.sha256("|".join(words).encode()).hexdigest()
