"""Which parcels a return travels in, and with whom: decided before any carrier is called."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.policy.facts import Capabilities
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.ports import Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.shipping.connections import CarrierConnection, offline_connection
from saleor_returns_app.domain.shipping.parcels import (
    Announcement,
    ReturnParcel,
    reference_of,
)
from saleor_returns_app.domain.shipping.tracking import TrackingStatus

ALWAYS = frozenset({ReturnMethod.DROP_OFF, ReturnMethod.IN_STORE, ReturnMethod.KEEP})
NO_CARRIER = "none"


def plan_parcels(
    store: Store,
    case: ReturnRequest,
    *,
    at: datetime,
    boxes: int = 1,
) -> list[ReturnParcel]:
    """Write down the parcels that are to be announced together; in store, that there is none."""
    known = store.parcels.of_case(case.id)
    attempt = max((one.attempt for one in known), default=0) + 1
    wished = case.wish.offer.ship_with if case.wish.offer else ""
    connection, method = _way(store, case, wished)
    planned = []
    for box in range(boxes if method.travels else 1):
        parcel = ReturnParcel(
            id=str(uuid4()),
            installation_id=case.installation_id,
            case_id=case.id,
            position=max((one.position for one in known), default=0) + box + 1,
            attempt=attempt,
            reference=reference_of(case.number, attempt),
            method=method,
            carrier=connection.carrier if method.travels else NO_CARRIER,
            planned_at=at,
            connection_id=connection.id or None if method.travels else None,
            pickup_on=case.wish.way.pickup_on,
            service_point=case.wish.way.service_point,
        )
        if not method.travels:
            parcel.announcement = Announcement.NOT_NEEDED
            parcel.status = TrackingStatus.NO_LABEL
        store.parcels.add(parcel)
        planned.append(parcel)
    return planned


def capabilities_of(store: Store, installation_id: str) -> Capabilities:
    """Say what a shop can do now: what needs no carrier, and what its accounts offered."""
    connections = store.carrier_connections.of_shop(installation_id)
    methods = {method for one in connections for method in one.methods}
    options = {option for one in connections for option in one.options}
    return Capabilities(ALWAYS | methods, frozenset(options))


def what_a_shop_can_do(installation_id: str, *, transaction: Transaction) -> Capabilities:
    """Say the same to who has no transaction open."""
    with transaction() as store:
        return capabilities_of(store, installation_id)


def _way(store: Store, case: ReturnRequest, wished: str) -> tuple[CarrierConnection, ReturnMethod]:
    """Choose the account: the one with the option that the rules name, else one for the method.

    Where none is left that serves the method, a label of our own does, so that nobody is stuck.
    """
    method = case.wish.method
    offline = offline_connection(case.installation_id)
    if not method.travels:
        return offline, method
    connections = store.carrier_connections.of_shop(case.installation_id)
    found = _first([one for one in connections if wished and wished in one.options]) or _first(
        [one for one in connections if method in one.methods]
    )
    return (found, method) if found else (offline, ReturnMethod.DROP_OFF)


def _first(connections: Sequence[CarrierConnection]) -> CarrierConnection | None:
    return connections[0] if connections else None
