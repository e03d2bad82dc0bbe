import json
from decimal import Decimal

import pytest

from saleor_returns_app.adapters.saleor.order_words import order_from
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import FulfillmentStatus, OrderSnapshot
from saleor_returns_app.domain.write_back import RefundOutcome, outcome_of
from tests.support import recorded


def in_delivery(name: str) -> OrderSnapshot:
    body = recorded.recorded_delivery(name).body
    return order_from(json.loads(body, parse_float=Decimal)["order"])


def in_answer(name: str) -> OrderSnapshot:
    return order_from(json.loads(recorded.answer(name), parse_float=Decimal)["data"]["order"])


class TestAnOrderAsSaleorTellsIt:
    def test_is_read_with_what_was_paid(self) -> None:
        order = in_delivery("order_updated--fulfilled-first-parcel")

        assert (order.number, order.currency, order.country) == ("40", "EUR", "DE")
        assert (order.email, order.customer_name) == ("ada@example.com", "Ada Tester")
        assert order.total == Money(8766, "EUR")
        assert order.shipping == Money(490, "EUR")
        assert [(line.sku, line.quantity, line.total.minor) for line in order.lines] == [
            ("LAB-TEE-M", 3, 5397),
            ("LAB-MUG", 2, 1980),
            ("LAB-BOOK", 1, 899),
        ]

    def test_counts_what_has_left(self) -> None:
        order = in_delivery("order_updated--fulfilled-first-parcel")

        assert [order.shipped_units(line.id) for line in order.lines] == [2, 2, 0]

    def test_knows_what_came_back(self) -> None:
        order = in_delivery("order_updated--returned-products")

        assert [order.returned_units(line.id) for line in order.lines] == [1, 2, 0]
        assert FulfillmentStatus.RETURNED in {parcel.status for parcel in order.fulfillments}

    @pytest.mark.parametrize("name", recorded.ORDER_DELIVERIES)
    def test_adds_up_in_every_delivery(self, name: str) -> None:
        order = in_delivery(name)

        goods = sum(line.total.minor for line in order.lines)
        assert goods + order.shipping.minor == order.total.minor

    def test_is_the_same_in_an_answer(self) -> None:
        order = in_answer("017-order")

        assert order.total == Money(8766, "EUR")
        assert [payment.charged for payment in order.transactions] == [Money(8766, "EUR")]
        assert order.transactions[0].can_refund


class TestARefundAsSaleorTellsIt:
    @pytest.mark.parametrize(
        ("name", "outcomes"),
        [
            ("096-order-refund-success", [RefundOutcome.PAID]),
            ("101-order-refund-failed", [RefundOutcome.PAID, RefundOutcome.FAILED]),
        ],
    )
    def test_is_judged_by_its_events(self, name: str, outcomes: list[RefundOutcome]) -> None:
        asked = [grant for grant in in_answer(name).granted_refunds if grant.events]

        assert [outcome_of(grant) for grant in asked] == outcomes
