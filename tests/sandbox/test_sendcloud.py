"""The pretend Sendcloud's own ways: mishaps on order, webhooks astray, its page and its levers."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from saleor_returns_app.adapters.carriers.sendcloud import Sendcloud, SendcloudHook
from saleor_returns_app.adapters.carriers.sendcloud.bodies import json_bytes, return_body
from saleor_returns_app.domain.shipping.errors import (
    AnnouncementUncertain,
    CarrierBusy,
    CarrierRefused,
    CarrierUnreachable,
    DocumentUnusable,
    ReferenceUsed,
)
from saleor_returns_app.domain.shipping.shipments import PaperSize, Route
from saleor_returns_app.domain.shipping.tracking import TrackingEvent, TrackingStatus
from saleor_returns_app.sandbox.sendcloud import mishaps
from saleor_returns_app.sandbox.sendcloud.model import Step
from saleor_returns_app.sandbox.transport import Reply
from tests.support.sandbox import SandboxServer
from tests.support.sendcloud import (
    DESK,
    KEY,
    OWEN,
    a_customs_order,
    a_sendcloud,
    a_shipment_order,
    an_http,
    examples,
    sent_in,
)

HOOK_KEY = "wh-sandbox-key"


class Postbox:
    """Takes webhooks in, and fails when told."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.failures = 0

    def __call__(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
        self.received.append((headers, body))
        if self.failures:
            self.failures -= 1
            return Reply(500, "")
        return Reply(200, "")

    @property
    def statuses(self) -> list[int]:
        return [json.loads(body)["parcel"]["status"]["id"] for _, body in self.received]


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[SandboxServer]:
    with SandboxServer(send=postbox) as opened:
        opened.sandbox.sendcloud.hooks.point_at("http://app.example/hook", HOOK_KEY)
        yield opened


@pytest.fixture
def account(server: SandboxServer) -> Sendcloud:
    return a_sendcloud(server.sandbox.settings.sendcloud_url)


class TestMishaps:
    def test_a_call_that_was_accepted_and_never_answered_is_found_again(
        self, server: SandboxServer, account: Sendcloud
    ) -> None:
        began = datetime.now(UTC)
        server.faults.add("sendcloud:announce", "lost_after")

        with pytest.raises(AnnouncementUncertain):
            account.announce(a_shipment_order())
        with pytest.raises(ReferenceUsed):
            account.announce(a_shipment_order())
        found = account.find(a_shipment_order(), since=began - timedelta(seconds=1))

        assert found
        assert list(server.sandbox.sendcloud.returns) == [int(found.id)]
        assert server.calls.count("sendcloud:announce") == 2

    def test_of_two_returns_alike_each_is_found_by_its_reference(
        self, server: SandboxServer, account: Sendcloud
    ) -> None:
        began = datetime.now(UTC) - timedelta(seconds=1)
        orders = [a_shipment_order(reference=one) for one in ("RMA-1", "RMA-2")]
        made = [account.announce(order) for order in orders]
        server.settle(ahead=1.0)

        found = [account.find(order, since=began) for order in orders]

        assert [one and one.id for one in found] == [one.id for one in made]

    def test_a_call_that_never_arrived_did_nothing(
        self, server: SandboxServer, account: Sendcloud
    ) -> None:
        server.faults.add("sendcloud:announce", "lost_before")

        with pytest.raises(AnnouncementUncertain):
            account.announce(a_shipment_order())

        assert server.sandbox.sendcloud.returns == {}

    @pytest.mark.parametrize("effect", ["http_500", "http_503", "html_page", "lost_before"])
    def test_a_server_in_trouble_is_unreachable(
        self, server: SandboxServer, account: Sendcloud, effect: str
    ) -> None:
        server.faults.add("sendcloud:check", effect)

        with pytest.raises(CarrierUnreachable):
            account.check()
        account.check()

    def test_too_many_calls_say_how_long_to_wait(
        self, server: SandboxServer, account: Sendcloud
    ) -> None:
        server.faults.add("sendcloud:check", "http_429", seconds=12)

        with pytest.raises(CarrierBusy) as caught:
            account.check()

        assert caught.value.retry_after == 12

    @pytest.mark.parametrize("effect", ["wrong_pdf", "huge_pdf"])
    def test_a_label_that_is_none_is_not_kept(
        self, server: SandboxServer, account: Sendcloud, effect: str
    ) -> None:
        made = account.announce(a_shipment_order())
        server.settle(ahead=1.0)
        server.faults.add("sendcloud:document", effect)

        with pytest.raises(DocumentUnusable):
            account.documents(a_shipment_order(), made, paper=PaperSize.A6)
        assert account.documents(a_shipment_order(), made, paper=PaperSize.A6)

    def test_a_refusal_can_be_ordered(self, server: SandboxServer, account: Sendcloud) -> None:
        server.faults.add("sendcloud:announce", "refuse", field="weight", message="Too heavy.")

        with pytest.raises(CarrierRefused, match="Too heavy"):
            account.announce(a_shipment_order())

    def test_haste_is_refused_for_real(
        self, account: Sendcloud, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(mishaps, "time", SimpleNamespace(monotonic=lambda: 100.0))
        for _ in range(15):
            account.validate(a_shipment_order())

        with pytest.raises(CarrierBusy):
            account.validate(a_shipment_order())


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"weight": None}, ("weight", "required")),
            ({"colour": "red"}, ("colour", "unknown_field")),
            ({"collo_count": 0}, ("collo_count", "min_value")),
            ({"delivery_option": "balloon"}, ("delivery_option", "invalid_choice")),
            ({"weight": {"value": 0, "unit": "kg"}}, ("weight.value", "min_value")),
            (
                {"ship_with": {"type": "shipping_option_code", "shipping_option_code": "x"}},
                ("ship_with.shipping_option_code", "not_found"),
            ),
            (
                {
                    "ship_with": {
                        "type": "shipping_option_code",
                        "shipping_option_code": "dpd:return/return",
                    }
                },
                ("ship_with.contract", "required"),
            ),
            (
                {"parcel_items": [{"return_reason_id": 31}]},
                ("parcel_items.0.return_reason_id", "invalid_choice"),
            ),
            (
                {"parcel_items": [{"return_reason_id": "3"}]},
                ("parcel_items.0.return_message", "required"),
            ),
            (
                {
                    "customs_information": {
                        "invoice_number": "1",
                        "export_reason": "returned_goods",
                        "freight_costs": {"value": 1.5, "currency": "EUR"},
                    }
                },
                ("customs_information.freight_costs.value", "invalid"),
            ),
            ({"refund": {}}, ("refund", "unknown_field")),
        ],
    )
    def test_name_the_place(
        self, server: SandboxServer, change: dict[str, Any], fault: tuple[str, str]
    ) -> None:
        body = json.loads(json_bytes(return_body(a_shipment_order(), 3411))) | change

        with pytest.raises(CarrierRefused) as caught:
            an_http(server.sandbox.settings.sendcloud_url).ask("POST", "/v3/returns", body=body)

        where, code = fault
        assert where in [place.where for place in caught.value.places]
        assert caught.value.carrier_code == code

    def test_ask_for_all_that_customs_want(self, account: Sendcloud) -> None:
        order = a_shipment_order(
            route=Route(OWEN, DESK), option_code="ups:standard_return/ddp", contract_id="3420"
        )

        with pytest.raises(CarrierRefused) as caught:
            account.announce(order)

        assert [place.where for place in caught.value.places] == [
            "customs_invoice_nr",
            "customs_information",
        ]

    def test_take_what_the_examples_send(self, server: SandboxServer) -> None:
        known = ["return_create_full_eu", "return_create_multicollo", "return_create_pickup"]
        http = an_http(server.sandbox.settings.sendcloud_url)

        for name in [*known, "return_create_non_eu_customs"]:
            told = http.ask("POST", "/v3/returns", body=sent_in(name))
            assert set(told) == set(examples()[name]["response"]["body"])

    @pytest.mark.parametrize(
        ("path", "query", "name"),
        [
            ("/v3/parcels/tracking/none", {}, "parcel_tracking_404"),
            (f"/v3/parcels/tracking/{'x' * 256}", {}, "parcel_tracking_422"),
            ("/v3/parcels/1/documents/poem", {}, "document_error_400_type"),
            ("/v3/parcels/1/documents/label", {}, "document_error_404"),
            ("/v3/returns", {}, "return_list_error_400_missing_date"),
            (
                "/v3/service-points",
                {"country_code": "FR", "carrier_code": "dpd", "use_integration_carriers": "true"},
                "service_points_error_400_exclusive",
            ),
        ],
    )
    def test_have_the_bodies_of_the_examples(
        self, server: SandboxServer, path: str, query: dict[str, str], name: str
    ) -> None:
        url = f"{server.sandbox.settings.sendcloud_url}/api{path}"

        answer = requests.get(url, params=query, auth=(KEY.public, KEY.secret), timeout=5)

        assert answer.status_code == examples()[name]["response"]["status"]
        assert answer.json() == examples()[name]["response"]["body"]

    @pytest.mark.parametrize(
        ("auth", "name"),
        [(None, "auth_error_401_missing"), (("pub_demo_0001", "no"), "auth_error_401_wrong")],
    )
    def test_of_strangers_too(
        self, server: SandboxServer, auth: tuple[str, str] | None, name: str
    ) -> None:
        url = f"{server.sandbox.settings.sendcloud_url}/api/v3/returns"

        answer = requests.get(url, auth=auth, timeout=5)

        assert (answer.status_code, answer.json()) == (
            401,
            examples()[name]["response"]["body"],
        )


class TestWebhooks:
    def test_are_signed_and_read_as_the_real_ones(
        self, server: SandboxServer, account: Sendcloud, postbox: Postbox
    ) -> None:
        made = account.announce(a_shipment_order())
        server.settle(ahead=1.0)
        server.sandbox.sendcloud.move(int(made.id), Step.DELIVERED)
        server.settle(ahead=1.0)

        hook = SendcloudHook()
        events: list[TrackingEvent] = []
        for headers, body in postbox.received:
            hook.check(headers, body, [HOOK_KEY])
            events += hook.read(body).events
        assert [event.status for event in events] == [
            TrackingStatus.PREPARING,
            TrackingStatus.ANNOUNCED,
            TrackingStatus.DELIVERED,
        ]
        assert {event.parcel_id for event in events} == {made.parcels[0].id}
        told = [(event.at, event.carrier_status) for event in account.status(made).events]
        assert told == [(event.at, event.carrier_status) for event in events]

    def test_come_twice_and_out_of_order_on_request(
        self, server: SandboxServer, account: Sendcloud, postbox: Postbox
    ) -> None:
        made = account.announce(a_shipment_order())
        server.settle(ahead=1.0)
        postbox.received.clear()
        pretend = server.sandbox.sendcloud
        pretend.hooks.is_holding = True
        for step in (Step.HANDED_IN, Step.IN_TRANSIT, Step.DELIVERED):
            pretend.move(int(made.id), step)

        assert postbox.received == []
        pretend.hooks.release(backwards=True, times=2)
        server.settle(ahead=1.0)

        assert postbox.statuses == [11, 11, 91, 91, 22, 22]

    def test_are_sent_again_until_they_are_taken(
        self, server: SandboxServer, account: Sendcloud, postbox: Postbox
    ) -> None:
        postbox.failures = 2
        account.announce(a_shipment_order())
        server.settle(ahead=2.0)

        assert sorted(postbox.statuses) == [1, 1, 1001, 1001]


class TestPage:
    def test_walks_a_parcel_home(self, server: SandboxServer, account: Sendcloud) -> None:
        made = account.announce(a_shipment_order())
        server.settle(ahead=1.0)
        client = server.flask.test_client()

        client.post(f"/carrier/{made.id}/move", data={"step": "handed_in"})
        client.post(f"/carrier/{made.id}/move", data={"step": "delivered"})

        assert account.status(made).events[-1].status is TrackingStatus.DELIVERED
        page = client.get("/carrier/").get_data(as_text=True)
        assert "Delivered" in page
        assert "3SSANDBOX0510001" in page
        assert client.get(f"/carrier/{made.id}/label.pdf").data.startswith(b"%PDF")

    def test_speaks_french(self, server: SandboxServer, account: Sendcloud) -> None:
        account.announce(a_shipment_order())
        server.settle(ahead=1.0)
        client = server.flask.test_client()
        client.set_cookie("sandbox_locale", "fr")

        page = client.get("/carrier/").get_data(as_text=True)

        assert "Transporteur" in page
        assert "Remis au transporteur" in page

    def test_refuses_steps_that_there_are_not(
        self, server: SandboxServer, account: Sendcloud
    ) -> None:
        made = account.announce(a_shipment_order())
        client = server.flask.test_client()

        answers = [
            client.post(f"/carrier/{made.id}/move", data={"step": "cancelled"}),
            client.post("/carrier/1/move", data={"step": "delivered"}),
            client.get("/carrier/1/label.pdf"),
        ]

        assert [answer.status_code for answer in answers] == [400, 404, 404]

    def test_holds_webhooks_and_sends_them_again(
        self, server: SandboxServer, account: Sendcloud, postbox: Postbox
    ) -> None:
        made = account.announce(a_shipment_order())
        server.settle(ahead=1.0)
        postbox.received.clear()
        client = server.flask.test_client()

        client.post("/carrier/webhooks", data={"do": "hold"})
        client.post(f"/carrier/{made.id}/again")
        assert "1" in client.get("/carrier/").get_data(as_text=True)
        client.post("/carrier/webhooks", data={"do": "release"})
        server.settle(ahead=1.0)

        assert postbox.statuses == [1]


class TestLevers:
    def test_set_the_webhook_and_order_mishaps(self, server: SandboxServer) -> None:
        client = server.flask.test_client()

        client.post("/control/sendcloud-webhook", json={"url": "http://a.example/h", "key": "k"})
        client.post("/control/faults", json={"operation": "sendcloud:check", "effect": "http_500"})

        state = client.get("/control/state").get_json()["sendcloud"]
        assert state["webhook_url"] == "http://a.example/h"
        assert [fault.operation for fault in server.faults.waiting] == ["sendcloud:check"]

    @pytest.mark.parametrize(
        ("lever", "words"),
        [
            ("sendcloud-webhook", {"url": "ftp://x", "key": "k"}),
            ("sendcloud-webhook", {"url": "http://x"}),
            ("faults", {"operation": "x", "effect": "earthquake"}),
            ("faults", {"operation": "x", "effect": "http_500", "colour": "red"}),
        ],
    )
    def test_refuse_what_they_are_not_for(
        self, server: SandboxServer, lever: str, words: dict[str, str]
    ) -> None:
        assert server.flask.test_client().post(f"/control/{lever}", json=words).status_code == 422


def test_returns_outlive_the_process(tmp_path: Path) -> None:
    with SandboxServer(state_folder=tmp_path) as first:
        account = a_sendcloud(first.sandbox.settings.sendcloud_url)
        made = account.announce(a_customs_order())
        first.settle(ahead=1.0)
    with SandboxServer(state_folder=tmp_path) as second:
        state = a_sendcloud(second.sandbox.settings.sendcloud_url).status(made)
    assert state.events[-1].status is TrackingStatus.ANNOUNCED
