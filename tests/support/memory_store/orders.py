"""What a memory store keeps of the orders, and of what Saleor told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from saleor_returns_app.domain.deliveries import Delivery
from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.order_feed import OrderFeed
from saleor_returns_app.domain.orders import RULE_FACTS
from tests.support.memory_store.rows import one_of


@dataclass
class MemoryOrders:
    """The orders that we follow."""

    kept: list[Order] = field(default_factory=list)

    def add_new(self, order: Order) -> None:
        if self.find_by_saleor_id(order.installation_id, order.saleor_id) is None:
            self.kept.append(order)

    def get(self, id: str) -> Order:
        return one_of(self.kept, lambda one: one.id == id, NotFound())

    def locked(self, id: str) -> Order:
        return self.get(id)

    def last_changes(self, installation_id: str, saleor_ids: Sequence[str]) -> dict[str, datetime]:
        return {
            one.saleor_id: one.snapshot.updated_at
            for one in self.kept
            if one.installation_id == installation_id
            and one.saleor_id in saleor_ids
            and one.facts >= RULE_FACTS
        }

    def with_old_facts(self, installation_id: str, *, most: int) -> list[str]:
        old = [
            one
            for one in self.kept
            if one.installation_id == installation_id and one.facts < RULE_FACTS
        ]
        old.sort(key=lambda one: one.placed_at, reverse=True)
        return [one.saleor_id for one in old[:most]]

    def find_by_saleor_id(self, installation_id: str, saleor_id: str) -> Order | None:
        wanted = (installation_id, saleor_id)
        fitting = (one for one in self.kept if (one.installation_id, one.saleor_id) == wanted)
        return next(fitting, None)

    def with_saleor_id(self, installation_id: str, saleor_id: str) -> Order:
        wanted = (installation_id, saleor_id)
        return one_of(
            self.kept, lambda one: (one.installation_id, one.saleor_id) == wanted, NotFound()
        )

    def find_by_number(self, installation_id: str, number: str) -> Order | None:
        wanted = (installation_id, number)
        fitting = [one for one in self.kept if (one.installation_id, one.number) == wanted]
        return max(fitting, key=lambda one: one.placed_at, default=None)

    def of_customer(self, installation_id: str, customer_id: str, email: str = "") -> list[Order]:
        fitting = [
            one
            for one in self.kept
            if one.installation_id == installation_id
            and (one.customer_id == customer_id or (email and one.email.lower() == email.lower()))
        ]
        return sorted(fitting, key=lambda one: one.placed_at, reverse=True)

    def of_departed(self) -> list[Order]:
        return [one for one in self.kept if one.customer_gone_at and not one.forgotten_at]


@dataclass
class MemoryDeliveries:
    """What Saleor told us."""

    kept: list[Delivery] = field(default_factory=list)

    def get(self, id: str) -> Delivery:
        return one_of(self.kept, lambda one: one.id == id, NotFound())

    def erase_bodies(self, before: datetime, *, limit: int) -> int:
        old = [one for one in self._dealt_with(before) if one.body][:limit]
        for one in old:
            one.body = b""
        return len(old)

    def delete(self, before: datetime, *, limit: int) -> int:
        old = self._dealt_with(before)[:limit]
        self.kept = [one for one in self.kept if one not in old]
        return len(old)

    def _dealt_with(self, before: datetime) -> list[Delivery]:
        return [one for one in self.kept if one.applied_at and one.applied_at < before]


@dataclass
class MemoryOrderFeeds:
    """How far each shop's orders have been read."""

    kept: list[OrderFeed] = field(default_factory=list)

    def add(self, feed: OrderFeed) -> None:
        self.kept.append(feed)

    def find(self, installation_id: str) -> OrderFeed | None:
        return next((one for one in self.kept if one.installation_id == installation_id), None)

    def locked(self, installation_id: str) -> OrderFeed:
        return one_of(self.kept, lambda one: one.installation_id == installation_id, NotFound())

    def looked_before(self, moment: datetime) -> list[OrderFeed]:
        return [one for one in self.kept if one.looked_at <= moment]
