"""When a right ends: days counted as law counts them, to the last instant anywhere it may count."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from saleor_returns_app.domain.law.country_law import CountryLaw
from saleor_returns_app.domain.law.days_off import days_between, next_working_day


@dataclass(frozen=True)
class Deadline:
    """The last day of a right and its last instant, the article that says so, and how it was counted.

    `facts`: `counted_from`; `days`, `months` or `years`; `extended_over`, the Saturdays, Sundays and
    holidays that the end was moved over; `zone`, in which the last instant falls; and where the
    consumer was not informed `first_end`, when the right would have ended.
    """

    last_day: date
    last_instant: datetime
    article: str
    facts: Mapping[str, str]


def withdrawal_end(
    law: CountryLaw, *, delivered: datetime | None, shop_zone: str, informed: bool
) -> Deadline | None:
    """Say when the right of withdrawal ends; None while its count has not begun.

    An arrival that nobody knows of, or one that no calendar can hold, has not begun it.
    """
    if delivered is None:
        return None
    try:
        return _withdrawal_end(law, _day_of(delivered, law, shop_zone), shop_zone, informed)
    except OverflowError:
        return None


def guarantee_end(
    law: CountryLaw, delivered: datetime | None, *, shop_zone: str = ""
) -> Deadline | None:
    """Say when the seller no longer answers for faults; None while that count has not begun."""
    if delivered is None:
        return None
    try:
        return _guarantee_end(law, _day_of(delivered, law, shop_zone), shop_zone)
    except OverflowError:
        return None


@lru_cache(maxsize=8_192)
def _withdrawal_end(law: CountryLaw, begun: date, shop_zone: str, informed: bool) -> Deadline:
    days = law.withdrawal_days
    facts = {"counted_from": begun.isoformat(), "days": str(days.value)}
    last = begun + timedelta(days=days.value)
    if informed:
        return _deadline(law, last, shop_zone, days.article, facts)
    longer = law.not_informed_months
    first_end = _extended(law, last)
    facts |= {"months": str(longer.value), "first_end": first_end.isoformat()}
    last = _months_later(first_end, longer.value)
    return _deadline(law, last, shop_zone, longer.article, facts)


@lru_cache(maxsize=8_192)
def _guarantee_end(law: CountryLaw, begun: date, shop_zone: str) -> Deadline:
    years = law.guarantee_years
    facts = {"counted_from": begun.isoformat(), "years": str(years.value)}
    return _deadline(law, _months_later(begun, 12 * years.value), shop_zone, years.article, facts)


def _deadline(
    law: CountryLaw, last: date, shop_zone: str, article: str, facts: Mapping[str, str]
) -> Deadline:
    last_day = _extended(law, last)
    last_instant, zone = _last_instant(last_day, _zones(law, shop_zone))
    facts = {**facts, "zone": zone.key}
    if last_day != last:
        facts["extended_over"] = ", ".join(day.isoformat() for day in days_between(last, last_day))
        article = "; ".join(filter(None, (article, law.runs_over_days_off.article)))
    return Deadline(last_day, last_instant, article, facts)


def _extended(law: CountryLaw, day: date) -> date:
    return next_working_day(day, law.days_off) if law.runs_over_days_off.value else day


def _day_of(moment: datetime, law: CountryLaw, shop_zone: str) -> date:
    """Return the latest day that the moment fell on: we do not know where in the country it was."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone is on no certain day")
    return max([moment.astimezone(zone).date() for zone in _zones(law, shop_zone)])


def _last_instant(day: date, zones: tuple[ZoneInfo, ...]) -> tuple[datetime, ZoneInfo]:
    ends = ((datetime.combine(day, time.max, tzinfo=zone), zone) for zone in zones)
    return max(ends, key=lambda end: end[0].astimezone(UTC))


def _months_later(day: date, months: int) -> date:
    """Return the same date, or the month's last where it has none (Regulation 1182/71, 3(2)(c))."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        raise OverflowError("no calendar holds this year")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=4_096)
def _zones(law: CountryLaw, shop_zone: str) -> tuple[ZoneInfo, ...]:
    names = dict.fromkeys((*law.zones, shop_zone))
    return tuple(ZoneInfo(name) for name in names if name)
