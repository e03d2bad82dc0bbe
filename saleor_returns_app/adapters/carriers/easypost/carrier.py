"""EasyPost, one function for each thing that we ask of it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from saleor_returns_app.adapters.carriers.easypost.client import PDF, EasyPostCalls
from saleor_returns_app.adapters.carriers.easypost.words import (
    Words,
    code_of,
    events_from,
    moment_in,
    option_from,
    own_events,
    shipment_from,
    shipment_words,
)
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.shipping.errors import (
    CarrierRefused,
    Place,
    ReferenceUsed,
    ShipmentUnknown,
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
from saleor_returns_app.domain.shipping.tracking import ShipmentState

ONE_BOX = sentence("EasyPost takes one box in a shipment.")
OPTION_GONE = sentence("This return option is not offered any more.")
OVERLAP = timedelta(hours=2)
DAY = timedelta(days=1)
# A job that announces is tried again for about a day.
TRIED_AGAIN = timedelta(days=2)
REFUNDS = {
    "submitted": CancellationState.REQUESTED,
    "refunded": CancellationState.CANCELLED,
}


class EasyPost:
    """One shop's account with EasyPost (API v2).

    It takes a reference twice, so a purchase whose answer was lost is never repeated.
    """

    refuses_used_references = False

    def __init__(
        self, calls: EasyPostCalls, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._calls, self._clock = calls, clock

    def check(self) -> None:
        """Read what was bought in the last day: any key of an account may."""
        self._calls.purchased(start_datetime=(self._clock() - DAY).isoformat())

    def options(self, route: Route, parcel: ParcelSpec) -> Sequence[ReturnOption]:
        """List the rates of the account's carriers; several boxes in one go have none."""
        if parcel.count > 1:
            return []
        made = self._calls.create(**shipment_words(route, parcel))
        return [option_from(rate) for rate in _rates(made)]

    def service_points(self, near: Address, carrier_code: str) -> Sequence[ServicePoint]:
        """List none: EasyPost knows of no places."""
        return []

    def validate(self, order: ShipmentOrder) -> None:
        """Have a shipment looked at that nobody will buy."""
        self._chosen_rate(self._create(order, reference=""), order)

    def announce(self, order: ShipmentOrder) -> Shipment:
        """Buy a label. EasyPost takes any reference twice: what has been bought is looked for first."""
        if self._bought(order.reference):
            raise ReferenceUsed
        made = self._create(order, reference=order.reference)
        rate = self._chosen_rate(made, order)
        return shipment_from(self._calls.buy(str(made["id"]), str(rate["id"])))

    def find(self, order: ShipmentOrder, *, since: datetime) -> Shipment | None:
        """Find what was bought with this reference."""
        found = self._bought(order.reference) or self._listed(order.reference, since - OVERLAP)
        return shipment_from(found) if found else None

    def documents(
        self, order: ShipmentOrder, shipment: Shipment, *, paper: PaperSize
    ) -> Sequence[CarrierDocument] | None:
        """Fetch the label, of 4 by 6 inches whatever the paper, and the forms for customs."""
        words = self._calls.retrieve(shipment.id)
        label = words.get("postage_label") or {}
        url = str(label.get("label_pdf_url") or label.get("label_url") or "")
        if not url:
            return None
        files = [(DocumentKind.LABEL, url)]
        files += [
            (DocumentKind.CUSTOMS_DECLARATION, str(form["form_url"]))
            for form in words.get("forms") or ()
            if form.get("form_url")
        ]
        return [
            CarrierDocument(kind, PDF, self._calls.file(where), shipment.id)
            for kind, where in files
        ]

    def status(self, shipment: Shipment) -> ShipmentState:
        """Read a shipment with its tracker."""
        words = self._calls.retrieve(shipment.id)
        number = str(words.get("tracking_code") or "")
        events = [*own_events(words), *events_from(shipment.id, words.get("tracker") or {})]
        return ShipmentState(
            shipment.id,
            tuple(sorted(events, key=lambda event: event.at)),
            is_cancellable=bool(words.get("postage_label")) and not words.get("refund_status"),
            has_documents=bool(words.get("postage_label")),
            tracking_numbers=((shipment.id, number),) if number else (),
        )

    def request_cancellation(self, shipment: Shipment) -> CancellationAnswer:
        """Ask for the label's price back; the carrier says later whether it was used."""
        try:
            told = str(self._calls.refund(shipment.id).get("refund_status") or "")
        except ShipmentUnknown:
            raise
        except CarrierRefused as refusal:
            told = str(self._calls.retrieve(shipment.id).get("refund_status") or "")
            return CancellationAnswer(REFUNDS.get(told, CancellationState.REFUSED), str(refusal))
        return CancellationAnswer(REFUNDS.get(told, CancellationState.REFUSED), told)

    def _create(self, order: ShipmentOrder, *, reference: str) -> Words:
        if order.parcel.count > 1:
            raise CarrierRefused(ONE_BOX, places=[Place("parcel.count", ONE_BOX)])
        words = shipment_words(
            order.route,
            order.parcel,
            customs=order.customs,
            sender_email=order.sender_email,
            recipient_email=order.recipient_email,
        )
        return self._calls.create(**words, **({"reference": reference} if reference else {}))

    def _chosen_rate(self, made: Words, order: ShipmentOrder) -> Words:
        """Find the rate that was chosen from among those of another shipment."""
        for rate in _rates(made):
            account = order.contract_id in ("", str(rate.get("carrier_account_id") or ""))
            if account and code_of(rate) == order.option_code:
                return rate
        told = [str(one.get("message") or "") for one in made.get("messages") or ()]
        text = "; ".join(filter(None, told)) or OPTION_GONE
        raise CarrierRefused(text, places=[Place("option_code", text)])

    def _bought(self, reference: str) -> Words | None:
        """Find a purchase by its reference. A shipment that was never bought may stand in front of
        it, and nobody promises that references are looked up at once: so the list has the last word.
        """
        since = self._clock() - TRIED_AGAIN
        try:
            found = self._calls.retrieve(reference)
        except ShipmentUnknown:
            return self._listed(reference, since)
        if found.get("reference") == reference and found.get("postage_label"):
            return found
        return self._listed(reference, min(since, moment_in(found.get("created_at")) or since))

    def _listed(self, reference: str, since: datetime) -> Words | None:
        bought = self._calls.purchased(start_datetime=since.isoformat())
        return next((one for one in bought if one.get("reference") == reference), None)


def _rates(made: Words) -> list[Words]:
    return [rate for rate in made.get("rates") or () if isinstance(rate, dict) and rate.get("id")]
