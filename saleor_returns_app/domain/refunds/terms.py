"""Everything that a refund is computed from: kept beside it, so that it can be computed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.refunds.causes import CauseCode, PartCause

if TYPE_CHECKING:
    from saleor_returns_app.domain.orders import OrderSnapshot

BY_DEFAULT = PartCause(CauseCode.DEFAULT)


@dataclass(frozen=True, slots=True)
class Units:
    """A quantity of one order line."""

    line_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Rates:
    """What is kept of a line's value, and what is added to it as credit, in hundredths of a percent."""

    restocking: int = 0
    credit_bonus: int = 0
    restocking_cause: PartCause = BY_DEFAULT
    credit_bonus_cause: PartCause = BY_DEFAULT


NO_RATES: Mapping[str, Rates] = {}


@dataclass(frozen=True, slots=True)
class Charge:
    """An amount that is not negative, and what decided it."""

    amount: Money
    cause: PartCause = BY_DEFAULT

    def __post_init__(self) -> None:
        if self.amount.minor < 0:
            raise ValueError("a charge is not negative")


@dataclass(frozen=True, slots=True)
class Deduction:
    """What a line lost in value; the cause says what was found and which files show it."""

    line_id: str
    amount: Money
    cause: PartCause

    def __post_init__(self) -> None:
        if self.amount.minor <= 0:
            raise ValueError("a deduction is more than nothing")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is given back of the original shipping when all of an order comes back.

    Who withdraws by law gets what the cheapest standard delivery would have cost, or what was paid
    where that is less; while `standard` is not known, what was paid.
    """

    track: Track = Track.POLICY
    standard: Money | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class PaidBefore:
    """What was given back or promised before this return, by us or by others.

    `units` counts by line id the units that were credited; `refundable` is all that may still be
    given back, `in_cash` how much of that was paid in money: the rest was paid by a gift card that
    Saleor took off the order's total, and can only become credit (None: all of it is money).
    `shipping` was given back of the original shipping; `unpaid` was never paid at all.
    """

    units: Mapping[str, int]
    refundable: Money
    in_cash: Money | None = None
    shipping: Money | None = None
    unpaid: Money | None = None


@dataclass(frozen=True, slots=True)
class RefundTerms:
    """What was chosen and decided. `rates` go by line id.

    The return fee is taken less what was waived or paid up front. Restocking is never taken from
    who withdraws by law.
    """

    chosen: tuple[Units, ...]
    paid: PaidBefore
    fee: Charge | None = None
    waived: Charge | None = None
    prepaid: Money | None = None
    rates: Mapping[str, Rates] = field(default_factory=dict)
    deductions: tuple[Deduction, ...] = ()
    delivery: Delivery = Delivery()


@dataclass(frozen=True, slots=True)
class BoughtLine:
    """What was paid for all units of a line."""

    line_id: str
    quantity: int
    total: Money
    net: Money
    is_gift: bool


@dataclass(frozen=True, slots=True)
class RefundInputs:
    """The amounts of the order and the terms: all that a breakdown follows from."""

    currency: str
    lines: tuple[BoughtLine, ...]
    shipping: Money
    shipping_net: Money
    terms: RefundTerms


def inputs_of(order: OrderSnapshot, terms: RefundTerms) -> RefundInputs:
    """Take from an order what its refunds are computed from."""
    return RefundInputs(
        currency=order.currency,
        lines=tuple(
            [
                BoughtLine(line.id, line.quantity, line.total, line.total_net, line.is_gift)
                for line in order.lines
            ]
        ),
        shipping=order.shipping,
        shipping_net=order.shipping if order.shipping_net is None else order.shipping_net,
        terms=terms,
    )
