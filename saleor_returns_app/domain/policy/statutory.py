"""What of law a policy is held against before it is published."""

from collections.abc import Mapping
from functools import cache

from saleor_returns_app.domain.law import countries_with_law, law_of


@cache
def withdrawal_days() -> Mapping[str, int]:
    """Give the days in which consumers may withdraw, for each country whose law we know."""
    laws = [(country, law_of(country)) for country in countries_with_law()]
    return {country: law.withdrawal_days.value for country, law in laws if law}
