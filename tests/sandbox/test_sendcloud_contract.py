"""What the adapter may rely on: of the written-down bodies and of the pretend Sendcloud alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from saleor_returns_app.adapters.carriers.sendcloud.http import Key
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.shipping.errors import (
    CarrierKeyWrong,
    CarrierRefused,
    ReferenceUsed,
    ShipmentUnknown,
)
from saleor_returns_app.domain.shipping.shipments import (
    CancellationState,
    DocumentKind,
    PaperSize,
    ParcelSpec,
    Shipment,
)
from saleor_returns_app.domain.shipping.tracking import TrackingStatus
from saleor_returns_app.sandbox.sendcloud.model import Step
from tests.support.sendcloud import LINA, a_customs_order, a_shipment_order, a_shirt
from tests.support.sendcloud_stages import Recorded, Stage, staged


@pytest.fixture(params=["recorded", "pretend"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    with staged(request.param) as opened:
        yield opened


@pytest.fixture
def shipment(stage: Stage) -> Shipment:
    stage.recorded("POST", "/v3/returns", "return_create_full_eu")
    made = stage.account().announce(a_shipment_order())
    return Shipment("880402", made.parcels) if isinstance(stage, Recorded) else made


def path_of(shipment: Shipment, more: str = "") -> str:
    return f"/v3/returns/{shipment.id}{more}"


class TestTheKey:
    def test_opens_the_account(self, stage: Stage) -> None:
        stage.recorded("GET", "/v3/user/auth/metadata", "auth_metadata")

        stage.account().check()

    def test_that_is_wrong_opens_nothing(self, stage: Stage) -> None:
        stage.recorded("GET", "/v3/user/auth/metadata", "auth_error_401_wrong")

        with pytest.raises(CarrierKeyWrong, match="Invalid username/password"):
            stage.account(Key("pub_demo_0001", "wrong")).check()


class TestOptions:
    def test_name_code_contract_and_price(self, stage: Stage) -> None:
        stage.recorded("POST", "/v3/shipping-options", "shipping_options_for_return")
        order = a_shipment_order()

        options = stage.account().options(order.route, order.parcel)

        dpd = next(one for one in options if one.code == "dpd:return/return")
        assert (dpd.contract_id, str(dpd.price)) == ("3411", "5.42 EUR")
        assert dpd.method is ReturnMethod.DROP_OFF
        assert (dpd.min_weight_grams, dpd.max_weight_grams) == (1, 20_000)

    def test_are_none_for_what_nobody_carries(self, stage: Stage) -> None:
        stage.recorded("POST", "/v3/shipping-options", "shipping_options_none")
        order = a_shipment_order()

        parcel = ParcelSpec((a_shirt(),), 100_000)

        assert stage.account().options(order.route, parcel) == []


class TestServicePoints:
    def test_come_with_address_and_hours(self, stage: Stage) -> None:
        stage.recorded("GET", "/v3/service-points", "service_points_near_customer")

        first = stage.account().service_points(LINA, "dpd")[0]

        assert (first.name, first.carrier_code) == ("Tabac des Tilleuls", "dpd")
        assert (first.postal_code, first.city) == ("69003", "Lyon")
        assert first.distance_metres == 310
        assert first.opening_times[3] == (("08:30", "12:00"), ("14:00", "18:00"))


class TestAnnouncing:
    def test_is_refused_with_places(self, stage: Stage) -> None:
        stage.recorded("POST", "/v3/returns/validate", "return_validate_error_400")
        order = a_customs_order()

        with pytest.raises(CarrierRefused) as caught:
            stage.account().validate(
                a_shipment_order(
                    route=order.route,
                    parcel=ParcelSpec((), 350),
                    option_code=order.option_code,
                    contract_id="3420",
                )
            )

        assert caught.value.status == 400
        assert caught.value.carrier_code == "required"
        assert "parcel_items" in [place.where for place in caught.value.places]

    def test_is_validated_first(self, stage: Stage) -> None:
        stage.recorded("POST", "/v3/returns/validate", "return_validate_ok")

        stage.account().validate(a_shipment_order())

    def test_has_each_reference_once(self, stage: Stage, shipment: Shipment) -> None:
        name = "return_create_error_400_reference_reused_list_shape"
        stage.recorded("POST", "/v3/returns", name)

        with pytest.raises(ReferenceUsed) as caught:
            stage.account().announce(a_shipment_order())

        assert caught.value.places[0].where == "external_reference"

    def test_at_once_says_it_in_another_shape(self, stage: Stage, shipment: Shipment) -> None:
        name = "return_create_sync_error_400_reference_reused"
        stage.recorded("POST", "/v3/returns/announce-synchronously", name)

        with pytest.raises(ReferenceUsed):
            stage.account().announce_at_once(a_shipment_order())

    def test_of_several_boxes_gives_each_an_id(self, stage: Stage) -> None:
        stage.recorded("POST", "/v3/returns", "return_create_multicollo")
        order = a_shipment_order(parcel=ParcelSpec((a_shirt(),), 350, count=3))

        assert len(stage.account().announce(order).parcels) == 3

    def test_abroad_takes_a_customs_declaration(self, stage: Stage) -> None:
        stage.recorded("POST", "/v3/returns", "return_create_non_eu_customs")

        made = stage.account().announce(a_customs_order())

        path = f"/v3/parcels/{made.parcels[0].id}/documents"
        stage.recorded("GET", path_of(made), "return_get_uk_customs")
        stage.recorded("GET", f"{path}/label", "document_label_pdf_a6")
        stage.recorded("GET", f"{path}/customs-declaration", "document_customs_pdf")
        stage.settle()
        found = stage.account().documents(a_shipment_order(), made, paper=PaperSize.A6)
        assert found
        assert [one.kind for one in found] == [
            DocumentKind.LABEL,
            DocumentKind.CUSTOMS_DECLARATION,
        ]


class TestALabel:
    def test_is_made_after_a_while(self, stage: Stage, shipment: Shipment) -> None:
        stage.recorded("GET", path_of(shipment), "return_get_announcing")
        assert stage.account().documents(a_shipment_order(), shipment, paper=PaperSize.A6) is None

        stage.settle()
        document = f"/v3/parcels/{shipment.parcels[0].id}/documents/label"
        stage.recorded("GET", path_of(shipment), "return_get_announced")
        stage.recorded("GET", document, "document_label_pdf_a6")
        found = stage.account().documents(a_shipment_order(), shipment, paper=PaperSize.A6)

        assert found
        assert found[0].content.startswith(b"%PDF")
        assert (found[0].kind, found[0].parcel_id) == (DocumentKind.LABEL, shipment.parcels[0].id)

    def test_that_failed_says_why(self, stage: Stage) -> None:
        stage.recorded("POST", "/v3/returns", "return_create_full_eu")
        order = a_shipment_order()
        nowhere = replace(order.route, sender=replace(LINA, city="NOWHERE"))
        made = stage.account().announce(a_shipment_order(route=nowhere))
        stage.settle()

        stage.recorded("GET", path_of(made), "return_get_announcement_failed")
        stage.recorded("GET", path_of(made), "return_get_announcement_failed")
        with pytest.raises(CarrierRefused, match="The postal code does not match the city"):
            stage.account().documents(a_shipment_order(), made, paper=PaperSize.A6)
        state = stage.account().status(made)

        assert state.events[-1].status is TrackingStatus.ANNOUNCEMENT_FAILED
        assert state.errors == ("The postal code does not match the city.",)


class TestTracking:
    def test_tells_what_happened_in_order(self, stage: Stage, shipment: Shipment) -> None:
        stage.settle()
        stage.move(shipment, Step.IN_TRANSIT, Step.DELIVERED)
        stage.recorded("GET", path_of(shipment), "return_get_delivered")

        state = stage.account().status(shipment)

        assert [event.status for event in state.events] == [
            TrackingStatus.PREPARING,
            TrackingStatus.ANNOUNCED,
            TrackingStatus.IN_TRANSIT,
            TrackingStatus.DELIVERED,
        ]
        assert state.tracking_numbers[0][0] == shipment.parcels[0].id
        assert not state.is_cancellable

    def test_of_nothing_is_unknown(self, stage: Stage) -> None:
        stage.recorded("GET", "/v3/returns/1", "return_get_404")

        with pytest.raises(ShipmentUnknown):
            stage.account().status(Shipment("1", ()))


class TestCancelling:
    def test_is_asked_for_and_then_confirmed(self, stage: Stage, shipment: Shipment) -> None:
        stage.recorded("PATCH", path_of(shipment, "/cancel"), "return_cancel_accepted")
        asked = stage.account().request_cancellation(shipment)
        stage.settle()
        stage.recorded("GET", path_of(shipment), "return_get_cancelled")

        assert asked.state is CancellationState.REQUESTED
        state = stage.account().status(shipment)
        assert [event.status for event in state.events[-2:]] == [
            TrackingStatus.CANCELLING,
            TrackingStatus.CANCELLED,
        ]

    def test_is_refused_on_the_way(self, stage: Stage, shipment: Shipment) -> None:
        stage.settle()
        stage.move(shipment, Step.IN_TRANSIT)
        stage.recorded("PATCH", path_of(shipment, "/cancel"), "return_cancel_conflict")
        stage.recorded("GET", path_of(shipment), "return_get_delivered")

        answer = stage.account().request_cancellation(shipment)

        assert answer.state is CancellationState.REFUSED
        assert answer.text == "Return is not cancellable."

    def test_of_nothing_is_unknown(self, stage: Stage) -> None:
        stage.recorded("PATCH", "/v3/returns/1/cancel", "return_cancel_404")

        with pytest.raises(ShipmentUnknown):
            stage.account().request_cancellation(Shipment("1", ()))


class TestFinding:
    def test_finds_what_was_announced(self, stage: Stage, shipment: Shipment) -> None:
        stage.settle()
        stage.recorded("GET", "/v3/returns", "return_list_page_1")
        stage.recorded("GET", "/v3/returns", "return_list_last_page")
        stage.recorded("GET", "/v2/returns", "v2_returns_list")
        is_recorded = isinstance(stage, Recorded)
        began = datetime(2026, 1, 5, 8, tzinfo=UTC) if is_recorded else datetime.now(UTC)

        found = stage.account().find(a_shipment_order(), since=began - timedelta(minutes=1))

        assert found
        assert found.id == shipment.id
        assert found.parcels[0].id == shipment.parcels[0].id

    def test_finds_nothing_where_nothing_is(self, stage: Stage) -> None:
        stage.recorded("GET", "/v3/returns", "return_list_filtered_empty")

        assert stage.account().find(a_shipment_order(), since=datetime.now(UTC)) is None
