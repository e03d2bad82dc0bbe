"""Writes a policy the one canonical way; what was written reads as the same policy."""

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from saleor_returns_app.adapters.policy_files.addresses import DEFAULT
from saleor_returns_app.adapters.policy_files.reading import FORMAT
from saleor_returns_app.adapters.policy_files.settings import FREE
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.conditions import (
    ALWAYS,
    KIND_OF,
    AllOf,
    AnyOf,
    Condition,
    FactKind,
    FactTest,
    NoneOf,
    Operator,
)
from saleor_returns_app.domain.policy.document import (
    FeeRule,
    PolicyDocument,
    Refuse,
    Rule,
    Settings,
    WindowRule,
)
from saleor_returns_app.domain.policy.terms import Payer, Source

Words = dict[str, Any]
LISTS = frozenset({Operator.IN, Operator.NOT_IN, Operator.BETWEEN})


def policy_text(document: PolicyDocument) -> str:
    """Write a policy as a JSON text for people and for their version control."""
    return json.dumps(policy_words(document), ensure_ascii=False, indent=2) + "\n"


def policy_words(document: PolicyDocument) -> Words:
    """Write a policy as JSON values."""
    addresses = sorted(document.return_addresses.items())
    return {
        "format": FORMAT,
        "time_zone": document.time_zone,
        "languages": list(document.languages),
        "informed": {
            "of_withdrawal": document.informed.of_withdrawal,
            "of_return_cost": document.informed.of_return_cost,
        },
        "reasons": _values(document.reasons),
        "message_needed_for": _values(document.message_needed_for),
        "return_addresses": {name or DEFAULT: _address(address) for name, address in addresses},
        "defaults": settings_words(document.defaults),
        "rules": [rule_words(rule) for rule in document.rules],
    }


def rule_words(rule: Rule) -> Words:
    """Write a rule; what goes without saying is left out, but for being on."""
    words: Words = {"id": rule.id, "name": rule.name, "on": rule.is_on}
    if rule.source is not Source.ANY:
        words["source"] = rule.source.value
    if rule.when != ALWAYS:
        words["when"] = condition_words(rule.when)
    words["then"] = settings_words(rule.then) | _refusal(rule.refuse)
    return words


def condition_words(condition: Condition) -> Words:
    """Write a condition."""
    match condition:
        case AllOf(parts):
            return {"all": [condition_words(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_words(part) for part in parts]}
        case NoneOf(parts):
            return {"none": [condition_words(part) for part in parts]}
        case FactTest():
            return _test(condition)


def settings_words(settings: Settings) -> Words:
    """Write what is set, in the order of the fields."""
    return {
        name: write(getattr(settings, field))
        for field, (name, write) in _SETTINGS.items()
        if getattr(settings, field) is not None
    }


def _test(test: FactTest) -> Words:
    words: Words = {"fact": test.fact.value}
    if test.of:
        words["of"] = test.of
    if test.within_days:
        words["within_days"] = test.within_days
    values: list[Any] = list(test.operands)
    if KIND_OF[test.fact] is FactKind.MONEY:
        values = [_money(Money(int(value), test.currency)) for value in values]
    words[test.operator.value] = values if test.operator in LISTS else values[0]
    return words


def _refusal(refuse: Refuse | None) -> Words:
    if refuse is None:
        return {}
    texts = dict(sorted(refuse.message.by_language.items()))
    name = "refuse_order" if refuse.whole_order else "refuse_item"
    return {name: {"message": texts} if texts else {}}


def _values(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values]


def _money(money: Money) -> Words:
    return {"amount": str(money.decimal), "currency": money.currency}


def _amounts(amounts: Iterable[Money]) -> list[Words]:
    return [_money(amount) for amount in amounts]


def _percent(rate: int) -> str:
    return f"{(Decimal(rate) / 100).normalize():f}"


def _window(window: WindowRule) -> Words:
    return {"days": window.days, "from": window.starts.value}


def _fee(fee: FeeRule) -> object:
    if fee == FeeRule():
        return FREE
    words: Words = (
        {"percent": _percent(fee.rate)} if fee.rate else {"amounts": _amounts(fee.amounts)}
    )
    return words if fee.payer is Payer.CUSTOMER else words | {"payer": fee.payer.value}


def _address(address: Address) -> Words:
    return {name: value for name, value in vars(address).items() if value}


def _as_it_is(value: object) -> object:
    return value


_SETTINGS: Mapping[str, tuple[str, Callable[[Any], object]]] = {
    "window": ("window", _window),
    "fee": ("fee", _fee),
    "restocking_rate": ("restocking_percent", _percent),
    "outcomes": ("outcomes", _values),
    "credit_bonus_rate": ("credit_bonus_percent", _percent),
    "methods": ("methods", _values),
    "ship_with": ("ship_with", _as_it_is),
    "return_address": ("return_address", lambda name: name or DEFAULT),
    "keep_below": ("keep_below", _amounts),
    "approval": ("approval", _as_it_is),
    "photo": ("photo", _as_it_is),
    "message": ("message", _as_it_is),
}
