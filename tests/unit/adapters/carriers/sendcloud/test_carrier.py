import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests
import responses

from saleor_returns_app.adapters.carriers.sendcloud import Sendcloud
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.shipping.errors import (
    AnnouncementUncertain,
    CarrierBusy,
    CarrierKeyWrong,
    CarrierRefused,
    CarrierUnreachable,
    Place,
    ReferenceUsed,
    ShipmentUnknown,
)
from saleor_returns_app.domain.shipping.shipments import (
    CancellationState,
    DocumentKind,
    PaperSize,
)
from saleor_returns_app.domain.shipping.tracking import TrackingStatus
from tests.support.sendcloud import (
    API,
    LINA,
    PDF,
    a_sendcloud,
    a_shipment,
    a_shipment_order,
    an_http,
    answer_with,
    mocked,
)

HTML = "<html><title>Bad gateway</title><body>nginx</body></html>"


@pytest.fixture
def web() -> Iterator[responses.RequestsMock]:
    yield from mocked()


class TestCheck:
    def test_accepts_a_good_key(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/user/auth/metadata", "auth_metadata")

        a_sendcloud().check()

        assert len(web.calls) == 1

    @pytest.mark.parametrize(
        "name", ["auth_error_401_missing", "auth_error_401_wrong", "auth_error_403"]
    )
    def test_says_that_a_key_is_wrong(self, web: responses.RequestsMock, name: str) -> None:
        answer_with(web, "GET", "/v3/user/auth/metadata", name)

        with pytest.raises(CarrierKeyWrong):
            a_sendcloud().check()


class TestOptions:
    def test_are_read_with_price_and_bounds(self, web: responses.RequestsMock) -> None:
        answer_with(web, "POST", "/v3/shipping-options", "shipping_options_for_return")
        order = a_shipment_order()

        options = a_sendcloud().options(order.route, order.parcel)

        first = options[0]
        assert (first.code, first.contract_id) == ("dpd:return/return", "3411")
        assert (first.carrier_code, first.carrier_name) == ("dpd", "DPD")
        assert first.price == Money(542, "EUR")
        assert (first.min_weight_grams, first.max_weight_grams) == (1, 20000)
        assert first.needs == {"recipient_email"}
        assert first.method is ReturnMethod.DROP_OFF
        assert isinstance(first.lead_time_hours, int | None)

    def test_need_no_email_that_the_account_has(self, web: responses.RequestsMock) -> None:
        answer_with(web, "POST", "/v3/shipping-options", "shipping_options_for_return")
        answer_with(web, "POST", "/v3/returns", "return_create_full_eu")
        account = Sendcloud(an_http(), email="desk@shop.example")
        order = a_shipment_order(recipient_email="")

        first = account.options(order.route, order.parcel)[0]
        account.announce(order)

        assert first.needs == frozenset()
        sent = json.loads(web.calls[1].request.body or "{}")
        assert sent["to_address"]["email"] == "desk@shop.example"

    def test_may_be_none(self, web: responses.RequestsMock) -> None:
        answer_with(web, "POST", "/v3/shipping-options", "shipping_options_none")
        order = a_shipment_order()

        assert a_sendcloud().options(order.route, order.parcel) == []

    @pytest.mark.parametrize(
        ("functions", "method"),
        [
            ({"returns": True, "labelless": True}, ReturnMethod.LABEL_LESS),
            ({"returns": True, "pick_up": True}, ReturnMethod.PICK_UP),
            ({"returns": True, "first_mile": "pickup"}, ReturnMethod.PICK_UP),
            ({"returns": True, "first_mile": "dropoff"}, ReturnMethod.DROP_OFF),
            (None, ReturnMethod.DROP_OFF),
        ],
    )
    def test_say_how_the_parcel_is_handed_over(
        self, web: responses.RequestsMock, functions: Any, method: ReturnMethod
    ) -> None:
        option = {
            "code": "x:return",
            "functionalities": functions,
            "quotes": None,
            "contract": None,
        }
        web.post(f"{API}/v3/shipping-options", json={"data": [option]})
        order = a_shipment_order()

        (found,) = a_sendcloud().options(order.route, order.parcel)

        assert found.method is method
        assert found.price is None

    def test_say_what_they_ask_for(self, web: responses.RequestsMock) -> None:
        wants = {
            "fields": ["from_telephone", "length", "width", "height", "something_new"],
            "export_documents": True,
            "is_service_point_required": True,
        }
        web.post(
            f"{API}/v3/shipping-options", json={"data": [{"code": "x", "requirements": wants}]}
        )
        order = a_shipment_order()

        (found,) = a_sendcloud().options(order.route, order.parcel)

        assert found.needs == {"sender_phone", "box", "something_new", "customs", "service_point"}
        assert found.has_customs_documents

    def test_that_cannot_be_read_are_no_answer(self, web: responses.RequestsMock) -> None:
        web.post(f"{API}/v3/shipping-options", json=["surprise"])
        order = a_shipment_order()

        with pytest.raises(CarrierUnreachable):
            a_sendcloud().options(order.route, order.parcel)


class TestServicePoints:
    def test_are_read_with_their_hours(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/service-points", "service_points_near_customer")

        (point,) = a_sendcloud().service_points(LINA, "dpd")

        assert (point.id, point.name) == ("2200417", "Tabac des Tilleuls")
        assert point.street == "Cours Gambetta 41"
        assert (point.latitude, point.longitude) == ("45.7561", "4.8493")
        assert point.distance_metres == 310
        assert point.opening_times[3] == (("08:30", "12:00"), ("14:00", "18:00"))
        assert 6 not in point.opening_times
        query = web.calls[0].request.params  # type: ignore[attr-defined]
        assert (query["address_street"], query["address_house_number"]) == (
            "Rue des Tilleuls",
            "14",
        )
        assert "use_integration_carriers" not in query

    def test_may_be_none(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/service-points", "service_points_none")

        assert a_sendcloud().service_points(LINA, "") == []
        assert web.calls[0].request.params["use_integration_carriers"] == "true"  # type: ignore[attr-defined]

    def test_wait_for_a_geocoder_that_is_down(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/service-points", "service_points_error_503_geocoder")

        with pytest.raises(CarrierUnreachable):
            a_sendcloud().service_points(LINA, "dpd")


class TestAnnounce:
    def test_returns_the_ids_to_keep(self, web: responses.RequestsMock) -> None:
        answer_with(web, "POST", "/v3/returns", "return_create_full_eu")

        assert a_sendcloud().announce(a_shipment_order()) == a_shipment()

    @pytest.mark.parametrize("boxes", [[510004, 510005, 510006], [510005, 510006]])
    def test_counts_every_box_once(self, web: responses.RequestsMock, boxes: list[int]) -> None:
        told = {"return_id": 880404, "parcel_id": 510004, "multi_collo_ids": boxes}
        web.post(f"{API}/v3/returns", json=told, status=201)

        shipment = a_sendcloud().announce(a_shipment_order())

        assert [parcel.id for parcel in shipment.parcels] == ["510004", "510005", "510006"]

    @pytest.mark.parametrize(
        "name",
        [
            "return_create_sync_error_400_reference_reused",
            "return_create_error_400_reference_reused_list_shape",
        ],
    )
    def test_says_that_a_reference_is_used(self, web: responses.RequestsMock, name: str) -> None:
        answer_with(web, "POST", "/v3/returns", name)

        with pytest.raises(ReferenceUsed):
            a_sendcloud().announce(a_shipment_order())

    def test_names_every_place_of_a_refusal(self, web: responses.RequestsMock) -> None:
        answer_with(web, "POST", "/v3/returns", "return_create_error_400_many_fields")

        with pytest.raises(CarrierRefused) as caught:
            a_sendcloud().announce(a_shipment_order())

        assert [place.where for place in caught.value.places] == [
            "ship_with.type",
            "collo_count",
            "colour",
        ]
        assert caught.value.carrier_code == "invalid_choice"

    def test_takes_the_default_contract_when_none_is_chosen(
        self, web: responses.RequestsMock
    ) -> None:
        answer_with(web, "GET", "/v3/contracts", "contracts_list")
        answer_with(web, "POST", "/v3/returns", "return_create_full_eu")

        a_sendcloud().announce(a_shipment_order(contract_id=""))

        assert b'"contract": 3411' in (web.calls[1].request.body or b"")

    @pytest.mark.parametrize(
        "mishap",
        [
            {"body": requests.ReadTimeout()},
            {"body": requests.ConnectionError("Connection aborted.")},
            {"body": HTML, "status": 500},
            {"body": HTML, "status": 502},
            {"body": HTML, "status": 504},
            {"body": HTML, "status": 201},
            {"json": {"return_id": None}, "status": 201},
        ],
    )
    def test_does_not_guess_what_became_of_it(
        self, web: responses.RequestsMock, mishap: dict[str, Any]
    ) -> None:
        web.post(f"{API}/v3/returns", **mishap)

        with pytest.raises(AnnouncementUncertain):
            a_sendcloud().announce(a_shipment_order())

    @pytest.mark.parametrize(
        "mishap",
        [
            {"body": requests.ConnectTimeout()},
            {"body": requests.ConnectionError("NewConnectionError: refused")},
            {"body": HTML, "status": 503},
        ],
    )
    def test_knows_when_nothing_was_done(
        self, web: responses.RequestsMock, mishap: dict[str, Any]
    ) -> None:
        web.post(f"{API}/v3/returns", **mishap)

        with pytest.raises(CarrierUnreachable):
            a_sendcloud().announce(a_shipment_order())

    def test_at_once_brings_the_carriers_own_words(self, web: responses.RequestsMock) -> None:
        path = "/v3/returns/announce-synchronously"
        answer_with(web, "POST", path, "return_create_error_jsonapi")

        with pytest.raises(CarrierRefused) as caught:
            a_sendcloud().announce_at_once(a_shipment_order())

        assert caught.value.places == (
            Place("/data/from_address/postal_code", "Postal code is not valid for this country."),
        )


class TestARefusal:
    def test_that_is_a_page_is_not_repeated(self, web: responses.RequestsMock) -> None:
        web.post(f"{API}/v3/returns/validate", body=HTML, status=400)

        with pytest.raises(CarrierRefused) as caught:
            a_sendcloud().validate(a_shipment_order())

        assert str(caught.value) == "Sendcloud refuses this and does not say why."

    @pytest.mark.parametrize(
        ("headers", "pause"),
        [
            ({"Retry-After": "12"}, 12),
            (
                {
                    "Retry-After": "Mon, 05 Jan 2026 10:00:30 GMT",
                    "Date": "Mon, 05 Jan 2026 10:00:00 GMT",
                },
                30,
            ),
            ({}, 60),
            ({"Retry-After": "soon"}, 60),
        ],
    )
    def test_for_haste_says_how_long_to_wait(
        self, web: responses.RequestsMock, headers: dict[str, str], pause: float
    ) -> None:
        web.get(f"{API}/v3/user/auth/metadata", status=429, headers=headers)

        with pytest.raises(CarrierBusy) as caught:
            a_sendcloud().check()

        assert caught.value.retry_after == pause

    def test_never_holds_the_key(self, web: responses.RequestsMock) -> None:
        web.get(f"{API}/v3/user/auth/metadata", body=requests.ConnectionError("no"))
        account = a_sendcloud()

        with pytest.raises(CarrierUnreachable) as caught:
            account.check()

        assert "sec_demo" not in f"{caught.value!r} {vars(account._http)!r}"


class TestStatus:
    def test_lists_what_happened_in_order(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/returns/880402", "return_get_delivered")

        state = a_sendcloud().status(a_shipment())

        assert [event.status for event in state.events] == [
            TrackingStatus.PREPARING,
            TrackingStatus.ANNOUNCED,
            TrackingStatus.IN_TRANSIT,
            TrackingStatus.DELIVERED,
        ]
        last = state.events[-1]
        assert last.at == datetime(2026, 1, 8, 9, 31, 44, tzinfo=UTC)
        assert (last.parcel_id, last.carrier_status) == ("510002", "delivered")
        assert last.text == "Delivered to recipient"
        assert state.tracking_numbers == (("510002", "3STEST0000002"),)
        assert state.has_documents
        assert not state.is_cancellable

    @pytest.mark.parametrize(
        ("name", "status", "has_documents"),
        [
            ("return_get_announcing", TrackingStatus.PREPARING, False),
            ("return_get_announced", TrackingStatus.ANNOUNCED, True),
            ("return_get_portal_with_refund_fee_images", TrackingStatus.ANNOUNCED, True),
            ("return_get_announcement_failed", TrackingStatus.ANNOUNCEMENT_FAILED, False),
            ("return_get_requested", TrackingStatus.NO_LABEL, False),
            ("return_get_request_rejected", TrackingStatus.NO_LABEL, False),
            ("return_get_awaiting_payment", TrackingStatus.NO_LABEL, False),
            ("return_get_payment_failed", TrackingStatus.NO_LABEL, False),
            ("return_get_in_store", TrackingStatus.NO_LABEL, False),
            ("return_get_labelless", TrackingStatus.ANNOUNCED, True),
            ("return_get_cancelling", TrackingStatus.CANCELLING, True),
            ("return_get_cancelled", TrackingStatus.CANCELLED, True),
            ("return_get_uk_customs", TrackingStatus.AT_CUSTOMS, True),
        ],
    )
    def test_ends_where_the_parcel_is(
        self,
        web: responses.RequestsMock,
        name: str,
        status: TrackingStatus,
        has_documents: bool,
    ) -> None:
        answer_with(web, "GET", "/v3/returns/880402", name)

        state = a_sendcloud().status(a_shipment())

        assert state.events[-1].status is status
        assert state.has_documents is has_documents

    def test_tells_why_an_announcement_failed(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/returns/880402", "return_get_announcement_failed")

        assert a_sendcloud().status(a_shipment()).errors == (
            "The postal code does not match the city.",
        )

    def test_reads_a_return_with_data_around_it(self, web: responses.RequestsMock) -> None:
        entry = {"carrier_update_timestamp": "2026-01-05T09:00:01", "parent_status": "Brand new"}
        told = {"data": {"status_history": [entry], "label": None, "is_cancellable": None}}
        web.get(f"{API}/v3/returns/880402", json=told)

        (event,) = a_sendcloud().status(a_shipment()).events

        assert event.status is TrackingStatus.UNKNOWN
        assert (event.carrier_status, event.text) == ("brand-new", "Brand new")

    def test_of_none_is_unknown(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/returns/880402", "return_get_404")

        with pytest.raises(ShipmentUnknown):
            a_sendcloud().status(a_shipment())


class TestDocuments:
    def test_are_not_there_while_the_label_is_made(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/returns/880402", "return_get_announcing")

        assert a_sendcloud().documents(a_shipment_order(), a_shipment(), paper=PaperSize.A6) is None

    def test_are_the_label_on_the_paper_that_was_asked_for(
        self, web: responses.RequestsMock
    ) -> None:
        answer_with(web, "GET", "/v3/returns/880402", "return_get_announced")
        answer_with(web, "GET", "/v3/parcels/510002/documents/label", "document_label_pdf_a6")

        found = a_sendcloud().documents(a_shipment_order(), a_shipment(), paper=PaperSize.A6)

        assert found
        assert [(one.kind, one.parcel_id, one.content) for one in found] == [
            (DocumentKind.LABEL, "510002", PDF)
        ]
        assert web.calls[1].request.params == {"paper_size": "A6"}  # type: ignore[attr-defined]
        assert web.calls[1].request.headers["Accept"] == "application/pdf"

    def test_hold_the_customs_declaration(self, web: responses.RequestsMock) -> None:
        shipment = a_shipment("880405", "510007")
        answer_with(web, "GET", "/v3/returns/880405", "return_get_uk_customs")
        answer_with(web, "GET", "/v3/parcels/510007/documents/label", "document_label_pdf_a6")
        path = "/v3/parcels/510007/documents/customs-declaration"
        answer_with(web, "GET", path, "document_customs_pdf")

        found = a_sendcloud().documents(a_shipment_order(), shipment, paper=PaperSize.A4)

        assert found
        assert [one.kind for one in found] == [
            DocumentKind.LABEL,
            DocumentKind.CUSTOMS_DECLARATION,
        ]

    def test_of_several_boxes_come_in_files_of_twenty(self, web: responses.RequestsMock) -> None:
        ids = [str(510000 + n) for n in range(23)]
        answer_with(web, "GET", "/v3/returns/880404", "return_get_announced")
        answer_with(web, "GET", "/v3/parcel-documents/label", "document_bulk_labels")
        answer_with(web, "GET", "/v3/parcel-documents/label", "document_bulk_labels")

        found = a_sendcloud().documents(
            a_shipment_order(), a_shipment("880404", *ids), paper=PaperSize.A6
        )

        assert found
        assert [one.parcel_id for one in found] == ["", ""]
        sizes = [len(call.request.params["parcels"]) for call in list(web.calls)[1:]]  # type: ignore[attr-defined]
        assert sizes == [20, 3]

    def test_without_a_printer_are_a_code(self, web: responses.RequestsMock) -> None:
        shipment = a_shipment("880403", "510003")
        answer_with(web, "GET", "/v3/returns/880403", "return_get_labelless")
        answer_with(web, "GET", "/v3/parcels/510003/documents/label", "document_label_pdf_a6")

        found = a_sendcloud().documents(a_shipment_order(), shipment, paper=PaperSize.A6)

        assert found
        assert found[0].kind is DocumentKind.QR_CODE

    def test_are_none_for_a_return_in_a_store(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/returns/880402", "return_get_in_store")

        assert a_sendcloud().documents(a_shipment_order(), a_shipment(), paper=PaperSize.A6) == ()

    def test_of_a_failed_announcement_never_come(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/returns/880402", "return_get_announcement_failed")

        with pytest.raises(CarrierRefused, match="does not match the city"):
            a_sendcloud().documents(a_shipment_order(), a_shipment(), paper=PaperSize.A6)


class TestCancellation:
    def test_is_a_request_first(self, web: responses.RequestsMock) -> None:
        answer_with(web, "PATCH", "/v3/returns/880402/cancel", "return_cancel_accepted")

        answer = a_sendcloud().request_cancellation(a_shipment())

        assert answer.state is CancellationState.REQUESTED
        assert answer.text == "Cancellation requested successfully"

    @pytest.mark.parametrize(
        ("name", "state"),
        [
            ("return_get_delivered", CancellationState.REFUSED),
            ("return_get_cancelling", CancellationState.REQUESTED),
            ("return_get_cancelled", CancellationState.CANCELLED),
        ],
    )
    def test_that_is_refused_may_have_been_asked_for_before(
        self, web: responses.RequestsMock, name: str, state: CancellationState
    ) -> None:
        answer_with(web, "PATCH", "/v3/returns/880402/cancel", "return_cancel_conflict")
        answer_with(web, "GET", "/v3/returns/880402", name)

        answer = a_sendcloud().request_cancellation(a_shipment())

        assert (answer.state, answer.text) == (state, "Return is not cancellable.")

    def test_of_none_is_unknown(self, web: responses.RequestsMock) -> None:
        answer_with(web, "PATCH", "/v3/returns/880402/cancel", "return_cancel_404")

        with pytest.raises(ShipmentUnknown):
            a_sendcloud().request_cancellation(a_shipment())


MADE = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class TestFind:
    def test_takes_the_id_from_the_older_list(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/returns", "return_list_page_1")
        answer_with(web, "GET", "/v3/returns", "return_list_last_page")
        answer_with(web, "GET", "/v2/returns", "v2_returns_list")

        found = a_sendcloud().find(a_shipment_order(), since=MADE)

        assert found
        assert (found.id, found.parcels[0].id) == ("880402", "510002")
        assert found.parcels[0].tracking_number == "3STEST0000002"
        first, second = (call.request.params for call in list(web.calls)[:2])  # type: ignore[attr-defined]
        assert first["from_date"] == "2026-01-05 06:00:00"
        assert second["cursor"] == "cD00MDA="

    def test_finds_nothing_where_nothing_is(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", "/v3/returns", "return_list_filtered_empty")

        assert a_sendcloud().find(a_shipment_order(), since=MADE) is None

    @pytest.mark.parametrize(
        "other",
        [
            {"order_number": "FR-9"},
            {"from_address": {"postal_code": "75011"}},
            {"shipping_option": {"code": "ups:return"}},
            {"parcel_items": [{"description": "Hat", "quantity": 1}]},
            {"parcel_items": [{"properties": {"return_reference": "RMA-9"}}]},
            {"created_at": "2026-01-05T05:59:59+00:00"},
        ],
    )
    def test_passes_over_what_is_another_return(
        self, web: responses.RequestsMock, other: dict[str, Any]
    ) -> None:
        web.get(f"{API}/v3/returns", json={"data": [a_listed() | other]})

        assert a_sendcloud().find(a_shipment_order(), since=MADE) is None

    def test_does_not_choose_between_two_alike(self, web: responses.RequestsMock) -> None:
        twins = [a_listed(), a_listed() | {"id": 2, "created_at": "2026-01-05T09:00:00Z"}]
        web.get(f"{API}/v3/returns", json={"data": twins})

        assert a_sendcloud().find(a_shipment_order(), since=MADE) is None

    def test_knows_its_own_by_the_reference(self, web: responses.RequestsMock) -> None:
        item = {"description": "Linen shirt, size M", "quantity": 1}
        own = item | {"properties": {"return_reference": "RMA-0000417"}}
        web.get(
            f"{API}/v3/returns",
            json={"data": [a_listed(), a_listed() | {"id": 2, "parcel_items": [own]}]},
        )

        found = a_sendcloud().find(a_shipment_order(), since=MADE)

        assert found
        assert found.id == "2"

    def test_never_calls_an_address_that_a_list_names(self, web: responses.RequestsMock) -> None:
        away = "https://elsewhere.example/returns?cursor=abc"
        web.get(f"{API}/v3/returns", json={"data": [], "next": away})
        web.get(f"{API}/v3/returns", json={"data": []})

        a_sendcloud().find(a_shipment_order(), since=MADE)

        assert [call.request.url.partition("?")[0] for call in web.calls] == [  # type: ignore[union-attr]
            f"{API}/v3/returns",
            f"{API}/v3/returns",
        ]


def a_listed() -> dict[str, Any]:
    label = f"{API}/v3/parcels/510002/documents/label"
    return {
        "id": 1,
        "order_number": "FR-2041",
        "created_at": (MADE + timedelta(seconds=2)).isoformat(),
        "from_address": {"postal_code": "69003"},
        "shipping_option": {"code": "dpd:return/return"},
        "parcel_items": [{"description": "Linen shirt, size M", "quantity": 1}],
        "label_url": label,
        "label_cost": {"value": str(Decimal("5.42"))},
    }
