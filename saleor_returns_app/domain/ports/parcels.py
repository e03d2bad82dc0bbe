"""What is kept of the parcels, of the accounts they go with, and of what carriers said of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from saleor_returns_app.domain.shipping.connections import CarrierConnection
from saleor_returns_app.domain.shipping.hook_deliveries import CarrierDelivery
from saleor_returns_app.domain.shipping.parcels import ReturnParcel
from saleor_returns_app.domain.shipping.shipments import ReturnOption
from saleor_returns_app.domain.shipping.tracking import RecordedEvent


class CarrierConnections(Protocol):
    """The shops' accounts with carriers."""

    def add(self, connection: CarrierConnection) -> None: ...
    def get(self, id: str) -> CarrierConnection: ...
    def locked(self, id: str) -> CarrierConnection: ...
    def of_shop(self, installation_id: str) -> list[CarrierConnection]:
        """List a shop's accounts, oldest first, the removed ones left out."""

    def known_options(
        self, connection_id: str, route: str, *, since: datetime
    ) -> Sequence[ReturnOption] | None:
        """Return what a carrier offered for a route, if it was asked lately."""

    def keep_options(
        self,
        connection: CarrierConnection,
        route: str,
        options: Sequence[ReturnOption],
        at: datetime,
    ) -> None: ...
    def forget_options(self, connection_id: str) -> None: ...


class Parcels(Protocol):
    """The parcels of the returns, and what happened to them."""

    def add(self, parcel: ReturnParcel) -> None: ...
    def get(self, id: str) -> ReturnParcel: ...
    def of_case(self, case_id: str) -> list[ReturnParcel]:
        """List the parcels of a return to look at, by position."""

    def of_cases(self, case_ids: Collection[str]) -> list[ReturnParcel]:
        """List the parcels of many returns, by return and position, as they are now."""

    def locked(self, case_id: str) -> list[ReturnParcel]:
        """List the parcels of a return, locked until the transaction ends."""

    def known_as(
        self, installation_id: str, carrier: str, ids: Collection[str]
    ) -> list[ReturnParcel]:
        """List the parcels to which, or to whose shipment, a carrier gave one of these ids."""

    def due(self, moment: datetime, *, most: int) -> list[ReturnParcel]:
        """List those that are to be looked at by then, locked, but for the busy ones."""

    def unused_since(
        self, moment: datetime, *, reminded: datetime, most: int
    ) -> list[ReturnParcel]:
        """List those that a carrier scans, that were announced before a moment and have not moved.

        Those that somebody was reminded of after `reminded` are left out.
        """

    def cancelling_since(self, moment: datetime, *, most: int) -> list[ReturnParcel]:
        """List those whose cancellation was asked for before a moment and has not been answered."""

    def record(self, installation_id: str, events: Sequence[RecordedEvent]) -> set[str]:
        """Keep the events that are new; name the parcels that have any."""

    def events_of(self, ids: Collection[str]) -> Mapping[str, list[RecordedEvent]]:
        """List what is known of each parcel, by the carrier's time."""


class CarrierDeliveries(Protocol):
    """What carriers told us."""

    def add_new(self, delivery: CarrierDelivery) -> bool:
        """Keep a delivery; say False of one that was here before."""

    def take(self, installation_id: str, carrier: str, *, most: int) -> list[CarrierDelivery]:
        """List, locked, the oldest that have not been applied."""

    def wake(self, installation_id: str, carrier: str, parcel_ids: Collection[str]) -> bool:
        """Have those applied that waited for these parcels; say whether there are any."""

    def forget(self, *, applied_before: datetime, waiting_since: datetime, most: int) -> int:
        """Delete what was dealt with, or has waited in vain, long ago; it holds personal data."""
