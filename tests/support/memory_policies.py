"""Drafts, replays and orders of the past in memory."""

from dataclasses import dataclass, field
from datetime import datetime

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.policy.drafts import DraftNotFound, PolicyDraft
from saleor_returns_app.domain.policy.facts import ChosenLine
from saleor_returns_app.domain.policy.moments import PastOrder, PastReturn
from saleor_returns_app.domain.policy.replays import PolicyReplay, Reached, ReplayNotFound
from saleor_returns_app.domain.policy.terms import Source
from saleor_returns_app.domain.return_request import ReturnRequest


@dataclass
class MemoryPolicyDrafts:
    """The drafts."""

    kept: list[PolicyDraft] = field(default_factory=list)

    def add(self, draft: PolicyDraft) -> None:
        self.kept.append(draft)

    def get(self, installation_id: str, id: str) -> PolicyDraft:
        for draft in self.kept:
            if (draft.installation_id, draft.id) == (installation_id, id):
                return draft
        raise DraftNotFound

    locked = get

    def open_ones(self, installation_id: str) -> list[PolicyDraft]:
        fitting = [one for one in self.kept if one.installation_id == installation_id]
        open_ones = [one for one in fitting if one.is_open]
        return sorted(open_ones, key=lambda one: one.updated_at, reverse=True)

    def find_open(self, installation_id: str, name: str) -> PolicyDraft | None:
        return next((one for one in self.open_ones(installation_id) if one.name == name), None)


@dataclass
class MemoryPolicyReplays:
    """The replays."""

    kept: list[PolicyReplay] = field(default_factory=list)

    def add(self, replay: PolicyReplay) -> None:
        self.kept.append(replay)

    def by_id(self, id: str) -> PolicyReplay:
        for replay in self.kept:
            if replay.id == id:
                return replay
        raise ReplayNotFound

    locked = by_id

    def get(self, installation_id: str, id: str) -> PolicyReplay:
        replay = self.by_id(id)
        if replay.installation_id != installation_id:
            raise ReplayNotFound
        return replay

    def alive_of_draft(self, draft_id: str) -> list[PolicyReplay]:
        return [one for one in self.kept if one.draft_id == draft_id and one.state.is_alive]

    def latest(self, installation_id: str, *, limit: int) -> list[PolicyReplay]:
        fitting = [one for one in self.kept if one.installation_id == installation_id]
        return sorted(fitting, key=lambda one: one.asked_at, reverse=True)[:limit]


@dataclass
class MemoryPastOrders:
    """Orders with their returns, of the lists that the store keeps anyway."""

    orders: list[Order]
    returns: list[ReturnRequest]

    def count(self, installation_id: str, *, since: datetime, until: datetime) -> int:
        return len(self._placed(installation_id, since, until))

    def page(
        self,
        installation_id: str,
        *,
        since: datetime,
        until: datetime,
        after: Reached | None,
        limit: int,
    ) -> list[PastOrder]:
        placed = self._placed(installation_id, since, until)
        if after is not None:
            last = (after.placed_at, after.order_id)
            placed = [one for one in placed if (one.placed_at, one.id) > last]
        return [self._past(one) for one in placed[:limit]]

    def find(self, installation_id: str, order_id: str) -> PastOrder | None:
        for order in self.orders:
            if (order.installation_id, order.id) == (installation_id, order_id):
                return self._past(order)
        return None

    def _placed(self, installation_id: str, since: datetime, until: datetime) -> list[Order]:
        fitting = [
            one
            for one in self.orders
            if one.installation_id == installation_id and since <= one.placed_at < until
        ]
        return sorted(fitting, key=lambda one: (one.placed_at, one.id))

    def _past(self, order: Order) -> PastOrder:
        cases = [one for one in self.returns if one.order_id == order.id]
        cases.sort(key=lambda one: (one.requested_at, one.number))
        return PastOrder(order, tuple(_past_return(case) for case in cases))


def _past_return(case: ReturnRequest) -> PastReturn:
    return PastReturn(
        number=case.number,
        requested_at=case.requested_at,
        source=Source(case.door.value),
        lines=tuple(
            ChosenLine(line.order_line_id, line.quantity, line.reason) for line in case.lines
        ),
        outcome=case.wish.outcome,
        method=case.wish.method,
        refund=case.refund,
        is_dead=case.is_dead,
        is_written=case.goods_written,
    )
