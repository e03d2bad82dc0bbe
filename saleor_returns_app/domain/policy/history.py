"""Who a customer is over several orders, and what he did before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.policy.facts import CustomerHistory, EarlierReturn
from saleor_returns_app.domain.refund_breakdown import PartKind
from saleor_returns_app.domain.return_request import Wish

NEVER_BOUGHT = frozenset({"DRAFT", "EXPIRED", "CANCELED"})


@dataclass(frozen=True)
class Look:
    """A question for the customer of an order, as he was known before a moment."""

    order: Order
    before: datetime


@dataclass(frozen=True)
class KnownOrder:
    """What of an order tells whose it is, and when it was placed."""

    id: str
    customer_id: str
    email: str
    placed_at: datetime
    status: str


@dataclass(frozen=True)
class KnownReturn:
    """A return of any order that was neither rejected nor given up."""

    order_id: str
    at: datetime
    wish: Wish


class Customers(Protocol):
    """What we know of customers besides one order."""

    def histories(self, installation_id: str, looks: Sequence[Look]) -> list[CustomerHistory]:
        """Answer many looks at once, in their order, with as many questions as for one."""


def histories_from(
    looks: Iterable[Look], orders: Iterable[KnownOrder], returns: Iterable[KnownReturn]
) -> list[CustomerHistory]:
    """Put together each look's history from orders and returns that may be of anybody."""
    everybody = _Everybody(orders)
    of_order: dict[str, list[KnownReturn]] = defaultdict(list)
    for one in returns:
        of_order[one.order_id].append(one)
    return [_history(look, everybody.orders_of(look.order), of_order) for look in looks]


def _history(
    look: Look, orders: Sequence[KnownOrder], of_order: dict[str, list[KnownReturn]]
) -> CustomerHistory:
    own = look.order
    earlier = [
        EarlierReturn(one.at, one.wish.breakdown.sum_of(PartKind.GOODS))
        for order in orders
        for one in of_order.get(order.id, ())
        if one.at < look.before
    ]
    return CustomerHistory(
        orders_before=sum(
            order.placed_at < own.placed_at
            and order.id != own.id
            and order.status not in NEVER_BOUGHT
            for order in orders
        ),
        returns=tuple(sorted(earlier, key=lambda one: one.at)),
    )


class _Everybody:
    """Orders by who placed them.

    Two orders are of one customer when they have one account; where either was placed by a guest,
    when they have one e-mail address.
    """

    def __init__(self, orders: Iterable[KnownOrder]) -> None:
        self._by_account: dict[str, list[KnownOrder]] = defaultdict(list)
        self._by_email: dict[str, list[KnownOrder]] = defaultdict(list)
        for order in orders:
            self._by_account[order.customer_id].append(order)
            self._by_email[order.email.lower()].append(order)

    def orders_of(self, order: Order) -> list[KnownOrder]:
        by_email = self._by_email.get(order.email.lower(), []) if order.email else []
        if not order.customer_id:
            return by_email
        guests = [one for one in by_email if not one.customer_id]
        return self._by_account.get(order.customer_id, []) + guests
