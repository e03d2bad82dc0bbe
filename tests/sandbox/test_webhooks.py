"""Webhooks are sent, signed and repeated as recorded."""

import json

import jwt
import pytest
import requests
from jwt.api_jws import PyJWS

from saleor_returns_app.sandbox.saleor.deliveries import DeliveryState
from tests.sandbox.apps import StubApp
from tests.support.sandbox import (
    PaymentBehaviour,
    PlacedOrder,
    SandboxServer,
    flask_transport,
)
from tests.support.shared import recording

NOTE = 'mutation($o:ID!){orderNoteAdd(order:$o,input:{message:"Hello"}){errors{code}}}'
RETURN = """mutation($o:ID!,$i:OrderReturnProductsInput!){
  orderFulfillmentReturnProducts(order:$o,input:$i){errors{code}}}"""


@pytest.fixture
def order(installed: SandboxServer, stub: StubApp) -> PlacedOrder:
    placed = installed.place_order()
    installed.settle()
    installed.deliveries.clear()
    stub.hooks.clear()
    return placed


def _note(sandbox: SandboxServer, order: PlacedOrder) -> None:
    answer = sandbox.execute(NOTE, {"o": order.id}, sandbox.app_token)
    assert "errors" not in answer.body
    sandbox.settle()


class TestDelivery:
    def test_looks_like_the_recorded_one(
        self, installed: SandboxServer, stub: StubApp, order: PlacedOrder
    ) -> None:
        recorded = recording("webhooks/order_updated--returned-products")
        line = {"fulfillmentLineId": order.fulfillment_line_ids[0], "quantity": 1}
        variables = {"o": order.id, "i": {"fulfillmentLines": [line]}}

        installed.execute(RETURN, variables, installed.app_token)
        installed.settle()

        headers, body = stub.hooks[0]
        wire = {"Host", "Accept-Encoding", "Accept", "Connection", "Content-Length"}
        expected = {name for name, _ in recorded["headers"]} - wire
        assert set(headers) - wire == expected
        assert headers["Saleor-Event"] == headers["X-Saleor-Event"] == "order_updated"
        sent = json.loads(body)
        assert list(sent)[:4] == ["__typename", "issuedAt", "version", "recipient"]
        assert sent["issuingPrincipal"] == {"id": installed.app_id, "name": "Test returns"}
        assert sent["order"]["status"] == "RETURNED"
        assert body == json.dumps(sent).encode()

    def test_is_signed_so_that_changes_show(
        self, installed: SandboxServer, stub: StubApp, order: PlacedOrder
    ) -> None:
        _note(installed, order)
        headers, body = stub.hooks[0]
        keys = requests.get(f"{installed.url}/.well-known/jwks.json", timeout=5).json()
        key = jwt.PyJWK(keys["keys"][0]).key
        recorded = recording("webhooks/order_updated--returned-products")["signature_check"]
        signature = headers["Saleor-Signature"]

        header = jwt.get_unverified_header(signature)
        checked = PyJWS().decode(signature, key, algorithms=["RS256"], detached_payload=body)

        assert checked == body
        assert {**header, "kid": ""} == {**recorded["jws_header"], "kid": ""}
        assert header["kid"] == keys["keys"][0]["kid"]
        with pytest.raises(jwt.InvalidSignatureError):
            PyJWS().decode(signature, key, algorithms=["RS256"], detached_payload=body + b" ")

    def test_is_repeated_byte_for_byte_after_a_500(
        self, installed: SandboxServer, stub: StubApp, order: PlacedOrder
    ) -> None:
        stub.hook_statuses = [500, 503]

        _note(installed, order)
        installed.settle(ahead=5)

        assert len({(hook[0]["Saleor-Signature"], hook[1]) for hook in stub.hooks}) == 1
        assert installed.deliveries.all()[0].attempts == [500, 503, 200]
        assert installed.deliveries.all()[0].state is DeliveryState.DELIVERED

    def test_is_given_up_after_a_400(
        self, installed: SandboxServer, stub: StubApp, order: PlacedOrder
    ) -> None:
        stub.hook_statuses = [400]

        _note(installed, order)
        installed.settle(ahead=5)

        assert installed.deliveries.all()[0].attempts == [400]
        assert installed.deliveries.all()[0].state is DeliveryState.FAILED

    def test_is_tried_six_times(
        self, installed: SandboxServer, stub: StubApp, order: PlacedOrder
    ) -> None:
        stub.hook_statuses = [500] * 9

        _note(installed, order)
        for _ in range(6):
            installed.hurry()
            installed.settle()

        assert installed.deliveries.all()[0].attempts == [500] * 6


class TestLevers:
    def test_drop_and_duplicate(
        self, installed: SandboxServer, stub: StubApp, order: PlacedOrder
    ) -> None:
        installed.deliveries.drop_next("ORDER_UPDATED")
        _note(installed, order)
        installed.deliveries.duplicate_next()
        _note(installed, order)

        assert len(stub.hooks) == 2
        assert stub.hooks[0][1] == stub.hooks[1][1]

    def test_hold_and_release_in_another_order(
        self, installed: SandboxServer, stub: StubApp, order: PlacedOrder
    ) -> None:
        installed.deliveries.hold()
        _note(installed, order)
        _note(installed, order)
        assert stub.hooks == []

        installed.deliveries.release(reversed)
        installed.settle()

        times = [json.loads(body)["issuedAt"] for _, body in stub.hooks]
        assert times == sorted(times, reverse=True)


class TestVersions:
    def test_before_3_23_build_the_body_when_it_happens(self, stub: StubApp) -> None:
        send = flask_transport(lambda: stub.flask)
        with SandboxServer(send=send, saleor_version="3.22.67") as server:
            server.install("http://app.test/manifest")
            order = server.place_order()
            server.settle()
            stub.hooks.clear()
            server.deliveries.hold()
            _note(server, order)
            order.model.status = "CANCELED"
            server.deliveries.release()
            server.settle()

        body = json.loads(stub.hooks[0][1])
        assert body["order"]["status"] == "FULFILLED"
        assert body["version"] == "3.22.67"


class TestSilence:
    def test_follows_a_refusal_in_the_payment_app_s_answer(
        self, installed: SandboxServer, order: PlacedOrder
    ) -> None:
        installed.payment_behaviour(PaymentBehaviour.REFUSE)
        query = """mutation($t:ID!){transactionRequestAction(id:$t,actionType:REFUND,
          amount:"5"){errors{code}}}"""

        installed.execute(query, {"t": order.transaction_id}, installed.app_token)
        installed.settle()

        assert installed.deliveries.events() == []
        assert installed.books.all() == []
