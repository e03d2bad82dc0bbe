"""Money as Saleor counts it: decimals with the digits of the currency, shown as floats."""

from decimal import ROUND_HALF_UP, Decimal

from saleor_returns_app.sandbox.saleor.model import Price

_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "ISK": 0, "CLP": 0, "KWD": 3, "BHD": 3, "TND": 3}


def digits_of(currency: str) -> int:
    """Say how many decimals a currency has."""
    return _DIGITS.get(currency, 2)


def quantise(amount: Decimal, currency: str) -> Decimal:
    """Return the amount with the digits of its currency."""
    return amount.quantize(Decimal(1).scaleb(-digits_of(currency)), ROUND_HALF_UP)


def shown(amount: Decimal, currency: str) -> float:
    """Return the amount as the API shows it; half cents go to the even digit, as there."""
    return float(amount.quantize(Decimal(1).scaleb(-digits_of(currency))))


def with_tax(gross: Decimal, rate: Decimal, currency: str) -> Price:
    """Return a gross amount with its net part."""
    return Price(quantise(gross, currency), quantise(gross / (1 + rate), currency))
