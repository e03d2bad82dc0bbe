"""Which transactions pay a refund: a plan that no two promises and no limit of Saleor's break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from saleor_returns_app.domain.errors import SaleorRefused
from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.refund_breakdown import PartKind, still_refundable
from saleor_returns_app.domain.refunds.allocating import Payable, allocate, payables
from saleor_returns_app.domain.refunds.given_back import unreferenced
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import (
    Payment,
    PaymentState,
    Settlement,
    SettlementKind,
)
from saleor_returns_app.domain.write_back import grant_with_id

# In these Saleor lets a granted refund be asked for (again).
ASKABLE = frozenset({"NONE", "FAILURE"})


@dataclass(frozen=True)
class Round:
    """What is done on one order to pay: promises to ask for again (by number), and new ones."""

    again: tuple[int, ...]
    parts: tuple[tuple[str, Money], ...]


def left_in_cash(settlement: Settlement, case: ReturnRequest) -> Money:
    """Return what payments have still to cover; what a gift card had paid can not be paid back."""
    committed = total((one.committed for one in settlement.payments), settlement.currency)
    left = case.breakdown.cash - committed
    return max(min(left, settlement.uncovered), Money.zero(settlement.currency))


def plan_round(
    settlement: Settlement, wanted: Money, order: OrderSnapshot, *, promised: Money
) -> Round:
    """Cover this much of a settlement by payments; raises `SaleorRefused` where that cannot be.

    `promised` is what the order's other returns take of it beside Saleor's grants.
    """
    left = _still_refundable(settlement, order) - promised
    if wanted > left:
        most = max(left, Money.zero(wanted.currency))
        raise SaleorRefused(f"Only {most} of this order can still be refunded.")
    room = {one.transaction_id: one for one in payables(order, planned=_freed(settlement, order))}
    again = []
    for payment in settlement.payments:
        if payment.amount <= wanted and _may_be_asked_again(payment, order, room):
            again.append(payment.number)
            wanted -= payment.amount
            known = room[payment.transaction_id]
            room[payment.transaction_id] = replace(known, cap=known.cap - payment.amount)
    spread = allocate(wanted, room.values())
    if spread.rest:
        raise SaleorRefused("No payment of this order can be refunded by this amount.")
    return Round(tuple(again), spread.shares)


def _may_be_asked_again(
    payment: Payment, order: OrderSnapshot, room: Mapping[str, Payable]
) -> bool:
    """Whether a promise that failed can be asked for once more; else another takes its place.

    A promise that Saleor has as pending for ever can not, though it failed (4.4 of Saleor's rules).
    """
    grant = grant_with_id(order, payment.grant_id)
    return (
        payment.state is PaymentState.FAILED
        and grant is not None
        and grant.status in ASKABLE
        and grant.amount == payment.amount
        and not payment.booked
        and payment.transaction_id in room
        and room[payment.transaction_id].cap >= payment.amount
    )


def _freed(settlement: Settlement, order: OrderSnapshot) -> dict[str, Money]:
    """Say what of each transaction is not taken, though Saleor has it as asked for, as amounts below
    nothing: requests that were not paid, which Saleor may have as under way for ever.
    """
    freed: dict[str, Money] = {}
    for payment in settlement.payments:
        grant = grant_with_id(order, payment.grant_id)
        if payment.state is PaymentState.FAILED and grant is not None:
            known = freed.get(payment.transaction_id, Money.zero(order.currency))
            unanswered = Money(unreferenced(grant.events), order.currency)
            freed[payment.transaction_id] = known - unanswered
    return freed


def _still_refundable(settlement: Settlement, order: OrderSnapshot) -> Money:
    """Return what of the order's total nobody has spoken for but this settlement itself.

    What was booked on its own grants is counted with the payments; what may still be is taken off.
    """
    own = {payment.grant_id for payment in settlement.payments if payment.grant_id}
    others = tuple(grant for grant in order.granted_refunds if grant.id not in own)
    outstanding = total(
        (one.committed - one.booked for one in settlement.payments), settlement.currency
    )
    return still_refundable(replace(order, granted_refunds=others), promised=outstanding)


def beside_saleor(case: ReturnRequest, settlement: Settlement) -> Money:
    """Return what another return of the order takes of it that Saleor's grants do not show.

    A bonus on credit is the shop's own money, and takes nothing of the order.
    """
    if settlement.kind is SettlementKind.REFUND:
        planned = (one for one in settlement.payments if one.state is PaymentState.PLANNED)
        return total((one.amount for one in planned), settlement.currency)
    if settlement.kind is SettlementKind.OUTSIDE and settlement.given is not None:
        return settlement.given
    granted = (one.committed for one in settlement.payments if one.grant_id)
    return own_money(case) - total(granted, settlement.currency)


def own_money(case: ReturnRequest) -> Money:
    """Return what a return takes of what its order's payments brought, in whatever form."""
    bonus = case.breakdown.sum_of(PartKind.CREDIT_BONUS)
    return min(case.breakdown.cash, case.refund - bonus)


def check_is_left(
    settlement: Settlement, case: ReturnRequest, order: OrderSnapshot, *, promised: Money
) -> None:
    """Refuse to give in another form what the payments have given back meanwhile."""
    left = _still_refundable(settlement, order) - promised
    granted = total((one.committed for one in settlement.payments), settlement.currency)
    if own_money(case) - granted > left:
        most = max(left, Money.zero(left.currency))
        raise SaleorRefused(f"Only {most} of this order can still be refunded.")
