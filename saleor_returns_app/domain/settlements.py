"""The settlement: what a customer gets for a return, how it is given, and how far that has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from saleor_returns_app.domain.errors import TransitionNotAllowed
from saleor_returns_app.domain.money import Money, total


class SettlementKind(StrEnum):
    """In what form the customer gets it."""

    REFUND = "refund"
    STORE_CREDIT = "store_credit"
    EXCHANGE = "exchange"
    OUTSIDE = "outside"
    KEEP = "keep"


class SettlementState(StrEnum):
    """How far it has come. `stuck` is ordered and heard nothing of; `failed` waits for a person."""

    DUE = "due"
    ORDERED = "ordered"
    STUCK = "stuck"
    FAILED = "failed"
    SETTLED = "settled"


class PaymentState(StrEnum):
    """What has become of one granted refund."""

    PLANNED = "planned"
    GRANTED = "granted"
    REQUESTED = "requested"
    PAID = "paid"
    PARTLY = "partly"
    FAILED = "failed"
    VOIDED = "voided"


STEPS: dict[SettlementState, frozenset[SettlementState]] = {
    SettlementState.DUE: frozenset({SettlementState.ORDERED, SettlementState.SETTLED}),
    SettlementState.ORDERED: frozenset(
        {SettlementState.STUCK, SettlementState.FAILED, SettlementState.SETTLED}
    ),
    SettlementState.STUCK: frozenset(
        {SettlementState.ORDERED, SettlementState.FAILED, SettlementState.SETTLED}
    ),
    SettlementState.FAILED: frozenset({SettlementState.ORDERED, SettlementState.SETTLED}),
    SettlementState.SETTLED: frozenset(),
}
UNDER_WAY = frozenset({SettlementState.ORDERED, SettlementState.STUCK})
# Money that may still go, or has gone: nobody may give it a second time.
SPOKEN_FOR = frozenset({PaymentState.PLANNED, PaymentState.GRANTED, PaymentState.REQUESTED})
ANSWERED = frozenset({PaymentState.PAID, PaymentState.PARTLY, PaymentState.FAILED})


@dataclass(frozen=True)
class Payment:
    """One granted refund on one transaction. Exactly one of a settlement carries the goods.

    `asked` counts how often the payment app was asked; `paid` is what Saleor's events add up to.
    """

    number: int
    transaction_id: str
    amount: Money
    state: PaymentState = PaymentState.PLANNED
    with_goods: bool = False
    grant_id: str = ""
    asked: int = 0
    paid: Money | None = None

    @property
    def booked(self) -> Money:
        """What was really paid of it, as far as we know."""
        return self.paid or Money.zero(self.amount.currency)

    @property
    def committed(self) -> Money:
        """What of the settlement it covers: all of it while it may be paid, then what was."""
        return self.amount if self.state in SPOKEN_FOR else self.booked


@dataclass(frozen=True)
class DueDate:
    """The last instant to pay, and what says so: an article of law, or the shop's own promise."""

    at: datetime
    basis: str


@dataclass(eq=False)
class Settlement:
    """What one return brings its customer. There is one for each return whose goods count for money.

    Payments are never taken away: a new try is a new payment, or a known one asked for again.
    `given` is what the customer got in another way than by payments: outside, as credit, as goods.
    `rounds` counts how often it was ordered, each time on a person's word.
    """

    id: str
    installation_id: str
    case_id: str
    kind: SettlementKind
    amount: Money
    created_at: datetime
    state: SettlementState = SettlementState.DUE
    payments: tuple[Payment, ...] = ()
    given: Money | None = None
    rounds: int = 0
    due_at: datetime | None = None
    legal_basis: str = ""
    problem: str = ""
    ordered_at: datetime | None = None
    settled_at: datetime | None = None

    @property
    def currency(self) -> str:
        """The currency of everything in it."""
        return self.amount.currency

    @property
    def paid(self) -> Money:
        """What was really given, as far as we know."""
        booked = total((payment.booked for payment in self.payments), self.currency)
        return booked + self.given if self.given else booked

    @property
    def uncovered(self) -> Money:
        """What was not given, and no payment may still pay."""
        committed = total((one.committed for one in self.payments), self.currency)
        return self.amount - committed - (self.given or Money.zero(self.currency))

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done or to be known."""
        return self.state is not SettlementState.SETTLED

    @property
    def is_waiting(self) -> bool:
        """Whether some of its payments may still be paid."""
        return any(one.state in SPOKEN_FOR for one in self.payments)

    def payment(self, number: int) -> Payment:
        """Return a payment by its number."""
        return next(one for one in self.payments if one.number == number)

    def revise(self, amount: Money) -> None:
        """Take over an amount that was worked out anew; not once money is on its way."""
        if amount != self.amount and self.state in (SettlementState.DUE, SettlementState.FAILED):
            self.amount = amount

    def fall_due(self, due: DueDate | None) -> None:
        """Learn by when it must be given; None while that cannot be said."""
        self.due_at, self.legal_basis = (due.at, due.basis) if due else (None, "")

    def order(self, *, at: datetime) -> None:
        """Begin to give it, or go on with it on a person's word."""
        self._move_to(SettlementState.ORDERED)
        self.ordered_at, self.problem = at, ""
        self.rounds += 1

    def plan(self, parts: Sequence[tuple[str, Money]]) -> None:
        """Say which transactions (by id) are to pay how much; the first grant carries the goods."""
        number = len(self.payments)
        has_goods = any(one.with_goods for one in self.payments if not _is_void(one))
        for transaction_id, amount in parts:
            if amount.minor <= 0:
                raise ValueError("Saleor takes a refund of nothing for a refund of everything")
            number += 1
            new = Payment(number, transaction_id, amount, with_goods=not has_goods)
            self.payments, has_goods = (*self.payments, new), True
        if self.uncovered.minor < 0:
            raise ValueError("the payments are more than what is due")

    def granted(self, number: int, grant_id: str) -> None:
        """Saleor has promised a payment."""
        self._change(number, state=PaymentState.GRANTED, grant_id=grant_id)

    def requested(self, number: int) -> None:
        """The payment app was asked for a payment."""
        self._change(number, state=PaymentState.REQUESTED, asked=self.payment(number).asked + 1)

    def ask_again(self, number: int) -> None:
        """Have the payment app asked once more for a promise that it did not pay."""
        if self.payment(number).state is not PaymentState.FAILED:
            raise TransitionNotAllowed(state=self.payment(number).state.value, wanted="granted")
        self._change(number, state=PaymentState.GRANTED)

    def judged(self, number: int, state: PaymentState, paid: Money) -> None:
        """Learn what has become of a payment."""
        self._change(number, state=state, paid=paid)

    def voided(self, number: int) -> None:
        """A promise was emptied: its units and its money are free again."""
        if self.payment(number).state in (PaymentState.REQUESTED, PaymentState.PAID):
            raise TransitionNotAllowed(state=self.payment(number).state.value, wanted="voided")
        self._change(number, state=PaymentState.VOIDED)

    def give(self, value: Money) -> None:
        """The customer has got a part in another way than by payments: as credit, as goods."""
        given = value if self.given is None else self.given + value
        if given > self.amount:
            raise ValueError("more is given than is due")
        self.given = given

    def convert(self, kind: SettlementKind, amount: Money) -> None:
        """Have it given in another form, while nothing of it was."""
        if self.state not in (SettlementState.DUE, SettlementState.FAILED) or self.paid:
            raise TransitionNotAllowed(state=self.state.value, wanted=kind.value)
        self.kind, self.amount, self.problem = kind, amount, ""

    def stick(self, why: str) -> None:
        """Nobody has heard anything for too long."""
        self._move_to(SettlementState.STUCK)
        self.problem = why

    def fail(self, why: str) -> None:
        """It cannot go on without a person."""
        self._move_to(SettlementState.FAILED)
        self.problem = why

    def settle(self, *, at: datetime) -> None:
        """The customer has it all."""
        self._move_to(SettlementState.SETTLED)
        self.settled_at, self.problem = at, ""

    def settle_as(self, kind: SettlementKind, given: Money, *, at: datetime) -> None:
        """The customer has got it in another form than was meant, on a person's word."""
        self.settle(at=at)
        self.kind, self.given = kind, given

    def _change(self, number: int, **changes: object) -> None:
        self.payments = tuple(
            replace(one, **changes) if one.number == number else one  # type: ignore[arg-type]
            for one in self.payments
        )

    def _move_to(self, to: SettlementState) -> None:
        if to not in STEPS[self.state]:
            raise TransitionNotAllowed(state=self.state.value, wanted=to.value)
        self.state = to


def _is_void(payment: Payment) -> bool:
    return payment.state is PaymentState.VOIDED
