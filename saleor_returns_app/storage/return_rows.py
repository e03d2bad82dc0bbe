"""Questions about returns: one case, the cases of an order, and the overview."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from saleor_returns_app.domain.errors import ReturnNotFound
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.policy.facts import LineUse
from saleor_returns_app.domain.ports import ReturnFilter, ReturnPage, ReturnRow
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, Tab
from saleor_returns_app.storage import tables

Ts = TypeVarTuple("Ts")

_returns = tables.returns.c
_orders = tables.orders.c


@dataclass(frozen=True)
class ReturnRows:
    """The cases."""

    session: Session

    def add(self, case: ReturnRequest) -> None:
        """Keep a new case."""
        self.session.add(case)

    def get(self, installation_id: str, number: str) -> ReturnRequest:
        """Return the case with this number, locked until the transaction ends."""
        return self._one(_numbered(installation_id, number).with_for_update())

    def look_at(self, installation_id: str, number: str) -> ReturnRequest:
        """Return the case with this number to look at: no running step is waited for."""
        return self._one(_numbered(installation_id, number))

    def by_id(self, id: str) -> ReturnRequest:
        """Return a case to look at."""
        return self._one(select(ReturnRequest).where(_returns.id == id))

    def locked(self, id: str) -> ReturnRequest:
        """Return a case, locked until the transaction ends."""
        return self._one(select(ReturnRequest).where(_returns.id == id).with_for_update())

    def clocks(self, ids: Collection[str]) -> dict[str, ParcelStatus]:
        """Read where the goods of many cases are, locking them in the order of their ids."""
        query = select(_returns.id, _returns.parcel_status).where(_returns.id.in_(ids))
        found = self.session.execute(query.order_by(_returns.id).with_for_update())
        return {row.id: row.parcel_status for row in found}

    def many(self, ids: Collection[str]) -> list[ReturnRequest]:
        """Return many cases as they are now."""
        query = select(ReturnRequest).where(_returns.id.in_(ids)).order_by(_returns.id)
        return list(self.session.scalars(query.execution_options(populate_existing=True)))

    def of_order(self, order_id: str) -> list[ReturnRequest]:
        """List the returns of an order, oldest first."""
        query = select(ReturnRequest).where(_returns.order_id == order_id)
        return list(self.session.scalars(query.order_by(_returns.requested_at)))

    def find_by_quote(self, quote_id: str) -> ReturnRequest | None:
        """Find the return that a quote was confirmed to."""
        return self.session.scalar(select(ReturnRequest).where(_returns.quote_id == quote_id))

    def with_open_refund(self, installation_id: str) -> list[str]:
        """Name the returns of a shop whose refund is ordered and not yet known to be paid."""
        query = select(_returns.id).where(
            _returns.installation_id == installation_id,
            _returns.money_status == MoneyStatus.ORDERED,
        )
        return list(self.session.scalars(query))

    def next_number(self, installation_id: str, year: int) -> str:
        """Give out the next number of the year; one that a rollback gives back is used again."""
        numbers = tables.return_numbers
        query = (
            insert(numbers)
            .values(installation_id=installation_id, year=year, last=1)
            .on_conflict_do_update(
                index_elements=["installation_id", "year"], set_={"last": numbers.c.last + 1}
            )
            .returning(numbers.c.last)
        )
        return f"R-{year}-{self.session.scalars(query).one():06d}"

    def uses(self, order_id: str) -> dict[str, LineUse]:
        """Count by line id what the living returns of an order take."""
        uses: dict[str, LineUse] = {}
        for case in self.of_order(order_id):
            for units in () if case.is_dead else case.units:
                known = uses.get(units.line_id, LineUse())
                written = units.quantity if case.goods_written else 0
                uses[units.line_id] = LineUse(
                    known.claimed + units.quantity, known.written + written
                )
        return uses

    def page(self, installation_id: str, wanted: ReturnFilter) -> ReturnPage:
        """Return one page of the overview, newest first, with the number of returns in each tab."""
        fitting = [_returns.installation_id == installation_id, *_searched(wanted.search)]
        if wanted.saleor_order_id:
            fitting.append(_orders.saleor_id == wanted.saleor_order_id)
        if wanted.saleor_customer_id:
            fitting.append(_bought_by(installation_id, wanted.saleor_customer_id))
        shown = [*fitting, *_narrowed(wanted)]
        first = (wanted.page - 1) * wanted.per_page
        query = (
            _joined(select(ReturnRequest, Order), shown)
            .order_by(_returns.requested_at.desc(), _returns.number.desc())
            .offset(first)
            .limit(wanted.per_page)
        )
        rows = tuple(ReturnRow(case, order) for case, order in self.session.execute(query))
        total = self.session.scalars(_joined(select(func.count()), shown)).one()
        return ReturnPage(rows, total, self._counts(fitting))

    def _counts(self, fitting: list[ColumnElement[bool]]) -> dict[Tab, int]:
        query = _joined(select(_returns.tab, func.count()), fitting).group_by(_returns.tab)
        found: dict[Tab, int] = dict(self.session.execute(query).all())
        return {tab: found.get(tab, 0) for tab in Tab}

    def _one(self, query: Select[ReturnRequest]) -> ReturnRequest:
        found = self.session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise ReturnNotFound
        return found


def _numbered(installation_id: str, number: str) -> Select[ReturnRequest]:
    return select(ReturnRequest).where(
        _returns.installation_id == installation_id, _returns.number == number
    )


def _joined(query: Select[*Ts], conditions: list[ColumnElement[bool]]) -> Select[*Ts]:
    return (
        query.select_from(tables.returns)
        .join(tables.orders, _orders.id == _returns.order_id)
        .where(*conditions)
    )


def _bought_by(installation_id: str, customer_id: str) -> ColumnElement[bool]:
    """What an account bought, and what was bought without one under its addresses of e-mail."""
    other = tables.orders.alias("other").c
    addresses = select(func.lower(other.email)).where(
        other.installation_id == installation_id,
        other.customer_id == customer_id,
        other.email != "",
    )
    return or_(_orders.customer_id == customer_id, func.lower(_orders.email).in_(addresses))


def _searched(words: str) -> list[ColumnElement[bool]]:
    if not words.strip():
        return []
    pattern = words.strip()
    address = _orders.snapshot["shipping_address"]
    name = func.concat(address["first_name"].astext, " ", address["last_name"].astext)
    places = (
        _returns.number,
        _orders.number,
        _orders.email,
        name,
        _returns.label["tracking_number"].astext,
    )
    return [or_(*(place.icontains(pattern, autoescape=True) for place in places))]


def _narrowed(wanted: ReturnFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.tab is not None:
        conditions.append(_returns.tab == wanted.tab)
    if wanted.status:
        conditions.append(
            or_(
                _returns.status == wanted.status,
                _returns.parcel_status == wanted.status,
                _returns.money_status == wanted.status,
            )
        )
    return conditions
