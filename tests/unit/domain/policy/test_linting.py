import time
from dataclasses import replace

import pytest

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    FactName,
    FactTest,
    Operator,
)
from saleor_returns_app.domain.policy.document import (
    DEFAULTS,
    FeeRule,
    Informed,
    PolicyDocument,
    Refuse,
    Rule,
    Settings,
    Texts,
    WindowRule,
)
from saleor_returns_app.domain.policy.facts import Capabilities
from saleor_returns_app.domain.policy.findings import ANYWHERE, FindingCode, Severity, Surroundings
from saleor_returns_app.domain.policy.linting import lint
from saleor_returns_app.domain.policy.terms import Payer, ReturnMethod, Source, WindowStart

IN_LAW = Surroundings(withdrawal_days={"DE": 14, "FR": 14, "XX": 20})
SIXTY = Settings(window=WindowRule(60))
NO = Refuse(Texts({"en": "No."}))


def country(*codes: str) -> FactTest:
    return FactTest(FactName.COUNTRY, Operator.IN, codes)


def shoes() -> FactTest:
    return FactTest(FactName.CATEGORY, Operator.IS, ("shoes",))


def a_rule(
    id: str,
    then: Settings = SIXTY,
    when: Condition = ALWAYS,
    *,
    refuse: Refuse | None = None,
    source: Source = Source.ANY,
    is_on: bool = True,
) -> Rule:
    return Rule(id, id.upper(), when, then, refuse, is_on, source)


def found(
    *rules: Rule, around: Surroundings = ANYWHERE, **document: object
) -> list[tuple[str, str, str]]:
    policy = replace(PolicyDocument(rules=rules), **document)  # type: ignore[arg-type]
    return [(one.code.value, one.rule_id, one.path) for one in lint(policy, around)]


class TestARuleThatNeverFires:
    def test_is_an_error(self) -> None:
        never = AllOf((country("DE"), country("FR")))
        (finding,) = lint(PolicyDocument(rules=(a_rule("a", when=never),)))

        assert (finding.code, finding.severity) == (FindingCode.NEVER_FIRES, Severity.ERROR)
        assert (finding.rule_id, finding.path) == ("a", "rules[0].when")

    def test_is_passed_over_when_it_is_switched_off(self) -> None:
        assert found(a_rule("a", when=AnyOf(()), is_on=False)) == []


class TestARuleThatIsOverridden:
    def test_is_one_whose_every_setting_is_set_again_below(self) -> None:
        upper = a_rule("a", Settings(photo=True, approval=True), AllOf((country("DE"), shoes())))
        lower = [
            a_rule("b", Settings(photo=False), country("DE", "FR")),
            a_rule("c", Settings(approval=False)),
        ]

        (finding,) = lint(PolicyDocument(rules=(upper, *lower)))

        assert (finding.code, finding.rule_id) == (FindingCode.OVERRIDDEN, "a")
        assert (finding.path, finding.facts["by"]) == ("rules[0]", "C, B")

    @pytest.mark.parametrize(
        "lower",
        [
            a_rule("b", Settings(photo=True)),
            a_rule("b", when=country("FR")),
            a_rule("b", when=AllOf((country("DE"), shoes()))),
            a_rule("b", source=Source.STAFF),
            a_rule("b", is_on=False),
        ],
    )
    def test_is_none_that_still_sets_something(self, lower: Rule) -> None:
        assert found(a_rule("a", when=country("DE")), lower) == []

    def test_is_none_that_refuses(self) -> None:
        refusing = a_rule("a", Settings(), country("DE"), refuse=NO)

        assert found(refusing, a_rule("b")) == []

    def test_is_none_above_a_rule_that_waits_for_a_choice(self) -> None:
        damaged = FactTest(FactName.REASON, Operator.IS, ("damaged",))
        either = AnyOf((damaged, FactTest(FactName.REASON, Operator.IS_NOT, ("damaged",))))

        assert found(a_rule("a"), a_rule("b", when=either)) == []


class TestRulesThatContradict:
    def test_are_a_refusal_and_a_grant_on_the_same_condition(self) -> None:
        rules = [a_rule("a", when=shoes()), a_rule("b", Settings(), shoes(), refuse=NO)]

        assert found(*rules) == [("refused_anyway", "a", "rules[0].then")]
        assert found(*reversed(rules)) == [("refused_anyway", "a", "rules[1].then")]

    def test_are_two_values_for_the_same_thing(self) -> None:
        rules = [
            a_rule("a", Settings(photo=True, approval=True), AllOf((shoes(), country("DE")))),
            a_rule("b", Settings(photo=False), AllOf((country("de"), shoes()))),
        ]

        assert found(*rules) == [("contradicts", "a", "rules[0].then")]
        assert found(rules[0], replace(rules[1], then=Settings(photo=True))) == []


class TestAMessage:
    def test_is_wanted_in_every_language(self) -> None:
        document = PolicyDocument(
            rules=(a_rule("a", Settings(), shoes(), refuse=NO),), languages=("en", "fr", "de")
        )

        (finding,) = lint(document)

        assert (finding.code, finding.facts["languages"]) == ("message_missing", "fr, de")
        assert finding.path == "rules[0].then.refuse_item.message"


class TestWhatTheShopCannotDo:
    def test_is_told_of_carriers_and_methods(self) -> None:
        settings = Settings(ship_with="dpd", methods=(ReturnMethod.IN_STORE, ReturnMethod.PICK_UP))
        around = Surroundings(capabilities=Capabilities(carrier_options=frozenset({"dhl"})))

        assert found(a_rule("a", settings), around=around) == [
            ("carrier_not_connected", "a", "rules[0].then.ship_with"),
            ("method_not_served", "a", "rules[0].then.methods[1]"),
        ]
        assert found(a_rule("a", replace(settings, ship_with="dhl")), around=around)[1:] == []
        assert found(a_rule("a", settings)) == []


class TestWhatLawPrevails:
    def test_over_a_window_that_is_shorter(self) -> None:
        short = Settings(window=WindowRule(15))
        (finding,) = lint(PolicyDocument(rules=(a_rule("a", short),)), IN_LAW)

        assert (finding.code, finding.severity) == ("window_under_law", Severity.ERROR)
        assert finding.facts == {"days": "20", "countries": "XX"}
        assert found(a_rule("a", short, country("DE", "US")), around=IN_LAW) == []

    def test_over_a_window_that_starts_before_the_delivery(self) -> None:
        def of(days: int) -> Settings:
            return Settings(window=WindowRule(days, WindowStart.PLACED))

        germany = country("DE")
        assert found(a_rule("a", of(20), germany), around=IN_LAW) == [
            ("window_starts_early", "a", "rules[0].then.window.from")
        ]
        assert found(a_rule("a", of(21), germany), around=IN_LAW) == []
        assert found(a_rule("a", of(14), country("US")), around=IN_LAW) == []

    def test_over_fees(self) -> None:
        fees = Settings(fee=FeeRule(rate=500), restocking_rate=1000)

        assert found(a_rule("a", fees), around=IN_LAW) == [
            ("percent_fee_and_law", "a", "rules[0].then.fee.percent"),
            ("restocking_and_law", "a", "rules[0].then.restocking_percent"),
        ]
        assert found(a_rule("a", fees, country("US", "JP")), around=IN_LAW) == []
        borne = Settings(fee=FeeRule(rate=500, payer=Payer.MERCHANT))
        assert found(a_rule("a", borne), around=IN_LAW) == []

    def test_over_a_fee_that_customers_are_not_told_of(self) -> None:
        defaults = replace(DEFAULTS, fee=FeeRule((Money(500, "EUR"),)))

        assert found(around=IN_LAW, defaults=defaults, informed=Informed(True, False)) == [
            ("fee_not_told", "", "defaults.fee")
        ]
        assert found(around=IN_LAW, defaults=defaults) == []

    def test_over_a_refusal_within_the_days_of_withdrawal(self) -> None:
        def refused(*tests: Condition) -> list[tuple[str, str, str]]:
            return found(a_rule("a", Settings(), AllOf(tests), refuse=NO), around=IN_LAW)

        late = FactTest(FactName.DAYS_SINCE_DELIVERED, Operator.GREATER, (20,))
        assert refused(shoes()) == [("refusal_and_law", "a", "rules[0].then.refuse_item")]
        assert refused(shoes(), country("US")) == []
        assert refused(shoes(), late) == []


class TestLinting:
    def test_finds_nothing_in_what_every_shop_starts_with(self) -> None:
        assert lint(PolicyDocument(), IN_LAW) == []

    def test_ends_soon_whatever_the_policy(self) -> None:
        several = AllOf(
            tuple(
                AnyOf(
                    tuple(
                        FactTest(FactName.ATTRIBUTE, Operator.IS_NOT, (f"{one}{two}",), of=str(two))
                        for two in range(10)
                    )
                )
                for one in range(10)
            )
        )
        rules = [
            a_rule(f"r{number}", Settings(photo=True, approval=bool(number % 2)), several)
            for number in range(250)
        ]
        narrow = [
            a_rule(f"n{number}", Settings(photo=True), AllOf((several, country("DE"))))
            for number in range(250)
        ]
        began = time.process_time()

        findings = lint(PolicyDocument(rules=(*rules, *narrow)), IN_LAW)

        assert findings
        assert time.process_time() - began < 10
