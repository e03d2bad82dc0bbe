"""What a memory store keeps of the parcels, and of what carriers said of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.shipping.connections import (
    OFFLINE,
    CarrierConnection,
    ConnectionState,
)
from saleor_returns_app.domain.shipping.hook_deliveries import CarrierDelivery, HookState
from saleor_returns_app.domain.shipping.parcels import Announcement, ReturnParcel
from saleor_returns_app.domain.shipping.shipments import ReturnOption
from saleor_returns_app.domain.shipping.tracking import RecordedEvent, TrackingStatus
from tests.support.memory_store.rows import one_of

Known = tuple[Sequence[ReturnOption], datetime]


@dataclass
class MemoryCarrierConnections:
    """The shops' accounts with carriers."""

    kept: list[CarrierConnection] = field(default_factory=list)
    options: dict[tuple[str, str], Known] = field(default_factory=dict)

    def add(self, connection: CarrierConnection) -> None:
        self.kept.append(connection)

    def get(self, id: str) -> CarrierConnection:
        return one_of(self.kept, lambda one: one.id == id, NotFound())

    locked = get

    def of_shop(self, installation_id: str) -> list[CarrierConnection]:
        return [
            one
            for one in self.kept
            if one.installation_id == installation_id and one.state is not ConnectionState.REMOVED
        ]

    def known_options(
        self, connection_id: str, route: str, *, since: datetime
    ) -> Sequence[ReturnOption] | None:
        options, at = self.options.get((connection_id, route), ((), None))
        return options if at is not None and at >= since else None

    def keep_options(
        self,
        connection: CarrierConnection,
        route: str,
        options: Sequence[ReturnOption],
        at: datetime,
    ) -> None:
        self.options[connection.id, route] = (options, at)

    def forget_options(self, connection_id: str) -> None:
        self.options = {key: one for key, one in self.options.items() if key[0] != connection_id}


@dataclass
class MemoryParcels:
    """The parcels of the returns, and what happened to them."""

    kept: list[ReturnParcel] = field(default_factory=list)
    events: list[RecordedEvent] = field(default_factory=list)

    def add(self, parcel: ReturnParcel) -> None:
        self.kept.append(parcel)

    def get(self, id: str) -> ReturnParcel:
        return one_of(self.kept, lambda one: one.id == id, NotFound())

    def of_case(self, case_id: str) -> list[ReturnParcel]:
        return self.of_cases([case_id])

    locked = of_case

    def of_cases(self, case_ids: Collection[str]) -> list[ReturnParcel]:
        fitting = [one for one in self.kept if one.case_id in case_ids]
        return sorted(fitting, key=lambda one: (one.case_id, one.position))

    def known_as(
        self, installation_id: str, carrier: str, ids: Collection[str]
    ) -> list[ReturnParcel]:
        return [
            one
            for one in self.kept
            if (one.installation_id, one.carrier) == (installation_id, carrier)
            and (one.carrier_parcel_id in ids or one.shipment_id in ids)
        ]

    def due(self, moment: datetime, *, most: int) -> list[ReturnParcel]:
        due = [one for one in self.kept if one.next_look_at and one.next_look_at <= moment]
        return sorted(due, key=lambda one: one.next_look_at or moment)[:most]

    def unused_since(
        self, moment: datetime, *, reminded: datetime, most: int
    ) -> list[ReturnParcel]:
        return [
            one
            for one in self.kept
            if one.announcement is Announcement.MADE
            and one.status is TrackingStatus.ANNOUNCED
            and one.carrier != OFFLINE
            and one.handed_in_at is None
            and (one.announced_at or moment) < moment
            and (one.reminded_at is None or one.reminded_at < reminded)
        ][:most]

    def cancelling_since(self, moment: datetime, *, most: int) -> list[ReturnParcel]:
        return [
            one
            for one in self.kept
            if one.status is TrackingStatus.CANCELLING and (one.cancel_asked_at or moment) < moment
        ][:most]

    def record(self, installation_id: str, events: Sequence[RecordedEvent]) -> set[str]:
        known = {(one.parcel_id, one.digest) for one in self.events}
        new = [one for one in events if (one.parcel_id, one.digest) not in known]
        self.events += new
        return {one.parcel_id for one in new}

    def events_of(self, ids: Collection[str]) -> Mapping[str, list[RecordedEvent]]:
        ordered = sorted(self.events, key=lambda one: one.at)
        return {name: [one for one in ordered if one.parcel_id == name] for name in ids}


@dataclass
class MemoryCarrierDeliveries:
    """What carriers told us."""

    kept: list[CarrierDelivery] = field(default_factory=list)

    def add_new(self, delivery: CarrierDelivery) -> bool:
        wanted = (delivery.connection_id, delivery.digest)
        if any((one.connection_id, one.digest) == wanted for one in self.kept):
            return False
        self.kept.append(delivery)
        return True

    def take(self, installation_id: str, carrier: str, *, most: int) -> list[CarrierDelivery]:
        wanted = (installation_id, carrier, HookState.STORED)
        return [
            one for one in self.kept if (one.installation_id, one.carrier, one.state) == wanted
        ][:most]

    def wake(self, installation_id: str, carrier: str, parcel_ids: Collection[str]) -> bool:
        wanted = (installation_id, carrier, HookState.WAITING)
        woken = [
            one
            for one in self.kept
            if (one.installation_id, one.carrier, one.state) == wanted
            and set(one.waits_for) & set(parcel_ids)
        ]
        for one in woken:
            one.state = HookState.STORED
        return bool(woken)

    def forget(self, *, applied_before: datetime, waiting_since: datetime, most: int) -> int:
        old = [
            one
            for one in self.kept
            if (one.applied_at and one.applied_at < applied_before)
            or (one.state is HookState.WAITING and one.received_at < waiting_since)
        ][:most]
        self.kept = [one for one in self.kept if one not in old]
        return len(old)
