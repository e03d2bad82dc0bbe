"""What a memory store keeps of the returns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from saleor_returns_app.domain.errors import LabelNotFound, NotFound, ReturnNotFound
from saleor_returns_app.domain.messages import Message
from saleor_returns_app.domain.policy.facts import LineUse
from saleor_returns_app.domain.ports import ReturnFilter, ReturnPage, ReturnRow, StoredFile
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, Tab
from saleor_returns_app.domain.write_back import Operation
from tests.support.memory_store.orders import MemoryOrders
from tests.support.memory_store.rows import one_of


@dataclass
class MemoryReturns:
    """The cases; `orders` is where the overview finds theirs."""

    orders: MemoryOrders
    kept: list[ReturnRequest] = field(default_factory=list)
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self, case: ReturnRequest) -> None:
        self.kept.append(case)

    def get(self, installation_id: str, number: str) -> ReturnRequest:
        wanted = (installation_id, number)
        return one_of(
            self.kept, lambda one: (one.installation_id, one.number) == wanted, ReturnNotFound()
        )

    look_at = get

    def by_id(self, id: str) -> ReturnRequest:
        return one_of(self.kept, lambda one: one.id == id, ReturnNotFound())

    def locked(self, id: str) -> ReturnRequest:
        return self.by_id(id)

    def clocks(self, ids: Collection[str]) -> Mapping[str, ParcelStatus]:
        return {one.id: one.parcel_status for one in self.many(ids)}

    def many(self, ids: Collection[str]) -> list[ReturnRequest]:
        return [one for one in self.kept if one.id in ids]

    def of_order(self, order_id: str) -> list[ReturnRequest]:
        fitting = [one for one in self.kept if one.order_id == order_id]
        return sorted(fitting, key=lambda one: one.requested_at)

    def with_open_refund(self, installation_id: str) -> list[str]:
        return [
            one.id
            for one in self.kept
            if one.installation_id == installation_id and one.money_status is MoneyStatus.ORDERED
        ]

    def find_by_quote(self, quote_id: str) -> ReturnRequest | None:
        return next((one for one in self.kept if one.quote_id == quote_id), None)

    def next_number(self, installation_id: str, year: int) -> str:
        key = (installation_id, year)
        self.numbers[key] = self.numbers.get(key, 0) + 1
        return f"R-{year}-{self.numbers[key]:06d}"

    def uses(self, order_id: str) -> dict[str, LineUse]:
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
        rows = [
            ReturnRow(case, self.orders.get(case.order_id))
            for case in sorted(self.kept, key=lambda one: one.requested_at, reverse=True)
            if case.installation_id == installation_id
        ]
        if wanted.saleor_order_id:
            rows = [row for row in rows if row.order.saleor_id == wanted.saleor_order_id]
        if wanted.saleor_customer_id:
            orders = self.orders.of_customer(installation_id, wanted.saleor_customer_id)
            known = {order.email.lower() for order in orders if order.email}
            rows = [row for row in rows if row.order in orders or row.order.email.lower() in known]
        found = [row for row in rows if _is_found(row, wanted.search.strip().casefold())]
        shown = [row for row in found if _is_shown(row.case, wanted)]
        first = (wanted.page - 1) * wanted.per_page
        counts = {tab: sum(row.case.tab is tab for row in found) for tab in Tab}
        return ReturnPage(tuple(shown[first : first + wanted.per_page]), len(shown), counts)


def _is_found(row: ReturnRow, words: str) -> bool:
    tracking = row.case.label.tracking_number if row.case.label else ""
    customer = row.order.snapshot.shipping_address.name
    places = (row.case.number, row.order.number, row.order.email, customer, tracking)
    return any(words in place.casefold() for place in places)


def _is_shown(case: ReturnRequest, wanted: ReturnFilter) -> bool:
    statuses = (case.status, case.parcel_status, case.money_status)
    return wanted.tab in (None, case.tab) and (not wanted.status or wanted.status in statuses)


@dataclass
class MemoryMessages:
    """The mails."""

    kept: list[Message] = field(default_factory=list)

    def add(self, message: Message) -> None:
        self.kept.append(message)

    def get(self, id: str) -> Message:
        return one_of(self.kept, lambda one: one.id == id, NotFound())

    def of_case(self, case_id: str) -> list[Message]:
        fitting = [one for one in self.kept if one.case_id == case_id]
        return sorted(fitting, key=lambda one: one.created_at, reverse=True)


@dataclass
class MemoryOperations:
    """The steps of writing back."""

    kept: list[Operation] = field(default_factory=list)

    def add(self, operation: Operation) -> None:
        self.kept.append(operation)

    def find(self, case_id: str, step: str) -> Operation | None:
        fitting = (one for one in self.kept if (one.case_id, one.step) == (case_id, step))
        return next(fitting, None)


@dataclass
class MemoryFiles:
    """What is known of the files."""

    kept: list[StoredFile] = field(default_factory=list)

    def add(self, file: StoredFile) -> None:
        self.kept.append(file)

    def add_new(self, file: StoredFile) -> None:
        self.kept = [*(one for one in self.kept if one.id != file.id), file]

    def get(self, id: str) -> StoredFile:
        return one_of(self.kept, lambda one: one.id == id, LabelNotFound())

    def of_shop(self, installation_id: str) -> list[StoredFile]:
        return [one for one in self.kept if one.installation_id == installation_id]

    def of_case(self, case_id: str) -> list[StoredFile]:
        return [one for one in self.kept if one.case_id == case_id]

    def photos_of(self, order_id: str) -> list[StoredFile]:
        return [one for one in self.kept if one.order_id == order_id]

    def unclaimed_before(self, moment: datetime, *, most: int) -> list[StoredFile]:
        unclaimed = (one for one in self.kept if one.case_id is None and one.created_at < moment)
        return sorted(unclaimed, key=lambda one: one.created_at)[:most]

    def remove(self, file: StoredFile) -> None:
        self.kept.remove(file)
