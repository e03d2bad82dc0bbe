"""Orders that were stored before rules asked for more are read anew, once."""

from datetime import datetime

from saleor_returns_app.domain.errors import SaleorDenied, SaleorUnreachable
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.orders import RULE_FACTS
from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.use_cases.orders.follow_order import refresh_order

# A look every five minutes and so many orders at each: less than one request a second.
ORDERS_AT_A_LOOK = 200


def ask_for_renewal(store: Store, installation_id: str) -> None:
    """Ask for the job below if there is anything for it."""
    if store.orders.with_old_facts(installation_id, most=1):
        store.enqueue(
            "renew_facts", lock=f"feed:{installation_id}", installation_id=installation_id
        )


def renew_facts(
    installation_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> int:
    """Read some of a shop's orders anew, the newest first; returns how many.

    The rest is left to the next look, which leaves room for whatever else asks the same Saleor.
    """
    with transaction() as store:
        outdated = store.orders.with_old_facts(installation_id, most=ORDERS_AT_A_LOOK)
    for saleor_id in outdated:
        refresh_order(installation_id, saleor_id, at=at, saleor=saleor, transaction=transaction)
    return len(outdated)


def with_todays_facts(
    order: Order, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> Order:
    """Return an order with everything that rules ask for, read anew if need be.

    Where Saleor cannot be asked it is returned as it was stored: its owner is not kept waiting.
    """
    if order.facts >= RULE_FACTS:
        return order
    try:
        refresh_order(
            order.installation_id, order.saleor_id, at=at, saleor=saleor, transaction=transaction
        )
    except (SaleorUnreachable, SaleorDenied):
        return order
    with transaction() as store:
        return store.orders.get(order.id)
