"""The refund as arithmetic: parts with their causes that add up to what is paid, to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from saleor_returns_app.domain.money import WHOLE, Money, share, total
from saleor_returns_app.domain.orders import OrderSnapshot


class PartKind(StrEnum):
    """What a part of a refund stands for."""

    GOODS = "goods"
    ORIGINAL_SHIPPING = "original_shipping"
    RESTOCKING_FEE = "restocking_fee"
    RETURN_FEE = "return_fee"
    ALREADY_REFUNDED = "already_refunded"
    CREDIT_BONUS = "credit_bonus"


@dataclass(frozen=True)
class BreakdownPart:
    """One summand. Money for the customer is positive, money kept is negative."""

    kind: PartKind
    amount: Money
    line_id: str = ""
    quantity: int = 0


@dataclass(frozen=True)
class RefundBreakdown:
    """Parts that add up to `total`.

    `uncovered` is the rest of the fees that the goods do not cover: shown, never asked for.
    """

    parts: tuple[BreakdownPart, ...]
    total: Money
    uncovered: Money

    def __post_init__(self) -> None:
        if total((part.amount for part in self.parts), self.total.currency) != self.total:
            raise ValueError("the parts do not add up to the total")

    def sum_of(self, kind: PartKind) -> Money:
        """Add up the parts of one kind."""
        return total((part.amount for part in self.parts if part.kind is kind), self.total.currency)


@dataclass(frozen=True)
class Units:
    """A quantity of one order line."""

    line_id: str
    quantity: int


@dataclass(frozen=True)
class Rates:
    """What is kept of a line's value, and what is added to it as credit, in hundredths of a percent."""

    restocking: int = 0
    credit_bonus: int = 0


NO_RATES: Mapping[str, Rates] = {}


def break_down(
    order: OrderSnapshot,
    chosen: Sequence[Units],
    *,
    fee: Money,
    credited: Mapping[str, int],
    refundable: Money,
    rates: Mapping[str, Rates] = NO_RATES,
) -> RefundBreakdown:
    """Compute goods + original shipping − fees, never below zero nor above `refundable`, + bonus.

    `credited` counts by line id the units whose money was given back before, by us or by others.
    Original shipping comes back only when this return is the whole order. `rates` say by line id
    what a share of its goods is kept for restocking, and what bonus comes on top of store credit:
    it counts for goods as far as they are credited, and is the shop's own money, so that
    `refundable` does not bound it.
    """
    goods = [_goods(order, units, credited.get(units.line_id, 0)) for units in chosen]
    parts = list(goods)
    if order.shipping and is_whole_order(order, chosen):
        parts.append(BreakdownPart(PartKind.ORIGINAL_SHIPPING, order.shipping))
    restocking = _restocking(goods, rates)
    parts += restocking
    before_fee = total((part.amount for part in parts), order.currency)
    kept = min(fee, before_fee)
    if kept:
        parts.append(BreakdownPart(PartKind.RETURN_FEE, -kept))
    excess = before_fee - kept - max(refundable, Money.zero(order.currency))
    if excess.minor > 0:
        parts.append(BreakdownPart(PartKind.ALREADY_REFUNDED, -excess))
    parts += _bonus(goods, rates, total((part.amount for part in parts), order.currency))
    return RefundBreakdown(
        parts=tuple(parts),
        total=total((part.amount for part in parts), order.currency),
        uncovered=fee - kept,
    )


def _restocking(goods: Sequence[BreakdownPart], rates: Mapping[str, Rates]) -> list[BreakdownPart]:
    """Take a share of each line's goods, at most all of them."""
    return _shares(
        PartKind.RESTOCKING_FEE,
        [(part, min(rates.get(part.line_id, Rates()).restocking, WHOLE), WHOLE) for part in goods],
        sign=-1,
    )


def _bonus(
    goods: Sequence[BreakdownPart], rates: Mapping[str, Rates], credited: Money
) -> list[BreakdownPart]:
    """Add a share of each line's goods, as far as they are credited at all."""
    worth = sum(part.amount.minor for part in goods)
    counted = min(credited.minor, worth)
    return _shares(
        PartKind.CREDIT_BONUS,
        [
            (part, rates.get(part.line_id, Rates()).credit_bonus * counted, WHOLE * worth)
            for part in (goods if worth else ())
        ],
        sign=1,
    )


def _shares(
    kind: PartKind, wanted: Iterable[tuple[BreakdownPart, int, int]], *, sign: int
) -> list[BreakdownPart]:
    """Make a part of this share of each goods part; a share of nothing is no part."""
    shares = [(part, share(part.amount, parts, 0, taken)) for part, taken, parts in wanted]
    return [
        BreakdownPart(
            kind, Money(sign * amount.minor, amount.currency), part.line_id, part.quantity
        )
        for part, amount in shares
        if amount
    ]


def is_whole_order(order: OrderSnapshot, chosen: Sequence[Units]) -> bool:
    """Whether every unit of every line that was paid for is in this one return."""
    wanted = {units.line_id: units.quantity for units in chosen}
    return all(wanted.get(line.id, 0) == line.quantity for line in order.lines if not line.is_gift)


def still_refundable(order: OrderSnapshot, *, promised: Money) -> Money:
    """Return what of the order's total no refund has spoken for yet.

    `promised` is what our own returns will pay and Saleor does not know of yet.
    """
    granted = total((grant.amount for grant in order.granted_refunds), order.currency)
    given_back = total(
        (payment.refunded + payment.refund_pending for payment in order.transactions),
        order.currency,
    )
    return order.total - max(granted, given_back) - promised


def credited_by_others(order: OrderSnapshot, *, ours: frozenset[str]) -> dict[str, int]:
    """Count by line id the units in granted refunds that are not `ours` (grant ids)."""
    counts: dict[str, int] = {}
    for grant in order.granted_refunds:
        for line in () if grant.id in ours else grant.lines:
            counts[line.order_line_id] = counts.get(line.order_line_id, 0) + line.quantity
    return counts


def _goods(order: OrderSnapshot, units: Units, credited: int) -> BreakdownPart:
    line = order.line(units.line_id)
    if line is None:
        raise ValueError("a chosen line is not in the order")
    left = max(0, line.quantity - credited)
    counted = min(units.quantity, left)
    amount = share(line.total, line.quantity, min(credited, line.quantity), counted)
    return BreakdownPart(PartKind.GOODS, amount, line.id, units.quantity)
