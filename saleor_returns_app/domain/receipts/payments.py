"""How the money of a return was given, as a receipt tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from saleor_returns_app.domain.case_events import CaseEvent, EventKind
from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import Settlement

SHOWN_OF_A_CODE = 4


class PaidBy(StrEnum):
    """The ways in which a settlement reaches the customer."""

    ORIGINAL_PAYMENT = "original_payment"
    OUTSIDE = "outside"
    STORE_CREDIT = "store_credit"
    EXCHANGE = "exchange"


@dataclass(frozen=True)
class Payment:
    """One amount that was given: how, when, and where it is found again.

    `reference` is Saleor's id of the granted refund, what the merchant noted, the number of the
    replacement order; of a gift card's code, which is money, no more than the last signs.
    """

    how: PaidBy
    amount: Money
    at: datetime
    reference: str = ""

    def __post_init__(self) -> None:
        if self.how is PaidBy.STORE_CREDIT and len(self.reference) > SHOWN_OF_A_CODE:
            raise ValueError("a receipt shows no gift card's code")


@dataclass(frozen=True)
class Settled:
    """A case whose money has come to rest, at the event that says so."""

    payments: tuple[Payment, ...]
    event: CaseEvent

    @property
    def at(self) -> datetime:
        """When that was."""
        return self.event.at


def settled_by(case: ReturnRequest, settlement: Settlement | None) -> Settled | None:
    """Tell how a case was settled, if it was; the last event that did counts."""
    for event in reversed(case.events):
        if event.kind is EventKind.REFUNDED:
            return Settled(_given(case, settlement, event.at), event)
        if event.kind is EventKind.SETTLED_OUTSIDE:
            amount = _money(event.facts["amount"])
            paid = Payment(PaidBy.OUTSIDE, amount, event.at, event.facts["reference"])
            return Settled((paid,), event)
    return None


def _given(case: ReturnRequest, settlement: Settlement | None, at: datetime) -> tuple[Payment, ...]:
    """List all that was given; returns of before there were settlements had one payment."""
    if settlement is None or not settlement.paid:
        return (Payment(PaidBy.ORIGINAL_PAYMENT, case.refund, at, case.granted_refund_id),)
    refunds = [
        Payment(PaidBy.ORIGINAL_PAYMENT, one.booked, at, one.grant_id)
        for one in settlement.payments
        if one.booked
    ]
    cards = [
        Payment(PaidBy.STORE_CREDIT, _money(event.facts["amount"]), event.at, event.facts["last4"])
        for event in case.events
        if event.kind is EventKind.CREDIT_ISSUED
    ]
    return (*refunds, *cards, *_goods(case, settlement, cards))


def _goods(
    case: ReturnRequest, settlement: Settlement, cards: Sequence[Payment]
) -> tuple[Payment, ...]:
    """Tell of the order that was sent in exchange: what was given besides payments and cards."""
    for event in case.events:
        if event.kind is EventKind.EXCHANGE_RELEASED and settlement.given:
            worth = settlement.given - total((card.amount for card in cards), settlement.currency)
            return (Payment(PaidBy.EXCHANGE, worth, event.at, event.facts["order"]),)
    return ()


def _money(words: Mapping[str, Any]) -> Money:
    return Money(words["minor"], words["currency"])
