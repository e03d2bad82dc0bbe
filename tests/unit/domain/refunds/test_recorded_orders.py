"""Orders of a real Saleor, refunded unit by unit: what it granted itself, and what was paid."""

import json
from typing import Any

import pytest

from saleor_returns_app.adapters.saleor.order_words import order_from
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.refund_breakdown import (
    OwnReturn,
    RefundTerms,
    Units,
    break_down,
    paid_before,
    still_refundable,
)
from tests.support.shared import recording


def recorded_order(name: str) -> OrderSnapshot:
    words: dict[str, Any] = json.loads(recording(f"graphql/{name}")["response"]["body"])
    return order_from(words["data"]["order"])


class TestRounding:
    @pytest.mark.parametrize(
        ("before", "after", "paid", "granted"),
        [
            ("145-rounding-voucher", "151-rounding", 7_569, 7_568),
            ("152-rounding-order-discount", "158-rounding", 8_118, 8_120),
            ("159-rounding-line-discount", "165-rounding", 8_048, 8_048),
            ("166-rounding-usd-net", "172-rounding", 9_293, 9_295),
            ("173-rounding-jpy", "179-rounding", 11_876, 11_875),
        ],
    )
    def test_returns_in_four_steps_give_back_exactly_what_was_paid(
        self, before: str, after: str, paid: int, granted: int
    ) -> None:
        order = recorded_order(before)
        three, seven = order.lines
        own: list[OwnReturn] = []
        for chosen in [Units(seven.id, 1)] * 3 + [Units(seven.id, 4), Units(three.id, 3)]:
            terms = RefundTerms((chosen,), paid_before(order, own))
            own.append(OwnReturn(break_down(order, terms)))

        assert sum(one.breakdown.total.minor for one in own) == paid == order.total.minor
        grants = recorded_order(after).granted_refunds
        assert sum(grant.amount.minor for grant in grants) == granted


class TestHazards:
    @pytest.mark.parametrize("name", ["133-hazard", "138-hazard", "140-hazard"])
    def test_leave_nothing_to_refund(self, name: str) -> None:
        order = recorded_order(name)

        assert still_refundable(order, promised=Money.zero(order.currency)).minor <= 0
        everything = tuple(Units(line.id, line.quantity) for line in order.lines)
        terms = RefundTerms(everything, paid_before(order, ()))
        assert break_down(order, terms).total.minor == 0


class TestAPayment:
    def test_tells_every_refund_that_was_asked_of_it(self) -> None:
        [payment] = recorded_order("133-hazard").transactions

        told = sorted((one.type.value, one.amount.minor) for one in payment.refunds)
        assert told == [("REFUND_REQUEST", 25_390)] * 2 + [("REFUND_SUCCESS", 25_390)] * 2
        assert payment.authorized == Money(0, "EUR")
