"""Which transactions pay a refund: a plan that no two promises and no limit of Saleor's break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from saleor_returns_app.domain.errors import SaleorRefused
from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.orders import GrantedRefund, OrderSnapshot, PaymentTransaction
from saleor_returns_app.domain.refund_breakdown import PartKind
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
    room = _room(order, but=_known_unpaid(settlement))
    again = []
    for payment in settlement.payments:
        if payment.amount <= wanted and _may_be_asked_again(payment, order, room):
            again.append(payment.number)
            wanted -= payment.amount
            room[payment.transaction_id] -= payment.amount
    return Round(tuple(again), tuple(_parts(wanted, order, room)))


def _may_be_asked_again(payment: Payment, order: OrderSnapshot, room: Mapping[str, Money]) -> bool:
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
        and room[payment.transaction_id] >= payment.amount
    )


def _parts(
    wanted: Money, order: OrderSnapshot, room: Mapping[str, Money]
) -> Iterator[tuple[str, Money]]:
    """Take it all from one transaction where one has room, else from the largest on."""
    if not wanted:
        return
    largest = sorted(room.items(), key=lambda one: one[1].minor, reverse=True)
    for transaction_id, free in largest:
        amount = min(free, wanted)
        if amount.minor > 0:
            yield transaction_id, amount
            wanted -= amount
        if not wanted:
            return
    raise SaleorRefused("No payment of this order can be refunded by this amount.")


def _known_unpaid(settlement: Settlement) -> frozenset[str]:
    """Name the grants that were not paid, though Saleor may have them as under way for ever."""
    failed = (one for one in settlement.payments if one.state is PaymentState.FAILED)
    return frozenset(one.grant_id for one in failed)


def _room(order: OrderSnapshot, *, but: frozenset[str]) -> dict[str, Money]:
    """Say how much each transaction can give back besides what was already asked of it."""
    grants = [grant for grant in order.granted_refunds if grant.id not in but]
    return {
        payment.id: payment.charged - _asked_of(payment, grants)
        for payment in order.transactions
        if payment.can_refund
    }


def _asked_of(payment: PaymentTransaction, grants: Sequence[GrantedRefund]) -> Money:
    """Count the requests that the charge does not show yet: those under way without a reference."""
    pending = (
        grant.amount
        for grant in grants
        if grant.transaction_id == payment.id and _is_under_way_unseen(grant)
    )
    return total(pending, payment.charged.currency)


def _is_under_way_unseen(grant: GrantedRefund) -> bool:
    return grant.status == "PENDING" and all(not event.psp_reference for event in grant.events)


def _still_refundable(settlement: Settlement, order: OrderSnapshot) -> Money:
    """Return what of the order's total nobody has spoken for but this settlement itself."""
    own = {payment.grant_id for payment in settlement.payments if payment.grant_id}
    granted = total(
        (grant.amount for grant in order.granted_refunds if grant.id not in own), order.currency
    )
    granted += settlement.amount - settlement.uncovered
    given_back = total(
        (one.refunded + one.refund_pending for one in order.transactions), order.currency
    )
    return order.total - max(granted, given_back)


def beside_saleor(case: ReturnRequest, settlement: Settlement) -> Money:
    """Return what another return of the order takes of it that Saleor's grants do not show.

    A bonus on credit is the shop's own money, and takes nothing of the order.
    """
    if settlement.kind is SettlementKind.REFUND:
        planned = (one for one in settlement.payments if one.state is PaymentState.PLANNED)
        return total((one.amount for one in planned), settlement.currency)
    if settlement.kind is SettlementKind.OUTSIDE and settlement.given is not None:
        return settlement.given
    return case.refund - case.breakdown.sum_of(PartKind.CREDIT_BONUS)
