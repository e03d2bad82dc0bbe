"""Saturdays, Sundays and public holidays, on which a period of law does not end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from saleor_returns_app.domain.law.country_law import DayOffRule

SATURDAY = 5


def next_working_day(day: date, rule: DayOffRule) -> date:
    """Return the day itself where it is a working day, else the first one after it."""
    while is_day_off(day, rule):
        day += timedelta(days=1)
    return day


def days_between(first: date, last: date) -> Iterator[date]:
    """List the days from the first to the one before the last."""
    return (first + timedelta(days=count) for count in range((last - first).days))


def is_day_off(day: date, rule: DayOffRule) -> bool:
    """Whether the day is a Saturday, a Sunday or a public holiday."""
    return day.weekday() >= SATURDAY or day in _holidays(rule, day.year)


@lru_cache(maxsize=1024)
def _holidays(rule: DayOffRule, year: int) -> frozenset[date]:
    # The library takes a tenth of a second to import, which only a shop that ships needs.
    from holidays import country_holidays, list_supported_countries

    parts = rule.parts
    if parts is None:
        parts = tuple(list_supported_countries(include_aliases=False)[rule.country])
    days = set(country_holidays(rule.country, years=year, categories=rule.kinds))
    for part in parts:
        days.update(country_holidays(rule.country, subdiv=part, years=year, categories=rule.kinds))
    return frozenset(days)
