"""Format 1: the flat policy of before, still read; its fees by country become rules."""

from collections.abc import Mapping
from typing import Any

from marshmallow import validates_schema

from saleor_returns_app.adapters.policy_files import limits
from saleor_returns_app.adapters.policy_files.addresses import AddressSchema
from saleor_returns_app.adapters.policy_files.fields import (
    AmountText,
    Choice,
    Flag,
    Part,
    PolicyPart,
    Several,
    Text,
    Whole,
    is_country,
    is_currency,
    is_time_zone,
    money_of,
)
from saleor_returns_app.adapters.policy_files.settings import STATUTORY_WINDOW_DAYS
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason

ANY_COUNTRY = "*"
Words = dict[str, Any]


def _country(code: str) -> None:
    if code != ANY_COUNTRY:
        is_country(code)


class FeeSchema(PolicyPart):
    """A fee for a country, or for all others."""

    country = Text(required=True, check=_country)
    amount = AmountText(required=True)
    currency = Text(required=True, check=is_currency)

    @validates_schema
    def check_digits(self, words: dict[str, Any], **_: object) -> None:
        """No amount has more decimals than its currency."""
        money_of(words)


class FlatSchema(PolicyPart):
    """A whole policy of format 1."""

    format = Whole()
    window_days = Whole(
        least=STATUTORY_WINDOW_DAYS, most=limits.LONGEST_WINDOW_DAYS, too_small="window_too_short"
    )
    time_zone = Text(check=is_time_zone)
    fees = Several(
        Part(FeeSchema),
        most=limits.MOST_RULES,
        may_be_empty=True,
        same=lambda fee: (fee["country"], fee["currency"]),
    )
    refused_skus = Several(Text(), most=limits.MOST_OPERANDS, may_be_empty=True)
    approval_required = Flag()
    outcomes = Several(Choice(Outcome), most=len(Outcome))
    methods = Several(Choice(ReturnMethod), most=len(ReturnMethod))
    reasons = Several(Choice(ReturnReason), most=len(ReturnReason))
    message_needed_for = Several(Choice(ReturnReason), most=len(ReturnReason), may_be_empty=True)
    return_address = Part(AddressSchema)


def format_2(words: Mapping[str, Any]) -> Words:
    """Say in format 2 what a policy says in format 1. Raises marshmallow's error for faults."""
    flat: Words = dict(FlatSchema().load(words))
    found: Words = {"format": 2, "defaults": _defaults(flat), "rules": _rules(flat)}
    for name in ("time_zone", "reasons", "message_needed_for"):
        if name in flat:
            found[name] = flat[name]
    if "return_address" in flat:
        found["return_addresses"] = {"default": flat["return_address"]}
    return found


def _defaults(flat: Words) -> Words:
    window = {"days": flat.get("window_days", 30), "from": "fulfilled"}
    defaults: Words = {"window": window, "fee": _fee(_fees_by_country(flat).get(ANY_COUNTRY, {}))}
    for old, new in (
        ("approval_required", "approval"),
        ("outcomes", "outcomes"),
        ("methods", "methods"),
    ):
        if old in flat:
            defaults[new] = flat[old]
    return defaults


def _rules(flat: Words) -> list[Words]:
    by_country = _fees_by_country(flat)
    others = by_country.pop(ANY_COUNTRY, {})
    rules = [
        {
            "id": f"fee-{country.lower()}",
            "name": f"Return fee for {country}",
            "when": {"fact": "order.country", "is": country},
            "then": {"fee": _fee(others | fees)},
        }
        for country, fees in by_country.items()
    ]
    if flat.get("refused_skus"):
        rules.append(
            {
                "id": "refused-products",
                "name": "Products that cannot be returned",
                "when": {"fact": "item.sku", "in": flat["refused_skus"]},
                "then": {"refuse_item": {}},
            }
        )
    return rules


def _fees_by_country(flat: Words) -> dict[str, dict[str, str]]:
    """Give each country's amounts by currency."""
    found: dict[str, dict[str, str]] = {}
    for fee in flat.get("fees", ()):
        found.setdefault(fee["country"], {})[fee["currency"]] = fee["amount"]
    return found


def _fee(amounts: Mapping[str, str]) -> object:
    """Write a fee: amounts for all others hold where a country has none of its currency."""
    listed = [{"amount": amount, "currency": currency} for currency, amount in amounts.items()]
    return {"amounts": listed} if listed else "free"
