"""Which payments give a refund back: lines and shipping on the first, amounts on the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.refunds.given_back import unreferenced


@dataclass(frozen=True)
class Payable:
    """A transaction and the most that it can give back now."""

    transaction_id: str
    cap: Money
    is_gift_card: bool = False


@dataclass(frozen=True)
class Allocation:
    """What each transaction gives, the first bearing lines and shipping; `rest` nobody covers."""

    shares: tuple[tuple[str, Money], ...]
    rest: Money


def payables(
    order: OrderSnapshot, *, planned: Mapping[str, Money] | None = None
) -> tuple[Payable, ...]:
    """List the transactions that can give money back, each with its cap.

    What was asked of one and is not answered yet is off its cap, as is what is `planned` on it by
    grants of ours that are still to be sent (by transaction id).
    """
    waiting = planned or {}
    found = []
    for payment in order.transactions:
        if not payment.can_refund:
            continue
        cap = payment.charged - Money(unreferenced(payment.refunds), order.currency)
        cap -= waiting.get(payment.id, Money.zero(order.currency))
        if cap.minor > 0:
            found.append(Payable(payment.id, cap, payment.is_gift_card))
    return tuple(found)


def allocate(amount: Money, transactions: Iterable[Payable]) -> Allocation:
    """Spread an amount over as few transactions as possible, money before gift cards.

    The same transactions in any order give the same shares; none gets nothing or more than its cap.
    """
    left, shares = amount, []
    for one in sorted(transactions, key=_most_useful_first):
        taken = min(left, one.cap)
        if taken.minor > 0:
            shares.append((one.transaction_id, taken))
            left -= taken
    return Allocation(tuple(shares), left)


def _most_useful_first(one: Payable) -> tuple[bool, int, str]:
    return one.is_gift_card, -one.cap.minor, one.transaction_id
