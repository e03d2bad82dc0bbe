"""What carriers tell us of parcels: kept by the door, applied by one worker, on PostgreSQL."""

import asyncio
import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from bench.measuring import Measurement, Table
from bench.printing import printed
from bench.stage import stage
from saleor_returns_app.domain.case_events import SYSTEM
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.ports import Store
from saleor_returns_app.domain.return_request import Door, open_return
from saleor_returns_app.domain.shipping.parcels import (
    Announcement,
    ParcelDocument,
    ReturnParcel,
    reference_of,
)
from saleor_returns_app.domain.shipping.shipments import DocumentKind
from saleor_returns_app.domain.shipping.tracking import TrackingStatus
from saleor_returns_app.jobs.engine import work
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.parcels.hooks import receive_hook
from tests.support.builders import a_wish
from tests.support.carriers import (
    NAME,
    SIGNATURE,
    Books,
    ScriptedCarrier,
    ScriptedCarriers,
    a_connection,
    signed,
)
from tests.support.orders import a_bought_line, a_snapshot
from tests.support.whole_app import WholeApp

PARCELS, EVENTS = 2_000, 10_000
WAY = (
    TrackingStatus.HANDED_IN,
    TrackingStatus.IN_TRANSIT,
    TrackingStatus.IN_TRANSIT,
    TrackingStatus.OUT_FOR_DELIVERY,
    TrackingStatus.DELIVERED,
)


def a_stored_parcel(store: Store, shop_id: str, place: int, at: datetime) -> ReturnParcel:
    """Put in an approved return with its announced parcel."""
    snapshot = replace(a_snapshot((a_bought_line(f"tee-{place}"),)), id=f"T3JkZXI6{place}")
    order = Order(
        id=str(uuid4()),
        installation_id=shop_id,
        saleor_id=snapshot.id,
        number=str(100_000 + place),
        email=snapshot.email,
        postal_codes=[],
        placed_at=snapshot.placed_at,
        policy_version=1,
        snapshot=snapshot,
        read_at=at,
    )
    store.orders.add_new(order)
    case = open_return(
        a_wish(order),
        id=str(uuid4()),
        installation_id=shop_id,
        order_id=order.id,
        number=f"B-2026-{place:06d}",
        quote_id=str(uuid4()),
        door=Door.PORTAL,
        at=at,
        by=SYSTEM,
    )
    case.approve(at=at, by=SYSTEM)
    store.returns.add(case)
    parcel = ReturnParcel(
        id=str(uuid4()),
        installation_id=shop_id,
        case_id=case.id,
        position=1,
        attempt=1,
        reference=reference_of(case.number, 1),
        method=ReturnMethod.DROP_OFF,
        carrier=NAME,
        planned_at=at,
        connection_id="connection-1",
        announcement=Announcement.MADE,
        status=TrackingStatus.ANNOUNCED,
        shipment_id=f"s-{place}",
        carrier_parcel_id=f"p-{place}",
        documents=(ParcelDocument(DocumentKind.LABEL, "application/pdf", str(uuid4())),),
        announced_at=at,
    )
    store.parcels.add(parcel)
    return parcel


def a_body(place: int, step: int, at: datetime) -> bytes:
    """Write what a carrier tells of one scan."""
    event = {"parcel": f"p-{place}", "status": WAY[step].value, "at": at.isoformat()}
    return json.dumps({"events": [event]}).encode()


def apply(app: WholeApp, services: Services) -> tuple[float, float]:
    """Let one worker do what is to be done; returns the seconds and the processor's."""
    began, used = time.perf_counter(), time.process_time()
    asyncio.run(
        work(
            app.parts.database_url,
            services,
            queues=["inbox"],
            wait=False,
            concurrency=1,
            install_signal_handlers=False,
            listen_notify=False,
        )
    )
    return time.perf_counter() - began, time.process_time() - used


def tracking_table(app: WholeApp) -> Table:
    """Keep and apply 10,000 scans of 2,000 parcels from handing in to delivery, the steps mixed."""
    at, shop = datetime.now(UTC), app.shop
    carrier = ScriptedCarrier(Books(app.settings.var_folder))
    offline = app.parts.services.carriers
    services = replace(
        app.parts.services,
        carriers=ScriptedCarriers(carrier, offline.open(a_connection(carrier="offline"))),
    )
    with services.transaction() as store:
        store.carrier_connections.add(a_connection(installation_id=shop.id))
    for first in range(0, PARCELS, 200):
        with services.transaction() as store:
            for place in range(first, first + 200):
                a_stored_parcel(store, shop.id, place, at - timedelta(days=9))
    began, used, latencies = time.perf_counter(), time.process_time(), []
    for count in range(EVENTS):
        step, place = divmod(count, PARCELS)
        body = a_body(place, step, at + timedelta(hours=step))
        since = time.perf_counter()
        receive_hook(
            NAME,
            shop.id,
            {SIGNATURE: signed(body)},
            body,
            at=at,
            carriers=services.carriers,
            transaction=services.transaction,
        )
        latencies.append(time.perf_counter() - since)
    keeping = Measurement(
        "kept at the door, one by one",
        EVENTS,
        time.perf_counter() - began,
        tuple(sorted(latencies)),
        time.process_time() - used,
    )
    seconds, used = apply(app, services)
    applying = Measurement("applied by one worker", EVENTS, seconds, (), used)
    with services.transaction() as store:
        cases = [
            store.returns.look_at(shop.id, f"B-2026-{place:06d}") for place in (0, PARCELS - 1)
        ]
    arrived = [case.parcel_status.value for case in cases]
    notes = [
        f"{EVENTS:,} events of {PARCELS:,} parcels, each moving its return: "
        f"{60 * applying.rate:,.0f} a minute; the first and the last return are {arrived}."
    ]
    return Table("Tracking events of a carrier", [applying, keeping], notes)


if __name__ == "__main__":
    with stage() as app:
        print(printed(tracking_table(app)))
