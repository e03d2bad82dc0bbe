"""The carrier: a label for whoever the merchant has an arrangement with."""

from collections.abc import Sequence
from datetime import datetime

from saleor_returns_app.adapters.carriers.offline.tracking import tracking_number
from saleor_returns_app.adapters.paper import label_pdf, slips_pdf
from saleor_returns_app.domain.errors import ReturnAddressMissing
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.shipping.connections import OFFLINE
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
from saleor_returns_app.domain.shipping.tracking import ShipmentState

PDF = "application/pdf"
OPTION = ReturnOption(OFFLINE, "Own label", OFFLINE, "Own label", ReturnMethod.DROP_OFF)


class OfflineCarrier:
    """Draws labels; asks nobody, costs nothing, and so has nothing to look up or to cancel."""

    refuses_used_references = True

    def check(self) -> None:
        """Needs no key."""

    def options(self, route: Route, parcel: ParcelSpec) -> Sequence[ReturnOption]:
        """Offer the one way there is."""
        return (OPTION,)

    def service_points(self, near: Address, carrier_code: str) -> Sequence[ServicePoint]:
        """Know of no places: the merchant's carrier is not known here."""
        return ()

    def validate(self, order: ShipmentOrder) -> None:
        """Raise `ReturnAddressMissing` where a parcel could not arrive."""
        if not is_deliverable(order.route.recipient):
            raise ReturnAddressMissing

    def announce(self, order: ShipmentOrder) -> Shipment:
        """Number the boxes; the same order gives the same numbers. Raises `ReturnAddressMissing`."""
        self.validate(order)
        numbers = (tracking_number(_box(order, at)) for at in range(order.parcel.count))
        parcels = tuple(AnnouncedParcel(number, number) for number in numbers)
        return Shipment(order.reference, parcels)

    def find(self, order: ShipmentOrder, *, since: datetime) -> Shipment | None:
        """Number the boxes anew: nothing was sent to anybody."""
        return self.announce(order)

    def documents(
        self, order: ShipmentOrder, shipment: Shipment, *, paper: PaperSize
    ) -> Sequence[CarrierDocument]:
        """Draw a label for each box."""
        return [
            CarrierDocument(DocumentKind.LABEL, PDF, label_pdf(order, one.tracking_number), one.id)
            for one in shipment.parcels
        ]

    def status(self, shipment: Shipment) -> ShipmentState:
        """Know nothing of what became of it."""
        return ShipmentState(shipment.id, (), is_cancellable=True, has_documents=True)

    def request_cancellation(self, shipment: Shipment) -> CancellationAnswer:
        """Let go of it at once: no carrier has heard of it."""
        return CancellationAnswer(CancellationState.CANCELLED)


def is_deliverable(address: Address) -> bool:
    """Whether a parcel could arrive there."""
    return bool(address.street_1 and address.city and (address.name or address.company))


def draw_slip(order: ShipmentOrder) -> bytes:
    """Draw the pages that tell what is in the parcel, for any carrier's label."""
    return slips_pdf([order])


def _box(order: ShipmentOrder, at: int) -> str:
    """Name a box: the first one of the first try by the return's number alone, as it is spoken."""
    attempt = order.reference.removeprefix(order.return_number).strip("/")
    words = [order.return_number]
    if attempt not in ("", "1"):
        words.append(f"A{attempt}")
    if at:
        words.append(f"B{at + 1}")
    return "-".join(words)
