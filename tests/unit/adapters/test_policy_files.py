import json
from importlib.resources import files

import pytest

from saleor_returns_app.adapters.policy_files import policy_from
from saleor_returns_app.domain.errors import PolicyInvalid
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy import Outcome, PolicyDocument, ReturnMethod


class TestAPolicyFile:
    def test_may_be_empty(self) -> None:
        assert policy_from("{}") == PolicyDocument()

    def test_says_everything_that_a_policy_can(self) -> None:
        words = {
            "window_days": 60,
            "time_zone": "Europe/Paris",
            "fees": [{"country": "FR", "amount": "5.00", "currency": "EUR"}],
            "refused_skus": ["A"],
            "approval_required": True,
            "outcomes": ["exchange"],
            "methods": ["in_store"],
            "reasons": ["other"],
            "message_needed_for": [],
            "return_address": {"street_1": "1", "city": "Lyon", "country": "FR"},
        }

        policy = policy_from(json.dumps(words))

        assert policy.fee(country="FR", currency="EUR") == Money(500, "EUR")
        assert (policy.outcomes, policy.methods) == (
            (Outcome.EXCHANGE,),
            (ReturnMethod.IN_STORE,),
        )
        assert policy.return_address.city == "Lyon"

    def test_of_the_demo_is_sound(self) -> None:
        text = files("saleor_returns_app.cli").joinpath("demo_policy.json").read_text()

        assert policy_from(text).fee(country="FR", currency="EUR") == Money(500, "EUR")


def a_fee(**changes: object) -> dict[str, object]:
    return {"fees": [{"country": "FR", "amount": "5.00", "currency": "EUR"} | changes]}


class TestAFaultInAPolicyFile:
    @pytest.mark.parametrize(
        ("words", "path"),
        [
            ({"surprise": 1}, ["surprise"]),
            ({"window_days": 13}, ["window_days"]),
            ({"window_days": "30"}, ["window_days"]),
            ({"window_days": 10**30}, ["window_days"]),
            ({"time_zone": "Mars"}, ["time_zone"]),
            ({"approval_required": "yes"}, ["approval_required"]),
            ({"outcomes": []}, ["outcomes"]),
            ({"methods": ["balloon"]}, ["methods"]),
            (a_fee(amount=5.0), ["fees", 0, "amount"]),
            (a_fee(amount="-5.00"), ["fees", 0, "amount"]),
            (a_fee(amount="5.001"), ["fees", 0, "amount"]),
            (a_fee(currency="XXXX"), ["fees", 0, "currency"]),
            (a_fee(country="ZZ"), ["fees", 0, "country"]),
            (a_fee(country="France"), ["fees", 0, "country"]),
            ({"return_address": {"city": "Lyon", "country": "FR"}}, ["return_address", "street_1"]),
        ],
    )
    def test_is_named_with_its_place(self, words: dict[str, object], path: list[str | int]) -> None:
        with pytest.raises(PolicyInvalid) as refusal:
            policy_from(json.dumps(words))

        faults = refusal.value.facts["faults"]
        for step in path:
            assert isinstance(faults, dict)
            faults = faults[step]
        assert faults

    @pytest.mark.parametrize("text", ["", "[]", "nonsense", '"\\ud800"', "NaN"])
    def test_is_found_in_what_is_no_policy_at_all(self, text: str) -> None:
        with pytest.raises(PolicyInvalid):
            policy_from(text)
