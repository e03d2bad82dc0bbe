"""Exchanges: what the customer gets instead, what it costs them or brings, and when it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from saleor_returns_app.domain.errors import Conflict, Invalid, TransitionNotAllowed
from saleor_returns_app.domain.money import Money, total


class ReplacementMissing(Invalid):
    """Choose what you would like to have instead."""

    code = "replacement_missing"


class ReplacementUnknown(Invalid):
    """This is not sold in the shop; choose something else."""

    code = "replacement_unknown"


class ReplacementSoldOut(Conflict):
    """There is not enough of this in stock any more; choose something else."""

    code = "replacement_sold_out"


class Release(StrEnum):
    """When an exchange is sent: by a person's word, or by itself from a moment on."""

    BY_HAND = "by_hand"
    APPROVAL = "approval"
    FIRST_SCAN = "first_scan"
    RECEIPT = "receipt"


class ExchangeState(StrEnum):
    """How far an exchange has come. `prepared` is a draft, `called_off` can be chosen anew."""

    CHOSEN = "chosen"
    PREPARED = "prepared"
    RELEASED = "released"
    CALLED_OFF = "called_off"


_STEPS: dict[ExchangeState, frozenset[ExchangeState]] = {
    ExchangeState.CHOSEN: frozenset({ExchangeState.PREPARED, ExchangeState.CALLED_OFF}),
    ExchangeState.PREPARED: frozenset({ExchangeState.RELEASED, ExchangeState.CALLED_OFF}),
    ExchangeState.RELEASED: frozenset({ExchangeState.CALLED_OFF}),
    ExchangeState.CALLED_OFF: frozenset({ExchangeState.CHOSEN}),
}


@dataclass(frozen=True)
class Replacement:
    """Units that a customer gets for units of a returned line, at what one of them is counted.

    `is_even` says that it counts as much as was paid for what comes back, whatever it costs now.
    """

    order_line_id: str
    variant_id: str
    quantity: int
    unit: Money
    name: str
    sku: str = ""
    is_even: bool = False

    @property
    def value(self) -> Money:
        """What all of its units count."""
        return Money(self.unit.minor * self.quantity, self.unit.currency)


@dataclass(frozen=True)
class Balance:
    """Returned value less new goods: what is left goes back, what is missing is due."""

    returned: Money
    goods: Money

    @property
    def covered(self) -> Money:
        """What of the returned value the new goods use up."""
        return min(self.returned, self.goods)

    @property
    def back(self) -> Money:
        """What goes back to the customer."""
        return self.returned - self.covered

    @property
    def due(self) -> Money:
        """What the customer has to pay."""
        return self.goods - self.covered


def balance_of(returned: Money, replacements: Sequence[Replacement]) -> Balance:
    """Hold the new goods against what came back."""
    return Balance(returned, total((one.value for one in replacements), returned.currency))


def counted(listed: Money, *, before: Money | None, paid: Money) -> tuple[Money, bool]:
    """Say what a unit counts: as much as was paid when it costs what the returned one does."""
    return (paid, True) if before is not None and listed == before else (listed, False)


@dataclass(eq=False)
class Exchange:
    """The order of our own that a return brings. `attempt` counts its drafts: each has its own name.

    `cleared_at` is a person's word to send it, `paid_at` that the difference is settled.
    """

    case_id: str
    installation_id: str
    replacements: tuple[Replacement, ...]
    chosen_at: datetime
    state: ExchangeState = ExchangeState.CHOSEN
    attempt: int = 1
    draft_id: str = ""
    order_number: str = ""
    paid_reference: str = ""
    paid_at: datetime | None = None
    cleared_at: datetime | None = None
    released_at: datetime | None = None
    looked_at: datetime | None = None
    has_shipping: bool = False
    is_marked_paid: bool = False
    is_linked: bool = False

    @property
    def progress(self) -> tuple[object, ...]:
        """How far its steps have come: another worker that was faster has changed it."""
        return (
            self.state,
            self.attempt,
            self.looked_at,
            self.draft_id,
            self.has_shipping,
            self.is_marked_paid,
            self.is_linked,
        )

    def choose(self, replacements: tuple[Replacement, ...], *, at: datetime) -> None:
        """Take something else, by another draft."""
        if self.state is ExchangeState.CALLED_OFF:
            self.state = ExchangeState.CHOSEN
            self.attempt += 1
        elif self.state is not ExchangeState.CHOSEN or self.draft_id:
            raise TransitionNotAllowed(state=self.state.value, wanted=ExchangeState.CHOSEN.value)
        self.replacements, self.chosen_at = replacements, at

    def drafted(self, draft_id: str) -> None:
        """Saleor has a draft of it."""
        self.draft_id = draft_id

    def prepared(self) -> None:
        """The draft says what was agreed: it can be sent."""
        self._move_to(ExchangeState.PREPARED)

    def pay_difference(self, reference: str, *, at: datetime) -> None:
        """The customer has paid what was due."""
        if self.paid_at is None:
            self.paid_reference, self.paid_at = reference, at

    def clear(self, *, at: datetime) -> None:
        """Somebody lets it go now."""
        self.cleared_at = self.cleared_at or at

    def released(self, order_number: str, *, at: datetime) -> None:
        """It is an order: its stock is allocated."""
        self._move_to(ExchangeState.RELEASED)
        self.order_number, self.released_at = order_number, at

    def call_off(self) -> None:
        """It is gone from Saleor."""
        self._move_to(ExchangeState.CALLED_OFF)
        self.draft_id = self.order_number = ""
        self.cleared_at = self.released_at = self.looked_at = None
        self.has_shipping = self.is_marked_paid = self.is_linked = False

    def _move_to(self, to: ExchangeState) -> None:
        if to not in _STEPS[self.state]:
            raise TransitionNotAllowed(state=self.state.value, wanted=to.value)
        self.state = to
