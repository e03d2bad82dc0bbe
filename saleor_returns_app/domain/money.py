"""Amounts of money, counted in the smallest unit of their currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.numbers import get_currency_precision

from saleor_returns_app.domain.errors import CurrencyMismatch, MoneyInvalid

WHOLE = 10_000
"""A hundred percent in hundredths of a percent, the unit of every rate here."""


@cache
def digits_of(currency: str) -> int:
    """Say how many decimals ISO 4217 gives the currency: JPY 0, EUR 2, KWD 3."""
    return get_currency_precision(currency)


@dataclass(frozen=True)
class Money:
    """An amount in minor units (cents, yen, fils) of one currency."""

    minor: int
    currency: str

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return nothing, in the given currency."""
        return cls(0, currency)

    @classmethod
    def from_decimal(cls, amount: Decimal | str | int, currency: str) -> Money:
        """Read an exact decimal amount; refuse one with more digits than the currency has."""
        scaled = Decimal(amount).scaleb(digits_of(currency))
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            raise MoneyInvalid(amount=str(amount), currency=currency)
        return cls(int(scaled), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, with all the digits of the currency."""
        return Decimal(self.minor).scaleb(-digits_of(self.currency))

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._minor_of(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._minor_of(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._minor_of(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._minor_of(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._minor_of(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._minor_of(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.decimal} {self.currency}"

    def _minor_of(self, other: Money) -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return other.minor


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Add up amounts of one currency; none of them add up to zero."""
    return sum(amounts, start=Money.zero(currency))


def share(whole: Money, parts: int, taken: int, wanted: int) -> Money:
    """Return what `wanted` parts are worth after `taken` of `parts` are gone.

    Cumulative rounding (half up): however a whole is cut, its shares add up to it exactly.
    """
    return Money(
        rounded(whole.minor * (taken + wanted), parts) - rounded(whole.minor * taken, parts),
        whole.currency,
    )


def rounded(numerator: int, denominator: int) -> int:
    """Divide and round half up."""
    return (2 * numerator + denominator) // (2 * denominator)
