"""Store credit: the gift card that a return brings, under a code that only the customer is told."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.reconciliation import Books, Difference, DifferenceKind
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.saleor_things import HIDDEN, GiftCardCode
from saleor_returns_app.domain.settlements import UNDER_WAY

# What stands in a kept mail where the customer reads the code.
CODE_PLACE = HIDDEN * 4
LONGEST_MONTHS = 120


@dataclass(eq=False)
class StoreCredit:
    """The gift card of one return, planned before it is issued.

    Its code is kept with the plan, encrypted: whatever secrets come later, a return has one code,
    and Saleor takes each code once.
    """

    case_id: str
    installation_id: str
    secret: str = field(repr=False)
    amount: Money
    planned_at: datetime
    expires_on: date | None = None
    card_id: str = ""
    last4: str = ""
    issued_at: datetime | None = None

    @property
    def code(self) -> GiftCardCode:
        """The code; empty where the key that it was encrypted with is gone."""
        return GiftCardCode(self.secret)

    def issued(self, card_id: str, *, at: datetime) -> None:
        """Saleor has made the card."""
        self.card_id, self.last4, self.issued_at = card_id, self.secret[-4:], at

    def revise(self, amount: Money, expires_on: date | None) -> None:
        """Take over what was worked out anew, while there is no card yet."""
        if self.issued_at is None:
            self.amount, self.expires_on = amount, expires_on


def last_day(case: ReturnRequest, months: int | None, *, at: datetime) -> date | None:
    """Say when a credit expires; what stands for money that law gives never does."""
    offer = case.wish.offer
    is_by_law = offer is not None and offer.track is not Track.POLICY
    if not months or is_by_law:
        return None
    years, month = divmod(at.month - 1 + months, 12)
    year, month = at.year + years, month + 1
    return date(year, month, min(at.day, monthrange(year, month)[1]))


def check_cards(books: Books) -> Iterator[Difference]:
    """Compare what was given as credit with the card's initial balance in Saleor."""
    settlement, ours = books.settlement, books.credit
    if ours is None or settlement.state in UNDER_WAY:
        return  # One may just be on its way into the ledger.
    theirs = books.cards.get(ours.about)
    nothing = Money.zero(settlement.currency)
    if theirs is None:
        yield Difference(DifferenceKind.CREDIT_MISSING, ours.about, ours.amount, nothing)
    elif theirs != ours.amount:
        yield Difference(DifferenceKind.CREDIT_AMOUNT, ours.about, ours.amount, theirs)
