"""What a memory store keeps of the money of the returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.ports import Drawer, MoneyFilter, MoneyPage, MoneyRow
from saleor_returns_app.domain.reconciliation import KnownDifference
from saleor_returns_app.domain.settlements import Settlement
from tests.support.memory_store.returns import MemoryReturns
from tests.support.memory_store.rows import one_of


@dataclass
class MemoryDifferences:
    """Where our ledger and Saleor's books are not the same."""

    kept: list[KnownDifference] = field(default_factory=list)

    def add(self, difference: KnownDifference) -> None:
        self.kept.append(difference)

    def open_of(self, case_id: str) -> list[KnownDifference]:
        return [one for one in self.kept if one.case_id == case_id and one.gone_at is None]


@dataclass
class MemorySettlements:
    """What the returns bring; `returns` says which belong to an order."""

    returns: MemoryReturns
    differences: MemoryDifferences
    kept: list[Settlement] = field(default_factory=list)

    def add(self, settlement: Settlement) -> None:
        self.kept.append(settlement)

    def find_of_case(self, case_id: str) -> Settlement | None:
        return next((one for one in self.kept if one.case_id == case_id), None)

    look_at = find_of_case

    def of_case(self, case_id: str) -> Settlement:
        return one_of(self.kept, lambda one: one.case_id == case_id, NotFound())

    def of_order(self, order_id: str) -> list[Settlement]:
        cases = {case.id for case in self.returns.of_order(order_id)}
        fitting = [one for one in self.kept if one.case_id in cases]
        return sorted(fitting, key=lambda one: one.created_at)

    def due_before(self, moment: datetime) -> list[Settlement]:
        return [one for one in self.kept if one.is_open and one.due_at and one.due_at <= moment]

    def orders_to_reconcile(self, installation_id: str, *, since: datetime) -> list[str]:
        return sorted(
            {
                self.returns.by_id(one.case_id).order_id
                for one in self.kept
                if one.installation_id == installation_id
                and (one.settled_at is None or one.settled_at >= since or self._differs(one))
            }
        )

    def page(self, installation_id: str, wanted: MoneyFilter) -> MoneyPage:
        rows = [
            MoneyRow(one, case, order, tuple(self.differences.open_of(case.id)))
            for one in self.kept
            if one.installation_id == installation_id
            for case in [self.returns.by_id(one.case_id)]
            for order in [self.returns.orders.get(case.order_id)]
            if wanted.search.casefold() in f"{case.number} {order.number} {order.email}".casefold()
        ]
        shown = [row for row in rows if self._is_in(row.settlement, wanted.drawer)]
        first = (wanted.page - 1) * wanted.per_page
        counts = {one: sum(self._is_in(row.settlement, one) for row in rows) for one in Drawer}
        return MoneyPage(tuple(shown[first : first + wanted.per_page]), len(shown), counts)

    def _differs(self, settlement: Settlement) -> bool:
        return bool(self.differences.open_of(settlement.case_id))

    def _is_in(self, settlement: Settlement, drawer: Drawer | None) -> bool:
        if drawer is None:
            return settlement.is_open or self._differs(settlement)
        if drawer is Drawer.DIFFERING:
            return self._differs(settlement)
        return settlement.state.value == drawer.value
