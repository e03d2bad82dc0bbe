"""How exactly the customer wants to send: where the parcel is handed in, or when it is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from saleor_returns_app.domain.errors import Invalid
from saleor_returns_app.domain.shipping.shipments import ServicePoint

SATURDAY = 5
FURTHEST_PICKUP = timedelta(days=14)


class PickupDayInvalid(Invalid):
    """A driver comes on a working day within the next two weeks, tomorrow at the earliest."""

    code = "pickup_day_invalid"


@dataclass(frozen=True)
class ChosenWay:
    """What was chosen beside the method; nothing is chosen where the method asks for nothing."""

    service_point: ServicePoint | None = None
    pickup_on: date | None = None


def pickup_days(today: date) -> tuple[date, ...]:
    """List the days on which a parcel can be fetched: carriers come on working days."""
    days = (today + timedelta(days=ahead) for ahead in range(1, FURTHEST_PICKUP.days + 1))
    return tuple(day for day in days if day.weekday() < SATURDAY)


def check_pickup(day: date | None, *, today: date) -> None:
    """Raise `PickupDayInvalid` for a day on which nobody would come."""
    if day is not None and day not in pickup_days(today):
        raise PickupDayInvalid
