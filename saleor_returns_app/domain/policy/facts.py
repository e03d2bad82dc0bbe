"""What a decision is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason, Source


@dataclass(frozen=True)
class LineUse:
    """What our own returns have done with a line so far.

    `claimed` units are in a return that is alive; `written` of them Saleor has been told of.
    """

    claimed: int = 0
    written: int = 0


@dataclass(frozen=True)
class EarlierReturn:
    """A return that this customer asked for before, of any order."""

    at: datetime
    value: Money


@dataclass(frozen=True)
class CustomerHistory:
    """What we know of a customer besides the order in question."""

    orders_before: int = 0
    returns: tuple[EarlierReturn, ...] = ()


@dataclass(frozen=True)
class ChosenLine:
    """Units that the customer wants to send back; without a reason while none was given."""

    line_id: str
    quantity: int
    reason: ReturnReason | None = None


@dataclass(frozen=True)
class Capabilities:
    """What the shop can do now: serve ways home, use connected carriers, give outcomes."""

    methods: frozenset[ReturnMethod] = frozenset(
        {ReturnMethod.DROP_OFF, ReturnMethod.IN_STORE, ReturnMethod.KEEP}
    )
    carrier_options: frozenset[str] = frozenset()
    outcomes: frozenset[Outcome] = frozenset(Outcome)


@dataclass(frozen=True)
class Facts:
    """Everything that a decision depends on: the same facts and version give the same decision."""

    order: Order
    at: datetime
    uses: Mapping[str, LineUse] = field(default_factory=dict)
    history: CustomerHistory = CustomerHistory()
    chosen: tuple[ChosenLine, ...] = ()
    outcome: Outcome | None = None
    method: ReturnMethod | None = None
    source: Source = Source.PORTAL
    capabilities: Capabilities = Capabilities()
