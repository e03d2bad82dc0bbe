"""By when money must be back with the customer, as law counts it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from saleor_returns_app.domain.law.country_law import CountryLaw, RefundClock
from saleor_returns_app.domain.law.deadlines import Deadline


def refund_due(
    law: CountryLaw, *, stated: datetime, goods: datetime | None, shop_zone: str
) -> Deadline | None:
    """Say when a refund is due after a withdrawal; None while law lets the shop wait for the goods.

    `goods` is when they came back, or when the customer proved to have sent them, the earlier of
    the two. A shop pays on time wherever it is: days are counted in its own zone, and no weekend
    or holiday puts the day off.
    """
    zone = ZoneInfo(shop_zone)
    may_wait = law.refund_may_wait_for_goods.value or law.refund_clock.value is (
        RefundClock.GOODS_BACK_OR_SENT
    )
    if goods is None and may_wait:
        return None
    from_goods = law.refund_clock.value is RefundClock.GOODS_BACK_OR_SENT
    begun = goods if from_goods and goods else stated
    first = begun.astimezone(zone).date()
    last = first + timedelta(days=law.refund_days.value)
    if goods is not None and not from_goods:
        last = max(last, goods.astimezone(zone).date())
    facts = {
        "counted_from": first.isoformat(),
        "days": str(law.refund_days.value),
        "zone": shop_zone,
    }
    return Deadline(last, _end_of(last, zone), law.refund_days.article, facts)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.max, tzinfo=zone).astimezone(UTC)
