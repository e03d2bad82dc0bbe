"""An order as its owner sees it: what may come back, and what already does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.money import total
from saleor_returns_app.domain.policy.deciding import decide
from saleor_returns_app.domain.policy.decision import Decision
from saleor_returns_app.domain.policy.facts import ChosenLine, Facts
from saleor_returns_app.domain.policy.history import Look
from saleor_returns_app.domain.policy.terms import Source
from saleor_returns_app.domain.ports import Store, Transaction
from saleor_returns_app.domain.quotes import PaidBefore
from saleor_returns_app.domain.refund_breakdown import credited_by_others, still_refundable
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.use_cases.parcels.planning import capabilities_of


@dataclass(frozen=True)
class OrderView:
    """An order, what was decided about it now, and its returns."""

    shop: Installation
    order: Order
    decision: Decision
    returns: tuple[ReturnRequest, ...]


def view_order(order_id: str, *, at: datetime, transaction: Transaction) -> OrderView:
    """Decide about an order by the policy that was in force when it was placed."""
    with transaction() as store:
        order = store.orders.get(order_id)
        return OrderView(
            shop=store.installations.get(order.installation_id),
            order=order,
            decision=decide_now(store, order, at=at),
            returns=tuple(store.returns.of_order(order.id)),
        )


def decide_now(
    store: Store,
    order: Order,
    *,
    at: datetime,
    chosen: Sequence[ChosenLine] = (),
    source: Source = Source.PORTAL,
) -> Decision:
    """Decide about every line of an order, and about what was chosen of it."""
    policy = store.policies.get(order.installation_id, order.policy_version)
    return decide(facts_now(store, order, at=at, chosen=chosen, source=source), policy)


def facts_now(
    store: Store,
    order: Order,
    *,
    at: datetime,
    chosen: Sequence[ChosenLine] = (),
    source: Source = Source.PORTAL,
) -> Facts:
    """Gather what a decision about an order depends on."""
    [history] = store.customers.histories(order.installation_id, [Look(order, before=at)])
    return Facts(
        order=order,
        at=at,
        uses=store.returns.uses(order.id),
        history=history,
        chosen=tuple(chosen),
        source=source,
        capabilities=capabilities_of(store, order.installation_id),
    )


def paid_before(store: Store, order: Order) -> PaidBefore:
    """Count what other returns, and refunds made in Saleor itself, have given back or promised."""
    living = [case for case in store.returns.of_order(order.id) if not case.is_dead]
    snapshot = order.snapshot
    ours = frozenset(case.granted_refund_id for case in living if case.granted_refund_id)
    units = credited_by_others(snapshot, ours=ours)
    for case in living:
        for line in case.lines:
            units[line.order_line_id] = units.get(line.order_line_id, 0) + line.quantity
    known_grants = {grant.id for grant in snapshot.granted_refunds}
    unseen = (case.refund for case in living if case.granted_refund_id not in known_grants)
    promised = total(unseen, snapshot.currency)
    return PaidBefore(units, still_refundable(snapshot, promised=promised))
