"""Questions about parcels, about the accounts they go with, and about what carriers said of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, Select, and_, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

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
from saleor_returns_app.storage import parcel_tables as tables

_connections = tables.carrier_connections.c
_options = tables.carrier_options.c
_parcels = tables.return_parcels.c
_events = tables.tracking_events.c
_deliveries = tables.carrier_deliveries.c


@dataclass(frozen=True)
class CarrierConnectionRows:
    """The shops' accounts with carriers."""

    session: Session

    def add(self, connection: CarrierConnection) -> None:
        """Keep a new account."""
        self.session.add(connection)

    def get(self, id: str) -> CarrierConnection:
        """Return an account as it is now."""
        return self._one(select(CarrierConnection).where(_connections.id == id))

    def locked(self, id: str) -> CarrierConnection:
        """Return an account, locked until the transaction ends."""
        query = select(CarrierConnection).where(_connections.id == id)
        return self._one(query.with_for_update())

    def of_shop(self, installation_id: str) -> list[CarrierConnection]:
        """List a shop's accounts that are connected, oldest first."""
        query = select(CarrierConnection).where(
            _connections.installation_id == installation_id,
            _connections.state != ConnectionState.REMOVED,
        )
        return list(self.session.scalars(query.order_by(_connections.connected_at)))

    def known_options(
        self, connection_id: str, route: str, *, since: datetime
    ) -> Sequence[ReturnOption] | None:
        """Return what a carrier offered for a route, if it was asked since then."""
        query = select(_options.options).where(
            _options.connection_id == connection_id,
            _options.route == route,
            _options.fetched_at >= since,
        )
        return self.session.scalar(query)

    def keep_options(
        self,
        connection: CarrierConnection,
        route: str,
        options: Sequence[ReturnOption],
        at: datetime,
    ) -> None:
        """Keep what a carrier offers for a route, over what it offered before."""
        values = {"options": tuple(options), "fetched_at": at}
        query = insert(tables.carrier_options).values(
            connection_id=connection.id,
            route=route,
            installation_id=connection.installation_id,
            **values,
        )
        self.session.execute(
            query.on_conflict_do_update(index_elements=["connection_id", "route"], set_=values)
        )

    def forget_options(self, connection_id: str) -> None:
        """Drop what a carrier offered: it is asked anew."""
        self.session.execute(
            delete(tables.carrier_options).where(_options.connection_id == connection_id)
        )

    def _one(self, query: Select[CarrierConnection]) -> CarrierConnection:
        found = self.session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise NotFound("There is no such account with a carrier.")
        return found


@dataclass(frozen=True)
class ParcelRows:
    """The parcels of the returns, and what happened to them."""

    session: Session

    def add(self, parcel: ReturnParcel) -> None:
        """Keep a new parcel."""
        self.session.add(parcel)

    def get(self, id: str) -> ReturnParcel:
        """Return a parcel to look at."""
        found = self.session.get(ReturnParcel, id)
        if found is None:
            raise NotFound("There is no such parcel.")
        return found

    def of_case(self, case_id: str) -> list[ReturnParcel]:
        """List the parcels of a return to look at, by position."""
        return list(self.session.scalars(_of_case(case_id)))

    def of_cases(self, case_ids: Collection[str]) -> list[ReturnParcel]:
        """List the parcels of many returns, by return and position, as they are now."""
        query = select(ReturnParcel).where(_parcels.case_id.in_(case_ids))
        query = query.order_by(_parcels.case_id, _parcels.position)
        return list(self.session.scalars(query.execution_options(populate_existing=True)))

    def locked(self, case_id: str) -> list[ReturnParcel]:
        """List the parcels of a return, locked until the transaction ends."""
        query = _of_case(case_id).with_for_update().execution_options(populate_existing=True)
        return list(self.session.scalars(query))

    def known_as(
        self, installation_id: str, carrier: str, ids: Collection[str]
    ) -> list[ReturnParcel]:
        """List the parcels to which, or to whose shipment, a carrier gave one of these ids."""
        query = select(ReturnParcel).where(
            _parcels.installation_id == installation_id,
            _parcels.carrier == carrier,
            or_(_parcels.carrier_parcel_id.in_(ids), _parcels.shipment_id.in_(ids)),
        )
        return list(self.session.scalars(query))

    def due(self, moment: datetime, *, most: int) -> list[ReturnParcel]:
        """List those that are to be looked at by then, locked, but for the busy ones."""
        query = select(ReturnParcel).where(_parcels.next_look_at <= moment)
        query = query.order_by(_parcels.next_look_at).limit(most)
        return list(self.session.scalars(query.with_for_update(skip_locked=True)))

    def unused_since(
        self, moment: datetime, *, reminded: datetime, most: int
    ) -> list[ReturnParcel]:
        """List those of real carriers that were announced before a moment and have not moved."""
        query = select(ReturnParcel).where(
            _parcels.announcement == Announcement.MADE,
            _parcels.handed_in_at.is_(None),
            _parcels.announced_at < moment,
            _parcels.status == TrackingStatus.ANNOUNCED,
            _parcels.carrier != OFFLINE,
            or_(_parcels.reminded_at.is_(None), _parcels.reminded_at < reminded),
        )
        return list(self.session.scalars(query.order_by(_parcels.announced_at).limit(most)))

    def cancelling_since(self, moment: datetime, *, most: int) -> list[ReturnParcel]:
        """List those whose cancellation was asked for before a moment, without an answer."""
        query = select(ReturnParcel).where(
            _parcels.status == TrackingStatus.CANCELLING, _parcels.cancel_asked_at < moment
        )
        return list(self.session.scalars(query.order_by(_parcels.cancel_asked_at).limit(most)))

    def record(self, installation_id: str, events: Sequence[RecordedEvent]) -> set[str]:
        """Keep the events that are new; name the parcels that have any."""
        if not events:
            return set()
        names = [column.name for column in _events if column.name != "installation_id"]
        rows = [
            {"installation_id": installation_id, **{name: getattr(one, name) for name in names}}
            for one in sorted(events, key=lambda one: (one.parcel_id, one.digest))
        ]
        query = insert(tables.tracking_events).on_conflict_do_nothing()
        return set(self.session.scalars(query.returning(_events.parcel_id), rows))

    def events_of(self, ids: Collection[str]) -> Mapping[str, list[RecordedEvent]]:
        """List what is known of each parcel, by the carrier's time."""
        query = select(RecordedEvent).where(_events.parcel_id.in_(ids)).order_by(_events.at)
        found: dict[str, list[RecordedEvent]] = {parcel_id: [] for parcel_id in ids}
        for event in self.session.scalars(query):
            found[event.parcel_id].append(event)
        return found


def _of_case(case_id: str) -> Select[ReturnParcel]:
    return select(ReturnParcel).where(_parcels.case_id == case_id).order_by(_parcels.position)


@dataclass(frozen=True)
class CarrierDeliveryRows:
    """What carriers told us."""

    session: Session

    def add_new(self, delivery: CarrierDelivery) -> bool:
        """Keep a delivery; say False of one that was here before."""
        values = {column.name: getattr(delivery, column.name) for column in _deliveries}
        query = insert(tables.carrier_deliveries).values(values).on_conflict_do_nothing()
        return self.session.scalar(query.returning(_deliveries.id)) is not None

    def take(self, installation_id: str, carrier: str, *, most: int) -> list[CarrierDelivery]:
        """List, locked, the oldest that have not been applied."""
        query = select(CarrierDelivery).where(
            _deliveries.installation_id == installation_id,
            _deliveries.carrier == carrier,
            _deliveries.state == HookState.STORED,
        )
        query = query.order_by(_deliveries.received_at).limit(most)
        return list(self.session.scalars(query.with_for_update(skip_locked=True)))

    def wake(self, installation_id: str, carrier: str, parcel_ids: Collection[str]) -> bool:
        """Have those applied that waited for these parcels; say whether there are any."""
        query = update(tables.carrier_deliveries).where(
            _deliveries.installation_id == installation_id,
            _deliveries.carrier == carrier,
            _deliveries.state == HookState.WAITING,
            _deliveries.waits_for.overlap(list(parcel_ids)),
        )
        done = self.session.execute(query.values(state=HookState.STORED))
        return cast("CursorResult[object]", done).rowcount > 0

    def forget(self, *, applied_before: datetime, waiting_since: datetime, most: int) -> int:
        """Delete what was dealt with, or has waited in vain, long ago."""
        old = (
            select(_deliveries.id)
            .where(
                or_(
                    and_(
                        _deliveries.state.in_([HookState.APPLIED, HookState.REFUSED]),
                        _deliveries.applied_at < applied_before,
                    ),
                    and_(
                        _deliveries.state == HookState.WAITING,
                        _deliveries.received_at < waiting_since,
                    ),
                )
            )
            .limit(most)
        )
        done = self.session.execute(
            delete(tables.carrier_deliveries).where(_deliveries.id.in_(old))
        )
        return cast("CursorResult[object]", done).rowcount
