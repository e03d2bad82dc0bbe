"""A replay under way: a document held against the orders of a time, page by page."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from saleor_returns_app.domain.errors import Conflict, Invalid, NotFound
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.policy.replaying import Tally

MOST_MONTHS = 60


class ReplayNotFound(NotFound):
    """There is no such replay."""

    code = "replay_not_found"


class ReplayMonthsInvalid(Invalid):
    """A replay goes back between one and sixty months."""

    code = "replay_months_invalid"


class ReplayEnded(Conflict):
    """This replay has ended already."""

    code = "replay_ended"


class ReplayState(StrEnum):
    """How far a replay is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"
    FAILED = "failed"

    @property
    def is_alive(self) -> bool:
        """Whether there is more to come."""
        return self in {ReplayState.WAITING, ReplayState.RUNNING}


def months_before(at: datetime, months: int) -> datetime:
    """Go back whole months; where the month is too short, to its last day."""
    if not 1 <= months <= MOST_MONTHS:
        raise ReplayMonthsInvalid(most=MOST_MONTHS)
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    day = min(at.day, monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)


@dataclass(frozen=True)
class Reached:
    """The order that a replay has come to, in the order in which they were placed."""

    placed_at: datetime
    order_id: str


@dataclass(eq=False)
class PolicyReplay:
    """A replay of a document beside a published version; it goes on where it stopped.

    `draft_id` and `draft_revision` name the draft that the document was, if it was one.
    """

    id: str
    installation_id: str
    draft_id: str | None
    draft_revision: int
    document: PolicyDocument
    beside: int
    since: datetime
    until: datetime
    asked_by: str
    asked_at: datetime
    total: int
    result: Tally
    parcel_costs: tuple[Money, ...] = ()
    state: ReplayState = ReplayState.WAITING
    read: int = 0
    reached_at: datetime | None = None
    reached_id: str = ""
    ended_at: datetime | None = None
    problem: str = ""

    @property
    def reached(self) -> Reached | None:
        """How far it has come; None before the first order."""
        return Reached(self.reached_at, self.reached_id) if self.reached_at else None

    @property
    def percent(self) -> int:
        """How much of it is done."""
        if not self.state.is_alive:
            return 100 if self.state is ReplayState.DONE else self._share()
        return min(99, self._share())

    def page_read(self, result: Tally, reached: Reached | None) -> None:
        """Keep what a page of orders came to."""
        self.state, self.result = ReplayState.RUNNING, result
        self.read = result.orders
        if reached is not None:
            self.reached_at, self.reached_id = reached.placed_at, reached.order_id

    def end(self, state: ReplayState, *, at: datetime, problem: str = "") -> None:
        """Stop for good; what was found so far stays."""
        if not self.state.is_alive:
            raise ReplayEnded(state=self.state.value)
        self.state, self.ended_at, self.problem = state, at, problem

    def _share(self) -> int:
        return 100 * self.read // self.total if self.total else 0
