"""What is known of customers besides one order, kept in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saleor_returns_app.domain.policy.facts import CustomerHistory
from saleor_returns_app.domain.policy.history import KnownOrder, KnownReturn, Look, histories_from
from tests.support.memory_store.orders import MemoryOrders
from tests.support.memory_store.returns import MemoryReturns


@dataclass
class MemoryCustomers:
    """What is known of customers besides one order."""

    orders: MemoryOrders
    returns: MemoryReturns

    def histories(self, installation_id: str, looks: Sequence[Look]) -> list[CustomerHistory]:
        orders = [
            KnownOrder(one.id, one.customer_id, one.email, one.placed_at, one.snapshot.status)
            for one in self.orders.kept
            if one.installation_id == installation_id
        ]
        returns = [
            KnownReturn(one.order_id, one.requested_at, one.wish)
            for one in self.returns.kept
            if one.installation_id == installation_id and not one.is_dead
        ]
        return histories_from(looks, orders, returns)
