"""What a person may do next about the money of a return, and how urgent that is."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from saleor_returns_app.domain.settlements import (
    PaymentState,
    Settlement,
    SettlementKind,
    SettlementState,
)

SOON = timedelta(days=3)


class MoneyAct(StrEnum):
    """A next step."""

    REFUND = "refund"
    LOOK = "look"
    GIVE_UP = "give-up"
    VOID = "void"
    COMPARE = "compare"
    CREDIT = "credit"
    TO_REFUND = "to-refund"
    EXCHANGE = "exchange"


class Urgency(StrEnum):
    """How near the last day is."""

    NONE = "none"
    SOON = "soon"
    OVERDUE = "overdue"


def urgency(settlement: Settlement, *, at: datetime) -> Urgency:
    """Say how near the last instant to pay is; nothing is urgent that is paid."""
    if settlement.due_at is None or not settlement.is_open:
        return Urgency.NONE
    if at > settlement.due_at:
        return Urgency.OVERDUE
    return Urgency.SOON if at > settlement.due_at - SOON else Urgency.NONE


def next_acts(settlement: Settlement, *, differs: bool = False) -> tuple[MoneyAct, ...]:
    """List what a person can do now, the likeliest first."""
    of_kind = _OF_KIND.get(settlement.kind)
    acts = of_kind(settlement) if of_kind else ()
    return (*acts, MoneyAct.COMPARE) if differs else acts


def voidable(settlement: Settlement) -> tuple[int, ...]:
    """Number the promises that nobody has paid and that still hold their units and their money."""
    if settlement.state in (SettlementState.ORDERED, SettlementState.STUCK):
        return ()
    return tuple(
        one.number
        for one in settlement.payments
        if one.state in (PaymentState.GRANTED, PaymentState.FAILED) and not one.booked
    )


def _of_refund(settlement: Settlement) -> tuple[MoneyAct, ...]:
    match settlement.state:
        case SettlementState.DUE:
            return (MoneyAct.REFUND,)
        case SettlementState.ORDERED:
            return (MoneyAct.LOOK,)
        case SettlementState.STUCK:
            return (MoneyAct.LOOK, MoneyAct.GIVE_UP)
        case SettlementState.FAILED:
            void = (MoneyAct.VOID,) if voidable(settlement) else ()
            return (MoneyAct.REFUND, *void)
    return ()


def _of_credit(settlement: Settlement) -> tuple[MoneyAct, ...]:
    if settlement.state in (SettlementState.DUE, SettlementState.FAILED):
        return (MoneyAct.CREDIT, MoneyAct.TO_REFUND)
    return ()


def _of_exchange(settlement: Settlement) -> tuple[MoneyAct, ...]:
    if settlement.state in (SettlementState.DUE, SettlementState.FAILED):
        return (MoneyAct.EXCHANGE,)
    return (MoneyAct.LOOK,) if settlement.state is SettlementState.ORDERED else ()


_OF_KIND = {
    SettlementKind.REFUND: _of_refund,
    SettlementKind.STORE_CREDIT: _of_credit,
    SettlementKind.EXCHANGE: _of_exchange,
}
