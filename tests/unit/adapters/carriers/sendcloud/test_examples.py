"""Every recorded case, through the adapter's own HTTP."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import pytest
import responses

from saleor_returns_app.adapters.carriers.sendcloud.bodies import return_body
from saleor_returns_app.adapters.carriers.sendcloud.faults import exact_json
from saleor_returns_app.adapters.carriers.sendcloud.http import Method
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.policy.terms import ReturnReason
from saleor_returns_app.domain.shipping.errors import (
    CarrierBusy,
    CarrierKeyWrong,
    CarrierRefused,
    CarrierUnreachable,
)
from saleor_returns_app.domain.shipping.shipments import ParcelSpec
from tests.support.sendcloud import (
    METHODS,
    a_customs_order,
    a_shipment_order,
    a_shirt,
    an_http,
    answer_with,
    as_floats,
    cases_with,
    examples,
    mocked,
    said_in,
    sent_in,
)

ANSWERED = cases_with("response")
REFUSED = [name for name in ANSWERED if examples()[name]["response"]["status"] >= 400]
GRANTED = [name for name in ANSWERED if name not in REFUSED]
HOST = "https://panel.sendcloud.sc/api"
# What the port has no word for, and Sendcloud does not ask for.
UNSAID = {"brand_id", "total_insured_value", "total_order_value"}
UNSAID_OF_ITEMS = {"item_id", "product_id"}
CREATED = {
    "return_create_full_eu": a_shipment_order(),
    "return_create_multicollo": a_shipment_order(
        reference="RMA-0000419", parcel=replace(a_shipment_order().parcel, count=3)
    ),
    "return_create_pickup": a_shipment_order(
        reference="RMA-0000422",
        option_code="dhl:return_pickup/return",
        contract_id="3413",
        method=METHODS["pickup"],
    ),
    "return_create_sync": a_shipment_order(),
    "return_validate_ok": a_shipment_order(),
}


@pytest.fixture
def web() -> Iterator[responses.RequestsMock]:
    yield from mocked()


def ask(web: responses.RequestsMock, name: str) -> Any:
    """Send a case's request, or any, and have the case's answer come back."""
    request = examples()[name].get("request", {"method": "GET", "url": f"{HOST}/v3/returns/1"})
    method, url = cast("Method", request["method"]), urlsplit(request["url"])
    path = url.path.removeprefix("/api")
    if not request["url"].startswith(HOST):
        path = "/v3/elsewhere"
    answer_with(web, method, path, name)
    accept = (request.get("headers") or {}).get("Accept", "application/json")
    query = parse_qsl(url.query) or list((request.get("query") or {}).items())
    return an_http().send(
        method, path, query=cast("Any", query), body=request.get("body"), accept=accept
    )


@pytest.mark.parametrize("name", GRANTED)
class TestAGrantedCase:
    def test_comes_back_whole(self, web: responses.RequestsMock, name: str) -> None:
        answer = ask(web, name)

        told = examples()[name]["response"]
        assert answer.status_code == told["status"]
        if "body" in told:
            assert exact_json(answer.content) == exact_json(json.dumps(as_floats(told["body"])))
        wanted = examples()[name].get("request", {}).get("headers", {})
        if "Basic" in wanted.get("Authorization", ""):
            assert web.calls[0].request.headers["Authorization"] == wanted["Authorization"]

    def test_is_asked_for_with_the_bytes_of_its_request(
        self, web: responses.RequestsMock, name: str
    ) -> None:
        body = examples()[name].get("request", {}).get("body")

        ask(web, name)

        sent = web.calls[0].request.body
        assert (exact_json(sent) if sent else None) == body


@pytest.mark.parametrize("name", REFUSED)
class TestARefusedCase:
    def test_becomes_one_error_with_status_code_text_and_place(
        self, web: responses.RequestsMock, name: str
    ) -> None:
        said = said_in(name)

        with pytest.raises(ReturnsError) as caught:
            ask(web, name)

        error = caught.value
        if said.status in (401, 403):
            assert isinstance(error, CarrierKeyWrong)
            assert (error.facts["status"], error.facts["carrier_code"]) == (said.status, said.code)
            assert said.text in str(error)
        elif said.status == 429:
            assert isinstance(error, CarrierBusy)
            assert error.retry_after == 12
        elif said.status >= 500:
            assert isinstance(error, CarrierUnreachable)
        else:
            assert isinstance(error, CarrierRefused)
            assert (error.status, error.carrier_code) == (said.status, said.code)
            if said.text:
                assert said.text in str(error)
                assert (error.places[0].where, error.places[0].what) == (said.where, said.text)


class TestABody:
    @pytest.mark.parametrize("name", CREATED)
    def test_is_that_of_the_example(self, name: str) -> None:
        assert _made(CREATED[name]) == _expected(sent_in(name))

    def test_for_customs_is_that_of_the_example(self) -> None:
        body, wanted = _made(a_customs_order()), _expected(sent_in("return_create_non_eu_customs"))

        assert body.pop("collo_count") == 1
        # What is not known is not said; e-mails and phones are those of another example.
        for unsaid in ("general_notes", "additional_declaration_statements", "tax_numbers"):
            wanted["customs_information"].pop(unsaid)
        wanted["from_address"] = body["from_address"]
        wanted["weight"] = wanted["parcel_items"][0]["weight"] = {
            "value": Decimal("0.35"),
            "unit": "kg",
        }
        wanted["parcel_items"][0]["return_reason_id"] = "8"
        wanted["send_tracking_emails"] = False
        assert body == wanted
        assert body["customs_information"]["freight_costs"]["value"] == "0.00"

    def test_names_nothing_that_the_documents_do_not(self) -> None:
        documented = sent_in("return_create_full_eu") | sent_in("return_create_non_eu_customs")
        item = documented["parcel_items"][0]

        body = return_body(a_customs_order(), 3420)

        assert set(body) <= set(documented) | {"apply_rules"}
        assert set(body["parcel_items"][0]) <= set(item) | {"properties"}
        assert set(body["customs_information"]) <= set(documented["customs_information"])
        assert set(body["ship_with"]) == {"type", "shipping_option_code", "contract"}
        assert not {"refund", "return_fee"} & set(body)

    @pytest.mark.parametrize("reason", ReturnReason)
    def test_gives_a_reason_as_a_text(self, reason: ReturnReason) -> None:
        shirt = a_shirt(reason=reason)

        body = return_body(a_shipment_order(parcel=ParcelSpec((shirt,), 350)), 1)

        number = body["parcel_items"][0]["return_reason_id"]
        assert isinstance(number, str)
        assert int(number) in range(1, 33)
        assert number not in ("2", "5")

    def test_leaves_a_proof_out_of_which_a_part_is_missing(self) -> None:
        order = a_customs_order()
        assert order.customs
        customs = replace(order.customs, outbound_carrier="")

        body = return_body(replace(order, customs=customs), None)

        assert body["customs_information"]["return_data"] is None


def _made(order: Any) -> dict[str, Any]:
    body = return_body(order, int(order.contract_id))
    for item in body["parcel_items"]:
        assert item.pop("properties") == {"return_reference": order.reference}
    assert body.pop("apply_rules") is False
    return body


def _expected(recorded: dict[str, Any]) -> dict[str, Any]:
    body = {name: one for name, one in recorded.items() if name not in UNSAID | {"apply_rules"}}
    body["parcel_items"] = [
        {name: one for name, one in item.items() if name not in UNSAID_OF_ITEMS}
        for item in body["parcel_items"]
    ]
    return body


def test_no_case_is_left_out() -> None:
    hooks = {*cases_with("webhook"), *cases_with("delivery")}

    assert set(examples()) == {*GRANTED, *REFUSED, *hooks}
