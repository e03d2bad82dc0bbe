"""What holds for any policy and any facts."""

import json
import os
import pickle
import subprocess
import sys
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from saleor_returns_app.domain.law import law_of, withdrawal_end
from saleor_returns_app.domain.orders import OrderLine
from saleor_returns_app.domain.policy.canonical import canonical_json
from saleor_returns_app.domain.policy.deciding import compile_policy, decide, decide_by
from saleor_returns_app.domain.policy.decision import (
    Because,
    Cause,
    Decision,
    LineDecision,
    Refusal,
    ReturnWindow,
)
from saleor_returns_app.domain.policy.document import (
    PolicyDocument,
    PolicyVersion,
    Rule,
    Settings,
)
from saleor_returns_app.domain.policy.facts import Facts
from saleor_returns_app.domain.policy.terms import Outcome, Payer
from tests.support.orders import SHIPPED, a_followed_order
from tests.support.policy_cases import documents, facts, many_facts, many_rules, refusals

WINDOW = ReturnWindow(14, None, None, Because("window", Cause.DEFAULT, 1))
ELSEWHERE = """
import sys
from saleor_returns_app.domain.policy.canonical import canonical_json
from saleor_returns_app.domain.policy.deciding import compile_policy, decide, decide_by
from saleor_returns_app.domain.policy.document import PolicyVersion
from tests.support.orders import SHIPPED, a_followed_order
from tests.support.policy_cases import many_facts, many_rules
version = PolicyVersion("shop-1", 4, many_rules(), SHIPPED, "")
sys.stdout.buffer.write(canonical_json(decide(many_facts(), version)))
"""
THOROUGH = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def version_of(document: PolicyDocument) -> PolicyVersion:
    return PolicyVersion("shop-1", 4, document, SHIPPED, "")


def may_withdraw(facts: Facts, line: OrderLine, document: PolicyDocument) -> bool:
    """Say by law alone whether a line may be withdrawn from."""
    order, law = facts.order, law_of(facts.order.snapshot.country)
    if law is None or line.is_gift or facts.uses[line.id].claimed >= line.quantity:
        return False
    claim = line.exclusion
    if claim and claim.evidence and law.exclusion(claim.ground):
        return False
    end = withdrawal_end(
        law,
        delivered=order.last_delivered_at,
        shop_zone=document.time_zone,
        informed=document.informed.of_withdrawal,
    )
    return end is None or facts.at <= end.last_instant


class TestTheStatutoryFloor:
    @THOROUGH
    @given(facts(), documents())
    def test_holds_whatever_the_rules_say(self, facts: Facts, document: PolicyDocument) -> None:
        decision = decide(facts, version_of(document))

        for line, decided in zip(facts.order.snapshot.lines, decision.lines, strict=True):
            if not may_withdraw(facts, line, document):
                continue
            refunds = [offer for offer in decided.offers if offer.outcome is Outcome.REFUND]
            assert decided.returnable == line.quantity - facts.uses[line.id].claimed
            assert any(offer.method.travels for offer in refunds)
            for refund in refunds:
                assert refund.restocking_rate == 0
                assert not refund.fee_rate or refund.fee.payer is Payer.MERCHANT
                assert refund.required == ()
                told = document.informed.of_return_cost and document.informed.of_withdrawal
                free = not refund.fee.amount or refund.fee.payer is Payer.MERCHANT
                assert told or free
            assert decision.message_needed_for == () or line.id not in _asked_about(facts)

    @THOROUGH
    @given(facts(), documents())
    def test_is_never_dearer_than_the_rules(self, facts: Facts, document: PolicyDocument) -> None:
        """What is offered under law is at least what the same rules give where there is no law."""
        abroad = replace(facts.order.snapshot.shipping_address, country="")
        no_law = _in_place_of(facts, shipping_address=abroad)
        no_country = replace(facts.order.snapshot.shipping_address, country="FR")
        lawful = _in_place_of(facts, shipping_address=no_country)
        assume("country" not in repr(document.rules).casefold())

        here = decide(lawful, version_of(document))
        there = decide(no_law, version_of(document))

        for by_law, by_rules in zip(here.lines, there.lines, strict=True):
            assert by_law.returnable >= by_rules.returnable
            ours = {(offer.outcome, offer.method): offer for offer in by_law.offers}
            for offer in by_rules.offers:
                better = ours[offer.outcome, offer.method]
                assert better.fee_rate <= offer.fee_rate
                assert better.restocking_rate <= offer.restocking_rate
                assert better.fee.amount <= offer.fee.amount
                assert {one.what for one in better.required} <= {one.what for one in offer.required}


class TestADecision:
    @THOROUGH
    @given(facts(), documents())
    def test_is_the_same_every_time(self, facts: Facts, document: PolicyDocument) -> None:
        first = decide(facts, version_of(document))
        again = decide(facts, version_of(replace(document)))

        assert canonical_json(first) == canonical_json(again)
        assert first == again
        json.loads(canonical_json(first))

    @THOROUGH
    @given(documents(), st.lists(facts(), min_size=2, max_size=5))
    def test_is_no_other_for_those_made_before_it(
        self, document: PolicyDocument, several: list[Facts]
    ) -> None:
        used = compile_policy(document)

        for one in several:
            fresh = decide_by(compile_policy(document), one, version=4)
            assert canonical_json(decide_by(used, one, version=4)) == canonical_json(fresh)

    @pytest.mark.parametrize("seed", ["1", "4242"])
    def test_is_the_same_in_a_process_with_other_hashes(self, seed: str) -> None:
        elsewhere = subprocess.run(
            [sys.executable, "-c", ELSEWHERE],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout

        here = canonical_json(decide(many_facts(), version_of(many_rules())))

        assert elsewhere == here

    @THOROUGH
    @given(facts(), documents())
    def test_gives_every_refusal_a_cause(self, facts: Facts, document: PolicyDocument) -> None:
        decision = decide(facts, version_of(document))

        for line in decision.lines:
            assert bool(line.returnable) != bool(line.refusals)
            for refusal in line.refusals:
                assert refusal.code
                assert refusal.because.policy_version == 4

    @THOROUGH
    @given(facts(), documents())
    def test_survives_a_trip_through_pickle(self, facts: Facts, document: PolicyDocument) -> None:
        decision = decide(facts, version_of(document))

        assert pickle.loads(pickle.dumps(decision)) == decision


class TestAnAddedRefusal:
    @THOROUGH
    @given(facts(), documents(), refusals(), st.integers(0, 6))
    def test_never_adds_a_right(
        self, facts: Facts, document: PolicyDocument, rule: Rule, at: int
    ) -> None:
        before = decide(facts, version_of(document))
        rules = (*document.rules[:at], rule, *document.rules[at:])

        after = decide(facts, version_of(replace(document, rules=rules)))

        for old, new in zip(before.lines, after.lines, strict=True):
            assert new.returnable <= old.returnable
            had = {(offer.outcome, offer.method) for offer in old.offers}
            assert {(offer.outcome, offer.method) for offer in new.offers} <= had


class TestTheOrderOfRules:
    @THOROUGH
    @given(facts(), documents(), st.data())
    def test_matters_only_to_rules_that_touch_the_same(
        self, facts: Facts, document: PolicyDocument, data: st.DataObject
    ) -> None:
        assume(len(document.rules) > 1)
        at = data.draw(st.integers(0, len(document.rules) - 2))
        one, other = document.rules[at : at + 2]
        assume(not touched(one) & touched(other))
        swapped = (*document.rules[:at], other, one, *document.rules[at + 2 :])

        before = decide(facts, version_of(document))
        after = decide(facts, version_of(replace(document, rules=swapped)))

        assert untraced(after) == untraced(before)


class TestARefusalWithoutAReason:
    def test_cannot_be_made(self) -> None:
        with pytest.raises(TypeError):
            Refusal()  # type: ignore[call-arg]
        with pytest.raises(ValueError, match="reason"):
            Refusal(None)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="reason"):
            Refusal(Because("", Cause.FACT, 1))
        with pytest.raises(ValueError, match="reason"):
            LineDecision("line-tee", 0, WINDOW)


def touched(rule: Rule) -> set[str]:
    if rule.refuse:
        return {"refuse"}
    return {one.name for one in fields(Settings) if getattr(rule.then, one.name) is not None}


def untraced(decision: Decision) -> bytes:
    return canonical_json(replace(decision, trace=()))


def _asked_about(facts: Facts) -> set[str]:
    chosen = {one.line_id for one in facts.chosen}
    return chosen or {line.id for line in facts.order.snapshot.lines}


def _in_place_of(facts: Facts, **more: Any) -> Facts:
    snapshot = replace(facts.order.snapshot, **more)
    return replace(facts, order=a_followed_order(snapshot))
