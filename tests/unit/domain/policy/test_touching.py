"""What a change of policy cannot touch need not be decided twice."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.canonical import canonical_json
from saleor_returns_app.domain.policy.conditions import ALWAYS, FactName, Operator
from saleor_returns_app.domain.policy.deciding import compile_policy, decide_by
from saleor_returns_app.domain.policy.document import PolicyDocument, Rule, Settings
from saleor_returns_app.domain.policy.facts import ChosenLine, Facts
from saleor_returns_app.domain.policy.moments import PastOrder, PastReturn
from saleor_returns_app.domain.policy.replaying import Decide, Replaying, Tally
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason, Source
from saleor_returns_app.domain.policy.touching import anything, touching
from tests.support.orders import a_bought_line
from tests.support.policy_cases import (
    asks,
    delivered_order,
    documents,
    facts,
    facts_about,
    orders,
    refusing,
    rules,
    setting,
)

END = datetime(2030, 1, 1, tzinfo=UTC)
THOROUGH = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
TEE = facts_about(delivered_order(a_bought_line("tee"), a_bought_line("mug")))
GERMAN = setting(
    "de", asks(FactName.COUNTRY, Operator.IS, "DE"), Settings(outcomes=(Outcome.EXCHANGE,))
)
NO_MUGS = refusing("no-mugs", asks(FactName.PRODUCT, Operator.CONTAINS, "mug"))


@st.composite
def edits(draw: st.DrawFn) -> tuple[PolicyDocument, PolicyDocument]:
    """Make up a document, and what becomes of it by a few edits."""
    before = draw(documents())
    after = list(before.rules)
    for at in range(draw(st.integers(0, 2))):
        new = draw(rules(f"new-{at}"))
        place = draw(st.integers(0, len(after)))
        match draw(st.sampled_from(("add", "drop", "move", "change"))):
            case "add":
                after.insert(place, new)
            case "drop":
                del after[place : place + 1]
            case "move" if after:
                after.insert(place, after.pop(draw(st.integers(0, len(after) - 1))))
            case "change" if place < len(after):
                after[place] = replace(new, id=after[place].id)
    return before, replace(before, rules=tuple(after))


@st.composite
def past_orders(draw: st.DrawFn) -> PastOrder:
    """Make up an order, and returns that were asked for."""
    order = draw(orders())
    asked = [draw(facts(order)) for _ in range(draw(st.integers(0, 2)))]
    returns = [
        PastReturn(
            number=f"R-{number}",
            requested_at=one.at,
            source=one.source,
            lines=one.chosen,
            outcome=draw(st.sampled_from(Outcome)),
            method=draw(st.sampled_from(ReturnMethod)),
            refund=Money(draw(st.integers(0, 5000)), order.snapshot.currency),
            is_dead=draw(st.booleans()),
        )
        for number, one in enumerate(asked)
        if one.chosen
    ]
    return PastOrder(order, tuple(sorted(returns, key=lambda one: one.requested_at)))


def decider(document: PolicyDocument) -> Decide:
    policy = compile_policy(document)
    return lambda facts: decide_by(policy, facts, version=1)


def touched(facts: Facts, before: list[Rule], after: list[Rule]) -> bool:
    return touching(PolicyDocument(rules=tuple(before)), PolicyDocument(rules=tuple(after)))(facts)


class TestWhatIsNotTouched:
    @THOROUGH
    @given(facts(), edits())
    def test_is_decided_the_same(
        self, facts: Facts, edit: tuple[PolicyDocument, PolicyDocument]
    ) -> None:
        before, after = edit

        if not touching(before, after)(facts):
            was, now = decider(before)(facts), decider(after)(facts)
            assert canonical_json(was) == canonical_json(now)

    @THOROUGH
    @given(past_orders(), edits())
    def test_is_reported_the_same(
        self, past: PastOrder, edit: tuple[PolicyDocument, PolicyDocument]
    ) -> None:
        before, after = map(decider, edit)
        quick, thorough = Tally(), Tally()

        Replaying(before, after, END, touches=touching(*edit)).add(quick, past)
        Replaying(before, after, END, touches=anything).add(thorough, past)

        assert quick == thorough


class TestAnOrder:
    def test_is_not_touched_by_rules_that_stayed(self) -> None:
        assert not touched(TEE, [NO_MUGS, GERMAN], [NO_MUGS, GERMAN])

    def test_is_touched_by_a_new_rule_that_fires_for_one_of_its_lines(self) -> None:
        assert touched(TEE, [GERMAN], [GERMAN, refusing("no-tees", ALWAYS)])

    def test_is_not_touched_by_a_new_rule_about_other_orders(self) -> None:
        assert not touched(TEE, [], [GERMAN])

    def test_is_touched_by_a_rule_that_went(self) -> None:
        assert touched(TEE, [setting("all", ALWAYS, Settings(photo=True)), GERMAN], [GERMAN])

    def test_is_touched_by_rules_that_changed_places(self) -> None:
        one, other = (setting(name, ALWAYS, Settings(photo=name == "a")) for name in "ab")

        assert touched(TEE, [one, other], [other, one])

    def test_is_touched_by_a_new_rule_that_waits_for_a_choice(self) -> None:
        of_value = asks(FactName.RETURN_VALUE, Operator.GREATER, 10, currency="EUR")

        assert touched(TEE, [], [refusing("dear", of_value)])

    def test_is_not_touched_by_a_rule_for_another_door(self) -> None:
        assert not touched(TEE, [], [refusing("staff", ALWAYS, source=Source.STAFF)])

    def test_is_touched_by_other_defaults(self) -> None:
        before, after = PolicyDocument(), PolicyDocument(defaults=Settings(photo=True))

        assert touching(before, after)(TEE)

    def test_is_touched_by_another_time_zone(self) -> None:
        assert touching(PolicyDocument(), PolicyDocument(time_zone="Asia/Tokyo"))(TEE)

    def test_is_not_touched_by_what_is_only_asked_of_customers(self) -> None:
        before, after = PolicyDocument(), PolicyDocument(reasons=(ReturnReason.OTHER,))

        assert not touching(before, after)(TEE)


class TestAReturnThatCannotGoAsAWhole:
    def test_is_decided_anew_by_both_though_the_whole_was_not_touched(self) -> None:
        """Without the line that is refused the value is lower, and now a new rule fires."""
        cheap = asks(FactName.RETURN_VALUE, Operator.LESS, 1500, currency="EUR")
        refusing_mugs = refusing("no-mugs", asks(FactName.SKU, Operator.CONTAINS, "mug"))
        only_credit = setting("cheap", cheap, Settings(outcomes=(Outcome.STORE_CREDIT,)))
        order = delivered_order(a_bought_line("tee", total=1000), a_bought_line("mug", total=1000))
        chosen = tuple(
            ChosenLine(line.id, 1, ReturnReason.TOO_SMALL) for line in order.snapshot.lines
        )
        asked = PastReturn(
            "R-1",
            facts_about(order).at,
            Source.PORTAL,
            chosen,
            Outcome.REFUND,
            ReturnMethod.DROP_OFF,
            Money(2000, "EUR"),
        )
        edit = [
            PolicyDocument(rules=one) for one in ((refusing_mugs,), (refusing_mugs, only_credit))
        ]
        before, after = map(decider, edit)
        tally = Tally()

        Replaying(before, after, END, touches=touching(*edit)).add(
            tally, PastOrder(order, (asked,))
        )

        pair = tally.total.money["EUR"]
        assert (pair.before.elsewise, pair.after.elsewise) == (0, 1)
