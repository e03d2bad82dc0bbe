"""EasyPost's library against the shapes of its public documents."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
import responses

from saleor_returns_app.adapters.carriers.easypost import (
    EASYPOST_URL,
    EasyPostHook,
    is_installed,
    open_easypost,
)
from saleor_returns_app.adapters.clients import guarded_session
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.ports.shipping import Carrier
from saleor_returns_app.domain.shipping.errors import (
    AnnouncementUncertain,
    CarrierBusy,
    CarrierKeyWrong,
    CarrierRefused,
    CarrierSignatureInvalid,
    CarrierUnreachable,
    DocumentUnusable,
    Place,
    ReferenceUsed,
    ShipmentUnknown,
)
from saleor_returns_app.domain.shipping.shipments import (
    AnnouncedParcel,
    CancellationState,
    DocumentKind,
    PaperSize,
    ParcelSpec,
    Shipment,
)
from saleor_returns_app.domain.shipping.tracking import TrackingStatus
from tests.support.sendcloud import PDF, a_customs_order, a_shipment_order, a_shirt

SHIPMENTS = f"{EASYPOST_URL}/v2/shipments"
SHIPMENT = Shipment("shp_1", (AnnouncedParcel("shp_1", "9400TEST"),))
LABEL_URL = "https://files.example.com/labels/1.pdf"
SINCE = datetime(2026, 1, 5, 8, tzinfo=UTC)
RATES = [
    {
        "id": "rate_1",
        "object": "Rate",
        "carrier": "USPS",
        "service": "GroundAdvantage",
        "carrier_account_id": "ca_1",
        "rate": "7.58",
        "currency": "USD",
        "est_delivery_days": 3,
    },
    {"id": "rate_2", "carrier": "UPS", "service": "Ground", "rate": "11.1", "currency": "USD"},
]


def a_purchase(**more: Any) -> dict[str, Any]:
    return a_draft() | {
        "tracking_code": "9400TEST",
        "updated_at": "2026-01-06T09:00:00Z",
        "postage_label": {
            "id": "pl_1",
            "created_at": "2026-01-05T08:00:05Z",
            "label_url": LABEL_URL,
            "label_pdf_url": None,
        },
        "tracker": {
            "id": "trk_1",
            "object": "Tracker",
            "tracking_code": "9400TEST",
            "public_url": "https://track.easypost.com/x",
            "tracking_details": [
                {"datetime": "2026-01-07T10:00:00Z", "status": "delivered", "message": "Delivered"},
                {"datetime": "2026-01-06T10:00:00Z", "status": "in_transit", "message": "Moving"},
                {"datetime": None, "status": "in_transit"},
            ],
        },
        **more,
    }


def a_draft(**more: Any) -> dict[str, Any]:
    return {
        "id": "shp_1",
        "object": "Shipment",
        "created_at": "2026-01-05T08:00:00Z",
        "reference": "RMA-0000417",
        "rates": RATES,
        "messages": [],
        "postage_label": None,
        **more,
    }


def an_error(code: str = "X", message: str = "No.", **more: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, **more}}


def an_order(**more: Any) -> Any:
    return a_shipment_order(**({"option_code": "USPS:GroundAdvantage", "contract_id": ""} | more))


@pytest.fixture
def web() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


@pytest.fixture
def account() -> Carrier:
    session = guarded_session(allow_private=True)
    return open_easypost({"api_key": "EZTK0001"}, session, EASYPOST_URL)


def sent(web: responses.RequestsMock, index: int = -1) -> dict[str, Any]:
    return dict(json.loads(list(web.calls)[index].request.body or "{}"))


def nothing_bought(web: responses.RequestsMock) -> None:
    web.get(f"{SHIPMENTS}/RMA-0000417", json=an_error("NOT_FOUND"), status=404)
    web.get(SHIPMENTS, json={"shipments": [], "has_more": False})


def test_the_library_is_there() -> None:
    assert is_installed()


class TestCheck:
    def test_sends_the_key(self, web: responses.RequestsMock, account: Carrier) -> None:
        web.get(SHIPMENTS, json={"shipments": [], "has_more": False})

        account.check()

        assert web.calls[0].request.headers["Authorization"] == "Bearer EZTK0001"

    @pytest.mark.parametrize("status", [401, 403])
    def test_says_that_the_key_is_wrong(
        self, web: responses.RequestsMock, account: Carrier, status: int
    ) -> None:
        web.get(SHIPMENTS, json=an_error("APIKEY.INACTIVE"), status=status)

        with pytest.raises(CarrierKeyWrong):
            account.check()


class TestTrouble:
    @pytest.mark.parametrize(
        ("answer", "kind"),
        [
            ({"json": an_error("RATE_LIMITED"), "status": 429}, CarrierBusy),
            ({"json": an_error("INTERNAL"), "status": 500}, CarrierUnreachable),
            ({"json": an_error("GATEWAY"), "status": 502}, CarrierUnreachable),
            ({"json": an_error("DOWN"), "status": 503}, CarrierUnreachable),
            ({"body": "<html>Bad gateway</html>", "status": 502}, CarrierUnreachable),
            ({"body": requests.ReadTimeout()}, CarrierUnreachable),
            ({"body": requests.ConnectionError("aborted")}, CarrierUnreachable),
            ({"json": an_error("PAYMENT"), "status": 402}, CarrierRefused),
        ],
    )
    def test_becomes_ours(
        self,
        web: responses.RequestsMock,
        account: Carrier,
        answer: dict[str, Any],
        kind: type[ReturnsError],
    ) -> None:
        web.get(SHIPMENTS, **answer)

        with pytest.raises(kind) as caught:
            account.check()

        assert "EZTK0001" not in repr(caught.value)

    def test_a_private_address_is_not_called(self) -> None:
        account = open_easypost({"api_key": "k"}, guarded_session(), "http://127.0.0.1:9")

        with pytest.raises(CarrierUnreachable):
            account.check()


class TestOptions:
    def test_are_the_rates(self, web: responses.RequestsMock, account: Carrier) -> None:
        web.post(SHIPMENTS, json=a_draft(), status=201)
        order = an_order()

        first, second = account.options(order.route, order.parcel)

        assert (first.code, first.contract_id) == ("USPS:GroundAdvantage", "ca_1")
        assert (first.price, first.lead_time_hours) == (Money(758, "USD"), 72)
        assert (second.price, second.lead_time_hours) == (Money(1110, "USD"), None)

    def test_turn_no_address_round(self, web: responses.RequestsMock, account: Carrier) -> None:
        web.post(SHIPMENTS, json=a_draft(), status=201)
        order = an_order()

        account.options(order.route, order.parcel)

        body = sent(web)["shipment"]
        assert body["is_return"] is True
        assert body["to_address"]["name"] == "Lina Moreau"
        assert body["from_address"]["company"] == "Atelier Brume"
        assert body["parcel"] == {
            "weight": "12.4",
            "length": "11.9",
            "width": "7.9",
            "height": "3.2",
        }
        assert "reference" not in body

    def test_are_none_for_several_boxes(self, account: Carrier) -> None:
        order = an_order()

        assert account.options(order.route, ParcelSpec((), 100, count=2)) == []
        assert account.service_points(order.route.sender, "USPS") == []


class TestAnnounce:
    def test_buys_the_rate_that_was_chosen(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        nothing_bought(web)
        web.post(SHIPMENTS, json=a_draft(), status=201)
        web.post(f"{SHIPMENTS}/shp_1/buy", json=a_purchase())

        made = account.announce(an_order(contract_id="ca_1"))

        assert sent(web) == {"rate": {"id": "rate_1"}}
        assert sent(web, -2)["shipment"]["reference"] == "RMA-0000417"
        assert (made.id, made.parcels[0].tracking_number) == ("shp_1", "9400TEST")

    def test_buys_nothing_twice(self, web: responses.RequestsMock, account: Carrier) -> None:
        web.get(f"{SHIPMENTS}/RMA-0000417", json=a_purchase())

        with pytest.raises(ReferenceUsed):
            account.announce(an_order())

    def test_buys_nothing_twice_though_a_draft_stands_in_front(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        web.get(f"{SHIPMENTS}/RMA-0000417", json=a_draft(id="shp_0"))
        web.get(SHIPMENTS, json={"shipments": [a_purchase(reference="x")], "has_more": True})
        web.get(SHIPMENTS, json={"shipments": [a_purchase()], "has_more": False})

        with pytest.raises(ReferenceUsed):
            account.announce(an_order())

        last = web.calls[-1].request.params  # type: ignore[attr-defined]
        assert last["before_id"] == "shp_1"
        assert last["purchased"] == "True"

    def test_hears_that_the_shipment_was_bought(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        nothing_bought(web)
        web.post(SHIPMENTS, json=a_draft(), status=201)
        told = an_error("SHIPMENT.POSTAGE.EXISTS", "Postage already exists for this shipment.")
        web.post(f"{SHIPMENTS}/shp_1/buy", json=told, status=422)

        with pytest.raises(ReferenceUsed):
            account.announce(an_order())

    @pytest.mark.parametrize(
        "mishap",
        [
            {"body": requests.ReadTimeout()},
            {"body": requests.ConnectionError("aborted")},
            {"json": an_error("INTERNAL"), "status": 500},
            {"json": an_error("TIMEOUT"), "status": 504},
            {"body": "<html>", "status": 200},
        ],
    )
    def test_does_not_guess_what_became_of_it(
        self, web: responses.RequestsMock, account: Carrier, mishap: dict[str, Any]
    ) -> None:
        nothing_bought(web)
        web.post(SHIPMENTS, json=a_draft(), status=201)
        web.post(f"{SHIPMENTS}/shp_1/buy", **mishap)

        with pytest.raises(AnnouncementUncertain):
            account.announce(an_order())

    @pytest.mark.parametrize(
        "mishap",
        [
            {"body": requests.ConnectTimeout()},
            {"body": requests.ConnectionError("NewConnectionError")},
        ],
    )
    def test_knows_when_nothing_was_bought(
        self, web: responses.RequestsMock, account: Carrier, mishap: dict[str, Any]
    ) -> None:
        nothing_bought(web)
        web.post(SHIPMENTS, json=a_draft(), status=201)
        web.post(f"{SHIPMENTS}/shp_1/buy", **mishap)

        with pytest.raises(CarrierUnreachable):
            account.announce(an_order())

    def test_names_the_places_of_a_refusal(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        faults = [{"field": "to_address.zip", "message": "is missing"}]
        told = an_error("ADDRESS.INVALID", "Unprocessable.", errors=faults)
        web.post(SHIPMENTS, json=told, status=422)

        with pytest.raises(CarrierRefused) as caught:
            account.validate(an_order())

        assert caught.value.places == (Place("to_address.zip", "is missing"),)
        assert (caught.value.status, caught.value.carrier_code) == (422, "ADDRESS.INVALID")

    def test_refuses_an_option_that_is_gone(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        messages = [{"carrier": "USPS", "message": "Too heavy."}]
        web.post(SHIPMENTS, json=a_draft(rates=[], messages=messages), status=201)

        with pytest.raises(CarrierRefused, match="Too heavy"):
            account.validate(an_order())

    def test_takes_one_box(self, account: Carrier) -> None:
        with pytest.raises(CarrierRefused, match="one box"):
            account.validate(an_order(parcel=ParcelSpec((a_shirt(),), 350, count=2)))

    def test_declares_returned_goods(self, web: responses.RequestsMock, account: Carrier) -> None:
        web.post(SHIPMENTS, json=a_draft(), status=201)
        order = a_customs_order()

        account.validate(an_order(route=order.route, parcel=order.parcel, customs=order.customs))

        customs = sent(web)["shipment"]["customs_info"]
        assert customs["contents_type"] == "returned_goods"
        (item,) = customs["customs_items"]
        assert (item["value"], item["currency"]) == ("29.00", "GBP")
        assert (item["hs_tariff_number"], item["origin_country"]) == ("620520", "PT")


class TestFind:
    def test_finds_a_purchase(self, web: responses.RequestsMock, account: Carrier) -> None:
        web.get(f"{SHIPMENTS}/RMA-0000417", json=a_purchase())

        assert account.find(an_order(), since=SINCE) == Shipment(
            "shp_1", (AnnouncedParcel("shp_1", "9400TEST", "https://track.easypost.com/x"),)
        )

    def test_finds_nothing_where_nothing_is(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        nothing_bought(web)

        assert account.find(an_order(), since=SINCE) is None


class TestDocuments:
    def test_are_label_and_forms(self, web: responses.RequestsMock, account: Carrier) -> None:
        form = {"form_type": "commercial_invoice", "form_url": "https://files.example.com/f.pdf"}
        web.get(f"{SHIPMENTS}/shp_1", json=a_purchase(forms=[form]))
        web.get(LABEL_URL, body=PDF, content_type="application/pdf")
        web.get(form["form_url"], body=PDF, content_type="application/octet-stream")

        found = account.documents(an_order(), SHIPMENT, paper=PaperSize.A6)

        assert found
        assert [one.kind for one in found] == [
            DocumentKind.LABEL,
            DocumentKind.CUSTOMS_DECLARATION,
        ]
        assert "Authorization" not in web.calls[1].request.headers

    def test_are_not_there_before_the_purchase(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        web.get(f"{SHIPMENTS}/shp_1", json=a_draft())

        assert account.documents(an_order(), SHIPMENT, paper=PaperSize.A6) is None

    @pytest.mark.parametrize(
        "given",
        [
            {"body": b"<html>", "content_type": "application/pdf"},
            {"body": PDF, "content_type": "text/html"},
            {"body": PDF, "content_type": "application/pdf", "status": 403},
            {"status": 302, "headers": {"Location": "http://169.254.169.254/"}},
        ],
    )
    def test_that_are_none_are_not_kept(
        self, web: responses.RequestsMock, account: Carrier, given: dict[str, Any]
    ) -> None:
        web.get(f"{SHIPMENTS}/shp_1", json=a_purchase())
        web.get(LABEL_URL, **given)

        with pytest.raises(DocumentUnusable):
            account.documents(an_order(), SHIPMENT, paper=PaperSize.A6)

    def test_are_fetched_safely_or_not_at_all(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        label = {"label_url": "http://files.example.com/1.pdf"}
        web.get(f"{SHIPMENTS}/shp_1", json=a_purchase(postage_label=label))

        with pytest.raises(DocumentUnusable):
            account.documents(an_order(), SHIPMENT, paper=PaperSize.A6)


class TestStatus:
    def test_lists_what_happened_in_order(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        web.get(f"{SHIPMENTS}/shp_1", json=a_purchase())

        state = account.status(SHIPMENT)

        assert [event.status for event in state.events] == [
            TrackingStatus.ANNOUNCED,
            TrackingStatus.IN_TRANSIT,
            TrackingStatus.DELIVERED,
        ]
        assert state.tracking_numbers == (("shp_1", "9400TEST"),)
        assert state.is_cancellable

    def test_tells_what_became_of_a_cancellation(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        web.get(f"{SHIPMENTS}/shp_1", json=a_purchase(refund_status="refunded", tracker=None))

        state = account.status(SHIPMENT)

        assert state.events[-1].status is TrackingStatus.CANCELLED
        assert not state.is_cancellable

    def test_of_none_is_unknown(self, web: responses.RequestsMock, account: Carrier) -> None:
        web.get(f"{SHIPMENTS}/shp_1", json=an_error("NOT_FOUND"), status=404)

        with pytest.raises(ShipmentUnknown):
            account.status(SHIPMENT)


class TestCancellation:
    @pytest.mark.parametrize(
        ("told", "state"),
        [
            ("submitted", CancellationState.REQUESTED),
            ("refunded", CancellationState.CANCELLED),
            ("rejected", CancellationState.REFUSED),
            ("not_applicable", CancellationState.REFUSED),
        ],
    )
    def test_is_a_refund(
        self, web: responses.RequestsMock, account: Carrier, told: str, state: CancellationState
    ) -> None:
        web.post(f"{SHIPMENTS}/shp_1/refund", json=a_purchase(refund_status=told))

        assert account.request_cancellation(SHIPMENT).state is state

    def test_asked_for_twice_tells_of_the_first_time(
        self, web: responses.RequestsMock, account: Carrier
    ) -> None:
        told = an_error("SHIPMENT.REFUND.UNAVAILABLE", "Refund already requested.")
        web.post(f"{SHIPMENTS}/shp_1/refund", json=told, status=422)
        web.get(f"{SHIPMENTS}/shp_1", json=a_purchase(refund_status="submitted"))

        answer = account.request_cancellation(SHIPMENT)

        assert answer.state is CancellationState.REQUESTED
        assert answer.text == "Refund already requested."


class TestHook:
    BODY = json.dumps(
        {
            "description": "tracker.updated",
            "result": {
                "object": "Tracker",
                "shipment_id": "shp_1",
                "tracking_code": "9400TEST",
                "tracking_details": [
                    {"datetime": "2026-01-07T10:00:00Z", "status": "return_to_sender"},
                    {"datetime": "2026-01-06T10:00:00Z", "status": "beamed", "message": "Up"},
                ],
            },
        }
    ).encode()
    # Of b'{"a": 1}' with the key "clé", its accent taken apart.
    VECTOR = "hmac-sha256-hex=2a5b75b4f479c4baa28e7695fe6d82954252ba3a0c0a3bfbff35318166ec3373"

    def test_proves_the_signature_of_the_librarys_own_check(self) -> None:
        from easypost.util import validate_webhook

        body, key = b'{"a": 1}', "cl\u00e9"
        headers = {"X-Hmac-Signature": self.VECTOR}

        assert validate_webhook(body, headers, key) == {"a": 1}
        EasyPostHook().check({"x-hmac-signature": self.VECTOR}, body, ["new", key])

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"X-Hmac-Signature": ""},
            {"X-Hmac-Signature": VECTOR[:-1]},
            {"X-Hmac-Signature": VECTOR.removeprefix("hmac-sha256-hex=")},
            {"X-Hmac-Signature": "é"},
            {"X-Hmac-Signature-V2": VECTOR},
        ],
    )
    def test_refuses_any_other(self, headers: dict[str, str]) -> None:
        with pytest.raises(CarrierSignatureInvalid):
            EasyPostHook().check(headers, b'{"a": 1}', ["cl\u00e9"])

    def test_takes_no_key_for_no_proof(self) -> None:
        with pytest.raises(CarrierSignatureInvalid):
            EasyPostHook().check({"X-Hmac-Signature": self.VECTOR}, b'{"a": 1}', ["", ""])

    def test_reads_all_that_a_tracker_tells(self) -> None:
        message = EasyPostHook().read(self.BODY)

        assert [(event.status, event.carrier_status) for event in message.events] == [
            (TrackingStatus.UNKNOWN, "beamed"),
            (TrackingStatus.RETURNED_TO_SENDER, "return_to_sender"),
        ]
        assert {event.parcel_id for event in message.events} == {"shp_1"}

    def test_takes_a_refund_for_a_hint(self) -> None:
        body = b'{"description": "refund.successful", "result": {"shipment_id": "shp_1"}}'

        assert EasyPostHook().read(body).look_at == ("shp_1",)

    @pytest.mark.parametrize(
        "body", [b'{"description": "batch.created", "result": {}}', b"{}", b'{"result": []}']
    )
    def test_passes_over_the_rest(self, body: bytes) -> None:
        message = EasyPostHook().read(body)

        assert (message.events, message.look_at) == ((), ())

    @pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"[" * 100_000])
    def test_refuses_what_makes_no_sense(self, body: bytes) -> None:
        with pytest.raises(CarrierRefused):
            EasyPostHook().read(body)
