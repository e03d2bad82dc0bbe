"""What we know of an order is brought up to date."""

from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.followed_orders import Order, follow_order
from saleor_returns_app.domain.orders import RULE_FACTS, OrderSnapshot
from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.thin_snapshots import with_known_facts


def learn_order(
    store: Store, installation_id: str, snapshot: OrderSnapshot, *, at: datetime
) -> Order:
    """Take over what a snapshot says; an order that is new is followed from now on."""
    order = store.orders.find_by_saleor_id(installation_id, snapshot.id)
    if order is None:
        store.orders.add_new(_first_seen(store, installation_id, snapshot, at=at))
        order = store.orders.with_saleor_id(installation_id, snapshot.id)
    order.learn(with_known_facts(snapshot, order.snapshot), at=at)
    return order


def refresh_order(
    installation_id: str,
    saleor_order_id: str,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> OrderSnapshot | None:
    """Read an order from Saleor as it is now; None when Saleor has no such order."""
    with transaction() as store:
        installation = store.installations.get(installation_id)
    snapshot = saleor.open(installation).fetch_order(saleor_order_id)
    with transaction() as store:
        if snapshot is None:
            _nothing_more_to_read(store, installation_id, saleor_order_id)
        else:
            order = learn_order(store, installation_id, snapshot, at=at)
            watch_open_refunds(store, order)
    return snapshot


def _nothing_more_to_read(store: Store, installation_id: str, saleor_order_id: str) -> None:
    order = store.orders.find_by_saleor_id(installation_id, saleor_order_id)
    if order is not None:
        order.facts = RULE_FACTS


def _first_seen(
    store: Store, installation_id: str, snapshot: OrderSnapshot, *, at: datetime
) -> Order:
    policy = store.policies.in_force(installation_id, at=snapshot.placed_at)
    return follow_order(
        snapshot,
        id=str(uuid4()),
        installation_id=installation_id,
        policy_version=policy.version,
        at=at,
    )


def watch_open_refunds(store: Store, order: Order) -> None:
    """Have every refund under way looked at, and those that failed: its order was touched."""
    for case in store.returns.of_order(order.id):
        if case.money_status in (MoneyStatus.ORDERED, MoneyStatus.FAILED):
            store.enqueue("watch_refund", case_id=case.id)
