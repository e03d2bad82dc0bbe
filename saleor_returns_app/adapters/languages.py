"""The languages that mails and slips speak, from the same catalog as the pages."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency
from babel.support import NullTranslations, Translations

from saleor_returns_app.domain.money import Money

CATALOG = files("saleor_returns_app") / "translations"
LANGUAGES = ("en", "fr")
SOURCE = "en"


@dataclass(frozen=True)
class Language:
    """One language as a customer has it: its words, and how its country writes money."""

    locale: Locale
    words: NullTranslations

    @property
    def code(self) -> str:
        """The language alone, as the catalog and HTML call it."""
        return self.locale.language

    def money(self, amount: Money) -> str:
        """Write an amount with all the digits of its currency."""
        return format_currency(amount.decimal, amount.currency, locale=self.locale)

    def day(self, day: date) -> str:
        """Write a day out, without a weekday."""
        return format_date(day, format="long", locale=self.locale)


@lru_cache(maxsize=64)
def language_of(code: str) -> Language:
    """Find the language for a code of Saleor's (`FR`, `EN_US`); English for one that we lack."""
    locale = _locale(code.replace("-", "_"))
    if locale.language == SOURCE:
        return Language(locale, NullTranslations())
    return Language(locale, Translations.load(str(CATALOG), [locale.language]))


def _locale(code: str) -> Locale:
    """Try the code with its country, then without."""
    if code[:2].lower() not in LANGUAGES:
        return Locale(SOURCE)
    try:
        return Locale.parse(code)
    except (ValueError, UnknownLocaleError):
        return Locale(code[:2].lower())
