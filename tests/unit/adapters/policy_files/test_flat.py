import json

import pytest

from saleor_returns_app.adapters.policy_files import document_from
from saleor_returns_app.domain.errors import PolicyInvalid
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.conditions import FactName, FactTest, Operator
from saleor_returns_app.domain.policy.document import FeeRule, WindowRule
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, WindowStart
from tests.support.policies import faults_of

EVERYTHING = {
    "window_days": 60,
    "time_zone": "Europe/Paris",
    "fees": [
        {"country": "FR", "amount": "5.00", "currency": "EUR"},
        {"country": "*", "amount": "7.50", "currency": "EUR"},
        {"country": "*", "amount": "8.00", "currency": "CHF"},
    ],
    "refused_skus": ["A"],
    "approval_required": True,
    "outcomes": ["exchange"],
    "methods": ["in_store"],
    "reasons": ["other"],
    "message_needed_for": [],
    "return_address": {"street_1": "1", "city": "Lyon", "country": "FR"},
}


class TestAFlatPolicyFile:
    def test_may_be_empty(self) -> None:
        assert document_from("{}").rules == ()


class TestAFlatPolicyReadAsOneOfFormat2:
    def test_keeps_what_holds_for_all(self) -> None:
        document = document_from(json.dumps(EVERYTHING))

        assert document.defaults.window == WindowRule(60, WindowStart.FULFILLED)
        assert document.defaults.fee == FeeRule((Money(750, "EUR"), Money(800, "CHF")))
        assert (document.defaults.approval, document.defaults.photo) == (True, False)
        assert document.defaults.outcomes == (Outcome.EXCHANGE,)
        assert document.defaults.methods == (ReturnMethod.IN_STORE,)
        assert (document.reasons, document.message_needed_for) == (("other",), ())
        assert document.address("") == Address(street_1="1", city="Lyon", country="FR")

    def test_makes_a_rule_of_a_country_s_fee_that_falls_back_per_currency(self) -> None:
        rule, _ = document_from(json.dumps(EVERYTHING)).rules

        assert rule.when == FactTest(FactName.COUNTRY, Operator.IS, ("FR",))
        assert rule.then.fee is not None
        assert set(rule.then.fee.amounts) == {Money(500, "EUR"), Money(800, "CHF")}

    def test_makes_a_rule_of_the_refused_products(self) -> None:
        _, rule = document_from(json.dumps(EVERYTHING)).rules

        assert rule.when == FactTest(FactName.SKU, Operator.IN, ("A",))
        assert rule.refuse is not None
        assert not rule.refuse.whole_order

    def test_starts_as_every_shop_did(self) -> None:
        document = document_from("{}")

        assert document.defaults.window == WindowRule(30, WindowStart.FULFILLED)
        assert document.rules == ()


def a_fee(**changes: object) -> dict[str, object]:
    return {"fees": [{"country": "FR", "amount": "5.00", "currency": "EUR"} | changes]}


class TestAFaultInAFlatPolicyFile:
    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            ({"surprise": 1}, ("surprise", "unknown_field")),
            ({"window_days": 13}, ("window_days", "window_too_short")),
            ({"window_days": "30"}, ("window_days", "not_a_number")),
            ({"window_days": 10**30}, ("window_days", "too_great")),
            ({"time_zone": "Mars"}, ("time_zone", "bad_time_zone")),
            ({"approval_required": "yes"}, ("approval_required", "not_true_or_false")),
            ({"outcomes": []}, ("outcomes", "empty")),
            ({"methods": ["balloon"]}, ("methods[0]", "unknown_value")),
            (a_fee(amount=5.0), ("fees[0].amount", "amount_not_text")),
            (a_fee(amount="-5.00"), ("fees[0].amount", "bad_amount")),
            (a_fee(amount="5.001"), ("fees[0].amount", "too_many_digits")),
            (a_fee(currency="XXXX"), ("fees[0].currency", "bad_currency")),
            (a_fee(country="ZZ"), ("fees[0].country", "bad_country")),
            (a_fee(country="France"), ("fees[0].country", "bad_country")),
            (
                {"return_address": {"city": "Lyon", "country": "FR"}},
                ("return_address.street_1", "missing"),
            ),
        ],
    )
    def test_is_named_with_its_place(
        self, words: dict[str, object], fault: tuple[str, str]
    ) -> None:
        for read in (document_from, document_from):
            with pytest.raises(PolicyInvalid) as refusal:
                read(json.dumps(words))

            assert faults_of(refusal.value) == [fault]

    @pytest.mark.parametrize("text", ["", "[]", "nonsense", '"\\ud800"', "NaN"])
    def test_is_found_in_what_is_no_policy_at_all(self, text: str) -> None:
        with pytest.raises(PolicyInvalid):
            document_from(text)
