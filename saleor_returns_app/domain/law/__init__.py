"""What law gives consumers, as data with its sources, and its clocks. A shop's rules stand on it."""

from saleor_returns_app.domain.law.country_law import (
    CountryLaw,
    Exclusion,
    Fact,
    RefundClock,
    ReturnCost,
)
from saleor_returns_app.domain.law.deadlines import Deadline, guarantee_end, withdrawal_end
from saleor_returns_app.domain.law.law_books import countries_with_law, law_of
from saleor_returns_app.domain.law.refund_due import refund_due

__all__ = [
    "CountryLaw",
    "Deadline",
    "Exclusion",
    "Fact",
    "RefundClock",
    "ReturnCost",
    "countries_with_law",
    "guarantee_end",
    "law_of",
    "refund_due",
    "withdrawal_end",
]
