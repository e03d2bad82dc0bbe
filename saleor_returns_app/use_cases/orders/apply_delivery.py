"""A delivery that was kept is applied: the order is read anew, the payload being only a hint."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from saleor_returns_app.domain.deliveries import Delivery, DeliveryState
from saleor_returns_app.domain.errors import SaleorDenied, SaleorUnreachable
from saleor_returns_app.domain.ports import SaleorGate, Transaction
from saleor_returns_app.use_cases.installing.life_cycle import LIFE_CYCLE
from saleor_returns_app.use_cases.orders.customers import CUSTOMERS
from saleor_returns_app.use_cases.orders.follow_order import learn_order, refresh_order

# What is not about one order.
TOLD_OF_OTHERS = {**LIFE_CYCLE, **CUSTOMERS}


def apply_delivery(
    delivery_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> None:
    """Apply a delivery; doing it twice, or late, changes nothing.

    One action fires several events, so what was read since the delivery came is not read again.
    While Saleor cannot be asked, what the payload says is taken over and the job is tried again.
    """
    with transaction() as store:
        delivery = store.deliveries.get(delivery_id)
        if delivery.state is not DeliveryState.STORED:
            return
    payload = json.loads(delivery.body, parse_float=Decimal)
    if delivery.event in TOLD_OF_OTHERS:
        TOLD_OF_OTHERS[delivery.event](
            delivery.installation_id, payload, at=at, saleor=saleor, transaction=transaction
        )
        _finish(delivery_id, DeliveryState.APPLIED, at, transaction)
        return
    order = payload.get("order")
    if not isinstance(order, dict):
        _finish(delivery_id, DeliveryState.IGNORED, at, transaction)
        return
    if _is_known(delivery, order["id"], transaction):
        _finish(delivery_id, DeliveryState.APPLIED, at, transaction)
        return
    try:
        refresh_order(
            delivery.installation_id, order["id"], at=at, saleor=saleor, transaction=transaction
        )
    except (SaleorUnreachable, SaleorDenied):
        _take_over(delivery.installation_id, payload, delivery.received_at, saleor, transaction)
        raise
    _finish(delivery_id, DeliveryState.APPLIED, at, transaction)


def _is_known(delivery: Delivery, saleor_order_id: str, transaction: Transaction) -> bool:
    with transaction() as store:
        order = store.orders.find_by_saleor_id(delivery.installation_id, saleor_order_id)
        return order is not None and order.was_read_after(delivery.received_at)


def _take_over(
    installation_id: str,
    payload: dict[str, Any],
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> None:
    snapshot = saleor.order_in(payload)
    with transaction() as store:
        learn_order(store, installation_id, snapshot, at=at)


def _finish(delivery_id: str, state: DeliveryState, at: datetime, transaction: Transaction) -> None:
    with transaction() as store:
        delivery = store.deliveries.get(delivery_id)
        delivery.state, delivery.applied_at = state, at
