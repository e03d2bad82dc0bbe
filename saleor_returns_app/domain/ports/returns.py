"""What is kept of the returns: the cases, their mails, and the steps of writing back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.messages import Message
from saleor_returns_app.domain.policy.facts import LineUse
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import Tab
from saleor_returns_app.domain.write_back import Operation


@dataclass(frozen=True)
class ReturnFilter:
    """What of the overview is asked for; empty fields ask for everything."""

    tab: Tab | None = None
    status: str = ""
    search: str = ""
    saleor_order_id: str = ""
    saleor_customer_id: str = ""
    page: int = 1
    per_page: int = 25


@dataclass(frozen=True)
class ReturnRow:
    """A return with the order that it belongs to."""

    case: ReturnRequest
    order: Order


@dataclass(frozen=True)
class ReturnPage:
    """One page of the overview; `total` counts all that fit the filter."""

    rows: tuple[ReturnRow, ...]
    total: int
    counts: Mapping[Tab, int]


class Returns(Protocol):
    """The cases."""

    def add(self, case: ReturnRequest) -> None: ...
    def get(self, installation_id: str, number: str) -> ReturnRequest: ...
    def look_at(self, installation_id: str, number: str) -> ReturnRequest: ...
    def by_id(self, id: str) -> ReturnRequest: ...
    def locked(self, id: str) -> ReturnRequest: ...
    def of_order(self, order_id: str) -> list[ReturnRequest]: ...
    def find_by_quote(self, quote_id: str) -> ReturnRequest | None: ...
    def with_open_refund(self, installation_id: str) -> list[str]: ...
    def next_number(self, installation_id: str, year: int) -> str: ...
    def page(self, installation_id: str, wanted: ReturnFilter) -> ReturnPage: ...
    def uses(self, order_id: str) -> dict[str, LineUse]: ...


class Messages(Protocol):
    """The mails."""

    def add(self, message: Message) -> None: ...
    def get(self, id: str) -> Message: ...
    def of_case(self, case_id: str) -> list[Message]: ...


class Operations(Protocol):
    """The steps of writing back."""

    def add(self, operation: Operation) -> None: ...
    def find(self, case_id: str, step: str) -> Operation | None: ...
