"""Which orders a change of policy can touch: most changes leave most orders as they were."""

from __future__ import annotations

from collections.abc import Callable

from saleor_returns_app.domain.policy.differences import Change, Difference, differences
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.policy.facts import Facts
from saleor_returns_app.domain.policy.judging import CompiledPolicy, judge
from saleor_returns_app.domain.policy.reading import Asked

Touches = Callable[[Facts], bool]

_DECIDES_NOTHING = frozenset({"languages", "reasons", "message_needed_for"})


def anything(_: Facts) -> bool:
    """Take every order to be touched."""
    return True


def touching(before: PolicyDocument, after: PolicyDocument) -> Touches:
    """Make a function that says whether two documents may differ on what may come back, and how.

    Only rules that changed can make them differ, and only where one of those fires, or waits for a
    choice, for at least one line. Where what holds for all has changed, every order is touched.
    """
    changes = differences(before, after)
    if any(map(_is_for_all, changes)):
        return anything
    changed = {change.rule_id for change in changes}
    rules = [rule for rule in (*before.rules, *after.rules) if rule.id in changed]
    policy = CompiledPolicy(PolicyDocument(after.time_zone, rules=tuple(rules)))
    return lambda facts: any(
        line.fired or line.waiting for line in judge(policy, Asked(facts, policy.zone))
    )


def _is_for_all(difference: Difference) -> bool:
    if difference.change is Change.DOCUMENT:
        return difference.what not in _DECIDES_NOTHING
    return difference.change is Change.DEFAULT
