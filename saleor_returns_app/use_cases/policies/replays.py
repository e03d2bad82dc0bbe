"""What a draft would have done: it is held against past orders beside a published version."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.conditions import FactName, tests_of
from saleor_returns_app.domain.policy.deciding import compile_policy, decide_by
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.policy.facts import Capabilities
from saleor_returns_app.domain.policy.history import Look
from saleor_returns_app.domain.policy.moments import PastOrder
from saleor_returns_app.domain.policy.replaying import Decide, Replaying, Tally
from saleor_returns_app.domain.policy.replays import (
    PolicyReplay,
    Reached,
    ReplayState,
    months_before,
)
from saleor_returns_app.domain.policy.touching import touching
from saleor_returns_app.domain.ports import Store, Transaction

PAGE = 200
HISTORY = frozenset(
    {FactName.IS_FIRST_ORDER, FactName.CUSTOMER_RETURNS, FactName.CUSTOMER_RETURNED_VALUE}
)


@dataclass(frozen=True)
class Comparison:
    """What is held beside what: a document, and the rules of a published version."""

    installation_id: str
    document: PolicyDocument
    published: PolicyDocument
    beside: int
    since: datetime
    until: datetime

    @property
    def asks_for_history(self) -> bool:
        """Whether a rule of either asks what the customer did before."""
        rules = (*self.document.rules, *self.published.rules)
        return any(test.fact in HISTORY for rule in rules for test in tests_of(rule.when))

    def replaying(self, capabilities: Capabilities) -> Replaying:
        """Make both ready to decide."""
        return Replaying(
            before=_decider(self.published, self.beside),
            after=_decider(self.document, self.beside + 1),
            until=self.until,
            capabilities=capabilities,
            touches=touching(self.published, self.document),
        )


@dataclass(frozen=True)
class Progress:
    """How far a replay has come, and what it has come to so far."""

    read: int
    total: int
    tally: Tally


def start_replay(
    installation_id: str,
    draft_id: str,
    *,
    months: int,
    asked_by: str,
    at: datetime,
    transaction: Transaction,
    beside: int | None = None,
    parcel_costs: tuple[Money, ...] = (),
) -> PolicyReplay:
    """Have a draft, as it is now, replayed by a job; an older replay of it that still runs ends.

    It is held beside the rules in force, unless another version is named. With `parcel_costs`, what
    a parcel back costs the shop, its parcels are put into money.
    """
    since = months_before(at, months)
    with transaction() as store:
        draft = store.policy_drafts.locked(installation_id, draft_id)
        for older in store.policy_replays.alive_of_draft(draft_id):
            older.end(ReplayState.SUPERSEDED, at=at)
        newest = store.policies.newest(installation_id)
        published = newest if beside is None else store.policies.get(installation_id, beside)
        replay = PolicyReplay(
            id=str(uuid4()),
            installation_id=installation_id,
            draft_id=draft.id,
            draft_revision=draft.revision,
            document=draft.document,
            beside=published.version,
            since=since,
            until=at,
            asked_by=asked_by,
            asked_at=at,
            total=store.past_orders.count(installation_id, since=since, until=at),
            result=Tally(),
            parcel_costs=parcel_costs,
        )
        store.policy_replays.add(replay)
        _go_on(store, replay)
    return replay


def continue_replay(
    replay_id: str,
    *,
    at: datetime,
    capabilities: Capabilities,
    transaction: Transaction,
    page: int = PAGE,
) -> bool:
    """Read one page of a replay; say whether there is more. What was read is read once.

    After a crash it goes on from the page that was kept last.
    """
    with transaction() as store:
        replay = store.policy_replays.locked(replay_id)
        if not replay.state.is_alive:
            return False
        comparison = _comparison(store, replay)
        orders = _page(store, comparison, replay.reached, page)
        tally = deepcopy(replay.result)
        _add(tally, comparison.replaying(capabilities), orders)
        replay.page_read(tally, _last(orders))
        if len(orders) < page:
            replay.end(ReplayState.DONE, at=at)
        return replay.state.is_alive


def put_off_replay(replay_id: str, *, transaction: Transaction) -> None:
    """Let other jobs have their turn before a replay goes on."""
    with transaction() as store:
        replay = store.policy_replays.locked(replay_id)
        if replay.state.is_alive:
            _go_on(store, replay)


def cancel_replay(
    installation_id: str, replay_id: str, *, at: datetime, transaction: Transaction
) -> PolicyReplay:
    """Stop a replay. Raises `ReplayEnded` when there is nothing to stop."""
    with transaction() as store:
        store.policy_replays.get(installation_id, replay_id)
        replay = store.policy_replays.locked(replay_id)
        replay.end(ReplayState.CANCELLED, at=at)
    return replay


def fail_replay(replay_id: str, why: str, *, at: datetime, transaction: Transaction) -> None:
    """Note that a replay could not be ended."""
    with transaction() as store:
        replay = store.policy_replays.locked(replay_id)
        if replay.state.is_alive:
            replay.end(ReplayState.FAILED, at=at, problem=why)


def show_replay(installation_id: str, replay_id: str, *, transaction: Transaction) -> PolicyReplay:
    """Return a replay, with its progress and what it has come to."""
    with transaction() as store:
        return store.policy_replays.get(installation_id, replay_id)


def list_replays(
    installation_id: str, *, transaction: Transaction, limit: int = 20
) -> list[PolicyReplay]:
    """List a shop's replays, the newest first."""
    with transaction() as store:
        return store.policy_replays.latest(installation_id, limit=limit)


def replay_at_once(
    slug: str,
    document: PolicyDocument,
    *,
    months: int,
    at: datetime,
    capabilities: Capabilities,
    transaction: Transaction,
    page: int = PAGE,
) -> Iterator[Progress]:
    """Replay a document that is no draft, page by page; the last progress has the whole result."""
    since = months_before(at, months)
    with transaction() as store:
        shop = store.installations.with_slug(slug)
        newest = store.policies.newest(shop.id)
        total = store.past_orders.count(shop.id, since=since, until=at)
    comparison = Comparison(shop.id, document, newest.document, newest.version, since, at)
    replaying, tally = comparison.replaying(capabilities), Tally()
    reached: Reached | None = None
    while True:
        with transaction() as store:
            orders = _page(store, comparison, reached, page)
        _add(tally, replaying, orders)
        reached = _last(orders) or reached
        yield Progress(tally.orders, total, tally)
        if len(orders) < page:
            return


def _go_on(store: Store, replay: PolicyReplay) -> None:
    store.enqueue("replay_policy", lock=f"replay:{replay.id}", replay_id=replay.id)


def _decider(document: PolicyDocument, version: int) -> Decide:
    compiled = compile_policy(document)
    return lambda facts: decide_by(compiled, facts, version=version)


def _comparison(store: Store, replay: PolicyReplay) -> Comparison:
    published = store.policies.get(replay.installation_id, replay.beside)
    return Comparison(
        replay.installation_id,
        replay.document,
        published.document,
        published.version,
        replay.since,
        replay.until,
    )


def _page(
    store: Store, comparison: Comparison, after: Reached | None, limit: int
) -> list[PastOrder]:
    shop = comparison.installation_id
    orders = store.past_orders.page(
        shop, since=comparison.since, until=comparison.until, after=after, limit=limit
    )
    if not comparison.asks_for_history:
        return orders
    looks = [Look(past.order, comparison.until) for past in orders]
    histories = store.customers.histories(shop, looks)
    return [replace(past, history=history) for past, history in zip(orders, histories, strict=True)]


def _add(tally: Tally, replaying: Replaying, orders: list[PastOrder]) -> None:
    for order in orders:
        replaying.add(tally, order)


def _last(orders: list[PastOrder]) -> Reached | None:
    return Reached(orders[-1].order.placed_at, orders[-1].order.id) if orders else None
