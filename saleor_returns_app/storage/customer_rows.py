"""Questions about customers, over all of a shop's orders and returns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Text, any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from saleor_returns_app.domain.policy.facts import CustomerHistory
from saleor_returns_app.domain.policy.history import (
    KnownOrder,
    KnownReturn,
    Look,
    histories_from,
)
from saleor_returns_app.domain.return_states import DEAD
from saleor_returns_app.storage import tables

_orders = tables.orders.c
_returns = tables.returns.c


@dataclass(frozen=True)
class CustomerRows:
    """What we know of customers besides one order."""

    session: Session

    def histories(self, installation_id: str, looks: Sequence[Look]) -> list[CustomerHistory]:
        """Answer many looks at once: two queries, however many they are."""
        orders = self._orders(installation_id, looks)
        return histories_from(looks, orders, self._returns([order.id for order in orders]))

    def _orders(self, installation_id: str, looks: Sequence[Look]) -> list[KnownOrder]:
        accounts = {look.order.customer_id for look in looks} - {""}
        emails = {look.order.email.lower() for look in looks} - {""}
        of_account = _orders.customer_id == any_(_texts(accounts))
        of_email = func.lower(_orders.email) == any_(_texts(emails))
        query = select(
            _orders.id,
            _orders.customer_id,
            _orders.email,
            _orders.placed_at,
            _orders.status,
        ).where(_orders.installation_id == installation_id, or_(of_account, of_email))
        return [KnownOrder(*row) for row in self.session.execute(query)]

    def _returns(self, order_ids: Sequence[str]) -> list[KnownReturn]:
        query = select(_returns.order_id, _returns.requested_at, _returns.wish).where(
            _returns.order_id == any_(_texts(order_ids)), _returns.status.not_in(DEAD)
        )
        return [KnownReturn(*row) for row in self.session.execute(query)]


def _texts(values: Iterable[str]) -> BindParameter[Sequence[str]]:
    """Pass any number of texts as one parameter: thousands of them cost more than the query."""
    return literal(list(values), ARRAY(Text))
