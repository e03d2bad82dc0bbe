"""A carrier after a script: it accepts, refuses, loses answers, and keeps its own books on disk.

Its books outlive the process that calls it, as a real carrier's do: a test that kills the caller can
count what was bought.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.ports import Carrier, CarrierHook
from saleor_returns_app.domain.shipping.connections import CarrierConnection
from saleor_returns_app.domain.shipping.errors import (
    CarrierKeyWrong,
    CarrierRefused,
    CarrierSignatureInvalid,
    ReferenceUsed,
)
from saleor_returns_app.domain.shipping.shipments import (
    AnnouncedParcel,
    CancellationAnswer,
    CancellationState,
    CarrierDocument,
    DocumentKind,
    PaperSize,
    ParcelSpec,
    ReturnOption,
    Route,
    ServicePoint,
    Shipment,
    ShipmentOrder,
)
from saleor_returns_app.domain.shipping.tracking import (
    CarrierMessage,
    ShipmentState,
    TrackingEvent,
    TrackingStatus,
)
from tests.support.paper import a_pdf

NAME = "scripted"
KEY, HOOK_KEY = "right", "hook-key"
SIGNATURE = "Scripted-Signature"
PNG = b"\x89PNG\r\n\x1a\n" + b"a code"


def an_option(method: ReturnMethod = ReturnMethod.DROP_OFF, **more: Any) -> ReturnOption:
    """Make an option of the scripted carrier's."""
    parts: dict[str, Any] = {
        "code": f"scripted:{method.value}",
        "name": "Scripted",
        "carrier_code": "scripted",
        "carrier_name": "Scripted Post",
        "method": method,
    }
    return ReturnOption(**(parts | more))


def a_connection(**more: Any) -> CarrierConnection:
    """Make an account with the scripted carrier."""
    parts: dict[str, Any] = {
        "id": "connection-1",
        "installation_id": "shop-1",
        "carrier": NAME,
        "credentials": {"key": KEY},
        "webhook_keys": (HOOK_KEY,),
        "connected_at": datetime(2026, 11, 1, tzinfo=UTC),
        "methods": (ReturnMethod.DROP_OFF, ReturnMethod.LABEL_LESS, ReturnMethod.PICK_UP),
        "options": ("scripted:drop_off",),
    }
    return CarrierConnection(**(parts | more))


@dataclass
class Books:
    """What the carrier has accepted: a file for each shipment, by its reference."""

    folder: Path

    def add(self, reference: str, boxes: int) -> Shipment:
        name = hashlib.sha256(reference.encode()).hexdigest()[:12]
        try:
            handle = os.open(self.folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            raise ReferenceUsed from None
        os.write(handle, json.dumps([reference, boxes]).encode())
        os.close(handle)
        return self._shipment(name, boxes)

    def find(self, reference: str) -> Shipment | None:
        name = hashlib.sha256(reference.encode()).hexdigest()[:12]
        file = self.folder / name
        return self._shipment(name, json.loads(file.read_bytes())[1]) if file.exists() else None

    def references(self) -> list[str]:
        return sorted(json.loads(file.read_bytes())[0] for file in self.folder.iterdir())

    def _shipment(self, name: str, boxes: int) -> Shipment:
        parcels = (
            AnnouncedParcel(f"{name}-{at}", f"T{name}{at}", f"https://track.example/{name}{at}")
            for at in range(boxes)
        )
        return Shipment(name, tuple(parcels))


@dataclass
class ScriptedCarrier:
    """The carrier. `calls` counts every request; what is set on it is what it does next."""

    books: Books
    key: str = KEY
    refuses_used_references: bool = True
    calls: Counter[str] = field(default_factory=Counter)
    orders: list[ShipmentOrder] = field(default_factory=list)
    offers: list[ReturnOption] = field(
        default_factory=lambda: [
            an_option(),
            an_option(ReturnMethod.LABEL_LESS),
            an_option(ReturnMethod.PICK_UP),
        ]
    )
    before_announcing: Callable[[], None] | None = None
    after_announcing: Callable[[], None] | None = None
    is_hiding: bool = False
    papers: Sequence[CarrierDocument] | None = None
    makes_labels: bool = True
    cancels: CancellationAnswer = field(
        default_factory=lambda: CancellationAnswer(CancellationState.REQUESTED)
    )
    states: dict[str, ShipmentState] = field(default_factory=dict)

    def opened_with(self, key: str) -> Carrier:
        return _Account(self, key)


@dataclass
class _Account:
    """The carrier as one account sees it."""

    carrier: ScriptedCarrier
    key: str

    @property
    def refuses_used_references(self) -> bool:
        return self.carrier.refuses_used_references

    def check(self) -> None:
        self._called("check")

    def options(self, route: Route, parcel: ParcelSpec) -> Sequence[ReturnOption]:
        self._called("options")
        return tuple(self.carrier.offers)

    def service_points(self, near: Address, carrier_code: str) -> Sequence[ServicePoint]:
        self._called("service_points")
        return (
            ServicePoint(
                "point-1", "Kiosk", "scripted", "Scripted Post", "1 rue X", "69003", "Lyon", "FR"
            ),
        )

    def validate(self, order: ShipmentOrder) -> None:
        self._called("validate")

    def announce(self, order: ShipmentOrder) -> Shipment:
        self._called("announce")
        self.carrier.orders.append(order)
        if self.carrier.before_announcing:
            self.carrier.before_announcing()
        shipment = self.carrier.books.add(order.reference, order.parcel.count)
        if self.carrier.after_announcing:
            self.carrier.after_announcing()
        return shipment

    def find(self, order: ShipmentOrder, *, since: datetime) -> Shipment | None:
        self._called("find")
        return None if self.carrier.is_hiding else self.carrier.books.find(order.reference)

    def documents(
        self, order: ShipmentOrder, shipment: Shipment, *, paper: PaperSize
    ) -> Sequence[CarrierDocument] | None:
        self._called("documents")
        if not self.carrier.makes_labels:
            return None
        if self.carrier.papers is not None:
            return self.carrier.papers
        if order.method is ReturnMethod.LABEL_LESS:
            return [CarrierDocument(DocumentKind.QR_CODE, "image/png", PNG)]
        return [
            CarrierDocument(DocumentKind.LABEL, "application/pdf", a_pdf(f"Label {one.id}"), one.id)
            for one in shipment.parcels
        ]

    def status(self, shipment: Shipment) -> ShipmentState:
        self._called("status")
        return self.carrier.states.get(shipment.id, ShipmentState(shipment.id, ()))

    def request_cancellation(self, shipment: Shipment) -> CancellationAnswer:
        self._called("request_cancellation")
        return self.carrier.cancels

    def _called(self, what: str) -> None:
        self.carrier.calls[what] += 1
        if self.key != self.carrier.key:
            raise CarrierKeyWrong


class ScriptedHook:
    """Its webhooks: a list of events, signed with HMAC."""

    def check(self, headers: Mapping[str, str], body: bytes, keys: Sequence[str]) -> None:
        given = headers.get(SIGNATURE, "").encode("ascii", "replace")
        good = [hmac.compare_digest(given, signed(body, key).encode()) for key in keys]
        if not any(good):
            raise CarrierSignatureInvalid

    def read(self, body: bytes) -> CarrierMessage:
        try:
            told = json.loads(body)
            events = tuple(
                TrackingEvent(
                    parcel_id=one["parcel"],
                    status=TrackingStatus(one["status"]),
                    at=datetime.fromisoformat(one["at"]),
                    carrier_status=one.get("word", ""),
                    text=one.get("text", ""),
                )
                for one in told["events"]
            )
        except (ValueError, KeyError, TypeError) as error:
            raise CarrierRefused("This makes no sense.") from error
        return CarrierMessage("events", events, tuple(told.get("look_at", ())))


def signed(body: bytes, key: str = HOOK_KEY) -> str:
    """Sign a body as the scripted carrier does."""
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def told(*events: tuple[str, TrackingStatus, datetime], word: str = "") -> bytes:
    """Write a webhook's body."""
    return json.dumps(
        {
            "events": [
                {"parcel": parcel, "status": status.value, "at": at.isoformat(), "word": word}
                for parcel, status, at in events
            ]
        }
    ).encode()


@dataclass
class ScriptedCarriers:
    """The scripted carrier beside the one that needs no account."""

    carrier: ScriptedCarrier
    offline: Carrier

    def names(self) -> Sequence[str]:
        return ("offline", NAME)

    def open(self, connection: CarrierConnection) -> Carrier:
        if connection.carrier == NAME:
            return self.carrier.opened_with(connection.credentials.get("key", ""))
        return self.offline

    def hook(self, carrier: str) -> CarrierHook | None:
        return ScriptedHook() if carrier == NAME else None
