import copy
import json
from typing import Any

import pytest

from saleor_returns_app.adapters.policy_files import document_from, document_of, limits
from saleor_returns_app.domain.errors import PolicyInvalid
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    FactName,
    FactTest,
    NoneOf,
    Operator,
)
from saleor_returns_app.domain.policy.document import DEFAULTS, FeeRule, PolicyDocument, WindowRule
from saleor_returns_app.domain.policy.terms import Outcome, Payer, Source, WindowStart
from tests.support.policies import everything, faults_of


def refusal_of(text: str | bytes) -> PolicyInvalid:
    with pytest.raises(PolicyInvalid) as refusal:
        document_from(text)
    assert refusal.value.code == "policy_invalid"
    return refusal.value


def faults_in(words: object) -> list[tuple[str, str]]:
    return faults_of(refusal_of(json.dumps(words)))


class TestAPolicy:
    def test_may_say_no_more_than_its_format(self) -> None:
        assert document_from('{"format": 2}') == PolicyDocument()

    def test_says_everything_that_rules_can(self) -> None:
        document = document_of(everything())
        rule, refusing, closed = document.rules

        assert isinstance(rule.when, AllOf)
        country, some, none = rule.when.all
        assert country == FactTest(FactName.COUNTRY, Operator.IS, ("DE",))
        assert isinstance(some, AnyOf)
        assert some.any[2] == FactTest(
            FactName.UNIT_PRICE, Operator.BETWEEN, (5000, 5000), currency="EUR"
        )
        assert isinstance(none, NoneOf)
        assert none.none[-1] == FactTest(
            FactName.CUSTOMER_RETURNS, Operator.GREATER, (3,), within_days=90
        )
        assert rule.then.window == WindowRule(60, WindowStart.PLACED)
        assert rule.then.fee == FeeRule(rate=750, payer=Payer.MERCHANT)
        assert rule.then.keep_below == (Money(1000, "EUR"),)
        assert (rule.source, rule.then.outcomes) == (Source.PORTAL, (Outcome.EXCHANGE,))
        assert refusing.refuse is not None
        assert (refusing.is_on, refusing.refuse.message.by_language["fr"]) == (False, "Non.")
        assert closed.refuse is not None
        assert (closed.when, closed.refuse.whole_order) == (ALWAYS, True)
        assert document.address("pl").city == "Warszawa"
        assert document.address("").city == "Lyon"

    def test_takes_from_every_shop_s_defaults_what_it_leaves_out(self) -> None:
        document = document_of({"format": 2, "defaults": {"approval": True}})

        assert document.defaults.approval is True
        assert document.defaults.window == DEFAULTS.window


def changed(path: str, value: object) -> dict[str, Any]:
    """Write the policy that says everything, but for one place."""
    words: Any = copy.deepcopy(everything())
    here, steps = words, [int(step) if step.isdigit() else step for step in path.split("/")]
    for step in steps[:-1]:
        here = here[step]
    here[steps[-1]] = value
    return dict(words)


EURO = {"amount": "1.00", "currency": "EUR"}
WHEN = "rules[0].when"
THEN = "rules[0].then"
CASES: list[tuple[str, object, str, str]] = [
    ("format", 3, "format", "unknown_format"),
    ("surprise", 1, "surprise", "unknown_field"),
    ("time_zone", "Mars", "time_zone", "bad_time_zone"),
    ("languages", ["french"], "languages[0]", "bad_language"),
    ("languages", ["zz"], "languages[0]", "bad_language"),
    ("languages", [], "languages", "empty"),
    ("languages", ["fr", "fr"], "languages[1]", "twice"),
    ("languages", None, "languages", "null"),
    ("informed", {"of_withdrawal": 1}, "informed.of_withdrawal", "not_true_or_false"),
    ("informed", [], "informed", "not_an_object"),
    ("reasons/0", "boredom", "reasons[0]", "unknown_value"),
    ("return_addresses/pl/country", "ZZ", "return_addresses.pl.country", "bad_country"),
    ("return_addresses/pl", {}, "return_addresses.pl.city", "missing"),
    ("return_addresses/P L", {}, "return_addresses.P L", "bad_id"),
    ("defaults/window", {"days": 13}, "defaults.window.days", "window_too_short"),
    ("defaults/window", {"days": -1}, "defaults.window.days", "window_too_short"),
    ("defaults/window", {"days": 30.0}, "defaults.window.days", "not_a_number"),
    ("defaults/window", {"days": 10**40}, "defaults.window.days", "too_great"),
    ("defaults/window", {"days": 30, "from": "noon"}, "defaults.window.from", "unknown_value"),
    ("defaults/window", 30, "defaults.window", "not_an_object"),
    ("defaults/return_address", "nowhere", "defaults.return_address", "unknown_address"),
    ("defaults/refuse_item", {}, "defaults.refuse_item", "unknown_field"),
    ("rules", {}, "rules", "not_a_list"),
    ("rules/0", 1, "rules[0]", "not_an_object"),
    ("rules/1/id", "fee-de", "rules[1].id", "id_twice"),
    ("rules/0/id", "Fee DE", "rules[0].id", "bad_id"),
    ("rules/0/name", " ", "rules[0].name", "empty"),
    ("rules/0/name", "x" * 121, "rules[0].name", "too_long"),
    ("rules/0/on", "yes", "rules[0].on", "not_true_or_false"),
    ("rules/0/source", "phone", "rules[0].source", "unknown_value"),
    ("rules/0/then", {}, THEN, "does_nothing"),
    ("rules/0/then/surprise", 1, f"{THEN}.surprise", "unknown_field"),
    ("rules/0/then/window", {"days": 7}, f"{THEN}.window.days", "window_too_short"),
    ("rules/0/then/fee", 5.0, f"{THEN}.fee", "fee_unclear"),
    ("rules/0/then/fee", {}, f"{THEN}.fee", "fee_unclear"),
    ("rules/0/then/fee", {"amounts": [], "percent": "5"}, f"{THEN}.fee", "fee_unclear"),
    ("rules/0/then/fee", {"percent": "101"}, f"{THEN}.fee.percent", "bad_percent"),
    ("rules/0/then/fee", {"percent": 5}, f"{THEN}.fee.percent", "bad_percent"),
    ("rules/0/then/fee", {"amounts": [EURO, EURO]}, f"{THEN}.fee.amounts[1]", "twice"),
    (
        "rules/0/then/fee",
        {"amounts": [EURO | {"amount": "-1.00"}]},
        f"{THEN}.fee.amounts[0].amount",
        "bad_amount",
    ),
    (
        "rules/0/then/fee",
        {"amounts": [EURO | {"amount": 1.5}]},
        f"{THEN}.fee.amounts[0].amount",
        "amount_not_text",
    ),
    (
        "rules/0/then/fee",
        {"amounts": [EURO | {"amount": "1.001"}]},
        f"{THEN}.fee.amounts[0].amount",
        "too_many_digits",
    ),
    (
        "rules/0/then/fee",
        {"amounts": [EURO | {"currency": "eur"}]},
        f"{THEN}.fee.amounts[0].currency",
        "bad_currency",
    ),
    ("rules/0/then/outcomes", ["refund", "refund"], f"{THEN}.outcomes[1]", "twice"),
    ("rules/0/then/methods", ["balloon"], f"{THEN}.methods[0]", "unknown_value"),
    ("rules/0/then/return_address", "de", f"{THEN}.return_address", "unknown_address"),
    ("rules/0/then/keep_below", [5], f"{THEN}.keep_below[0]", "not_an_object"),
    ("rules/0/then/photo", 1, f"{THEN}.photo", "not_true_or_false"),
    ("rules/2/then/refuse_item", {}, "rules[2].then.refuse_order", "refuses_twice"),
    (
        "rules/1/then/refuse_item/message/fr",
        "",
        "rules[1].then.refuse_item.message.fr",
        "empty",
    ),
    (
        "rules/1/then/refuse_item/message/fr",
        "x" * 1001,
        "rules[1].then.refuse_item.message.fr",
        "too_long",
    ),
    (
        "rules/1/then/refuse_item/message/français",
        "Non",
        "rules[1].then.refuse_item.message.français",
        "bad_language",
    ),
    ("rules/0/when", {}, WHEN, "fact_missing"),
    ("rules/0/when", [], WHEN, "not_an_object"),
    ("rules/0/when", None, WHEN, "null"),
    ("rules/0/when", {"all": [], "any": []}, WHEN, "condition_unclear"),
    ("rules/0/when", {"any": []}, f"{WHEN}.any", "empty"),
    ("rules/0/when", {"all": {}}, f"{WHEN}.all", "not_a_list"),
    ("rules/0/when", {"all": [1]}, f"{WHEN}.all[0]", "not_an_object"),
    ("rules/0/when", {"fact": "moon.phase", "is": "full"}, f"{WHEN}.fact", "unknown_fact"),
    ("rules/0/when", {"fact": "item.sku"}, WHEN, "operator_missing"),
    ("rules/0/when", {"fact": "item.sku", "like": "a"}, f"{WHEN}.like", "unknown_field"),
    ("rules/0/when", {"fact": "item.sku", "is": "a", "in": ["a"]}, WHEN, "operator_twice"),
    ("rules/0/when", {"fact": "item.sku", "less": 1}, f"{WHEN}.less", "operator_not_allowed"),
    (
        "rules/0/when",
        {"fact": "order.country", "contains": "D"},
        f"{WHEN}.contains",
        "operator_not_allowed",
    ),
    ("rules/0/when", {"fact": "item.sku", "is": ""}, f"{WHEN}.is", "empty"),
    ("rules/0/when", {"fact": "item.sku", "in": []}, f"{WHEN}.in", "empty"),
    ("rules/0/when", {"fact": "item.sku", "in": "a"}, f"{WHEN}.in", "not_a_list"),
    ("rules/0/when", {"fact": "item.sku", "in": ["a", 1]}, f"{WHEN}.in[1]", "not_text"),
    ("rules/0/when", {"fact": "order.country", "is": "ZZ"}, f"{WHEN}.is", "bad_country"),
    ("rules/0/when/all/0/is", "UK", f"{WHEN}.all[0].is", "bad_country"),
    ("rules/0/when", {"fact": "order.currency", "is": "EURO"}, f"{WHEN}.is", "bad_currency"),
    ("rules/0/when", {"fact": "return.reason", "is": "fun"}, f"{WHEN}.is", "unknown_value"),
    ("rules/0/when", {"fact": "item.weight", "is": True}, f"{WHEN}.is", "not_a_number"),
    ("rules/0/when", {"fact": "item.weight", "less": -1}, f"{WHEN}.less", "too_small"),
    ("rules/0/when", {"fact": "item.weight", "between": [1]}, f"{WHEN}.between", "not_a_pair"),
    (
        "rules/0/when",
        {"fact": "item.weight", "between": [2, 1]},
        f"{WHEN}.between",
        "low_above_high",
    ),
    (
        "rules/0/when",
        {"fact": "order.total", "between": [EURO, EURO | {"currency": "USD"}]},
        f"{WHEN}.between",
        "two_currencies",
    ),
    ("rules/0/when", {"fact": "order.total", "less": 5}, f"{WHEN}.less", "not_an_object"),
    ("rules/0/when", {"fact": "order.is_first", "is": "yes"}, f"{WHEN}.is", "not_true_or_false"),
    ("rules/0/when", {"fact": "item.attribute", "is": "x"}, WHEN, "of_missing"),
    ("rules/0/when", {"fact": "item.sku", "of": "a", "is": "x"}, f"{WHEN}.of", "of_not_wanted"),
    ("rules/0/when", {"fact": "order.customer_returns", "is": 1}, WHEN, "within_days_missing"),
    (
        "rules/0/when",
        {"fact": "item.sku", "within_days": 1, "is": "x"},
        f"{WHEN}.within_days",
        "within_days_not_wanted",
    ),
]


class TestAFaultInAPolicy:
    @pytest.mark.parametrize(
        ("place", "value", "path", "code"), CASES, ids=[f"{case[0]}-{case[3]}" for case in CASES]
    )
    def test_is_named_with_its_place(self, place: str, value: object, path: str, code: str) -> None:
        assert (path, code) in faults_in(changed(place, value))

    def test_hides_no_other(self) -> None:
        words = changed("rules/0/when", {"all": [{"fact": "x", "is": 1}, {"fact": "y", "is": 1}]})
        words["time_zone"] = "Mars"

        assert faults_in(words) == [
            ("rules[0].when.all[0].fact", "unknown_fact"),
            ("rules[0].when.all[1].fact", "unknown_fact"),
            ("time_zone", "bad_time_zone"),
        ]

    def test_is_said_in_a_sentence_that_a_person_can_act_on(self) -> None:
        refusal = refusal_of(json.dumps(changed("rules/0/then/window", {"days": 7})))

        assert str(refusal) == (
            "This policy has faults.\nrules[0].then.window.days: "
            "Law gives consumers 14 days; a window cannot be shorter."
        )

    def test_may_be_to_forget_the_format(self) -> None:
        assert faults_in({"rules": []}) == [("format", "format_missing")]

    @pytest.mark.parametrize("format", [True, "2", 2.5, 0, None, [], 10**50])
    def test_may_be_a_format_that_is_none(self, format: object) -> None:
        assert faults_in({"format": format})[0][0] == "format"


class TestWhatIsNoPolicy:
    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("", ("", "not_json")),
            ("[]", ("", "not_an_object")),
            ("null", ("", "not_an_object")),
            ("nonsense", ("", "not_json")),
            ('{"format": NaN}', ("", "not_json")),
            ('{"format": -Infinity}', ("", "not_json")),
            ('{"format": ' + "9" * 100_000 + "}", ("", "not_json")),
            (b"\xff\xfe\xfd", ("", "not_json")),
            (b"\xc3\x28", ("", "not_json")),
            ('{"format": 2, "format": 1}', ("format", "field_twice")),
            ('{"format": 2, "time_zone": "\\ud800"}', ("time_zone", "bad_character")),
            ('{"format": 2, "time_zone": "\\u0000"}', ("time_zone", "bad_character")),
            ('{"format": 2, "\\udfff": 1}', ("", "bad_character")),
            ("[" * 100_000, ("", "too_deep")),
            ('{"a":' * 50_000, ("", "too_deep")),
            ('{"a":' + "[" * 200 + "]" * 200 + "}", ("a" + "[0]" * 28, "too_deep")),
        ],
        ids=lambda value: repr(value)[:30],
    )
    def test_is_refused_with_a_clear_word(self, text: str | bytes, fault: tuple[str, str]) -> None:
        assert faults_of(refusal_of(text)) == [fault]

    def test_is_what_is_too_large(self) -> None:
        text = json.dumps({"format": 2, "note": "x" * limits.MOST_BYTES})

        assert faults_of(refusal_of(text)) == [("", "too_large")]
        assert faults_of(refusal_of(b" " * 1024 * 1024)) == [("", "too_large")]

    def test_is_told_of_bounded_faults(self) -> None:
        words = {"format": 2} | {f"x{number}": 1 for number in range(5000)}

        assert len(faults_in(words)) == limits.MOST_FAULTS


def nested(depth: int) -> dict[str, Any]:
    condition: dict[str, Any] = {"fact": "item.sku", "is": "a"}
    for _ in range(depth):
        condition = {"any": [condition]}
    return {
        "format": 2,
        "rules": [{"id": "a", "name": "a", "when": condition, "then": {"photo": True}}],
    }


def many(count: int) -> dict[str, Any]:
    return {
        "format": 2,
        "rules": [
            {"id": f"r{number}", "name": "r", "then": {"photo": True}} for number in range(count)
        ],
    }


class TestLimits:
    def test_hold_the_nesting(self) -> None:
        assert document_of(nested(limits.MOST_NESTING)).rules
        path = "rules[0].when" + ".any[0]" * limits.MOST_NESTING
        assert faults_in(nested(limits.MOST_NESTING + 1)) == [(path, "too_deep")]

    def test_hold_the_number_of_rules(self) -> None:
        assert len(document_of(many(limits.MOST_RULES)).rules) == limits.MOST_RULES
        assert faults_in(many(1000)) == [("rules", "too_many")]

    def test_hold_the_number_of_tests_in_a_rule(self) -> None:
        test = {"fact": "item.sku", "is": "a"}
        many_tests = {"any": [test] * limits.MOST_PARTS}
        words = changed("rules/0/when", {"all": [many_tests] * 3})

        assert ("rules[0].when.all[2].any[0]", "too_many") in faults_in(words)
