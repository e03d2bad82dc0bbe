"""Questions about orders and what Saleor told of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, Table, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from saleor_returns_app.domain.deliveries import Delivery, DeliveryState
from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import InstallationState
from saleor_returns_app.domain.order_feed import OrderFeed
from saleor_returns_app.domain.orders import RULE_FACTS
from saleor_returns_app.storage import tables


def _insert_new(session: Session, table: Table, row: object, key: list[str]) -> bool:
    """Insert unless the key is there already; say whether it was new."""
    values = {column.name: getattr(row, column.name) for column in table.columns}
    query = insert(table).values(values).on_conflict_do_nothing(index_elements=key)
    return session.scalar(query.returning(table.c.id)) is not None


@dataclass(frozen=True)
class OrderRows:
    """The orders that we follow."""

    session: Session

    def add_new(self, order: Order) -> None:
        """Keep a new order, unless another process has just learnt of it."""
        _insert_new(self.session, tables.orders, order, ["installation_id", "saleor_id"])

    def get(self, id: str) -> Order:
        """Return an order."""
        return self._one(select(Order).where(tables.orders.c.id == id))

    def locked(self, id: str) -> Order:
        """Return an order, locked: whoever opens a return of it comes through here."""
        query = select(Order).where(tables.orders.c.id == id)
        return self._one(query.with_for_update().execution_options(populate_existing=True))

    def find_by_saleor_id(self, installation_id: str, saleor_id: str) -> Order | None:
        """Find the order that has this id in the shop's Saleor; locked until the transaction ends."""
        columns = tables.orders.c
        query = select(Order).where(
            columns.installation_id == installation_id, columns.saleor_id == saleor_id
        )
        return self.session.scalar(query.with_for_update())

    def with_saleor_id(self, installation_id: str, saleor_id: str) -> Order:
        """Return the order that has this id in the shop's Saleor, locked likewise."""
        found = self.find_by_saleor_id(installation_id, saleor_id)
        if found is None:
            raise NotFound("There is no such order.")
        return found

    def find_by_number(self, installation_id: str, number: str) -> Order | None:
        """Find an order by the number that its owner knows; the newest if numbers repeat."""
        columns = tables.orders.c
        query = (
            select(Order)
            .where(columns.installation_id == installation_id, columns.number == number)
            .order_by(columns.placed_at.desc())
            .limit(1)
        )
        return self.session.scalar(query)

    def last_changes(self, installation_id: str, saleor_ids: Sequence[str]) -> dict[str, datetime]:
        """Say of orders with facts of today's shape which of their changes is the last known."""
        columns = tables.orders.c
        query = select(columns.saleor_id, columns.snapshot["updated_at"].astext).where(
            columns.installation_id == installation_id,
            columns.saleor_id.in_(saleor_ids),
            columns.facts >= RULE_FACTS,
        )
        return {key: datetime.fromisoformat(text) for key, text in self.session.execute(query)}

    def of_customer(self, installation_id: str, customer_id: str, email: str = "") -> list[Order]:
        """List, locked, what an account or its address of e-mail ordered; newest first."""
        columns = tables.orders.c
        is_theirs = columns.customer_id == customer_id
        if email:
            is_theirs = or_(is_theirs, func.lower(columns.email) == email.lower())
        query = select(Order).where(columns.installation_id == installation_id, is_theirs)
        return list(
            self.session.scalars(query.order_by(columns.placed_at.desc()).with_for_update())
        )

    def of_departed(self) -> list[Order]:
        """List what customers who are gone ordered and what is not forgotten yet."""
        columns = tables.orders.c
        query = select(Order).where(
            columns.customer_gone_at.is_not(None), columns.forgotten_at.is_(None)
        )
        return list(self.session.scalars(query))

    def with_old_facts(self, installation_id: str, *, most: int) -> list[str]:
        """Name orders whose facts are of an older shape, newest first."""
        columns = tables.orders.c
        query = (
            select(columns.saleor_id)
            .where(columns.installation_id == installation_id, columns.facts < RULE_FACTS)
            .order_by(columns.placed_at.desc())
            .limit(most)
        )
        return list(self.session.scalars(query))

    def _one(self, query: Select[Order]) -> Order:
        found = self.session.scalar(query)
        if found is None:
            raise NotFound("There is no such order.")
        return found


@dataclass(frozen=True)
class OrderFeedRows:
    """How far each shop's orders have been read."""

    session: Session

    def add(self, feed: OrderFeed) -> None:
        """Begin with a shop."""
        self.session.add(feed)

    def find(self, installation_id: str) -> OrderFeed | None:
        """Find how far a shop's orders have been read."""
        return self.session.get(OrderFeed, installation_id)

    def locked(self, installation_id: str) -> OrderFeed:
        """Return how far a shop's orders have been read, locked until the transaction ends."""
        columns = tables.order_feeds.c
        query = select(OrderFeed).where(columns.installation_id == installation_id)
        return self.session.scalars(
            query.with_for_update().execution_options(populate_existing=True)
        ).one()

    def looked_before(self, moment: datetime) -> list[OrderFeed]:
        """List, locked, the feeds that were last looked at before a moment."""
        feed, shop = tables.order_feeds.c, tables.installations.c
        query = (
            select(OrderFeed)
            .join(tables.installations, shop.id == feed.installation_id)
            .where(feed.looked_at <= moment, shop.state != InstallationState.REMOVED)
            .with_for_update(of=tables.order_feeds, skip_locked=True)
        )
        return list(self.session.scalars(query))


@dataclass(frozen=True)
class DeliveryRows:
    """What Saleor told us."""

    session: Session

    def get(self, id: str) -> Delivery:
        """Return a delivery, locked until the transaction ends."""
        query = select(Delivery).where(tables.deliveries.c.id == id).with_for_update()
        found = self.session.scalar(query)
        if found is None:
            raise NotFound("There is no such delivery.")
        return found

    def erase_bodies(self, before: datetime, *, limit: int) -> int:
        """Erase bodies of deliveries that were dealt with before a moment; says how many."""
        columns = tables.deliveries.c
        old = self._dealt_with(before).where(func.octet_length(columns.body) > 0).limit(limit)
        query = update(tables.deliveries).where(columns.id.in_(old)).values(body=b"")
        return len(self.session.scalars(query.returning(columns.id)).all())

    def delete(self, before: datetime, *, limit: int) -> int:
        """Delete deliveries that were dealt with before a moment; says how many."""
        columns = tables.deliveries.c
        old = self._dealt_with(before).limit(limit)
        query = delete(tables.deliveries).where(columns.id.in_(old)).returning(columns.id)
        return len(self.session.scalars(query).all())

    def _dealt_with(self, before: datetime) -> Select[str]:
        columns = tables.deliveries.c
        return select(columns.id).where(
            columns.applied_at < before, columns.state != DeliveryState.STORED
        )
