"""A shop with one approved return, and everything that may be done about its parcels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from saleor_returns_app.adapters import paper
from saleor_returns_app.adapters.carriers import offline
from saleor_returns_app.domain.case_events import Actor, ActorKind
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.shipping.connections import CarrierConnection
from saleor_returns_app.domain.shipping.parcels import ReturnParcel
from saleor_returns_app.domain.shipping.tracking import TrackingStatus
from saleor_returns_app.use_cases.parcels.announcing import announce_parcels
from saleor_returns_app.use_cases.parcels.cancelling import cancel_parcel
from saleor_returns_app.use_cases.parcels.fetching import fetch_labels
from saleor_returns_app.use_cases.parcels.hooks import apply_carrier_deliveries, receive_hook
from saleor_returns_app.use_cases.parcels.planning import plan_parcels
from tests.support.builders import a_policy, a_return, a_wish, an_installation, an_order
from tests.support.carriers import (
    NAME,
    SIGNATURE,
    Books,
    ScriptedCarrier,
    ScriptedCarriers,
    a_connection,
    signed,
    told,
)
from tests.support.fakes import FakeFileStore, FakeLetters, MemoryStore
from tests.support.orders import NOON

PLACE = Address(
    company="Atelier", street_1="1 rue X", city="Lyon", postal_code="69003", country="FR"
)
CLERK = Actor(ActorKind.STAFF, "clerk@example.com")


@dataclass
class ParcelDesk:
    """The shop; with `connections` it has accounts."""

    store: MemoryStore
    carrier: ScriptedCarrier
    carriers: ScriptedCarriers
    files: FakeFileStore = field(default_factory=FakeFileStore)

    @property
    def case(self) -> ReturnRequest:
        (case,) = self.store.returns.kept
        return case

    @property
    def parcels(self) -> list[ReturnParcel]:
        return self.store.parcels.of_case(self.case.id)

    @property
    def parcel(self) -> ReturnParcel:
        (parcel,) = self.parcels
        return parcel

    def announce(self, at: datetime = NOON) -> None:
        announce_parcels(
            self.case.id, at=at, carriers=self.carriers, transaction=self.store.transaction
        )

    def fetch(self, at: datetime = NOON, look: int = 0) -> None:
        fetch_labels(
            self.case.id,
            look,
            at=at,
            carriers=self.carriers,
            files=self.files,
            paper=paper,
            slips=offline,
            letters=FakeLetters(),
            transaction=self.store.transaction,
        )

    def make_label(self) -> None:
        self.announce()
        self.fetch()

    def cancel_at_carrier(self, at: datetime = NOON) -> None:
        cancel_parcel(
            self.parcels[0].id,
            at=at,
            carriers=self.carriers,
            transaction=self.store.transaction,
        )

    def tell(self, body: bytes, *, signature: str | None = None) -> bool:
        return receive_hook(
            NAME,
            "shop-1",
            {SIGNATURE: signed(body) if signature is None else signature},
            body,
            at=NOON,
            carriers=self.carriers,
            transaction=self.store.transaction,
        )

    def apply(self, at: datetime = NOON) -> int:
        return apply_carrier_deliveries(
            "shop-1",
            NAME,
            at=at,
            carriers=self.carriers,
            transaction=self.store.transaction,
        )

    def scan(self, status: TrackingStatus, hours: float, *, word: str = "") -> None:
        """Have the carrier say something of the first parcel, that many hours after noon."""
        at = NOON + timedelta(hours=hours)
        self.tell(told((self.parcels[0].carrier_parcel_id, status, at), word=word))
        self.apply(at)


def a_parcel_desk(
    folder: Path,
    *connections: CarrierConnection,
    method: ReturnMethod = ReturnMethod.DROP_OFF,
    boxes: int = 1,
    is_planned: bool = True,
) -> ParcelDesk:
    """Make a shop with one approved return whose parcels are planned."""
    order = an_order()
    case = a_return(order, wish=a_wish(order, method=method), approved=True)
    things = [an_installation(), order, a_policy(return_address=PLACE), case, *connections]
    store = MemoryStore(*things)
    if is_planned:
        plan_parcels(store, case, at=NOON, boxes=boxes)
    carrier = ScriptedCarrier(Books(folder))
    return ParcelDesk(store, carrier, ScriptedCarriers(carrier, offline.OfflineCarrier()))


def connected(folder: Path, **more: Any) -> ParcelDesk:
    """Make such a shop with an account."""
    return a_parcel_desk(folder, a_connection(), **more)
