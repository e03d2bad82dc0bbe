"""From inputs to a breakdown. All arithmetic is in whole minor units of the order's currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saleor_returns_app.domain.errors import CurrencyMismatch
from saleor_returns_app.domain.money import WHOLE, Money, rounded
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.refunds.causes import CauseCode, PartCause
from saleor_returns_app.domain.refunds.parts import BreakdownPart, PartKind, RefundBreakdown
from saleor_returns_app.domain.refunds.shipping import shipping_due
from saleor_returns_app.domain.refunds.terms import (
    BoughtLine,
    Rates,
    RefundInputs,
    RefundTerms,
    inputs_of,
)

if TYPE_CHECKING:
    from saleor_returns_app.domain.orders import OrderSnapshot

_NO_RATES = Rates()
_PREPAID = PartCause(CauseCode.PREPAID)
_BEFORE = PartCause(CauseCode.REFUNDED_BEFORE)
_NOT_PAID = PartCause(CauseCode.NOT_PAID)


def break_down(order: OrderSnapshot, terms: RefundTerms) -> RefundBreakdown:
    """Compute what the terms come to for an order."""
    return compute(inputs_of(order, terms))


def compute(inputs: RefundInputs) -> RefundBreakdown:
    """Compute goods + shipping − restocking − deductions − fee, at most what is refundable, + bonus.

    Equal inputs give an equal breakdown, to the byte of its canonical JSON.
    """
    return _Sum(inputs).breakdown()


class _Line:
    """A chosen line on its way: what is left of it, and what a rate takes of it."""

    __slots__ = ("after", "before", "bought", "goods", "left", "net", "rates", "taken", "units")

    def __init__(self, bought: BoughtLine, units: int, taken: int, rates: Rates) -> None:
        self.bought, self.units, self.taken, self.rates = bought, units, taken, rates
        whole, total, net = bought.quantity, bought.total.minor, bought.net.minor
        first = min(taken, whole)
        last = min(first + units, whole)
        self.before, self.after = rounded(total * first, whole), rounded(total * last, whole)
        self.goods = self.left = self.after - self.before
        self.net = rounded(net * last, whole) - rounded(net * first, whole)

    def part_of(self, rate: int) -> int:
        """Return what a rate takes: over all returns of the line, exactly its share of the whole."""
        return rounded(self.after * rate, WHOLE) - rounded(self.before * rate, WHOLE)

    @property
    def cause(self) -> PartCause:
        """What was paid, for how many units, and how many were credited before."""
        bought = self.bought
        facts = {
            "paid": str(bought.total.minor),
            "bought": str(bought.quantity),
            "before": str(self.taken),
        }
        return PartCause(CauseCode.PAID_FOR_UNITS, facts)


class _Sum:
    """The sum as it grows, part by part."""

    def __init__(self, inputs: RefundInputs) -> None:
        self.inputs, self.terms, self.currency = inputs, inputs.terms, inputs.currency
        self.parts: list[BreakdownPart] = []
        self.minor = self.uncovered = 0
        self.lines: dict[str, _Line] = {}

    def breakdown(self) -> RefundBreakdown:
        """Add everything up, in the order in which it is told."""
        self._add_goods()
        if self.inputs.shipping.minor > 0:
            self._add_shipping()
        if self.terms.rates and self.terms.delivery.track is not Track.STATUTORY:
            self._take_restocking()
        if self.terms.deductions:
            self._take_deductions()
        prepaid_back = self._take_fee()
        self._cap()
        paid, cash = self.terms.paid, self.minor
        if paid.in_cash is not None:
            cash = min(cash, max(0, paid.in_cash.minor))
        if self.terms.rates:
            self._add_bonus()
        return RefundBreakdown(
            parts=tuple(self.parts),
            total=self._money(self.minor),
            uncovered=self._money(self.uncovered),
            in_cash=self._money(cash),
            prepaid_back=self._money(prepaid_back) if prepaid_back else None,
            inputs=self.inputs,
        )

    def _add_goods(self) -> None:
        bought = {line.line_id: line for line in self.inputs.lines}
        before, rates = self.terms.paid.units, self.terms.rates
        for units in self.terms.chosen:
            line = bought.get(units.line_id)
            if line is None:
                raise ValueError("a chosen line is not in the order")
            own = _Line(
                line,
                units.quantity,
                before.get(line.line_id, 0),
                rates.get(line.line_id, _NO_RATES),
            )
            self.lines[line.line_id] = own
            self._add(PartKind.GOODS, own.goods, own.cause, own, own.net)

    def _add_shipping(self) -> None:
        minor, net, cause = shipping_due(self.inputs)
        self._add(PartKind.ORIGINAL_SHIPPING, minor, cause, net=net)

    def _take_restocking(self) -> None:
        for line in self.lines.values():
            kept = line.part_of(min(line.rates.restocking, WHOLE))
            line.left -= kept
            self._add(PartKind.RESTOCKING_FEE, -kept, line.rates.restocking_cause, line)

    def _take_deductions(self) -> None:
        """Take what lines lost in value, of each line at most what is left of it."""
        for deduction in self.terms.deductions:
            wanted, line = self._checked(deduction.amount), self.lines[deduction.line_id]
            taken = min(wanted, line.left)
            line.left -= taken
            self.uncovered += wanted - taken
            self._add(PartKind.DEDUCTION, -taken, deduction.cause, line)

    def _take_fee(self) -> int:
        """Take the return fee as far as there is something to take it from.

        Returns what was paid up front and is not due.
        """
        fee, waiver, prepaid = self.terms.fee, self.terms.waived, self.terms.prepaid
        paid = self._checked(prepaid) if prepaid else 0
        if fee is None:
            return paid
        amount = self._checked(fee.amount)
        waived = min(self._checked(waiver.amount), amount) if waiver else 0
        counted = min(paid, amount - waived)
        owed = amount - waived - counted
        taken = min(owed, self.minor)
        self.uncovered += owed - taken
        self._add(PartKind.RETURN_FEE, -(taken + waived + counted), fee.cause)
        if waiver:
            self._add(PartKind.FEE_WAIVED, waived, waiver.cause)
        self._add(PartKind.FEE_PREPAID, counted, _PREPAID)
        return paid - counted

    def _cap(self) -> None:
        """Leave out what was never paid, and what was refunded or promised before."""
        paid = self.terms.paid
        excess = self.minor - max(0, self._checked(paid.refundable))
        if excess <= 0:
            return
        not_paid = min(excess, self._checked(paid.unpaid)) if paid.unpaid else 0
        self._add(PartKind.NOT_PAID, -not_paid, _NOT_PAID)
        self._add(PartKind.ALREADY_REFUNDED, not_paid - excess, _BEFORE)

    def _add_bonus(self) -> None:
        """Add a share of each line's goods, as far as they are credited at all.

        It is the shop's own money, so that what is refundable does not bound it.
        """
        worth = sum(line.goods for line in self.lines.values())
        counted = min(self.minor, worth)
        for line in self.lines.values() if counted else ():
            rate = line.rates.credit_bonus
            bonus = line.part_of(rate)
            if counted < worth:
                bonus = rounded(line.goods * rate * counted, WHOLE * worth)
            self._add(PartKind.CREDIT_BONUS, bonus, line.rates.credit_bonus_cause, line)

    def _add(
        self,
        kind: PartKind,
        minor: int,
        cause: PartCause,
        line: _Line | None = None,
        net: int | None = None,
    ) -> None:
        """Add a part; only goods are listed even where they are worth nothing."""
        if not minor and kind is not PartKind.GOODS:
            return
        self.minor += minor
        self.parts.append(
            BreakdownPart(
                kind,
                Money(minor, self.currency),
                line.bought.line_id if line else "",
                line.units if line else 0,
                cause,
                None if net is None else Money(net, self.currency),
            )
        )

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    def _checked(self, amount: Money) -> int:
        """Return an amount's minor units; it has to be in the order's currency."""
        if amount.currency != self.currency:
            raise CurrencyMismatch(self.currency, amount.currency)
        return amount.minor
