"""The way to a carrier: one small interface that any of them fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.shipping.connections import CarrierConnection
from saleor_returns_app.domain.shipping.shipments import (
    CancellationAnswer,
    CarrierDocument,
    PaperSize,
    ParcelSpec,
    ReturnOption,
    Route,
    ServicePoint,
    Shipment,
    ShipmentOrder,
)
from saleor_returns_app.domain.shipping.tracking import CarrierMessage, ShipmentState


class Carrier(Protocol):
    """One shop's account with a carrier.

    Every method may raise `CarrierRefused`, `CarrierKeyWrong`, `CarrierUnreachable` or `CarrierBusy`.
    `refuses_used_references` says whether the carrier itself makes sure that a reference is used
    once; where it does not, an announcement whose answer was lost is never repeated.
    """

    @property
    def refuses_used_references(self) -> bool: ...

    def check(self) -> None:
        """Try the key without doing anything."""

    def options(self, route: Route, parcel: ParcelSpec) -> Sequence[ReturnOption]:
        """List the ways in which this parcel can come back; none is an empty list."""

    def service_points(self, near: Address, carrier_code: str) -> Sequence[ServicePoint]:
        """List places to hand a parcel in, the nearest first; none is an empty list."""

    def validate(self, order: ShipmentOrder) -> None:
        """Have a shipment checked without announcing it; raises `CarrierRefused` with the places."""

    def announce(self, order: ShipmentOrder) -> Shipment:
        """Announce a shipment. Raises `ReferenceUsed`, or `AnnouncementUncertain` when no answer came."""

    def find(self, order: ShipmentOrder, *, since: datetime) -> Shipment | None:
        """Find the shipment that an earlier call with this reference made, since a moment before it."""

    def documents(
        self, order: ShipmentOrder, shipment: Shipment, *, paper: PaperSize
    ) -> Sequence[CarrierDocument] | None:
        """Fetch what has to be printed or shown; None while the carrier is still making it.

        `order` is what the shipment was announced with, for who draws it anew. Raises
        `DocumentUnusable` for what is no such document.
        """

    def status(self, shipment: Shipment) -> ShipmentState:
        """Say all that is known of a shipment. Raises `ShipmentUnknown`."""

    def request_cancellation(self, shipment: Shipment) -> CancellationAnswer:
        """Ask for a shipment to be cancelled; its status says later what became of that."""


class CarrierHook(Protocol):
    """How one carrier's webhooks are proven and read; needs no account."""

    def check(self, headers: Mapping[str, str], body: bytes, keys: Sequence[str]) -> None:
        """Prove that the carrier wrote these bytes with one of the keys.

        Raises `CarrierSignatureInvalid`; compares in constant time.
        """

    def read(self, body: bytes) -> CarrierMessage:
        """Read what was proven. Raises `CarrierRefused` for what makes no sense."""


class PackingSlips(Protocol):
    """Draws what the customer puts into the parcel, whoever carries it."""

    def draw_slip(self, order: ShipmentOrder) -> bytes:
        """Draw the items with their reasons, as a PDF of A6 pages."""


class Carriers(Protocol):
    """The way to any carrier, by its name."""

    def names(self) -> Sequence[str]:
        """List the carriers that a merchant can connect, `offline` (which needs no account) first."""

    def open(self, connection: CarrierConnection) -> Carrier: ...
    def hook(self, carrier: str) -> CarrierHook | None:
        """Return how a carrier's webhooks are read; None for one that sends none."""
