"""Sendcloud's answers as they were written down, and what we ask of it in tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import requests
import responses

from saleor_returns_app.adapters.carriers.pace import Limit
from saleor_returns_app.adapters.carriers.sendcloud import SENDCLOUD_URL, Sendcloud
from saleor_returns_app.adapters.carriers.sendcloud.faults import exact_json
from saleor_returns_app.adapters.carriers.sendcloud.http import Key, SendcloudHttp
from saleor_returns_app.adapters.clients import LARGEST_DOCUMENT, guarded_session
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnMethod, ReturnReason
from saleor_returns_app.domain.shipping.shipments import (
    AnnouncedParcel,
    Box,
    CustomsFacts,
    ParcelItem,
    ParcelSpec,
    Route,
    Shipment,
    ShipmentOrder,
)
from tests.support.recorded import FOLDER

API = f"{SENDCLOUD_URL}/api"
KEY = Key("pub_demo_0001", "sec_demo_0001")
LINA = Address(
    "Lina",
    "Moreau",
    street_1="14 Rue des Tilleuls",
    city="Lyon",
    postal_code="69003",
    country="FR",
    phone="+33612000001",
)
OWEN = Address(
    "Owen", "Hart", street_1="8 Mill Lane", city="Leeds", postal_code="LS1 4AP", country="GB"
)
DESK = Address(
    "Returns",
    "desk",
    company="Atelier Brume",
    street_1="Keizersweg 220",
    street_2="Dock 3",
    city="Eindhoven",
    postal_code="5616 KZ",
    country="NL",
    phone="+31402000002",
)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@cache
def examples() -> dict[str, Any]:
    """Return all cases by their name."""
    text = (FOLDER / "sendcloud.json").read_text(encoding="utf-8")
    return {name: case for name, case in exact_json(text).items() if name != "_about"}


def cases_with(part: str) -> list[str]:
    """List the cases that have such a part: a request, a response, a webhook."""
    return [name for name, case in examples().items() if part in case]


def sent_in(name: str) -> dict[str, Any]:
    """Return the body of a recorded request."""
    return dict(examples()[name]["request"]["body"])


def told_in(name: str) -> Any:
    """Return the body of a recorded answer."""
    return examples()[name]["response"].get("body")


class OpenPace:
    """Lets everything through, and counts."""

    def __init__(self) -> None:
        self.entered: list[str] = []

    def enter(self, account: str, limit: Limit) -> None:
        """Count one."""
        self.entered.append(limit.name)


def an_http(url: str = SENDCLOUD_URL, key: Key = KEY) -> SendcloudHttp:
    """Make the way to a Sendcloud at an address."""
    session: requests.Session = guarded_session(allow_private=True, largest=LARGEST_DOCUMENT)
    return SendcloudHttp(url, key, session, OpenPace())


def a_sendcloud(url: str = SENDCLOUD_URL, key: Key = KEY) -> Sendcloud:
    """Make an account."""
    return Sendcloud(an_http(url, key))


def a_shirt(**more: Any) -> ParcelItem:
    """Make the shirt of the examples."""
    words: dict[str, Any] = {
        "name": "Linen shirt, size M",
        "quantity": 1,
        "price": Money.from_decimal(Decimal("32.73"), "EUR"),
        "sku": "SHIRT-LIN-M",
        "weight_grams": 350,
        "reason": ReturnReason.TOO_SMALL,
        "message": "Too tight at the shoulders",
        "hs_code": "620520",
        "origin": "PT",
    }
    return ParcelItem(**(words | more))


def a_shipment_order(**more: Any) -> ShipmentOrder:
    """Make what the fullest example asks for."""
    words: dict[str, Any] = {
        "reference": "RMA-0000417",
        "return_number": "R-2026-000417",
        "order_number": "FR-2041",
        "route": Route(LINA, DESK),
        "parcel": ParcelSpec((a_shirt(),), 350, Box(300, 200, 80)),
        "option_code": "dpd:return/return",
        "contract_id": "3411",
        "sender_email": "lina.moreau@example.org",
        "recipient_email": "returns@atelier-brume.example",
    }
    return ShipmentOrder(**(words | more))


def a_customs_order() -> ShipmentOrder:
    """Make what the example from outside the customs union asks for."""
    shirt = a_shirt(price=Money(2900, "GBP"), reason=ReturnReason.OTHER, message="")
    return a_shipment_order(
        reference="RMA-0000420",
        order_number="GB-118",
        route=Route(OWEN, DESK),
        parcel=ParcelSpec((shirt,), 350, Box(300, 200, 80)),
        option_code="ups:standard_return/ddp",
        contract_id="3420",
        customs=CustomsFacts(
            "CI-2026-0042",
            date(2026, 1, 5),
            outbound_tracking_number="1ZTEST0000000001",
            outbound_carrier="UPS",
            shipped_on=date(2025, 12, 18),
            freight=Money(0, "GBP"),
        ),
    )


def a_shipment(id: str = "880402", *parcels: str) -> Shipment:
    """Make what an announcement brought."""
    return Shipment(id, tuple(AnnouncedParcel(one) for one in parcels or ("510002",)))


def answer_with(
    web: responses.RequestsMock, method: str, path: str, name: str, **more: Any
) -> None:
    """Have a recorded answer given at a path."""
    told = examples()[name]["response"]
    web.add(method, f"{API}{path}", **(_answer_of(told) | more))


def _answer_of(told: dict[str, Any]) -> dict[str, Any]:
    headers = dict(told.get("headers", {}))
    body = told.get("body")
    answer: dict[str, Any] = {"status": told["status"], "headers": headers}
    if content_type := headers.pop("Content-Type", None):
        return answer | {"content_type": content_type, "body": PDF}
    return answer | ({"json": as_floats(body)} if body is not None else {"body": b""})


def as_floats(words: Any) -> Any:
    """Make decimals what JSON can carry."""
    if isinstance(words, Decimal):
        return float(words)
    if isinstance(words, dict):
        return {name: as_floats(one) for name, one in words.items()}
    return [as_floats(one) for one in words] if isinstance(words, list) else words


def mocked() -> Iterator[responses.RequestsMock]:
    """Stand between the adapter and the network."""
    with responses.RequestsMock() as mock:
        yield mock


METHODS = {
    "drop_off_point": ReturnMethod.DROP_OFF,
    "drop_off_labelless": ReturnMethod.LABEL_LESS,
    "pickup": ReturnMethod.PICK_UP,
}


@dataclass(frozen=True)
class Said:
    """What a refusal in an example says."""

    status: int
    code: str
    text: str
    where: str


def said_in(name: str) -> Said:
    """Read a recorded refusal's first fault by hand, to compare with."""
    told = examples()[name]["response"]
    body = told.get("body") or {}
    first = (body.get("errors") or [body.get("error") or {}])[0]
    detail = body.get("detail")
    if isinstance(detail, list):
        path = ".".join(map(str, detail[0]["loc"]))
        return Said(told["status"], detail[0]["type"], detail[0]["msg"], path)
    if isinstance(detail, str):
        return Said(told["status"], "", detail, "")
    source = first.get("source") or {"": first.get("field") or ""}
    code = first.get("code")
    text = first.get("detail") or first.get("message") or ""
    return Said(
        told["status"], "" if code is None else str(code), text, next(iter(source.values()))
    )
