import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from saleor_returns_app.adapters.carriers.sendcloud import SendcloudHook
from saleor_returns_app.adapters.carriers.sendcloud.statuses import by_id, by_phase, by_words
from saleor_returns_app.domain.shipping.errors import CarrierRefused, CarrierSignatureInvalid
from saleor_returns_app.domain.shipping.tracking import TrackingStatus
from tests.support.sendcloud import as_floats, cases_with, examples

HOOKS = cases_with("webhook")
VECTOR = b'{"key": "value"}'
VECTOR_SIGNATURE = "1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a"


def hook(name: str) -> dict[str, Any]:
    return dict(examples()[name]["webhook"])


def signed(body: bytes, key: str) -> dict[str, str]:
    return {"Sendcloud-Signature": hmac.new(key.encode(), body, hashlib.sha256).hexdigest()}


class TestASignature:
    def test_is_that_of_sendclouds_own_example(self) -> None:
        SendcloudHook().check({"Sendcloud-Signature": VECTOR_SIGNATURE}, VECTOR, ["secretkey"])

    def test_is_over_the_bytes_and_not_what_they_mean(self) -> None:
        with pytest.raises(CarrierSignatureInvalid):
            SendcloudHook().check(
                {"Sendcloud-Signature": VECTOR_SIGNATURE}, b'{"key":"value"}', ["secretkey"]
            )

    @pytest.mark.parametrize("name", HOOKS)
    def test_of_an_example_fits(self, name: str) -> None:
        words = hook(name)

        SendcloudHook().check(words["headers"], words["raw_body"].encode(), [words["secret"]])

    def test_may_be_by_the_key_before(self) -> None:
        headers = {"SENDCLOUD-SIGNATURE": VECTOR_SIGNATURE.upper()}

        SendcloudHook().check(headers, VECTOR, ["new-key", "secretkey"])

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Sendcloud-Signature": ""},
            {"Sendcloud-Signature": VECTOR_SIGNATURE[:-1]},
            {"Sendcloud-Signature": VECTOR_SIGNATURE + "0"},
            {"Sendcloud-Signature": "0" * 64},
            {"Sendcloud-Signature": "é" * 64},
            {"Sendcloud-Signature": "\udcff" * 64},
            {"Sendcloud-Signature": "secretkey"},
            {"Authorization": "Bearer "},
            {"Authorization": "Bearer other"},
            {"Authorization": "Basic secretkey"},
            {"Authorization": "secretkey"},
        ],
    )
    def test_of_another_kind_is_refused(self, headers: dict[str, str]) -> None:
        with pytest.raises(CarrierSignatureInvalid):
            SendcloudHook().check(headers, VECTOR, ["secretkey"])

    @pytest.mark.parametrize("keys", [[], [""], ["", ""]])
    def test_by_no_key_is_no_proof(self, keys: list[str]) -> None:
        for headers in (signed(VECTOR, ""), {"Authorization": "Bearer "}):
            with pytest.raises(CarrierSignatureInvalid):
                SendcloudHook().check(headers, VECTOR, keys)

    def test_may_be_the_token_of_an_event_subscription(self) -> None:
        delivery = examples()["event_delivery_delivered"]["delivery"]

        SendcloudHook().check(delivery["headers"], b"{}", ["demo-inbound-token"])


class TestReading:
    @pytest.mark.parametrize(
        ("name", "status", "said"),
        [
            ("webhook_parcel_announced", TrackingStatus.ANNOUNCED, "announced"),
            ("webhook_parcel_en_route", TrackingStatus.IN_TRANSIT, "shipment-on-route"),
            ("webhook_parcel_delivered", TrackingStatus.DELIVERED, "delivered"),
            ("webhook_parcel_delivered_late_older", TrackingStatus.IN_TRANSIT, "shipment-on-route"),
            (
                "webhook_parcel_announcement_failed",
                TrackingStatus.ANNOUNCEMENT_FAILED,
                "announcement-failed",
            ),
            ("webhook_parcel_cancellation_requested", TrackingStatus.CANCELLING, "cancelling"),
            ("webhook_parcel_cancelled", TrackingStatus.CANCELLED, "cancelled"),
            ("webhook_parcel_in_store_no_label", TrackingStatus.NO_LABEL, "no-label"),
        ],
    )
    def test_a_status(self, name: str, status: TrackingStatus, said: str) -> None:
        message = SendcloudHook().read(hook(name)["raw_body"].encode())

        (event,) = message.events
        assert (event.status, event.carrier_status) == (status, said)
        assert event.parcel_id == str(hook(name)["body"]["parcel"]["id"])

    def test_takes_the_carriers_moment_before_sendclouds(self) -> None:
        reader = SendcloudHook()
        (moved,) = reader.read(hook("webhook_parcel_delivered")["raw_body"].encode()).events
        (made,) = reader.read(hook("webhook_parcel_announced")["raw_body"].encode()).events

        assert moved.at == datetime(2026, 1, 8, 9, 31, 44, tzinfo=UTC)
        assert made.at == datetime(2026, 1, 5, 8, 0, 6, 4000, tzinfo=UTC)
        assert made.tracking_number == "3STEST0000002"

    def test_keeps_a_status_that_nobody_told_us_of(self) -> None:
        body = hook("webhook_parcel_unknown_status_id")["raw_body"].encode()

        (event,) = SendcloudHook().read(body).events

        status = hook("webhook_parcel_unknown_status_id")["body"]["parcel"]["status"]
        assert event.status is TrackingStatus.UNKNOWN
        assert event.carrier_status == str(status["id"])
        assert event.text == status["message"]

    @pytest.mark.parametrize(
        "name",
        [
            "webhook_return_created_portal",
            "webhook_return_created_minimal",
            "webhook_return_created_paid",
        ],
    )
    def test_a_new_return_is_a_hint(self, name: str) -> None:
        message = SendcloudHook().read(hook(name)["raw_body"].encode())

        assert message.look_at == (str(hook(name)["body"]["data"]["id"]),)
        assert message.events == ()

    @pytest.mark.parametrize(
        "name",
        [
            "webhook_signature_vector",
            "webhook_integration_connected",
            "webhook_integration_updated",
            "webhook_integration_deleted",
            "webhook_unknown_action",
        ],
    )
    def test_the_rest_brings_nothing(self, name: str) -> None:
        message = SendcloudHook().read(hook(name)["raw_body"].encode())

        assert (message.events, message.look_at) == ((), ())
        assert message.kind == hook(name)["body"].get("action", "")

    @pytest.mark.parametrize(
        ("name", "status"),
        [
            ("event_delivery_delivered", TrackingStatus.DELIVERED),
            ("event_delivery_problem", TrackingStatus.PROBLEM),
        ],
    )
    def test_an_event_of_a_subscription(self, name: str, status: TrackingStatus) -> None:
        body = json.dumps(as_floats(examples()[name]["delivery"]["body"])).encode()

        (event,) = SendcloudHook().read(body).events

        assert (event.status, event.parcel_id) == (status, "510002")
        assert event.at == datetime(2026, 1, 8, 9, 31, 44, tzinfo=UTC)

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"\xff\xfe{}",
            b"[]",
            b'"text"',
            b"[" * 100_000,
            b'{"action": "parcel_status_changed"}',
            b'{"action": "parcel_status_changed", "timestamp": 1767600006004, "parcel": []}',
            b'{"action": "parcel_status_changed", "timestamp": 1767600006004,'
            b' "parcel": {"id": "x", "status": {"id": 11}}}',
            b'{"action": "parcel_status_changed", "timestamp": 1767600006004,'
            b' "parcel": {"id": 5, "status": {"id": "11"}}}',
            b'{"action": "parcel_status_changed", "timestamp": "now",'
            b' "parcel": {"id": 5, "status": {"id": 11}}}',
            b'{"action": "parcel_status_changed", "timestamp": 1e300,'
            b' "parcel": {"id": 5, "status": {"id": 11}}}',
            b'{"action": "parcel_status_changed", "timestamp": 99999999999999999,'
            b' "parcel": {"id": 5, "status": {"id": 11}}}',
            b'{"event_type": "parcels.event.created", "data": {"parcel": {"parcel_id": 1}}}',
        ],
    )
    def test_refuses_what_makes_no_sense(self, body: bytes) -> None:
        with pytest.raises(CarrierRefused):
            SendcloudHook().read(body)


class TestStatuses:
    @pytest.mark.parametrize(
        "words", ["ready-to-send", "READY_TO_SEND", "Ready to send", "Ready to Ship"]
    )
    def test_are_one_in_all_vocabularies(self, words: str) -> None:
        assert by_words(words) == by_id(1000)

    @pytest.mark.parametrize("number", [1, 3, 4, 5, 6, 7, 8, 11, 12, 13, 15, 22, 80, 91, 92, 93])
    def test_known_by_a_number_are_never_unknown(self, number: int) -> None:
        assert by_id(number).ours is not TrackingStatus.UNKNOWN

    @pytest.mark.parametrize(
        ("phase", "exception", "status"),
        [
            ("in_transit", "none", TrackingStatus.IN_TRANSIT),
            ("in_transit", "delivery_delay", TrackingStatus.DELAYED),
            ("delivered", "damaged", TrackingStatus.DELIVERED),
            ("delivered", "returned_sender", TrackingStatus.RETURNED_TO_SENDER),
            ("teleported", "none", TrackingStatus.UNKNOWN),
            ("teleported", "refused", TrackingStatus.PROBLEM),
            ("in_transit", "something_new", TrackingStatus.IN_TRANSIT),
        ],
    )
    def test_of_events_heed_exceptions(
        self, phase: str, exception: str, status: TrackingStatus
    ) -> None:
        assert by_phase(phase, exception).ours is status
