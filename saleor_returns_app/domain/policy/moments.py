"""The moments in an order's past at which a policy mattered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.orders import CAME_BACK
from saleor_returns_app.domain.policy.facts import (
    Capabilities,
    ChosenLine,
    CustomerHistory,
    Facts,
    LineUse,
)
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, Source

LOOKED_AT_AFTER = timedelta(days=7)
"""When an order that nobody returned is looked at: half of the shortest window after it arrived."""


@dataclass(frozen=True)
class PastReturn:
    """A return as it was asked for. One that is dead was rejected, cancelled or has expired."""

    number: str
    requested_at: datetime
    source: Source
    lines: tuple[ChosenLine, ...]
    outcome: Outcome
    method: ReturnMethod
    refund: Money
    is_dead: bool = False
    is_written: bool = False


@dataclass(frozen=True)
class PastOrder:
    """An order with everything that its moments are made from; returns are the oldest first."""

    order: Order
    returns: tuple[PastReturn, ...] = ()
    history: CustomerHistory = field(default_factory=CustomerHistory)


@dataclass(frozen=True)
class Moment:
    """What was known when a return was asked for, or when nobody asked.

    `credited` counts by line id the units that earlier returns had taken, `refundable` is what they
    had left of the order's total.
    """

    facts: Facts
    asked: PastReturn | None = None
    credited: dict[str, int] | None = None
    refundable: Money | None = None


def moments_of(past: PastOrder, *, until: datetime, capabilities: Capabilities) -> Iterator[Moment]:
    """Go through an order's moments: each return that was asked for, else a week after it arrived.

    An order of which nothing has left yet has none. `until` is as far as the past goes.
    """
    if past.returns:
        for index, asked in enumerate(past.returns):
            yield _when_asked(past, asked, past.returns[:index], capabilities)
        return
    arrived = past.order.last_delivered_at or past.order.last_shipped_at
    if arrived is not None:
        at = min(arrived + LOOKED_AT_AFTER, until)
        yield Moment(
            Facts(
                past.order,
                at,
                uses=_uses(past.order, (), at),
                history=_known_at(past.history, at),
                capabilities=capabilities,
            )
        )


def _when_asked(
    past: PastOrder,
    asked: PastReturn,
    earlier: tuple[PastReturn, ...],
    capabilities: Capabilities,
) -> Moment:
    at, order = asked.requested_at, past.order
    living = tuple(one for one in earlier if not one.is_dead)
    credited: dict[str, int] = {}
    for line in (line for one in living for line in one.lines):
        credited[line.line_id] = credited.get(line.line_id, 0) + line.quantity
    currency = order.snapshot.currency
    facts = Facts(
        order,
        at,
        uses=_uses(order, living, at),
        history=_known_at(past.history, at),
        chosen=asked.lines,
        outcome=asked.outcome,
        method=asked.method,
        source=asked.source,
        capabilities=capabilities,
    )
    refundable = order.snapshot.total - total((one.refund for one in living), currency)
    return Moment(facts, asked, credited, refundable)


def _uses(order: Order, living: tuple[PastReturn, ...], at: datetime) -> dict[str, LineUse]:
    """Count what was taken by then.

    The snapshot is today's: units that came back since count as written, so that nobody else is
    taken to have returned them.
    """
    claimed: dict[str, int] = {}
    written: dict[str, int] = {}
    for one in living:
        for line in one.lines:
            claimed[line.line_id] = claimed.get(line.line_id, 0) + line.quantity
            if one.is_written:
                written[line.line_id] = written.get(line.line_id, 0) + line.quantity
    for fulfillment in order.snapshot.fulfillments:
        if fulfillment.status in CAME_BACK and fulfillment.created_at > at:
            for part in fulfillment.lines:
                written[part.order_line_id] = written.get(part.order_line_id, 0) + part.quantity
    return {
        line_id: LineUse(claimed.get(line_id, 0), written.get(line_id, 0))
        for line_id in claimed.keys() | written.keys()
    }


def _known_at(history: CustomerHistory, at: datetime) -> CustomerHistory:
    if not history.returns:
        return history
    return replace(history, returns=tuple(one for one in history.returns if one.at < at))
