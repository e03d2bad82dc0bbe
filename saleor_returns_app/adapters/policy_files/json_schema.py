"""The JSON Schema of policy files, made from the same tables that they are checked by.

Editors complete and underline with it. It says what JSON Schema can: that ids differ, that an address
exists, or that a window is long enough for a country, only the check itself tells.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from saleor_returns_app.adapters.policy_files import limits
from saleor_returns_app.adapters.policy_files.conditions import LISTS, operators_for
from saleor_returns_app.adapters.policy_files.fields import (
    AMOUNT,
    COUNTRIES,
    CURRENCIES,
    LANGUAGE,
    PERCENT,
)
from saleor_returns_app.adapters.policy_files.fields import IDENTIFIER as ID
from saleor_returns_app.adapters.policy_files.settings import FREE, STATUTORY_WINDOW_DAYS
from saleor_returns_app.domain.policy.conditions import (
    COUNTS_DAYS,
    KIND_OF,
    NAMES_A_KEY,
    FactKind,
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

Schema = dict[str, Any]
BOOLEAN: Schema = {"type": "boolean"}


def policy_schema() -> Schema:
    """Describe policy files of format 2 (JSON Schema 2020-12)."""
    fields = {
        "format": {"const": 2},
        "time_zone": _text(),
        "languages": _list(_pattern(LANGUAGE.pattern), most=limits.MOST_LANGUAGES),
        "informed": _object({"of_withdrawal": BOOLEAN, "of_return_cost": BOOLEAN}),
        "reasons": _some(ReturnReason),
        "message_needed_for": _some(ReturnReason, least=0),
        "return_addresses": _map(ID.pattern, _address(), limits.MOST_ADDRESSES),
        "defaults": _object(_settings()),
        "rules": _list(_rule(), least=0, most=limits.MOST_RULES, differ=False),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Return policy",
        **_object(fields, required=["format"]),
        "$defs": {
            "condition": _condition(),
            "amount": _object(
                {"amount": _pattern(AMOUNT.pattern), "currency": _one(CURRENCIES)},
                required=["amount", "currency"],
            ),
        },
    }


def _rule() -> Schema:
    refusal = _object({"message": _map(LANGUAGE.pattern, _text(limits.LONGEST_MESSAGE), 30)})
    then = _object({**_settings(), "refuse_item": refusal, "refuse_order": refusal})
    fields = {
        "id": _pattern(ID.pattern) | {"maxLength": limits.LONGEST_ID},
        "name": _text(limits.LONGEST_NAME),
        "on": BOOLEAN,
        "source": _one(Source),
        "when": _ref("condition"),
        "then": {
            **then,
            "minProperties": 1,
            "not": {"required": ["refuse_item", "refuse_order"]},
        },
    }
    return _object(fields, required=["id", "name", "then"])


def _settings() -> dict[str, Schema]:
    days = _whole(STATUTORY_WINDOW_DAYS, limits.LONGEST_WINDOW_DAYS)
    payer = _one(Payer)
    percent = _pattern(PERCENT.pattern)
    fee = {
        "anyOf": [
            {"const": FREE},
            _object({"amounts": _amounts(), "payer": payer}, required=["amounts"]),
            _object({"percent": percent, "payer": payer}, required=["percent"]),
        ]
    }
    return {
        "window": _object({"days": days, "from": _one(WindowStart)}, required=["days"]),
        "fee": fee,
        "restocking_percent": percent,
        "outcomes": _some(Outcome),
        "credit_bonus_percent": percent,
        "methods": _some(ReturnMethod),
        "ship_with": {"type": "string", "maxLength": limits.LONGEST_TEXT},
        "return_address": _text(),
        "keep_below": _amounts(),
        "approval": BOOLEAN,
        "photo": BOOLEAN,
        "message": BOOLEAN,
    }


def _condition() -> Schema:
    groups = [
        _object(
            {name: _list(_ref("condition"), least=least, most=limits.MOST_PARTS, differ=False)},
            required=[name],
        )
        for name, least in (("all", 0), ("any", 1), ("none", 1))
    ]
    tests = [_test(fact, operator) for fact in FactName for operator in sorted(operators_for(fact))]
    return {"anyOf": [*groups, *tests]}


def _test(fact: FactName, operator: Operator) -> Schema:
    value = _value(fact)
    if operator in LISTS:
        value = _list(value, most=limits.MOST_OPERANDS, differ=False)
    if operator is Operator.BETWEEN:
        value = {"type": "array", "items": value, "minItems": 2, "maxItems": 2}
    fields = {"fact": {"const": fact.value}, operator.value: value}
    if fact in NAMES_A_KEY:
        fields["of"] = _text()
    if fact in COUNTS_DAYS:
        fields["within_days"] = _whole(1, limits.LONGEST_WINDOW_DAYS)
    return _object(fields, required=list(fields))


_VOCABULARIES: dict[FactName, Iterable[str]] = {
    FactName.COUNTRY: COUNTRIES,
    FactName.CURRENCY: CURRENCIES,
    FactName.REASON: ReturnReason,
    FactName.OUTCOME: Outcome,
    FactName.METHOD: ReturnMethod,
}


def _value(fact: FactName) -> Schema:
    match KIND_OF[fact]:
        case FactKind.NUMBER:
            return _whole(0, limits.LARGEST_NUMBER)
        case FactKind.MONEY:
            return _ref("amount")
        case FactKind.FLAG:
            return BOOLEAN
        case _:
            known = _VOCABULARIES.get(fact)
            return _one(known) if known else _text()


def _address() -> Schema:
    lines = ("first_name", "last_name", "company", "street_2", "area", "postal_code", "phone")
    free = {"type": "string", "maxLength": limits.LONGEST_TEXT}
    needed = {"street_1": _text(), "city": _text(), "country": _one(COUNTRIES)}
    return _object({**needed, **dict.fromkeys(lines, free)}, required=list(needed))


def _amounts() -> Schema:
    return _list(_ref("amount"), least=0, most=limits.MOST_AMOUNTS)


def _object(fields: dict[str, Schema], *, required: Iterable[str] = ()) -> Schema:
    found: Schema = {"type": "object", "properties": fields, "additionalProperties": False}
    return found | ({"required": list(required)} if required else {})


def _map(names: str, value: Schema, most: int) -> Schema:
    return {
        "type": "object",
        "patternProperties": {f"^{names}$": value},
        "additionalProperties": False,
        "maxProperties": most,
    }


def _list(item: Schema, *, least: int = 1, most: int, differ: bool = True) -> Schema:
    found: Schema = {"type": "array", "items": item, "minItems": least, "maxItems": most}
    return found | ({"uniqueItems": True} if differ else {})


def _some(choices: type[StrEnum], *, least: int = 1) -> Schema:
    return _list(_one(choices), least=least, most=len(choices))


def _one(values: Iterable[str]) -> Schema:
    """Keep the order of an enumeration; sort a set."""
    return {
        "enum": sorted(values) if isinstance(values, frozenset) else [str(one) for one in values]
    }


def _text(longest: int = limits.LONGEST_TEXT) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$"}


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
