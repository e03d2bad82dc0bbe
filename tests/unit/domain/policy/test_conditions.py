"""What a condition says about facts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from saleor_returns_app.domain.errors import PolicyInvalid
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.conditions import (
    DEEPEST,
    AllOf,
    AnyOf,
    Condition,
    FactName,
    FactTest,
    NoneOf,
    Operator,
    depth_of,
)
from saleor_returns_app.domain.policy.conditions import (
    tests_of as all_tests_of,
)
from saleor_returns_app.domain.policy.decision import Fired
from saleor_returns_app.domain.policy.document import Settings
from saleor_returns_app.domain.policy.facts import ChosenLine, CustomerHistory, EarlierReturn
from saleor_returns_app.domain.policy.terms import ReturnReason
from tests.support.orders import NOON, a_bought_line
from tests.support.policy_cases import asks, delivered_order, euros, judged, setting

IS, IS_NOT, IN, NOT_IN = Operator.IS, Operator.IS_NOT, Operator.IN, Operator.NOT_IN
CONTAINS, STARTS = Operator.CONTAINS, Operator.STARTS_WITH
GREATER, LESS, BETWEEN = Operator.GREATER, Operator.LESS, Operator.BETWEEN
F = FactName

TEE = a_bought_line(
    "tee",
    quantity=2,
    total=6000,
    product_id="UHJvZHVjdDox",
    product_type="Shirt",
    categories=("tees", "clothes"),
    collections=("Sommer",),
    attributes={"material": ("Soie", "Coton")},
    metadata={"origin": "PT"},
    weight_grams=180,
    is_discounted=True,
)
ORDER = delivered_order(
    TEE,
    country="DE",
    language="fr-fr",
    voucher="ETE2026",
    is_discounted=True,
    paid_by_gift_card=True,
    metadata={"gift": "Yes"},
    customer_metadata={"customer_group": "VIP", "tier": "gold"},
)
HISTORY = CustomerHistory(
    orders_before=0,
    returns=(
        EarlierReturn(NOON - timedelta(days=5), euros("10")),
        EarlierReturn(NOON - timedelta(days=50), euros("20")),
        EarlierReturn(NOON - timedelta(days=5), Money(999, "USD")),
    ),
)
CHOSEN = (ChosenLine(TEE.id, 1, ReturnReason.TOO_SMALL),)
EURO = {"currency": "EUR"}


def became(when: Condition, *, chosen: tuple[ChosenLine, ...] = CHOSEN) -> Fired | None:
    """Say what becomes of a rule with this condition; None when it does not fire."""
    rule = setting("rule", when, Settings(return_address="lyon"))
    decision = judged(ORDER, rule, history=HISTORY, chosen=chosen)
    return next((step.became for step in decision.trace), None)


def holds(when: Condition) -> bool:
    return became(when) is Fired.SET


TRUE = [
    asks(F.COUNTRY, IS, "de"),
    asks(F.COUNTRY, IN, "FR", "DE"),
    asks(F.COUNTRY, IS_NOT, "FR"),
    asks(F.COUNTRY, NOT_IN, "FR", "PL"),
    asks(F.CHANNEL, STARTS, "DEF"),
    asks(F.CHANNEL, CONTAINS, "FAUL"),
    asks(F.DAYS_SINCE_PLACED, IS, 11),
    asks(F.DAYS_SINCE_FULFILLED, GREATER, 9),
    asks(F.DAYS_SINCE_DELIVERED, BETWEEN, 10, 10),
    asks(F.TOTAL, IS, 6600, **EURO),
    asks(F.CURRENCY, IS, "eur"),
    asks(F.VOUCHER, STARTS, "ete"),
    asks(F.IS_DISCOUNTED, IS, True),
    asks(F.PAID_BY_GIFT_CARD, IS_NOT, False),
    asks(F.LANGUAGE, STARTS, "FR"),
    asks(F.ORDER_METADATA, IS, "yes", of="gift"),
    asks(F.CUSTOMER_GROUP, IS, "vip"),
    asks(F.CUSTOMER_METADATA, IS_NOT, "silver", of="tier"),
    asks(F.IS_FIRST_ORDER, IS, True),
    asks(F.CUSTOMER_RETURNS, IS, 2, within_days=30),
    asks(F.CUSTOMER_RETURNS, IN, 3, 4),
    asks(F.CUSTOMER_RETURNED_VALUE, IS, 1000, within_days=30, **EURO),
    asks(F.CUSTOMER_RETURNED_VALUE, GREATER, 2999, **EURO),
    asks(F.SKU, CONTAINS, "EE-"),
    asks(F.PRODUCT, IS, "UHJvZHVjdDox"),
    asks(F.PRODUCT_TYPE, IS, "shirt"),
    asks(F.CATEGORY, IS, "CLOTHES"),
    asks(F.CATEGORY, IS_NOT, "shoes"),
    asks(F.COLLECTION, STARTS, "som"),
    asks(F.ATTRIBUTE, IN, "silk", "soie", of="material"),
    asks(F.ATTRIBUTE, CONTAINS, "oto", of="material"),
    asks(F.ATTRIBUTE, NOT_IN, "x", of="colour"),
    asks(F.UNIT_PRICE, BETWEEN, 3000, 3001, **EURO),
    asks(F.ITEM_IS_DISCOUNTED, IS, True),
    asks(F.WEIGHT, LESS, 181),
    asks(F.ITEM_METADATA, IS, "pt", of="origin"),
    asks(F.REASON, IS, "too_small"),
    asks(F.QUANTITY, NOT_IN, 2, 3),
    asks(F.RETURN_VALUE, IS, 3000, **EURO),
    asks(F.IS_WHOLE_ORDER, IS, False),
]
FALSE = [
    asks(F.COUNTRY, IS, "FR"),
    asks(F.COUNTRY, IS_NOT, "de"),
    asks(F.TOTAL, GREATER, 0, currency="USD"),
    asks(F.TOTAL, LESS, 6600, **EURO),
    asks(F.CATEGORY, IS_NOT, "clothes"),
    asks(F.CATEGORY, NOT_IN, "shoes", "tees"),
    asks(F.ATTRIBUTE, STARTS, "", of="colour"),
    asks(F.ORDER_METADATA, CONTAINS, "", of="nothing"),
    asks(F.WEIGHT, GREATER, 180),
    asks(F.WEIGHT, BETWEEN, 500, 100),
    asks(F.CUSTOMER_RETURNED_VALUE, GREATER, 0, currency="USD"),
    asks(F.IS_WHOLE_ORDER, IS, True),
    asks(F.DAYS_SINCE_PLACED, NOT_IN, 11, 12),
]


class TestATest:
    @pytest.mark.parametrize("test", TRUE, ids=str)
    def test_holds(self, test: FactTest) -> None:
        assert holds(test)
        assert not holds(NoneOf((test,)))

    @pytest.mark.parametrize("test", FALSE, ids=str)
    def test_fails(self, test: FactTest) -> None:
        assert became(test) is None
        assert holds(NoneOf((test,)))

    def test_covers_every_fact_and_operator(self) -> None:
        asked = {test.fact for test in TRUE}
        assert asked == set(FactName) - {F.OUTCOME, F.METHOD}
        assert {test.operator for test in TRUE} == set(Operator)

    def test_of_what_nobody_knows_fails_unless_it_denies(self) -> None:
        unknown = delivered_order(TEE, at=None)
        rules = [
            setting(name, when, Settings(return_address="lyon"))
            for name, when in {
                "greater": asks(F.DAYS_SINCE_DELIVERED, GREATER, -1),
                "less": asks(F.DAYS_SINCE_DELIVERED, LESS, 1000),
                "is": asks(F.DAYS_SINCE_DELIVERED, IS, 10),
                "is-not": asks(F.DAYS_SINCE_DELIVERED, IS_NOT, 10),
                "not-in": asks(F.DAYS_SINCE_DELIVERED, NOT_IN, 10),
            }.items()
        ]

        fired = {step.rule_id for step in judged(unknown, *rules).trace}

        assert fired == {"is-not", "not-in"}


YES, NO = asks(F.COUNTRY, IS, "DE"), asks(F.COUNTRY, IS, "FR")
LATER = asks(F.REASON, IS, "too_small")


class TestNesting:
    @pytest.mark.parametrize(
        ("when", "expected"),
        [
            (AllOf(), True),
            (AnyOf(()), False),
            (NoneOf(()), True),
            (AllOf((YES, NO)), False),
            (AnyOf((NO, YES)), True),
            (NoneOf((NO, AllOf((YES, NO)))), True),
            (AllOf((YES, AnyOf((NO, NoneOf((NO,)))))), True),
        ],
    )
    def test_is_that_of_logic(self, when: Condition, expected: bool) -> None:
        assert holds(when) is expected

    def test_lists_tests_as_they_are_written(self) -> None:
        when = AllOf((AnyOf((YES, NO)), LATER, NoneOf((YES,))))

        assert list(all_tests_of(when)) == [YES, NO, LATER, YES]

    def test_may_be_as_deep_as_people_write(self) -> None:
        assert holds(nested(DEEPEST))

    def test_is_refused_where_it_is_deeper(self) -> None:
        with pytest.raises(PolicyInvalid, match="nested"):
            holds(nested(DEEPEST + 1))

    def test_of_any_depth_is_counted_without_falling(self) -> None:
        assert depth_of(nested(50_000)) == 50_000


class TestWhatIsNotChosenYet:
    @pytest.mark.parametrize(
        ("when", "expected"),
        [
            (LATER, Fired.DEPENDS),
            (NoneOf((LATER,)), Fired.DEPENDS),
            (asks(F.REASON, IS_NOT, "late"), Fired.DEPENDS),
            (asks(F.QUANTITY, GREATER, 1), Fired.DEPENDS),
            (asks(F.RETURN_VALUE, GREATER, 1, **EURO), Fired.DEPENDS),
            (asks(F.IS_WHOLE_ORDER, IS, True), Fired.DEPENDS),
            (AllOf((LATER, YES)), Fired.DEPENDS),
            (AllOf((LATER, NO)), None),
            (AnyOf((LATER, YES)), Fired.SET),
            (AnyOf((LATER, NO)), Fired.DEPENDS),
            (NoneOf((LATER, YES)), None),
        ],
    )
    def test_is_neither_true_nor_false(self, when: Condition, expected: Fired | None) -> None:
        assert became(when, chosen=()) is expected

    def test_stays_open_for_a_line_without_a_reason(self) -> None:
        assert became(LATER, chosen=(replace(CHOSEN[0], reason=None),)) is Fired.DEPENDS


def nested(depth: int) -> Condition:
    when: Condition = YES
    for _ in range(depth - 1):
        when = AllOf((when,))
    return when
