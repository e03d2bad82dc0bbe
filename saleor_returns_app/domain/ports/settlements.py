"""What is kept of the money of the returns: settlements, and where they differ from Saleor's books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.reconciliation import KnownDifference
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import Settlement


class Drawer(StrEnum):
    """The drawers of the money page."""

    DUE = "due"
    ORDERED = "ordered"
    STUCK = "stuck"
    FAILED = "failed"
    DIFFERING = "differing"


@dataclass(frozen=True)
class MoneyFilter:
    """What of the money page is asked for; without a drawer, all that is open."""

    drawer: Drawer | None = None
    search: str = ""
    page: int = 1
    per_page: int = 25


@dataclass(frozen=True)
class MoneyRow:
    """A settlement with its return, its order, and where it differs."""

    settlement: Settlement
    case: ReturnRequest
    order: Order
    differences: tuple[KnownDifference, ...] = ()


@dataclass(frozen=True)
class MoneyPage:
    """One page of the money; `total` counts all that fit the filter."""

    rows: tuple[MoneyRow, ...]
    total: int
    counts: Mapping[Drawer, int]


class Settlements(Protocol):
    """What the returns bring their customers."""

    def add(self, settlement: Settlement) -> None: ...
    def find_of_case(self, case_id: str) -> Settlement | None:
        """Find a return's settlement, locked until the transaction ends."""

    def of_case(self, case_id: str) -> Settlement:
        """Return a return's settlement, locked until the transaction ends."""

    def look_at(self, case_id: str) -> Settlement | None:
        """Find a return's settlement to look at."""

    def of_order(self, order_id: str) -> list[Settlement]:
        """List the settlements of an order's returns, to look at, the oldest first."""

    def due_before(self, moment: datetime) -> list[Settlement]:
        """List the open settlements that are due before a moment, to look at."""

    def orders_to_reconcile(self, installation_id: str, *, since: datetime) -> list[str]:
        """Name the orders with settlements that are open, differ, or were settled since then."""

    def page(self, installation_id: str, wanted: MoneyFilter) -> MoneyPage: ...


class Differences(Protocol):
    """Where our ledger and Saleor's books are not the same."""

    def add(self, difference: KnownDifference) -> None: ...
    def open_of(self, case_id: str) -> list[KnownDifference]:
        """List those of a return that are not gone."""
