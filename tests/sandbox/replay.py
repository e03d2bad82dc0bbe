"""Plays recorded requests against a sandbox and compares the answers, field by field."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from saleor_returns_app.sandbox.saleor.api import Answer
from saleor_returns_app.sandbox.saleor.ids import split_global_id
from saleor_returns_app.sandbox.saleor.installed import App
from saleor_returns_app.sandbox.saleor.instance import PAYMENT_APP
from saleor_returns_app.sandbox.saleor.model import (
    Address,
    Discount,
    Fulfillment,
    FulfillmentLine,
    Line,
    Order,
    Price,
    Transaction,
    TransactionEvent,
)
from saleor_returns_app.sandbox.saleor.people import channel_for
from saleor_returns_app.sandbox.world import Sandbox
from tests.support.shared import recording

TIMES = {"created", "createdAt", "updatedAt", "date"}
LEARNED = {"id", "lineId", "pspReference", "token"}
LIMITED = ("HANDLE_TAXES",)
FULL = [
    "MANAGE_ORDERS",
    "HANDLE_PAYMENTS",
    "MANAGE_GIFT_CARD",
    "MANAGE_PRODUCTS",
    "MANAGE_USERS",
    "MANAGE_CHANNELS",
    "MANAGE_DISCOUNTS",
    "MANAGE_SHIPPING",
    "MANAGE_APPS",
]


class Replay:
    """A sandbox that stands in for the recorded Saleor, and which of its ids stand for which."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.pairs: dict[str, str] = {}
        self._tokens: dict[str, str | None] = {
            "returns app": self._app("lab.returns", FULL),
            "limited app": self._app("lab.limited", list(LIMITED)),
            "payments app": self._payment_token(),
            "anonymous": None,
            "invalid token": "x" * 30,
        }

    def _app(self, name: str, permissions: list[str]) -> str:
        saleor, token = self.sandbox.saleor, name.ljust(30, "x")
        with saleor.change():
            now, pk = saleor.now(), saleor.next_pk("App")
            saleor.keep_app(App(pk, name, name, "1.0.0", token, now, permissions))
        return token

    def _payment_token(self) -> str:
        app = self.sandbox.saleor.app_named(PAYMENT_APP)
        assert app
        return app.token

    def order_from(self, shown: dict[str, Any]) -> Order:
        """Build the order that a recorded answer shows."""
        saleor = self.sandbox.saleor
        owner = saleor.app_named(PAYMENT_APP)
        pk = _key(shown["id"])
        order = Order(
            pk=pk,
            number=int(shown["number"]),
            created=_moment(shown["created"]),
            updated=_moment(shown["created"]),
            channel=channel_for(shown["channel"]["currencyCode"]).slug,
            currency=shown["channel"]["currencyCode"],
            email=shown["userEmail"],
            lines=[_line(item) for item in shown["lines"]],
            shipping=_price(shown["shippingPrice"]),
            undiscounted_shipping=_amount(shown["undiscountedShippingPrice"]),
            shipping_address=_address(shown["shippingAddress"]),
            billing_address=Address(),
            shipping_tax_rate=Decimal(str(shown["shippingTaxRate"])),
            shipping_method=shown["shippingMethodName"],
            status=shown["status"],
            origin=shown["origin"],
            voucher=shown["voucherCode"],
            discounts=[_discount(item) for item in shown["discounts"]],
            fulfillments=[_fulfillment(item) for item in shown["fulfillments"]],
            metadata={item["key"]: item["value"] for item in shown["metadata"]},
            transactions=[
                _transaction(item, owner.pk if owner else None) for item in shown["transactions"]
            ],
        )
        for kind in ("Fulfillment", "FulfillmentLine", "OrderGrantedRefund", "TransactionEvent"):
            saleor.remember(f"next:{kind}", "100000")
        with saleor.change():
            saleor.touch(order)
        return order

    def play(
        self,
        name: str,
        *,
        ignoring: frozenset[str] = frozenset(),
        series: str = "3.23",
        settling: bool = True,
    ) -> None:
        """Send a recorded request, with ids of here, and compare what comes back."""
        recorded = recording(f"graphql/{name}", series)
        answer = self.send(name, series)
        expected = _loaded(recorded["response"]["body"])
        assert answer.status == recorded["response"]["status"], answer.body
        self._compare(expected, answer.body, name, ignoring)
        assert not settling or self.sandbox.settle()

    def send(self, name: str, series: str = "3.23") -> Answer:
        """Send a recorded request, with ids of here."""
        recorded = recording(f"graphql/{name}", series)
        request = recorded["parsed"]
        return self.sandbox.execute(
            request["query"],
            self._translated(request.get("variables") or {}),
            token=self._tokens[recorded["as"]],
        )

    def _translated(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._translated(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._translated(item) for item in value]
        return self.pairs.get(value, value) if isinstance(value, str) else value

    def _compare(self, expected: Any, actual: Any, where: str, ignoring: frozenset[str]) -> None:
        if isinstance(expected, dict):
            assert isinstance(actual, dict), where
            assert list(expected) == list(actual), where
            for key, value in expected.items():
                if key not in ignoring | TIMES:
                    self._compare_field(key, value, actual[key], f"{where}.{key}", ignoring)
        elif isinstance(expected, list):
            assert isinstance(actual, list), where
            assert len(expected) == len(actual), (where, expected, actual)
            for index, (one, other) in enumerate(zip(expected, actual, strict=True)):
                self._compare(one, other, f"{where}[{index}]", ignoring)
        else:
            assert expected == actual, where

    def _compare_field(
        self, key: str, expected: Any, actual: Any, where: str, ignoring: frozenset[str]
    ) -> None:
        if key in LEARNED and isinstance(expected, str) and expected:
            assert actual, where
            assert self.pairs.setdefault(expected, actual) == actual, where
        elif key == "slug":
            return
        else:
            self._compare(expected, actual, where, ignoring)


def _loaded(text: str) -> Any:
    return json.loads(text)


def _key(text: str) -> str:
    parts = split_global_id(text)
    assert parts
    return parts[1]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _amount(shown: dict[str, Any]) -> Decimal:
    return Decimal(str(shown["amount"]))


def _price(shown: dict[str, Any]) -> Price:
    return Price(_amount(shown["gross"]), _amount(shown["net"]))


def _address(shown: dict[str, Any]) -> Address:
    return Address(country=shown["country"]["code"], postal_code=shown["postalCode"])


def _line(shown: dict[str, Any]) -> Line:
    return Line(
        pk=_key(shown["id"]),
        product="tasse",
        product_name=shown["productName"],
        variant_name=shown["variantName"],
        sku=shown["productSku"],
        quantity=shown["quantity"],
        quantity_fulfilled=shown["quantityFulfilled"],
        unit=_price(shown["unitPrice"]),
        total=_price(shown["totalPrice"]),
        undiscounted_unit=_price(shown["undiscountedUnitPrice"]),
        undiscounted_total=_price(shown["undiscountedTotalPrice"]),
        tax_rate=Decimal(str(shown["taxRate"])),
        unit_discount=_amount(shown["unitDiscount"]),
        unit_discount_type=shown["unitDiscountType"],
        unit_discount_value=Decimal(str(shown["unitDiscountValue"])),
        unit_discount_reason=shown["unitDiscountReason"],
    )


def _discount(shown: dict[str, Any]) -> Discount:
    return Discount(
        pk=_key(shown["id"]),
        type=shown["type"],
        value_type=shown["valueType"],
        value=Decimal(str(shown["value"])),
        name=shown["name"],
        reason=shown["reason"],
        total=_amount(shown["total"]),
    )


def _fulfillment(shown: dict[str, Any]) -> Fulfillment:
    lines = [
        FulfillmentLine(int(_key(item["id"])), _key(item["orderLine"]["id"]), item["quantity"])
        for item in shown["lines"]
    ]
    return Fulfillment(
        pk=int(_key(shown["id"])),
        number=shown["fulfillmentOrder"],
        status=shown["status"],
        created=_moment(shown["created"]),
        lines=lines,
        tracking_number=shown["trackingNumber"],
    )


def _transaction(shown: dict[str, Any], owner: int | None) -> Transaction:
    charge = next(event for event in shown["events"] if event["type"] == "CHARGE_SUCCESS")
    return Transaction(
        pk=_key(shown["id"]),
        name=shown["name"],
        psp_reference=shown["pspReference"],
        created=_moment(charge["createdAt"]),
        app=owner,
        actions=list(shown["actions"]),
        events=[
            TransactionEvent(
                pk=int(_key(charge["id"])),
                type="CHARGE_SUCCESS",
                amount=_amount(charge["amount"]),
                created=_moment(charge["createdAt"]),
                message=charge["message"],
            )
        ],
    )


def order_shown(name: str) -> dict[str, Any]:
    """Return the order in a recorded answer."""
    body = _loaded(recording(f"graphql/{name}")["response"]["body"])
    shown: dict[str, Any] = body["data"]["order"]
    return shown


def variables_of(name: str) -> dict[str, Any]:
    """Return what a recorded request was given."""
    return dict(recording(f"graphql/{name}")["parsed"]["variables"])
