"""What may come back, until when, and why not: a decision, computed from facts and never edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Order, OrderLine
from saleor_returns_app.domain.policy import Outcome, PolicyVersion, ReturnMethod, ReturnReason

CLOSED_ORDERS = frozenset({"DRAFT", "UNCONFIRMED", "CANCELED", "EXPIRED"})


class RefusalCode(StrEnum):
    """Why a line may not come back."""

    ORDER_CLOSED = "order_closed"
    NOT_SHIPPED = "not_shipped"
    ALREADY_RETURNED = "already_returned"
    WINDOW_OVER = "window_over"
    PRODUCT_REFUSED = "product_refused"
    GIFT_CARD = "gift_card"
    FREE_GIFT = "free_gift"


@dataclass(frozen=True)
class Refusal:
    """One reason why a line may not come back, with the facts that a sentence about it needs."""

    code: RefusalCode
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReturnWindow:
    """The days in which goods may come back.

    It begins the day after the last parcel left and runs to the last instant of its last day in the
    shop's zone. While nothing has left, it has not begun and cannot be over.
    """

    days: int
    last_day: date | None
    last_instant: datetime | None

    def is_over(self, *, at: datetime) -> bool:
        """Whether the last instant has passed."""
        return self.last_instant is not None and at > self.last_instant


@dataclass(frozen=True)
class LineUse:
    """What our own returns have done with a line so far.

    `claimed` units are in a return that is alive; `written` of them Saleor has been told of.
    """

    claimed: int = 0
    written: int = 0


@dataclass(frozen=True)
class LineDecision:
    """What may come back of one line. Nothing may exactly when there is a refusal."""

    line_id: str
    returnable: int
    refusals: tuple[Refusal, ...] = ()

    def __post_init__(self) -> None:
        if (self.returnable > 0) == bool(self.refusals):
            raise ValueError("a line is returnable or refused with a reason")


@dataclass(frozen=True)
class Decision:
    """What an order's owner may do today."""

    lines: tuple[LineDecision, ...]
    window: ReturnWindow
    fee: Money
    outcomes: tuple[Outcome, ...]
    methods: tuple[ReturnMethod, ...]
    reasons: tuple[ReturnReason, ...]
    message_needed_for: tuple[ReturnReason, ...]
    approval_required: bool
    policy_version: int

    def line(self, line_id: str) -> LineDecision | None:
        """Find what was decided about a line."""
        return next((line for line in self.lines if line.line_id == line_id), None)

    @property
    def is_open(self) -> bool:
        """Whether anything at all may come back."""
        return any(line.returnable for line in self.lines)


@dataclass(frozen=True)
class _Case:
    order: Order
    line: OrderLine
    use: LineUse
    policy: PolicyVersion
    window: ReturnWindow
    at: datetime


def decide(
    order: Order,
    *,
    policy: PolicyVersion,
    uses: Mapping[str, LineUse],
    at: datetime,
) -> Decision:
    """Decide about every line of the order; `uses` tells by line id what our returns took."""
    rules = policy.document
    window = return_window(order, days=rules.window_days, zone=rules.time_zone)
    return Decision(
        lines=tuple(
            _decide_line(_Case(order, line, uses.get(line.id, LineUse()), policy, window, at))
            for line in order.snapshot.lines
        ),
        window=window,
        fee=rules.fee(country=order.snapshot.country, currency=order.snapshot.currency),
        outcomes=rules.outcomes,
        methods=rules.methods,
        reasons=rules.reasons,
        message_needed_for=rules.message_needed_for,
        approval_required=rules.approval_required,
        policy_version=policy.version,
    )


def return_window(order: Order, *, days: int, zone: str) -> ReturnWindow:
    """Count the window from the last parcel; the day it left does not count."""
    begun = order.last_shipped_at
    if begun is None:
        return ReturnWindow(days, None, None)
    where = ZoneInfo(zone)
    last_day = begun.astimezone(where).date() + timedelta(days=days)
    return ReturnWindow(days, last_day, datetime.combine(last_day, time.max, tzinfo=where))


def units_left(order: Order, line: OrderLine, use: LineUse) -> int:
    """Count the units that the customer still has and that no return of ours speaks for.

    Units that staff took back in Saleor itself are those it has as returned beyond what we wrote.
    """
    snapshot = order.snapshot
    by_others = max(0, snapshot.returned_units(line.id) - use.written)
    return max(0, snapshot.shipped_units(line.id) - use.claimed - by_others)


def _decide_line(case: _Case) -> LineDecision:
    refusals = tuple(refusal for rule in _RULES if (refusal := rule(case)) is not None)
    returnable = 0 if refusals else units_left(case.order, case.line, case.use)
    return LineDecision(case.line.id, returnable, refusals)


def _order_closed(case: _Case) -> Refusal | None:
    status = case.order.snapshot.status
    if status in CLOSED_ORDERS:
        return Refusal(RefusalCode.ORDER_CLOSED, {"status": status})
    return None


def _nothing_left(case: _Case) -> Refusal | None:
    if units_left(case.order, case.line, case.use):
        return None
    if case.order.snapshot.shipped_units(case.line.id) == 0:
        return Refusal(RefusalCode.NOT_SHIPPED)
    return Refusal(RefusalCode.ALREADY_RETURNED)


def _window_over(case: _Case) -> Refusal | None:
    if case.window.last_day is None or not case.window.is_over(at=case.at):
        return None
    facts = {"last_day": case.window.last_day.isoformat(), "days": str(case.window.days)}
    return Refusal(RefusalCode.WINDOW_OVER, facts)


def _product_refused(case: _Case) -> Refusal | None:
    refused = {sku.casefold() for sku in case.policy.document.refused_skus}
    if case.line.sku and case.line.sku.casefold() in refused:
        return Refusal(RefusalCode.PRODUCT_REFUSED, {"sku": case.line.sku})
    return None


def _gift_card(case: _Case) -> Refusal | None:
    return Refusal(RefusalCode.GIFT_CARD) if case.line.is_gift_card else None


def _free_gift(case: _Case) -> Refusal | None:
    return Refusal(RefusalCode.FREE_GIFT) if case.line.is_gift else None


_RULES: tuple[Callable[[_Case], Refusal | None], ...] = (
    _order_closed,
    _gift_card,
    _free_gift,
    _product_refused,
    _nothing_left,
    _window_over,
)
