"""Orders of the past, read for replays: pages by key, plain values that no session keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_
from sqlalchemy.orm import Session

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.policy.facts import ChosenLine
from saleor_returns_app.domain.policy.moments import PastOrder, PastReturn
from saleor_returns_app.domain.policy.replays import Reached
from saleor_returns_app.domain.policy.terms import Source
from saleor_returns_app.domain.return_states import DEAD
from saleor_returns_app.storage import tables

_orders = tables.orders.c
_returns = tables.returns.c
_OF_RETURNS = (
    _returns.order_id,
    _returns.number,
    _returns.requested_at,
    _returns.door,
    _returns.wish,
    _returns.revised,
    _returns.status,
    _returns.goods_written,
)


@dataclass(frozen=True)
class PastOrderRows:
    """Orders with their returns."""

    session: Session

    def count(self, installation_id: str, *, since: datetime, until: datetime) -> int:
        """Count the orders of a time."""
        query = select(func.count()).select_from(tables.orders)
        return self.session.scalars(query.where(_placed(installation_id, since, until))).one()

    def page(
        self,
        installation_id: str,
        *,
        since: datetime,
        until: datetime,
        after: Reached | None,
        limit: int,
    ) -> list[PastOrder]:
        """Return the orders that come after one, by the moment when they were placed."""
        place = tuple_(_orders.placed_at, _orders.id)
        query = select(*tables.orders.columns).where(_placed(installation_id, since, until))
        if after is not None:
            query = query.where(place > tuple_(after.placed_at, after.order_id))
        return self._read(query.order_by(_orders.placed_at, _orders.id).limit(limit))

    def find(self, installation_id: str, order_id: str) -> PastOrder | None:
        """Find one order with its returns."""
        query = select(*tables.orders.columns).where(
            _orders.installation_id == installation_id, _orders.id == order_id
        )
        return next(iter(self._read(query)), None)

    def _read(self, query: Select[Any]) -> list[PastOrder]:
        orders = [Order(**row._mapping) for row in self.session.execute(query)]
        returns = self._returns_of([order.id for order in orders])
        return [PastOrder(order, tuple(returns.get(order.id, ()))) for order in orders]

    def _returns_of(self, order_ids: Sequence[str]) -> dict[str, list[PastReturn]]:
        query = select(*_OF_RETURNS).where(_returns.order_id.in_(order_ids))
        found: dict[str, list[PastReturn]] = {}
        for row in self.session.execute(query.order_by(_returns.requested_at, _returns.number)):
            found.setdefault(row.order_id, []).append(_past_return(row))
        return found


def _placed(installation_id: str, since: datetime, until: datetime) -> ColumnElement[bool]:
    return and_(
        _orders.installation_id == installation_id,
        _orders.placed_at >= since,
        _orders.placed_at < until,
    )


def _past_return(row: Any) -> PastReturn:
    wish = row.wish
    return PastReturn(
        number=row.number,
        requested_at=row.requested_at,
        source=Source(row.door.value),
        lines=tuple(
            ChosenLine(line.order_line_id, line.quantity, line.reason) for line in wish.lines
        ),
        outcome=wish.outcome,
        method=wish.method,
        refund=(row.revised or wish.breakdown).total,
        is_dead=row.status in DEAD,
        is_written=row.goods_written,
    )
