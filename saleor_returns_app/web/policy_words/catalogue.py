"""What a policy can say, with a word for each: what an editor lets people choose from."""

from collections.abc import Mapping
from typing import Any

from babel import Locale
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.policy.conditions import (
    COUNTS_DAYS,
    KIND_OF,
    NAMES_A_KEY,
    FactName,
    Operator,
)
from saleor_returns_app.domain.policy.terms import (
    Outcome,
    Payer,
    ReturnMethod,
    ReturnReason,
    Source,
    WindowStart,
)
from saleor_returns_app.domain.ports import PolicyFiles
from saleor_returns_app.web.policy_words.actions import setting_label
from saleor_returns_app.web.policy_words.conditions import fact_label
from saleor_returns_app.web.policy_words.decisions import payer_label, source_label
from saleor_returns_app.web.policy_words.values import reader
from saleor_returns_app.web.words import method_label, outcome_label, reason_label

_GROUPS: Mapping[str, LazyString] = {
    "order": _("Order"),
    "item": _("Item"),
    "return": _("Return"),
}
_OPERATORS: Mapping[Operator, LazyString] = {
    Operator.IS: _("is"),
    Operator.IS_NOT: _("is not"),
    Operator.IN: _("is one of"),
    Operator.NOT_IN: _("is none of"),
    Operator.CONTAINS: _("contains"),
    Operator.STARTS_WITH: _("begins with"),
    Operator.GREATER: _("is more than"),
    Operator.LESS: _("is less than"),
    Operator.BETWEEN: _("is between"),
}
_STARTS: Mapping[WindowStart, LazyString] = {
    WindowStart.DELIVERED: _("from the delivery"),
    WindowStart.FULFILLED: _("from the day the last parcel left"),
    WindowStart.PLACED: _("from the order"),
}
_SETTINGS = {
    "window": "window",
    "fee": "fee",
    "restocking_percent": "restocking_rate",
    "outcomes": "outcomes",
    "credit_bonus_percent": "credit_bonus_rate",
    "methods": "methods",
    "ship_with": "ship_with",
    "return_address": "return_address",
    "keep_below": "keep_below",
    "approval": "approval",
    "photo": "photo",
    "message": "message",
}
"""What the files call settings, and the fields behind them."""
_REFUSALS: Mapping[str, LazyString] = {
    "refuse_item": _("Refuse the item"),
    "refuse_order": _("Refuse the whole order"),
}

Choices = list[dict[str, str]]


def catalogue(files: PolicyFiles) -> dict[str, Any]:
    """List facts, operators, actions and values, each by its code and with its word."""
    return {
        "facts": [_fact(fact, files) for fact in FactName],
        "groups": _choices(_GROUPS),
        "operators": _choices(_OPERATORS),
        "settings": [
            {"code": name, "label": setting_label(field)} for name, field in _SETTINGS.items()
        ],
        "refusals": _choices(_REFUSALS),
        "starts": _choices(_STARTS),
        "payers": [{"code": one.value, "label": payer_label(one)} for one in Payer],
        "sources": [{"code": one.value, "label": source_label(one)} for one in Source],
        "outcomes": [{"code": one.value, "label": outcome_label(one)} for one in Outcome],
        "methods": [{"code": one.value, "label": method_label(one)} for one in ReturnMethod],
        "reasons": [{"code": one.value, "label": reason_label(one)} for one in ReturnReason],
        "countries": _countries(reader()),
    }


def _fact(fact: FactName, files: PolicyFiles) -> dict[str, Any]:
    return {
        "code": fact.value,
        "label": fact_label(fact),
        "group": fact.split(".")[0],
        "kind": KIND_OF[fact].value,
        "operators": [one.value for one in Operator if one in files.operators_for(fact)],
        "names_a_key": fact in NAMES_A_KEY,
        "counts_days": fact in COUNTS_DAYS,
        "choices": _CHOICES.get(fact, ""),
    }


_CHOICES: Mapping[FactName, str] = {
    FactName.COUNTRY: "countries",
    FactName.REASON: "reasons",
    FactName.OUTCOME: "outcomes",
    FactName.METHOD: "methods",
}
"""Facts whose values are chosen from another list of the catalogue."""


def _choices(words: Mapping[Any, LazyString]) -> Choices:
    return [{"code": str(code), "label": str(word)} for code, word in words.items()]


def _countries(locale: Locale) -> Choices:
    found = [
        {"code": code, "label": str(name)}
        for code, name in locale.territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    ]
    return sorted(found, key=lambda one: one["label"])


_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})
"""Codes of Unicode's that are no countries (ISO 3166-1)."""
