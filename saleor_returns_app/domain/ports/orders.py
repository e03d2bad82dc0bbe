"""What is kept of the orders, and of what Saleor told of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from saleor_returns_app.domain.deliveries import Delivery
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.order_feed import OrderFeed


class Orders(Protocol):
    """The orders that we follow."""

    def add_new(self, order: Order) -> None: ...
    def get(self, id: str) -> Order: ...
    def locked(self, id: str) -> Order: ...
    def find_by_saleor_id(self, installation_id: str, saleor_id: str) -> Order | None: ...
    def with_saleor_id(self, installation_id: str, saleor_id: str) -> Order: ...
    def find_by_number(self, installation_id: str, number: str) -> Order | None: ...
    def last_changes(self, installation_id: str, saleor_ids: Sequence[str]) -> dict[str, datetime]:
        """Say of orders, by Saleor's id, which of their changes is the last that we know.

        An order whose facts are of an older shape is not known.
        """

    def with_old_facts(self, installation_id: str, *, most: int) -> list[str]:
        """Name, by Saleor's id, orders that were read before rules asked for more, newest first."""

    def of_customer(self, installation_id: str, customer_id: str, email: str = "") -> list[Order]:
        """List, locked, what an account or its address of e-mail ordered; newest first."""

    def of_departed(self) -> list[Order]:
        """List what customers who are gone ordered and what is not forgotten yet."""


class OrderFeeds(Protocol):
    """How far each shop's orders have been read."""

    def add(self, feed: OrderFeed) -> None: ...
    def find(self, installation_id: str) -> OrderFeed | None: ...
    def locked(self, installation_id: str) -> OrderFeed: ...
    def looked_before(self, moment: datetime) -> list[OrderFeed]:
        """List, locked, those of shops that have not taken the app away."""


class Deliveries(Protocol):
    """What Saleor told us."""

    def get(self, id: str) -> Delivery: ...
    def erase_bodies(self, before: datetime, *, limit: int) -> int:
        """Erase bodies of deliveries that were dealt with, the oldest; says how many."""

    def delete(self, before: datetime, *, limit: int) -> int:
        """Delete deliveries that were dealt with; says how many."""
