"""Values that conditions and actions speak of, as people call them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from babel import Locale, lists, numbers
from flask_babel import get_locale


def reader() -> Locale:
    """Return the reader's language; English where nobody reads yet."""
    return get_locale() or Locale("en")


def joined(words: Iterable[str], style: Literal["standard", "or", "unit"]) -> str:
    """Join words as the language does."""
    return lists.format_list(list(words), style=style, locale=reader())


def country_name(code: str) -> str:
    """Name a country."""
    return str(reader().territories.get(code.upper(), code))


def language_name(code: str) -> str:
    """Name a language; with its country where the code has one."""
    tag, _, rest = code.replace("_", "-").partition("-")
    name = str(reader().languages.get(tag.lower(), tag))
    return f"{name} ({rest.upper()})" if rest else name


def percent(rate: int) -> str:
    """Write a rate in hundredths of a percent."""
    return numbers.format_percent(Decimal(rate) / 10_000, format="#,##0.## %", locale=reader())


def grams(weight: int) -> str:
    """Write a weight."""
    return f"{numbers.format_decimal(weight, locale=reader())} g"


def count(number: int) -> str:
    """Write a number."""
    return numbers.format_decimal(number, locale=reader())
