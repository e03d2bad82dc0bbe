"""Fields of a policy file. Their faults are codes; `faults.SENTENCES` says them in words."""

import re
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from marshmallow import Schema, ValidationError, fields

from saleor_returns_app.adapters.policy_files import limits
from saleor_returns_app.domain.errors import MoneyInvalid
from saleor_returns_app.domain.money import Money

CURRENCIES = frozenset(get_global("all_currencies"))
COUNTRIES = frozenset(
    code for code in get_global("territory_languages") if len(code) == 2 and code != "ZZ"
)
LANGUAGES = frozenset(str(code).partition("_")[0] for code in Locale("en").languages)
TIME_ZONES = available_timezones()
AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?")
PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Check = Callable[[str], None]
Messages = dict[str, str | list[Any] | dict[Any, Any]]
REQUIRED: Messages = {"required": "missing", "null": "null"}
OBJECTS = {"unknown": "unknown_field", "type": "not_an_object"}
LISTED: Messages = {**REQUIRED, "invalid": "not_a_list"}
NESTED: Messages = {**REQUIRED, "type": "not_an_object"}

T = TypeVar("T")


def refuse(code: str) -> ValidationError:
    """Make a fault of this code, to be raised."""
    return ValidationError(code)


def fits(pattern: re.Pattern[str], code: str) -> Check:
    """Check a whole text against a pattern."""

    def check(text: str) -> None:
        if not pattern.fullmatch(text):
            raise refuse(code)

    return check


def one_of(known: Collection[str], code: str = "unknown_value") -> Check:
    """Check that a text is known."""

    def check(text: str) -> None:
        if text not in known:
            raise refuse(code)

    return check


is_country = one_of(COUNTRIES, "bad_country")
is_currency = one_of(CURRENCIES, "bad_currency")
is_time_zone = one_of(TIME_ZONES, "bad_time_zone")


def is_language(code: str) -> None:
    """Check a language code; its first part must be a language that CLDR knows."""
    if not LANGUAGE.fullmatch(code) or code.partition("-")[0] not in LANGUAGES:
        raise refuse("bad_language")


class PolicyPart(Schema):
    """A JSON object of the policy; no field is unknown to it."""

    error_messages = OBJECTS


class PolicyField(fields.Field[T]):
    """A field whose faults are codes of ours."""

    default_error_messages = REQUIRED


class Text(PolicyField[str]):
    """A text that is not blank and not too long."""

    def __init__(
        self,
        *,
        longest: int = limits.LONGEST_TEXT,
        may_be_empty: bool = False,
        check: Check | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._longest, self._may_be_empty, self._check = longest, may_be_empty, check

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        if not isinstance(value, str):
            raise refuse("not_text")
        if not value.strip() and not (self._may_be_empty and not value):
            raise refuse("empty")
        if len(value) > self._longest:
            raise refuse("too_long")
        if self._check and value:
            self._check(value)
        return value


class Whole(PolicyField[int]):
    """A whole number; true and 3.0 are none."""

    def __init__(
        self,
        *,
        least: int = 0,
        most: int = limits.LARGEST_NUMBER,
        too_small: str = "too_small",
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._least, self._most, self._too_small = least, most, too_small

    def _deserialize(self, value: object, *_: object, **__: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise refuse("not_a_number")
        if value < self._least:
            raise refuse(self._too_small)
        if value > self._most:
            raise refuse("too_great")
        return value


class Flag(PolicyField[bool]):
    """True or false; no other word counts as one of them."""

    def _deserialize(self, value: object, *_: object, **__: object) -> bool:
        if not isinstance(value, bool):
            raise refuse("not_true_or_false")
        return value


class Choice(PolicyField[StrEnum]):
    """One of the values of an enumeration."""

    def __init__(self, choices: type[StrEnum], **options: Any) -> None:
        super().__init__(**options)
        self._choices = {str(choice): choice for choice in choices}

    def _deserialize(self, value: object, *_: object, **__: object) -> StrEnum:
        if not isinstance(value, str):
            raise refuse("not_text")
        if value not in self._choices:
            raise refuse("unknown_value")
        return self._choices[value]


class Percent(PolicyField[int]):
    """A percentage as people write it (`"7.5"`), in hundredths of a percent."""

    def _deserialize(self, value: object, *_: object, **__: object) -> int:
        if not isinstance(value, str) or not PERCENT.fullmatch(value):
            raise refuse("bad_percent")
        whole, _dot, hundredths = value.partition(".")
        rate = int(whole) * 100 + int(hundredths.ljust(2, "0") or 0)
        if rate > 100 * 100:
            raise refuse("bad_percent")
        return rate


class Several(fields.List[Any]):
    """A list: bounded, and where asked neither empty nor with anything written twice."""

    default_error_messages = LISTED

    def __init__(
        self,
        inner: fields.Field[Any],
        *,
        most: int,
        may_be_empty: bool = False,
        same: Callable[[Any], object] = lambda item: item,
        **options: Any,
    ) -> None:
        super().__init__(inner, **options)
        self._most, self._may_be_empty, self._same = most, may_be_empty, same

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> list[Any]:
        if not isinstance(value, list):
            raise refuse("not_a_list")
        if len(value) > self._most:
            raise refuse("too_many")
        if not value and not self._may_be_empty:
            raise refuse("empty")
        items: list[Any] = super()._deserialize(value, attr, data, **options)
        seen: set[object] = set()
        for place, item in enumerate(items):
            if self._same(item) in seen:
                raise ValidationError({place: ["twice"]})
            seen.add(self._same(item))
        return items


class Part(fields.Nested):
    """An object within the object."""

    default_error_messages = NESTED


class Amount(PolicyField[Money]):
    """An amount with its currency: `{"amount": "5.00", "currency": "EUR"}`."""

    def _deserialize(self, value: object, *_: object, **__: object) -> Money:
        if not isinstance(value, Mapping):
            raise refuse("not_an_object")
        return money_of(_AmountSchema().load(value))


class AmountText(PolicyField[str]):
    """The digits of an amount, as a text."""

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        if not isinstance(value, str):
            raise refuse("amount_not_text")
        if not AMOUNT.fullmatch(value):
            raise refuse("bad_amount")
        return value


class _AmountSchema(PolicyPart):
    amount = AmountText(required=True)
    currency = Text(required=True, check=is_currency)


def values_of(words: Mapping[str, Any]) -> dict[str, Any]:
    """Make tuples of lists, as the domain's frozen values want them."""
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in words.items()
    }


def money_of(words: Any) -> Money:
    """Make the amount that checked words say."""
    try:
        return Money.from_decimal(words["amount"], words["currency"])
    except MoneyInvalid as error:
        raise ValidationError({"amount": ["too_many_digits"]}) from error


def amounts(**options: Any) -> Several:
    """Make a field of amounts, one for each currency."""
    return Several(
        Amount(), most=limits.MOST_AMOUNTS, same=lambda amount: amount.currency, **options
    )
