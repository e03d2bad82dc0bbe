"""A decision beside a rule engine that only says which conditions hold."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rule_engine

from bench.measuring import Table, measure
from saleor_returns_app.domain.policy.conditions import (
    AllOf,
    AnyOf,
    Condition,
    FactTest,
    NoneOf,
    Operator,
)
from saleor_returns_app.domain.policy.deciding import compile_policy, decide_by
from saleor_returns_app.domain.policy.decision import Decision
from saleor_returns_app.domain.policy.facts import Facts
from saleor_returns_app.domain.policy.judging import judge
from saleor_returns_app.domain.policy.reading import Asked, FactKey, Unknown
from tests.support.policy_cases import many_facts, many_rules

RULES, LINES, ORDERS = 50, 20, 300
DOCUMENT = many_rules(RULES)
POLICY = compile_policy(DOCUMENT)
COUNTRIES = ("FR", "DE", "GB", "US")


@dataclass(frozen=True)
class Question:
    """An order, as we are told of it and as a dict for each line."""

    facts: Facts
    as_dicts: list[dict[str, Any]]


def questions() -> list[Question]:
    """Make different orders from four countries."""
    made = (many_facts(LINES, country=COUNTRIES[at % 4], seed=at) for at in range(ORDERS))
    return [Question(facts, _as_dicts(facts)) for facts in made]


def decided(question: Question) -> Decision:
    """Decide: rules, law, windows, offers, fees, reasons."""
    return decide_by(POLICY, question.facts, version=1)


def explained(question: Question) -> int:
    """Decide, and write the trace down."""
    return len(decided(question).trace)


def conditions(question: Question) -> int:
    """Say for each line which conditions hold, reading the facts as well."""
    judged = judge(POLICY, Asked(question.facts, POLICY.zone))
    return sum(line.fired.bit_count() for line in judged)


class Peer:
    """The same conditions in rule-engine's language."""

    def __init__(self) -> None:
        context = rule_engine.Context(resolver=rule_engine.resolve_item)
        texts = [_text(rule.when) for rule in DOCUMENT.rules]
        self._rules = [rule_engine.Rule(text, context=context) for text in texts]

    def conditions(self, question: Question) -> int:
        """Say for each line which conditions hold, with the facts laid ready."""
        return sum(rule.matches(line) for line in question.as_dicts for rule in self._rules)


def policy_table() -> Table:
    """Measure all, and say whether they agree."""
    asked, peer = questions(), Peer()
    sample = asked[:40]
    agree = sum(conditions(one) == peer.conditions(one) for one in sample)
    first = measure("our decision", asked, decided)
    middle = first.percentile(50)
    return Table(
        f"Decisions by {RULES} rules on orders with {LINES} lines",
        [
            first,
            measure("… with its trace written", asked, explained),
            measure("… its conditions alone", asked, conditions),
            measure("rule-engine, conditions", sample, peer.conditions, warm_up=2),
        ],
        [
            f"As many conditions hold by both in {agree} of {len(sample)} orders. "
            f"A decision takes {middle:.2f} ms at the median,"
            f" and {first.processor_ms:.2f} ms of processor time on average."
        ],
    )


def _as_dicts(facts: Facts) -> list[dict[str, Any]]:
    judged = judge(POLICY, Asked(facts, POLICY.zone))
    return [
        {_name(key): _plain(line.values[at]) for key, at in POLICY.places.items()}
        for line in judged
    ]


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return None if isinstance(value, Unknown) else value


def _name(key: FactKey) -> str:
    return key.fact.replace(".", "_")


def _text(when: Condition) -> str:
    match when:
        case AllOf(parts):
            return "(" + " and ".join(map(_text, parts)) + ")"
        case AnyOf(parts):
            return "(" + " or ".join(map(_text, parts)) + ")"
        case NoneOf(parts):
            return "not (" + " or ".join(map(_text, parts)) + ")"
        case FactTest():
            return _TEXTS[when.operator](_name(FactKey.asked_by(when)), _operands(when))


def _operands(test: FactTest) -> list[str]:
    return [json.dumps(one.casefold() if isinstance(one, str) else one) for one in test.operands]


def _any_of(name: str, operands: list[str]) -> str:
    among = f"{name} in [{', '.join(operands)}]"
    if name != "item_category":
        return among
    return "(" + " or ".join(f"{one} in {name}" for one in operands) + ")"


_TEXTS: dict[Operator, Callable[[str, list[str]], str]] = {
    Operator.IS: lambda name, operands: f"{name} == {operands[0]}",
    Operator.IS_NOT: lambda name, operands: f"{name} != {operands[0]}",
    Operator.IN: _any_of,
    Operator.CONTAINS: lambda name, operands: (
        f"$any([one for one in {name} if {operands[0]} in one])"
    ),
    Operator.STARTS_WITH: lambda name, operands: f"{name} =~ {operands[0]}",
    Operator.GREATER: lambda name, operands: f"{name} > {operands[0]}",
    Operator.LESS: lambda name, operands: f"{name} < {operands[0]}",
    Operator.BETWEEN: lambda name, operands: (
        f"({name} >= {operands[0]} and {name} <= {operands[1]})"
    ),
}
