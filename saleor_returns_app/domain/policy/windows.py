"""The merchant's own window, counted in days of the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.policy.decision import ReturnWindow
from saleor_returns_app.domain.policy.document import Rule, WindowRule
from saleor_returns_app.domain.policy.explaining import Explainer, Why
from saleor_returns_app.domain.policy.terms import WindowStart

LONGEST = 36_500
"""A hundred years in days: whatever is longer is as good as for ever."""

_NEVER = datetime.max.replace(tzinfo=UTC)


def merchants_window(
    rule: WindowRule,
    set_by: Rule | None,
    *,
    order: Order,
    zones: tuple[str, ...],
    explain: Explainer,
) -> ReturnWindow:
    """Count the days of a rule; the first of the `zones` is the shop's.

    The day that it starts from is the shop's day and does not count. The last day ends when it has
    ended in every zone.
    """
    days = max(0, min(rule.days, LONGEST))
    facts = {"days": str(days), "from": rule.starts.value}
    start = _start(rule.starts, order)
    last_day = None if start is None else _days_after(_day_in(zones[0], start), days)
    if last_day is None:
        return ReturnWindow(days, None, None, explain.setting(Why.WINDOW, set_by, facts))
    facts["last_day"] = last_day.isoformat()
    because = explain.setting(Why.WINDOW, set_by, facts)
    return ReturnWindow(days, last_day, last_instant(last_day, zones), because)


@lru_cache(maxsize=16_384)
def last_instant(day: date, zones: tuple[str, ...]) -> datetime:
    """Return the moment at which a day has ended in all of these zones.

    Where a clock is set back at midnight, a day's last moment is there twice: the second one counts.
    """
    ends = [datetime.combine(day, time.max.replace(fold=1), tzinfo=_zone(name)) for name in zones]
    return max(ends, key=_in_utc)


def latest(windows: Iterable[ReturnWindow]) -> ReturnWindow:
    """Return the window that ends last; one that has not begun outlives all, the first of equals."""
    return max(windows, key=_end)


def _end(window: ReturnWindow) -> tuple[bool, datetime]:
    instant = window.last_instant
    return (True, _NEVER) if instant is None else (False, _in_utc(instant))


def _in_utc(instant: datetime) -> datetime:
    """Put a moment where moments can be compared: in one zone, Python passes over what fold says."""
    return instant.astimezone(UTC)


def _start(starts: WindowStart, order: Order) -> datetime | None:
    match starts:
        case WindowStart.PLACED:
            return order.snapshot.placed_at
        case WindowStart.FULFILLED:
            return order.last_shipped_at
        case WindowStart.DELIVERED:
            return order.last_delivered_at


def _day_in(zone: str, moment: datetime) -> date:
    return moment.astimezone(_zone(zone)).date()


def _days_after(day: date, days: int) -> date | None:
    try:
        last_day = day + timedelta(days=days)
    except OverflowError:
        return None
    return last_day if last_day.year < date.max.year else None


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
