from collections.abc import Iterable
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.conditions import ALWAYS, FactName, FactTest, Operator
from saleor_returns_app.domain.policy.differences import Change, Difference, differences
from saleor_returns_app.domain.policy.document import (
    DEFAULTS,
    PolicyDocument,
    Refuse,
    Rule,
    Settings,
    Texts,
    WindowRule,
)
from saleor_returns_app.domain.policy.terms import Source
from tests.support.policies import documents


def a_rule(id: str, **changes: object) -> Rule:
    return replace(Rule(id, id.upper(), then=Settings(photo=True)), **changes)  # type: ignore[arg-type]


def some_rules(names: Iterable[str]) -> list[Rule]:
    return [a_rule(name) for name in names]


def between(before: list[Rule], after: list[Rule]) -> list[Difference]:
    return differences(PolicyDocument(rules=tuple(before)), PolicyDocument(rules=tuple(after)))


class TestDifferencesOfRules:
    def test_are_told_one_by_one(self) -> None:
        germany = FactTest(FactName.COUNTRY, Operator.IS, ("DE",))
        refuse = Refuse(Texts({"en": "No."}))
        after = a_rule(
            "a",
            name="New",
            is_on=False,
            source=Source.STAFF,
            when=germany,
            then=Settings(photo=False, window=WindowRule(60)),
            refuse=refuse,
        )

        found = between([a_rule("a")], [after])

        told = [(one.change, one.what, one.before, one.after) for one in found]
        assert told == [
            (Change.RULE_RENAMED, "", "A", "New"),
            (Change.SWITCHED_OFF, "", None, None),
            (Change.SOURCE, "", Source.ANY, Source.STAFF),
            (Change.CONDITION, "", ALWAYS, germany),
            (Change.REFUSAL, "", None, refuse),
            (Change.ACTION, "window", None, WindowRule(60)),
            (Change.ACTION, "photo", True, False),
        ]
        assert {(one.rule_id, one.rule_name) for one in found} == {("a", "New")}

    def test_are_rules_that_came_and_went(self) -> None:
        found = between([a_rule("a"), a_rule("b")], [a_rule("b"), a_rule("c")])

        assert found == [
            Difference(Change.RULE_REMOVED, a_rule("a"), None, rule_id="a", rule_name="A"),
            Difference(Change.RULE_ADDED, None, a_rule("c"), rule_id="c", rule_name="C"),
        ]

    def test_name_only_the_rule_that_moved(self) -> None:
        found = between(some_rules("abcd"), some_rules("dabc"))

        assert [(one.change, one.rule_id, one.before, one.after) for one in found] == [
            (Change.RULE_MOVED, "d", 4, 1)
        ]

    @given(st.permutations("abcdef"), st.permutations("abcdef"))
    def test_let_the_rules_that_stay_be_in_order(self, one: list[str], other: list[str]) -> None:
        moved = {found.rule_id for found in between(some_rules(one), some_rules(other))}

        assert [name for name in one if name not in moved] == [
            name for name in other if name not in moved
        ]
        assert bool(moved) == (one != other)


class TestDifferencesOfDocuments:
    def test_are_defaults_addresses_and_the_rest(self) -> None:
        before = PolicyDocument(return_addresses={"": Address(city="Lyon"), "pl": Address()})
        after = PolicyDocument(
            defaults=replace(DEFAULTS, approval=True),
            time_zone="Europe/Paris",
            return_addresses={"": Address(city="Paris"), "de": Address()},
        )

        assert [(one.change, one.what) for one in differences(before, after)] == [
            (Change.DOCUMENT, "time_zone"),
            (Change.ADDRESS_CHANGED, ""),
            (Change.ADDRESS_ADDED, "de"),
            (Change.ADDRESS_REMOVED, "pl"),
            (Change.DEFAULT, "approval"),
        ]

    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents(), documents())
    def test_are_none_exactly_when_the_policies_are_equal(
        self, one: PolicyDocument, other: PolicyDocument
    ) -> None:
        assert differences(one, one) == []
        assert bool(differences(one, other)) == (one != other)
