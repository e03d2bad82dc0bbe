"""Sendcloud, one function for each thing that we ask of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from saleor_returns_app.adapters.carriers.sendcloud import answers, offers
from saleor_returns_app.adapters.carriers.sendcloud.answers import Return, Words, read, rows
from saleor_returns_app.adapters.carriers.sendcloud.bodies import (
    METHODS,
    options_body,
    return_body,
)
from saleor_returns_app.adapters.carriers.sendcloud.documents import (
    MOST_AT_ONCE,
    fetch_document,
)
from saleor_returns_app.adapters.carriers.sendcloud.faults import places_in
from saleor_returns_app.adapters.carriers.sendcloud.http import SendcloudHttp
from saleor_returns_app.adapters.carriers.sendcloud.looking_up import find_return
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.shipping.errors import (
    AnnouncementUncertain,
    CarrierRefused,
    CarrierUnreachable,
)
from saleor_returns_app.domain.shipping.shipments import (
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
from saleor_returns_app.domain.shipping.tracking import ShipmentState, TrackingStatus

PDF = "application/pdf"
NOT_CANCELLABLE = 409
ON_ITS_WAY = {
    TrackingStatus.CANCELLED: CancellationState.CANCELLED,
    TrackingStatus.CANCELLING: CancellationState.REQUESTED,
}


class Sendcloud:
    """One shop's account with Sendcloud (API v3)."""

    refuses_used_references = True

    def __init__(
        self,
        http: SendcloudHttp,
        *,
        email: str = "",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`email` is where carriers reach the shop's returns desk; some want to know."""
        self._http, self._email, self._clock = http, email, clock

    def check(self) -> None:
        """Ask who we are."""
        self._http.ask("GET", "/v3/user/auth/metadata")

    def options(self, route: Route, parcel: ParcelSpec) -> Sequence[ReturnOption]:
        """List the return options of the account's contracts, with their prices."""
        answer = self._http.ask("POST", "/v3/shipping-options", body=options_body(route, parcel))
        found = [offers.option_from(row) for row in rows(answer) if offers.is_option(row)]
        known = {"recipient_email"} if self._email else set()
        return [replace(one, needs=one.needs - known) for one in found]

    def service_points(self, near: Address, carrier_code: str) -> Sequence[ServicePoint]:
        """List the places of one carrier, or of all that the account uses, within ten kilometres."""
        query = offers.points_query(near, carrier_code)
        return offers.points_from(self._http.ask("GET", "/v3/service-points", query=query))

    def validate(self, order: ShipmentOrder) -> None:
        """Have addresses, weight and option checked; nothing is made."""
        self._http.ask("POST", "/v3/returns/validate", body=self._body(order))

    def announce(self, order: ShipmentOrder) -> Shipment:
        """Announce a return; its label is made afterwards."""
        return self._announce("/v3/returns", order)

    def announce_at_once(self, order: ShipmentOrder) -> Shipment:
        """Announce and wait for the carrier, whose own words a refusal then carries: for debugging."""
        return self._announce("/v3/returns/announce-synchronously", order)

    def find(self, order: ShipmentOrder, *, since: datetime) -> Shipment | None:
        """Find what an earlier call made, by order number, contents and time of creation."""
        return find_return(self._http, order, since=since, until=self._clock())

    def documents(
        self, order: ShipmentOrder, shipment: Shipment, *, paper: PaperSize
    ) -> Sequence[CarrierDocument] | None:
        """Fetch the label, and the customs declaration where there is one.

        Raises `CarrierRefused` when the announcement has failed.
        """
        words = self._read(shipment)
        if words["delivery_option"] == METHODS[ReturnMethod.IN_STORE]:
            return ()
        if not answers.has_label(words):
            if places := places_in(words["errors"]):
                text = "; ".join(place.what for place in places)
                raise CarrierRefused(text, places=places)
            return None
        is_labelless = words["delivery_option"] == METHODS[ReturnMethod.LABEL_LESS]
        kind = DocumentKind.QR_CODE if is_labelless else DocumentKind.LABEL
        found = self._labels(shipment, kind, paper)
        return found + self._declaration(shipment, words)

    def status(self, shipment: Shipment) -> ShipmentState:
        """Read a return as it is now."""
        return answers.state_from(shipment, self._read(shipment))

    def request_cancellation(self, shipment: Shipment) -> CancellationAnswer:
        """Ask for a cancellation; asked again, tells what became of the first time."""
        try:
            answer = self._http.ask("PATCH", f"/v3/returns/{shipment.id}/cancel")
        except CarrierRefused as refusal:
            if refusal.status != NOT_CANCELLABLE:
                raise
            events = self.status(shipment).events
            state = ON_ITS_WAY.get(events[-1].status) if events else None
            return CancellationAnswer(state or CancellationState.REFUSED, str(refusal))
        text = answer.get("message") if isinstance(answer, dict) else ""
        return CancellationAnswer(CancellationState.REQUESTED, str(text or ""))

    def _announce(self, path: str, order: ShipmentOrder) -> Shipment:
        answer = self._http.announce(path, self._body(order))
        try:
            return answers.shipment_from(answer)
        except CarrierUnreachable as error:
            raise AnnouncementUncertain from error

    def _body(self, order: ShipmentOrder) -> Words:
        email = order.recipient_email or self._email
        return return_body(replace(order, recipient_email=email), self._contract(order))

    def _contract(self, order: ShipmentOrder) -> int | None:
        """Say which contract to use: an account may have several with one carrier."""
        if order.contract_id.isdigit():
            return int(order.contract_id)
        carrier = order.option_code.partition(":")[0]
        listed = [
            row
            for row in rows(self._http.ask("GET", "/v3/contracts"))
            if (row.get("carrier") or {}).get("code") == carrier and row.get("state") == "active"
        ]
        listed.sort(key=lambda row: not row.get("is_default_per_carrier"))
        return int(listed[0]["id"]) if listed else None

    def _read(self, shipment: Shipment) -> Words:
        return read(Return, self._http.ask("GET", f"/v3/returns/{shipment.id}"))

    def _labels(
        self, shipment: Shipment, kind: DocumentKind, paper: PaperSize
    ) -> list[CarrierDocument]:
        """Fetch one file for one box, or files for twenty boxes each."""
        ids = [parcel.id for parcel in shipment.parcels]
        found = []
        for start in range(0, len(ids), MOST_AT_ONCE):
            some = ids[start : start + MOST_AT_ONCE]
            content = fetch_document(self._http, "label", some, paper=paper)
            found.append(CarrierDocument(kind, PDF, content, some[0] if len(ids) == 1 else ""))
        return found

    def _declaration(self, shipment: Shipment, words: Words) -> list[CarrierDocument]:
        if not words["customs_information"]:
            return []
        first = shipment.parcels[0].id
        content = fetch_document(self._http, "customs-declaration", [first], paper=PaperSize.A4)
        return [CarrierDocument(DocumentKind.CUSTOMS_DECLARATION, PDF, content, first)]
