"""Policies as people write them: a JSON document, checked to the last field."""

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from babel.core import get_global
from marshmallow import Schema, ValidationError, fields, post_load, validate

from saleor_returns_app.domain.errors import MoneyInvalid, PolicyInvalid
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy import (
    ANY_COUNTRY,
    STATUTORY_WINDOW_DAYS,
    CountryFee,
    Outcome,
    PolicyDocument,
    ReturnMethod,
    ReturnReason,
)

LONGEST_WINDOW_DAYS = 3650
CURRENCIES = frozenset(get_global("all_currencies"))
COUNTRIES = frozenset(get_global("territory_languages")) - {"ZZ"}


def _country(code: str) -> None:
    if code != ANY_COUNTRY and not (len(code) == 2 and code in COUNTRIES):
        raise ValidationError("This is not a country code, nor * for all others.")


class FeeSchema(Schema):
    """A fee as people write it: amounts are strings, so that no float can creep in."""

    country = fields.Str(required=True, validate=_country)
    amount = fields.Str(required=True, validate=validate.Regexp(r"^\d{1,9}(\.\d{1,4})?$"))
    currency = fields.Str(required=True, validate=validate.OneOf(CURRENCIES))

    @post_load
    def build(self, words: dict[str, Any], **_: object) -> CountryFee:
        """Make the fee."""
        try:
            amount = Money.from_decimal(words["amount"], words["currency"])
        except MoneyInvalid as error:
            raise ValidationError("More digits than the currency has.", "amount") from error
        return CountryFee(words["country"], amount)


class AddressSchema(Schema):
    """Where returned goods go."""

    first_name = fields.Str(load_default="")
    last_name = fields.Str(load_default="")
    company = fields.Str(load_default="")
    street_1 = fields.Str(required=True)
    street_2 = fields.Str(load_default="")
    city = fields.Str(required=True)
    area = fields.Str(load_default="")
    postal_code = fields.Str(load_default="")
    country = fields.Str(required=True, validate=_country)
    phone = fields.Str(load_default="")

    @post_load
    def build(self, words: dict[str, Any], **_: object) -> Address:
        """Make the address."""
        return Address(**words)


class PolicySchema(Schema):
    """A whole policy; what is left out takes the value that every shop starts with."""

    window_days = fields.Int(
        strict=True, validate=validate.Range(STATUTORY_WINDOW_DAYS, LONGEST_WINDOW_DAYS)
    )
    time_zone = fields.Str(validate=validate.OneOf(sorted(available_timezones())))
    fees = fields.List(fields.Nested(FeeSchema))
    refused_skus = fields.List(fields.Str(validate=validate.Length(min=1, max=255)))
    approval_required = fields.Bool(truthy={True}, falsy={False})
    outcomes = fields.List(fields.Enum(Outcome, by_value=True), validate=validate.Length(min=1))
    methods = fields.List(fields.Enum(ReturnMethod, by_value=True), validate=validate.Length(min=1))
    reasons = fields.List(fields.Enum(ReturnReason, by_value=True), validate=validate.Length(min=1))
    message_needed_for = fields.List(fields.Enum(ReturnReason, by_value=True))
    return_address = fields.Nested(AddressSchema)

    @post_load
    def build(self, words: dict[str, Any], **_: object) -> PolicyDocument:
        """Make the policy."""
        rules: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in words.items()
        }
        return PolicyDocument(**rules)


def policy_from(text: str | bytes) -> PolicyDocument:
    """Read a policy. Raises `PolicyInvalid` with the path to each fault."""
    try:
        words = json.loads(text)
    except ValueError as error:
        raise PolicyInvalid("This policy is not JSON.") from error
    if not isinstance(words, Mapping):
        raise PolicyInvalid("A policy is a JSON object.")
    try:
        document: PolicyDocument = PolicySchema().load(words)
    except ValidationError as error:
        raise PolicyInvalid(
            f"This policy has faults: {error.messages}", faults=error.messages
        ) from error
    return document
