"""Questions about what the returns bring their customers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.ports import Drawer, MoneyFilter, MoneyPage, MoneyRow
from saleor_returns_app.domain.reconciliation import KnownDifference
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import Settlement, SettlementState
from saleor_returns_app.storage import money_tables, tables

Ts = TypeVarTuple("Ts")

_settlements = money_tables.settlements.c
_returns = tables.returns.c
_orders = tables.orders.c
_differences = money_tables.money_differences.c
_is_open = _settlements.state != SettlementState.SETTLED
_differs = (
    select(_differences.id)
    .where(_differences.case_id == _settlements.case_id, _differences.gone_at.is_(None))
    .exists()
)


@dataclass(frozen=True)
class SettlementRows:
    """The settlements."""

    session: Session

    def add(self, settlement: Settlement) -> None:
        """Keep a new settlement."""
        self.session.add(settlement)

    def find_of_case(self, case_id: str) -> Settlement | None:
        """Find a return's settlement, locked until the transaction ends."""
        query = select(Settlement).where(_settlements.case_id == case_id).with_for_update()
        return self.session.scalar(query.execution_options(populate_existing=True))

    def of_case(self, case_id: str) -> Settlement:
        """Return a return's settlement, locked until the transaction ends."""
        found = self.find_of_case(case_id)
        if found is None:
            raise NotFound("This return brings nothing.")
        return found

    def look_at(self, case_id: str) -> Settlement | None:
        """Find a return's settlement to look at."""
        return self.session.scalar(select(Settlement).where(_settlements.case_id == case_id))

    def of_order(self, order_id: str) -> list[Settlement]:
        """List the settlements of an order's returns, the oldest first."""
        query = (
            select(Settlement)
            .join(tables.returns, _returns.id == _settlements.case_id)
            .where(_returns.order_id == order_id)
        )
        return list(self.session.scalars(query.order_by(_settlements.created_at)))

    def due_before(self, moment: datetime) -> list[Settlement]:
        """List the open settlements that are due before a moment."""
        query = select(Settlement).where(_is_open, _settlements.due_at <= moment)
        return list(self.session.scalars(query.order_by(_settlements.due_at)))

    def orders_to_reconcile(self, installation_id: str, *, since: datetime) -> list[str]:
        """Name the orders with settlements that are open, differ, or were settled since then."""
        query = (
            select(_returns.order_id)
            .join(money_tables.settlements, _settlements.case_id == _returns.id)
            .where(
                _settlements.installation_id == installation_id,
                or_(_is_open, _differs, _settlements.settled_at >= since),
            )
        )
        return list(self.session.scalars(query.distinct()))

    def page(self, installation_id: str, wanted: MoneyFilter) -> MoneyPage:
        """Return one page of the money that is open, what is due first before what is due later."""
        fitting = [_settlements.installation_id == installation_id, *_searched(wanted.search)]
        shown = [*fitting, _in(wanted.drawer)]
        query = (
            _joined(select(Settlement, ReturnRequest, Order), shown)
            .order_by(_settlements.due_at.asc().nulls_last(), _returns.number)
            .offset((wanted.page - 1) * wanted.per_page)
            .limit(wanted.per_page)
        )
        found = [(row[0], row[1], row[2]) for row in self.session.execute(query).all()]
        differences = self._differences([case.id for _, case, _ in found])
        rows = tuple(
            MoneyRow(
                settlement,
                case,
                order,
                tuple(one for one in differences if one.case_id == case.id),
            )
            for settlement, case, order in found
        )
        counts = {drawer: self._count([*fitting, _in(drawer)]) for drawer in Drawer}
        return MoneyPage(rows, self._count(shown), counts)

    def _count(self, conditions: list[ColumnElement[bool]]) -> int:
        return self.session.scalars(_joined(select(func.count()), conditions)).one()

    def _differences(self, case_ids: Sequence[str]) -> list[KnownDifference]:
        query = select(KnownDifference).where(
            _differences.case_id.in_(case_ids), _differences.gone_at.is_(None)
        )
        return list(self.session.scalars(query.order_by(_differences.found_at, _differences.key)))


@dataclass(frozen=True)
class DifferenceRows:
    """Where our ledger and Saleor's books are not the same."""

    session: Session

    def add(self, difference: KnownDifference) -> None:
        """Keep a difference that was found."""
        self.session.add(difference)

    def open_of(self, case_id: str) -> list[KnownDifference]:
        """List those of a return that are not gone, locked until the transaction ends."""
        query = select(KnownDifference).where(
            _differences.case_id == case_id, _differences.gone_at.is_(None)
        )
        return list(self.session.scalars(query.with_for_update()))


def _joined(query: Select[*Ts], conditions: list[ColumnElement[bool]]) -> Select[*Ts]:
    return (
        query.select_from(money_tables.settlements)
        .join(tables.returns, _returns.id == _settlements.case_id)
        .join(tables.orders, _orders.id == _returns.order_id)
        .where(*conditions)
    )


def _in(drawer: Drawer | None) -> ColumnElement[bool]:
    if drawer is None:
        return or_(_is_open, _differs)
    if drawer is Drawer.DIFFERING:
        return _differs
    return _settlements.state == SettlementState(drawer.value)


def _searched(words: str) -> list[ColumnElement[bool]]:
    pattern = words.strip()
    places = (_returns.number, _orders.number, _orders.email)
    found = [place.icontains(pattern, autoescape=True) for place in places]
    return [or_(*found)] if pattern else []
