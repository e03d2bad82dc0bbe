from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from structlog.testing import capture_logs

from saleor_returns_app.adapters.saleor import rule_words
from saleor_returns_app.adapters.saleor.order_words import order_from
from saleor_returns_app.domain.orders import (
    RULE_FACTS,
    DeliverySource,
    OrderLine,
    RecordedExclusion,
)

SENT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def taxed(amount: str) -> dict[str, Any]:
    money = {"amount": Decimal(amount), "currency": "EUR"}
    return {"gross": money, "net": money, "tax": money}


def line_words(**more: Any) -> dict[str, Any]:
    words = {
        "id": "line-1",
        "productName": "Tee",
        "quantity": 2,
        "unitPrice": taxed("10.00"),
        "totalPrice": taxed("20.00"),
        "undiscountedTotalPrice": taxed("20.00"),
    }
    return words | more


def order_words(*lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    words: dict[str, Any] = {
        "id": "order-1",
        "number": "1042",
        "created": "2026-11-01T09:00:00+00:00",
        "status": "FULFILLED",
        "channel": {"slug": "europe"},
        "total": taxed("26.00"),
        "shippingPrice": taxed("6.00"),
        "lines": list(lines) or [line_words()],
        "giftCards": [],
    }
    return words | more


def line_from(**more: Any) -> OrderLine:
    return order_from(order_words(line_words(**more))).lines[0]


def attribute(slug: str, *values: tuple[str, str]) -> dict[str, Any]:
    given = [{"slug": value, "name": name, "boolean": None} for value, name in values]
    return {"attribute": {"slug": slug}, "values": given}


class TestCategories:
    def test_are_named_nearest_first_whatever_their_order(self) -> None:
        above = [{"slug": "clothing", "level": 1}, {"slug": "fashion", "level": 0}]
        for nodes in (above, above[::-1]):
            category = {"slug": "tops", "ancestors": {"edges": [{"node": one} for one in nodes]}}

            assert rule_words.categories_from(category) == ("tops", "clothing", "fashion")

    def test_that_lead_back_to_themselves_are_named_once(self) -> None:
        nodes = [{"slug": "b", "level": 1}, {"slug": "a", "level": 0}, {"slug": "b", "level": 2}]
        category = {"slug": "a", "ancestors": {"edges": [{"node": one} for one in nodes]}}

        assert rule_words.categories_from(category) == ("a", "b")

    def test_may_be_missing(self) -> None:
        assert rule_words.categories_from(None) == ()


class TestAttributes:
    def test_of_product_and_variant_add_up(self) -> None:
        product = [attribute("material", ("wool", "Wool"), ("silk", "Silk"))]
        variant = [attribute("size", ("m", "M")), attribute("material", ("cotton-2", "Cotton"))]

        assert rule_words.attributes_from(product, variant) == {
            "material": ("wool", "silk", "cotton-2", "Cotton"),
            "size": ("m",),
        }

    def test_that_are_yes_or_no_say_so(self) -> None:
        value = {"slug": "12_true", "name": "Washable: Yes", "boolean": True}
        washable = {"attribute": {"slug": "washable"}, "values": [value]}

        assert rule_words.attributes_from([washable]) == {"washable": ("true",)}

    def test_without_a_value_are_left_out(self) -> None:
        assert rule_words.attributes_from([attribute("size")], None) == {}


class TestMetadata:
    def test_of_the_variant_stands_over_the_products(self) -> None:
        product = [{"key": "hygiene", "value": "open"}, {"key": "line", "value": "bath"}]
        variant = [{"key": "hygiene", "value": "sealed"}]

        assert line_from(
            variant={"metadata": variant, "product": {"metadata": product}}
        ).metadata == {"hygiene": "sealed", "line": "bath"}

    def test_is_bounded(self) -> None:
        many = [{"key": f"key-{number}", "value": "x"} for number in range(5000)]
        long = [{"key": "story", "value": "x" * 1_000_000}, {"key": "short", "value": "x"}]

        assert len(rule_words.metadata_from(many)) == rule_words.MOST_ENTRIES
        assert rule_words.metadata_from(long) == {"short": "x"}


class TestAWeight:
    @pytest.mark.parametrize(
        ("unit", "value", "grams"),
        [
            ("KG", "0.4205", 421),
            ("G", "12.4", 12),
            ("LB", "1", 454),
            ("OZ", "10", 283),
            ("TONNE", "0.002", 2000),
        ],
    )
    def test_is_told_in_grams(self, unit: str, value: str, grams: int) -> None:
        assert rule_words.grams_from({"unit": unit, "value": Decimal(value)}) == grams

    def test_is_the_variants_else_the_products_else_the_types(self) -> None:
        variant, product, kind = ({"unit": "KG", "value": value} for value in (1, 2, 3))
        nothing = {"unit": "KG", "value": 0.0}

        assert rule_words.grams_from(variant, product, kind) == 1000
        assert rule_words.grams_from(None, product, kind) == 2000
        assert rule_words.grams_from(None, nothing, kind) == 3000
        assert rule_words.grams_from(None, None, nothing) is None

    @pytest.mark.parametrize(
        "weight", [{"unit": "STONE", "value": 1}, {"unit": "KG", "value": float("inf")}]
    )
    def test_that_makes_no_sense_is_none(self, weight: dict[str, Any]) -> None:
        assert rule_words.grams_from(weight) is None


class TestADiscount:
    def test_is_a_lower_price_than_the_full_one(self) -> None:
        assert line_from(undiscountedTotalPrice=taxed("25.00")).is_discounted
        assert not line_from().is_discounted

    def test_is_no_rounding(self) -> None:
        assert not line_from(undiscountedTotalPrice=taxed("20.02")).is_discounted
        assert line_from(undiscountedTotalPrice=taxed("20.03")).is_discounted

    def test_of_a_line_is_one_of_the_order(self) -> None:
        reduced = line_words(undiscountedTotalPrice=taxed("25.00"))

        assert order_from(order_words(reduced)).is_discounted
        assert not order_from(order_words()).is_discounted

    def test_may_be_on_the_whole_order(self) -> None:
        order_level = [{"total": {"amount": Decimal("1.00"), "currency": "EUR"}}]

        assert order_from(order_words(discounts=order_level)).is_discounted
        assert order_from(order_words(voucherCode="BENVENUTA")).is_discounted
        assert order_from(order_words(voucherCode="BENVENUTA")).voucher == "BENVENUTA"

    def test_is_no_free_gift(self) -> None:
        gift = line_words(
            isGift=True, totalPrice=taxed("0.00"), undiscountedTotalPrice=taxed("9.90")
        )

        assert not order_from(order_words(line_words(), gift)).is_discounted


class TestAGiftCard:
    def test_paid_at_the_checkout(self) -> None:
        assert order_from(order_words(giftCards=[{"id": "card"}])).paid_by_gift_card
        assert not order_from(order_words()).paid_by_gift_card

    @pytest.mark.parametrize(
        ("kind", "message", "paid"),
        [
            ("CHARGE_SUCCESS", "Gift card (ending: 7Q2M).", True),
            ("AUTHORIZATION_FAILURE", "Gift card (ending: 7Q2M).", False),
            ("CHARGE_SUCCESS", "Paid by card", False),
        ],
    )
    def test_paid_as_a_transaction(self, kind: str, message: str, paid: bool) -> None:
        nothing = {"amount": 0, "currency": "EUR"}
        event = {"type": kind, "message": message}
        transaction = {"id": "t", "chargedAmount": nothing, "events": [event]}

        assert order_from(order_words(transactions=[transaction])).paid_by_gift_card is paid


class TestACustomer:
    def test_is_known_by_id_and_metadata(self) -> None:
        user = {"id": "VXNlcjox", "metadata": [{"key": "customer_group", "value": "club"}]}
        order = order_from(order_words(user=user))

        assert (order.customer_id, order.customer_metadata) == (
            "VXNlcjox",
            {"customer_group": "club"},
        )

    def test_may_be_a_guest(self) -> None:
        assert order_from(order_words(user=None)).customer_id == ""


class TestAnExclusion:
    def test_is_read_with_its_evidence(self) -> None:
        text = '{"ground": "made_to_order", "evidence": "Initials C. L."}'

        assert line_from(metafield=text).exclusion == RecordedExclusion(
            "made_to_order", "Initials C. L."
        )

    @pytest.mark.parametrize(
        "text",
        [
            "no JSON",
            "[]",
            '"made_to_order"',
            '{"ground": "made_to_order"}',
            '{"ground": "made_to_order", "evidence": "  "}',
            '{"ground": 1, "evidence": "Camille"}',
            "[" * 9_000,
            '{"ground": "made_to_order", "evidence": "\\ud800"}',
            '{"ground": "made_to_order", "evidence": "\\u0000"}',
        ],
    )
    def test_that_cannot_be_read_is_none_and_told_without_its_words(self, text: str) -> None:
        with capture_logs() as logs:
            assert line_from(metafield=text).exclusion is None

        assert logs == [
            {
                "event": "metadata_unreadable",
                "key": "returns.exclusion",
                "order_number": "1042",
                "log_level": "warning",
            }
        ]


class TestADelivery:
    @pytest.mark.parametrize(
        ("text", "at"),
        [
            ("2026-11-05", datetime(2026, 11, 5, 12, tzinfo=UTC)),
            ("2026-11-05T23:30:00", datetime(2026, 11, 5, 12, tzinfo=UTC)),
            ("2026-11-05T23:30:00Z", datetime(2026, 11, 5, 23, 30, tzinfo=UTC)),
            ("2026-11-05T23:30:00+02:00", datetime(2026, 11, 5, 21, 30, tzinfo=UTC)),
            ("2026-11-02", datetime(2026, 11, 2, 12, tzinfo=UTC)),
        ],
    )
    def test_is_a_day_or_an_instant(self, text: str, at: datetime) -> None:
        delivered = rule_words.delivered_from(text, sent_at=SENT, order="1042")

        assert delivered is not None
        assert (delivered.at, delivered.source) == (at, DeliverySource.SHOP)

    @pytest.mark.parametrize(
        "text", ["yesterday", "05.11.2026", "2025-11-05", "0001-01-01T00:00:00+14:00", "\ud800"]
    )
    def test_that_cannot_be_is_unknown(self, text: str) -> None:
        with capture_logs() as logs:
            assert rule_words.delivered_from(text, sent_at=SENT, order="1042") is None

        assert [log["key"] for log in logs] == ["returns.delivered_at"]

    def test_that_nobody_noted_is_unknown(self) -> None:
        with capture_logs() as logs:
            assert rule_words.delivered_from(None, sent_at=SENT, order="1042") is None

        assert logs == []


class TestTheShape:
    def test_says_whether_the_facts_of_rules_were_read(self) -> None:
        told = order_words()
        del told["giftCards"]

        assert order_from(order_words()).facts == RULE_FACTS
        assert order_from(told).facts == 0
