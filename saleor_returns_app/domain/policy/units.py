"""How many units of each line there are to send back."""

from __future__ import annotations

from dataclasses import dataclass, field

from saleor_returns_app.domain.orders import (
    CAME_BACK,
    WITH_CUSTOMER,
    FulfillmentLine,
    OrderLine,
    OrderSnapshot,
)
from saleor_returns_app.domain.policy.facts import LineUse

_NONE = LineUse()


@dataclass(frozen=True)
class SentUnits:
    """Units by line id: those that ever left for the customer, and those that Saleor has back."""

    shipped: dict[str, int] = field(default_factory=dict)
    returned: dict[str, int] = field(default_factory=dict)

    def left(self, line_id: str, use: LineUse = _NONE) -> int:
        """Count the units that the customer still has and that no return of ours speaks for.

        Units that staff took back in Saleor itself are those it has beyond what we wrote.
        """
        by_others = max(0, self.returned.get(line_id, 0) - use.written)
        return max(0, self.shipped.get(line_id, 0) - use.claimed - by_others)

    def covers(self, lines: tuple[OrderLine, ...]) -> bool:
        """Whether nothing of these lines is still to be sent."""
        return all(self.shipped.get(line.id, 0) >= line.quantity for line in lines)


def sent_units(order: OrderSnapshot) -> SentUnits:
    """Count what left and what came back, in one go over the parcels."""
    sent = SentUnits()
    for fulfillment in order.fulfillments:
        came_back = fulfillment.status in CAME_BACK
        if came_back or fulfillment.status in WITH_CUSTOMER:
            for part in fulfillment.lines:
                _add(sent.shipped, part)
                if came_back:
                    _add(sent.returned, part)
    return sent


def _add(units: dict[str, int], part: FulfillmentLine) -> None:
    units[part.order_line_id] = units.get(part.order_line_id, 0) + part.quantity
