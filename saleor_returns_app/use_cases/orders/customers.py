"""Saleor tells of its customers: one has changed, or is gone and is to be forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.forgetting import forget_reader, forget_sender, may_be_forgotten
from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.use_cases.returns.follow_ups import order_receipt

Payload = Mapping[str, Any]
MOST_ORDERS_READ = 100


def customer_updated(
    installation_id: str,
    payload: Payload,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> None:
    """Have the customer's newest orders read anew: what Saleor says of them now is what counts."""
    user = payload.get("user") or {}
    if not user.get("id"):
        return
    with transaction() as store:
        orders = store.orders.of_customer(installation_id, user["id"])
        for order in orders[:MOST_ORDERS_READ]:
            store.enqueue("refresh_order", order_id=order.id)


def customer_deleted(
    installation_id: str,
    payload: Payload,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> None:
    """Forget the customer: at once where nothing is owed any more, else when it no longer is.

    Orders without an account count by the address of e-mail: they are the same person's.
    """
    user = payload.get("user") or {}
    if not user.get("id"):
        return
    with transaction() as store:
        orders = store.orders.of_customer(installation_id, user["id"], user.get("email") or "")
        for order in orders:
            order.customer_left(at=at)
            _ask_to_forget(store, order)


def forget_departed(*, at: datetime, transaction: Transaction) -> int:
    """Ask for a look at each order whose customer is gone; returns how many there are."""
    with transaction() as store:
        orders = store.orders.of_departed()
        for order in orders:
            _ask_to_forget(store, order)
    return len(orders)


def forget_order(order_id: str, *, at: datetime, transaction: Transaction) -> bool:
    """Take out of an order and its returns who they belong to, if that may be; says whether."""
    with transaction() as store:
        order = store.orders.locked(order_id)
        cases = [store.returns.locked(case.id) for case in store.returns.of_order(order.id)]
        policy = store.policies.get(order.installation_id, order.policy_version)
        uses = store.returns.uses(order.id)
        if not may_be_forgotten(order, cases, policy=policy, uses=uses, at=at):
            return False
        order.forget(at=at)
        for case in cases:
            forget_sender(case)
            for message in store.messages.of_case(case.id):
                forget_reader(message)
            for file in store.files.of_case(case.id):
                store.files.remove(file)
                store.enqueue("delete_file", file_id=file.id)
            _forget_holder(store, case)
    return True


def _forget_holder(store: Store, case: ReturnRequest) -> None:
    """Let the receipt name nobody, and have it drawn anew: its signature holds without the name."""
    receipt = store.receipts.of_case(case.id)
    if receipt is not None:
        receipt.forget_holder()
        order_receipt(store, case)


def _ask_to_forget(store: Store, order: Order) -> None:
    store.enqueue("forget_order", lock=f"forget:{order.id}", order_id=order.id)


CUSTOMERS = {"customer_updated": customer_updated, "customer_deleted": customer_deleted}
