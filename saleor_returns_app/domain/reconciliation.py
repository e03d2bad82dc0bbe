"""Our ledger held against Saleor's books: each difference, to the cent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.orders import GrantedRefund, OrderSnapshot
from saleor_returns_app.domain.settlements import (
    Payment,
    PaymentState,
    Settlement,
    SettlementState,
)
from saleor_returns_app.domain.write_back import booked, grant_with_id


class DifferenceKind(StrEnum):
    """What is not the same."""

    GRANT_MISSING = "grant_missing"
    GRANT_UNKNOWN = "grant_unknown"
    GRANT_AMOUNT = "grant_amount"
    PAID_AMOUNT = "paid_amount"
    REFUNDED_TOO_MUCH = "refunded_too_much"
    CREDIT_MISSING = "credit_missing"
    CREDIT_AMOUNT = "credit_amount"


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same. `about` names it in Saleor: a grant, a payment, a card."""

    kind: DifferenceKind
    about: str
    ours: Money
    theirs: Money

    @property
    def key(self) -> str:
        """The same for the same thing each time, whatever the amounts."""
        return f"{self.kind.value}:{self.about}"


@dataclass(eq=False)
class KnownDifference:
    """A difference that was found, until it is gone."""

    id: str
    installation_id: str
    case_id: str
    key: str
    kind: DifferenceKind
    about: str
    ours: Money
    theirs: Money
    found_at: datetime
    seen_at: datetime
    gone_at: datetime | None = None

    def seen(self, difference: Difference, *, at: datetime) -> None:
        """It is still there, perhaps with other amounts."""
        self.ours, self.theirs, self.seen_at = difference.ours, difference.theirs, at


@dataclass(frozen=True)
class GivenCard:
    """A gift card that a return brought, named by its id in Saleor."""

    about: str
    amount: Money


@dataclass(frozen=True)
class Books:
    """What is compared: a settlement of ours, and what Saleor has of its order.

    `cards` has what each gift card that was made for the return was made over, by its id in Saleor;
    `credit` is the card that we know of.
    `answers_for_order` is set for one return of an order: what concerns the order is said of it.
    """

    number: str
    settlement: Settlement
    order: OrderSnapshot
    answers_for_order: bool = True
    cards: Mapping[str, Money] = field(default_factory=dict)
    credit: GivenCard | None = None


Check = Callable[[Books], Iterator[Difference]]


def compare(books: Books, checks: Sequence[Check] = ()) -> list[Difference]:
    """List every difference; `checks` are those of other kinds of settlement."""
    return [one for check in (*CHECKS, *checks) for one in check(books)]


def _grants(books: Books) -> Iterator[Difference]:
    """Compare each payment with its grant, and what was paid of both."""
    nothing = Money.zero(books.settlement.currency)
    for payment in books.settlement.payments:
        if not payment.grant_id:
            continue
        grant = grant_with_id(books.order, payment.grant_id)
        promised = nothing if payment.state is PaymentState.VOIDED else payment.amount
        if grant is None:
            if promised:
                yield _difference(DifferenceKind.GRANT_MISSING, payment, promised, nothing)
            continue
        if grant.amount != promised:
            yield _difference(DifferenceKind.GRANT_AMOUNT, payment, promised, grant.amount)
        if booked(grant) != payment.booked and not _is_being_watched(books.settlement, payment):
            yield _difference(DifferenceKind.PAID_AMOUNT, payment, payment.booked, booked(grant))


def _strangers(books: Books) -> Iterator[Difference]:
    """Find grants that bear the return's number and are not in our ledger."""
    if books.settlement.state is SettlementState.ORDERED:
        return  # One may just be on its way into the ledger.
    known = {payment.grant_id for payment in books.settlement.payments}
    nothing = Money.zero(books.settlement.currency)
    for grant in books.order.granted_refunds:
        if _bears(grant, books.number) and grant.id not in known and grant.amount:
            yield Difference(DifferenceKind.GRANT_UNKNOWN, grant.id, nothing, grant.amount)


def _whole_order(books: Books) -> Iterator[Difference]:
    """Find an order that gave back more than it ever took."""
    if not books.answers_for_order:
        return
    order = books.order
    back = total((one.refunded + one.refund_pending for one in order.transactions), order.currency)
    taken = total(
        (one.charged + one.refunded + one.refund_pending for one in order.transactions),
        order.currency,
    )
    most = max(order.total, taken)
    if back > most:
        yield Difference(DifferenceKind.REFUNDED_TOO_MUCH, order.id, most, back)


CHECKS: tuple[Check, ...] = (_grants, _strangers, _whole_order)


def _bears(grant: GrantedRefund, number: str) -> bool:
    return grant.reason.startswith((f"[{number}/", f"[{number}]"))


def _is_being_watched(settlement: Settlement, payment: Payment) -> bool:
    is_open = settlement.state in (SettlementState.ORDERED, SettlementState.STUCK)
    return is_open and payment.state is PaymentState.REQUESTED


def _difference(kind: DifferenceKind, payment: Payment, ours: Money, theirs: Money) -> Difference:
    return Difference(kind, payment.grant_id, ours, theirs)
