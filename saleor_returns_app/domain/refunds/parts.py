"""The refund as arithmetic: parts with their causes that add up to what is paid, to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.refunds.causes import UNSAID, PartCause
from saleor_returns_app.domain.refunds.terms import RefundInputs


class PartKind(StrEnum):
    """What a part of a refund stands for, in the order in which the parts are listed."""

    GOODS = "goods"
    ORIGINAL_SHIPPING = "original_shipping"
    RESTOCKING_FEE = "restocking_fee"
    DEDUCTION = "deduction"
    RETURN_FEE = "return_fee"
    FEE_WAIVED = "fee_waived"
    FEE_PREPAID = "fee_prepaid"
    NOT_PAID = "not_paid"
    ALREADY_REFUNDED = "already_refunded"
    CREDIT_BONUS = "credit_bonus"


@dataclass(frozen=True, slots=True)
class BreakdownPart:
    """One summand. Money for the customer is positive, money kept is negative.

    `net` is the part without its tax, where the order says what tax is in it.
    """

    kind: PartKind
    amount: Money
    line_id: str = ""
    quantity: int = 0
    cause: PartCause = UNSAID
    net: Money | None = None


@dataclass(frozen=True)
class RefundBreakdown:
    """Parts that add up to `total`, and what they were computed from.

    `uncovered` is the rest of fees and deductions that the goods do not cover: shown, never asked
    for. `in_cash` is how much of the total may go back to the payment: the rest can only become
    credit. `prepaid_back` was paid up front for a fee that is not due: it goes back to where it was
    paid, and is no part of this total. Breakdowns of before inputs were kept have none.
    """

    parts: tuple[BreakdownPart, ...]
    total: Money
    uncovered: Money
    in_cash: Money | None = None
    prepaid_back: Money | None = None
    inputs: RefundInputs | None = None

    def __post_init__(self) -> None:
        minor, currency = 0, self.total.currency
        for part in self.parts:
            amount = part.amount
            if amount.currency != currency:
                raise ValueError("the parts are not all in the currency of the total")
            minor += amount.minor
        if minor != self.total.minor:
            raise ValueError("the parts do not add up to the total")

    @property
    def cash(self) -> Money:
        """What may go back to the payment."""
        return self.total if self.in_cash is None else self.in_cash

    @property
    def credit(self) -> Money:
        """What can only become credit: the part that a gift card paid, and a bonus."""
        return self.total - self.cash

    @property
    def paid_by_card(self) -> Money:
        """What of the credit a gift card had paid."""
        if self.in_cash is None:
            return Money.zero(self.total.currency)
        return self.credit - self.sum_of(PartKind.CREDIT_BONUS)

    def sum_of(self, kind: PartKind) -> Money:
        """Add up the parts of one kind."""
        return total((part.amount for part in self.parts if part.kind is kind), self.total.currency)

    def units(self) -> dict[str, int]:
        """Count by line id the units that are credited."""
        return {part.line_id: part.quantity for part in self.parts if part.kind is PartKind.GOODS}
