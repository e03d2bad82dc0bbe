"""What is sent with a carrier, and what the carrier says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnMethod, ReturnReason


class PaperSize(StrEnum):
    """The paper that a document is printed on."""

    A4 = "A4"
    A6 = "A6"


class DocumentKind(StrEnum):
    """What travels with a parcel, or is shown in its place."""

    LABEL = "label"
    QR_CODE = "qr_code"
    CUSTOMS_DECLARATION = "customs_declaration"
    PACKING_SLIP = "packing_slip"


@dataclass(frozen=True)
class Route:
    """From whom a parcel goes to whom. Carriers decide by country and postal code."""

    sender: Address
    recipient: Address


@dataclass(frozen=True)
class ParcelItem:
    """Units of one thing in a parcel; `price` is of one unit, `weight_grams` too.

    `hs_code` and `origin` (ISO 3166, two letters) are asked for at customs only.
    """

    name: str
    quantity: int
    price: Money
    sku: str = ""
    weight_grams: int | None = None
    reason: ReturnReason = ReturnReason.NOT_SAID
    message: str = ""
    hs_code: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Box:
    """The outer measures of a parcel, in millimetres."""

    length: int
    width: int
    height: int


@dataclass(frozen=True)
class ParcelSpec:
    """What is in a parcel and what it weighs as a whole. With `count` above one: that many alike."""

    items: tuple[ParcelItem, ...]
    weight_grams: int
    box: Box | None = None
    count: int = 1


@dataclass(frozen=True)
class CustomsFacts:
    """What customs want to know beside the items; `shipped_on` and `outbound_*` prove the export.

    `freight` is what carrying the parcel costs, where it is to be declared.
    """

    invoice_number: str
    invoice_date: date | None = None
    outbound_tracking_number: str = ""
    outbound_carrier: str = ""
    shipped_on: date | None = None
    freight: Money | None = None


@dataclass(frozen=True)
class ReturnOption:
    """One way that a carrier offers. `needs` names what it asks for beyond the usual, in our words:

    `sender_email`, `sender_phone`, `recipient_email`, `recipient_phone`, `box`, `service_point`,
    `customs`. `price` is what it costs the shop, where the carrier says so. Weights are bounds in
    grams; None knows no bound.
    """

    code: str
    name: str
    carrier_code: str
    carrier_name: str
    method: ReturnMethod
    contract_id: str = ""
    price: Money | None = None
    lead_time_hours: int | None = None
    min_weight_grams: int | None = None
    max_weight_grams: int | None = None
    needs: frozenset[str] = frozenset()
    has_customs_documents: bool = False


@dataclass(frozen=True)
class ServicePoint:
    """A place where parcels are handed in. Opening hours by weekday (0 is Monday): (from, to) as HH:MM."""

    id: str
    name: str
    carrier_code: str
    carrier_name: str
    street: str
    postal_code: str
    city: str
    country: str
    latitude: str = ""
    longitude: str = ""
    distance_metres: int | None = None
    opening_times: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class ShipmentOrder:
    """What a carrier is asked to carry. `reference` is the idempotency key: one shipment at most has it."""

    reference: str
    return_number: str
    order_number: str
    route: Route
    parcel: ParcelSpec
    option_code: str
    contract_id: str = ""
    method: ReturnMethod = ReturnMethod.DROP_OFF
    language: str = ""
    sender_email: str = ""
    recipient_email: str = ""
    pickup_on: date | None = None
    service_point_id: str = ""
    customs: CustomsFacts | None = None


@dataclass(frozen=True)
class AnnouncedParcel:
    """One box as the carrier knows it; its tracking number may come later than itself."""

    id: str
    tracking_number: str = ""
    tracking_url: str = ""


@dataclass(frozen=True)
class Shipment:
    """A shipment that the carrier has accepted. `id` is the carrier's own word for it."""

    id: str
    parcels: tuple[AnnouncedParcel, ...]


@dataclass(frozen=True)
class CarrierDocument:
    """A document as a carrier gave it; `parcel_id` says for which box, empty: for all."""

    kind: DocumentKind
    media_type: str
    content: bytes
    parcel_id: str = ""


class CancellationState(StrEnum):
    """How a request to cancel stands: a carrier's yes to the request is not yet a cancellation."""

    REQUESTED = "requested"
    CANCELLED = "cancelled"
    REFUSED = "refused"


@dataclass(frozen=True)
class CancellationAnswer:
    """What a carrier says to a request to cancel; `text` is its own, to be shown."""

    state: CancellationState
    text: str = ""
