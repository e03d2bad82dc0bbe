"""The store in memory: lists, and transactions that roll back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from saleor_returns_app.domain.deliveries import Delivery
from saleor_returns_app.domain.eligibility import LineUse
from saleor_returns_app.domain.errors import (
    InstallationUnknown,
    LabelNotFound,
    NotFound,
    ReturnNotFound,
)
from saleor_returns_app.domain.installation import Installation, InstallationState
from saleor_returns_app.domain.messages import Message
from saleor_returns_app.domain.order_feed import OrderFeed
from saleor_returns_app.domain.orders import Order
from saleor_returns_app.domain.policy import PolicyVersion
from saleor_returns_app.domain.ports import (
    DatabaseWord,
    ParkedJob,
    ReturnFilter,
    ReturnPage,
    ReturnRow,
    StoredFile,
)
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus, Tab
from saleor_returns_app.domain.shop_problems import ShopProblem
from saleor_returns_app.domain.write_back import Operation, Step

T = TypeVar("T")


def _one(things: Sequence[T], fits: Callable[[T], bool], missing: Exception) -> T:
    for thing in things:
        if fits(thing):
            return thing
    raise missing


@dataclass
class MemoryInstallations:
    """The shops that installed the app."""

    kept: list[Installation] = field(default_factory=list)

    def add(self, installation: Installation) -> None:
        self.kept.append(installation)

    def get(self, id: str) -> Installation:
        return _one(self.kept, lambda one: one.id == id, InstallationUnknown())

    def with_slug(self, slug: str) -> Installation:
        return _one(self.kept, lambda one: one.slug == slug, InstallationUnknown())

    def with_api_url(self, api_url: str) -> Installation:
        return _one(self.kept, lambda one: one.api_url == api_url, InstallationUnknown())

    def find_by_api_url(self, api_url: str) -> Installation | None:
        return next((one for one in self.kept if one.api_url == api_url), None)

    def locked(self, id: str) -> Installation:
        return self.get(id)

    def removed_before(self, moment: datetime) -> list[str]:
        return [one.id for one in self.kept if one.removed_at and one.removed_at < moment]

    def in_use(self) -> list[Installation]:
        return [one for one in self.kept if one.state is not InstallationState.REMOVED]

    def neglected_since(self, moment: datetime) -> list[Installation]:
        return [
            shop
            for shop in self.in_use()
            if shop.looked_after_at is None or shop.looked_after_at <= moment
        ]

    def erase(self, id: str) -> None:
        self.kept = [one for one in self.kept if one.id != id]

    def free_slug(self, wanted: str) -> str:
        taken = {one.slug for one in self.kept}
        candidates = [wanted, *(f"{wanted}-{count}" for count in range(2, len(taken) + 3))]
        return next(slug for slug in candidates if slug not in taken)


@dataclass
class MemoryPolicies:
    """The published policy versions."""

    kept: list[PolicyVersion] = field(default_factory=list)

    def add(self, policy: PolicyVersion) -> None:
        self.kept.append(policy)

    def get(self, installation_id: str, version: int) -> PolicyVersion:
        wanted = (installation_id, version)
        return _one(self.kept, lambda one: (one.installation_id, one.version) == wanted, NotFound())

    def in_force(self, installation_id: str, *, at: datetime) -> PolicyVersion:
        versions = [one for one in self.kept if one.installation_id == installation_id]
        before = [one for one in versions if one.published_at <= at]
        if before:
            return max(before, key=lambda one: one.published_at)
        return min(versions, key=lambda one: one.published_at)

    def newest(self, installation_id: str) -> PolicyVersion:
        versions = [one for one in self.kept if one.installation_id == installation_id]
        return max(versions, key=lambda one: one.version)


@dataclass
class MemoryOrders:
    """The orders that we follow."""

    kept: list[Order] = field(default_factory=list)

    def add_new(self, order: Order) -> None:
        if self.find_by_saleor_id(order.installation_id, order.saleor_id) is None:
            self.kept.append(order)

    def get(self, id: str) -> Order:
        return _one(self.kept, lambda one: one.id == id, NotFound())

    def locked(self, id: str) -> Order:
        return self.get(id)

    def last_changes(self, installation_id: str, saleor_ids: Sequence[str]) -> dict[str, datetime]:
        return {
            one.saleor_id: one.snapshot.updated_at
            for one in self.kept
            if one.installation_id == installation_id and one.saleor_id in saleor_ids
        }

    def find_by_saleor_id(self, installation_id: str, saleor_id: str) -> Order | None:
        wanted = (installation_id, saleor_id)
        fitting = (one for one in self.kept if (one.installation_id, one.saleor_id) == wanted)
        return next(fitting, None)

    def with_saleor_id(self, installation_id: str, saleor_id: str) -> Order:
        wanted = (installation_id, saleor_id)
        return _one(
            self.kept, lambda one: (one.installation_id, one.saleor_id) == wanted, NotFound()
        )

    def find_by_number(self, installation_id: str, number: str) -> Order | None:
        wanted = (installation_id, number)
        fitting = [one for one in self.kept if (one.installation_id, one.number) == wanted]
        return max(fitting, key=lambda one: one.placed_at, default=None)

    def of_customer(self, installation_id: str, customer_id: str, email: str = "") -> list[Order]:
        fitting = [
            one
            for one in self.kept
            if one.installation_id == installation_id
            and (one.customer_id == customer_id or (email and one.email.lower() == email.lower()))
        ]
        return sorted(fitting, key=lambda one: one.placed_at, reverse=True)

    def of_departed(self) -> list[Order]:
        return [one for one in self.kept if one.customer_gone_at and not one.forgotten_at]


@dataclass
class MemoryDeliveries:
    """What Saleor told us."""

    kept: list[Delivery] = field(default_factory=list)

    def get(self, id: str) -> Delivery:
        return _one(self.kept, lambda one: one.id == id, NotFound())

    def erase_bodies(self, before: datetime, *, limit: int) -> int:
        old = [one for one in self._dealt_with(before) if one.body][:limit]
        for one in old:
            one.body = b""
        return len(old)

    def delete(self, before: datetime, *, limit: int) -> int:
        old = self._dealt_with(before)[:limit]
        self.kept = [one for one in self.kept if one not in old]
        return len(old)

    def _dealt_with(self, before: datetime) -> list[Delivery]:
        return [one for one in self.kept if one.applied_at and one.applied_at < before]


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
        return _one(
            self.kept, lambda one: (one.installation_id, one.number) == wanted, ReturnNotFound()
        )

    look_at = get

    def by_id(self, id: str) -> ReturnRequest:
        return _one(self.kept, lambda one: one.id == id, ReturnNotFound())

    def locked(self, id: str) -> ReturnRequest:
        return self.by_id(id)

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
            for line in () if case.is_dead else case.lines:
                known = uses.get(line.order_line_id, LineUse())
                written = line.quantity if case.goods_written else 0
                uses[line.order_line_id] = LineUse(
                    known.claimed + line.quantity, known.written + written
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
class MemoryOrderFeeds:
    """How far each shop's orders have been read."""

    kept: list[OrderFeed] = field(default_factory=list)

    def add(self, feed: OrderFeed) -> None:
        self.kept.append(feed)

    def find(self, installation_id: str) -> OrderFeed | None:
        return next((one for one in self.kept if one.installation_id == installation_id), None)

    def locked(self, installation_id: str) -> OrderFeed:
        return _one(self.kept, lambda one: one.installation_id == installation_id, NotFound())

    def looked_before(self, moment: datetime) -> list[OrderFeed]:
        return [one for one in self.kept if one.looked_at <= moment]


@dataclass
class MemoryMessages:
    """The mails."""

    kept: list[Message] = field(default_factory=list)

    def add(self, message: Message) -> None:
        self.kept.append(message)

    def get(self, id: str) -> Message:
        return _one(self.kept, lambda one: one.id == id, NotFound())

    def of_case(self, case_id: str) -> list[Message]:
        fitting = [one for one in self.kept if one.case_id == case_id]
        return sorted(fitting, key=lambda one: one.created_at, reverse=True)


@dataclass
class MemoryOperations:
    """The steps of writing back."""

    kept: list[Operation] = field(default_factory=list)

    def add(self, operation: Operation) -> None:
        self.kept.append(operation)

    def find(self, case_id: str, step: Step) -> Operation | None:
        fitting = (one for one in self.kept if (one.case_id, one.step) == (case_id, step))
        return next(fitting, None)


@dataclass
class MemoryFiles:
    """What is known of the files."""

    kept: list[StoredFile] = field(default_factory=list)

    def add(self, file: StoredFile) -> None:
        self.kept.append(file)

    def get(self, id: str) -> StoredFile:
        return _one(self.kept, lambda one: one.id == id, LabelNotFound())

    def of_shop(self, installation_id: str) -> list[StoredFile]:
        return [one for one in self.kept if one.installation_id == installation_id]

    def of_case(self, case_id: str) -> list[StoredFile]:
        return [one for one in self.kept if one.case_id == case_id]

    def remove(self, file: StoredFile) -> None:
        self.kept.remove(file)


@dataclass
class MemoryParkedJobs:
    """The jobs that wait for their shop."""

    kept: list[ParkedJob] = field(default_factory=list)

    def add(self, job: ParkedJob) -> None:
        self.kept.append(job)

    def take_all(self, installation_id: str) -> list[ParkedJob]:
        taken = [one for one in self.kept if one.installation_id == installation_id]
        self.kept = [one for one in self.kept if one.installation_id != installation_id]
        return taken


@dataclass
class MemoryProblems:
    """What waits for the merchants."""

    kept: list[ShopProblem] = field(default_factory=list)

    def add_new(self, problem: ShopProblem) -> bool:
        if self.find_open(problem.installation_id, problem.key):
            return False
        self.kept.append(problem)
        return True

    def get(self, id: str) -> ShopProblem:
        return _one(self.kept, lambda one: one.id == id, NotFound())

    def of_shop(self, installation_id: str, id: str) -> ShopProblem:
        own = [one for one in self.kept if one.installation_id == installation_id]
        return _one(own, lambda one: one.id == id, NotFound())

    def find_open(self, installation_id: str, key: str) -> ShopProblem | None:
        return next((one for one in self.open_of(installation_id) if one.key == key), None)

    def open_of(self, installation_id: str) -> list[ShopProblem]:
        own = [one for one in self.kept if one.installation_id == installation_id and one.is_open]
        return sorted(own, key=lambda one: one.opened_at, reverse=True)


class MemoryHealth:
    """What tells how the app does: all is well."""

    def last_delivery(self, installation_id: str) -> datetime | None:
        return None

    def failed_jobs(self, installation_id: str, since: datetime) -> dict[str, int]:
        return {}

    def workers_since(self, moment: datetime) -> int:
        return 1

    def jobs_due_before(self, moment: datetime) -> int:
        return 0

    def database(self) -> DatabaseWord:
        return DatabaseWord("16.2", datetime.now(UTC))


@dataclass
class MemoryRates:
    """How often something was tried, by key."""

    tries: dict[str, list[datetime]] = field(default_factory=dict)

    def hit(self, key: str, *, limit: int, window: timedelta, at: datetime) -> bool:
        """Count a try within the window that ends now."""
        recent = [moment for moment in self.tries.get(key, []) if at - moment < window]
        self.tries[key] = [*recent, at]
        return len(self.tries[key]) <= limit

    def forget(self, *, at: datetime) -> None:
        """Drop what was counted before a moment."""
        self.tries = {
            key: recent
            for key, moments in self.tries.items()
            if (recent := [moment for moment in moments if moment >= at])
        }


class MemoryStore:
    """A store of Python lists, filled with what a test brings along.

    `jobs` lists what was asked for, by name and ids. A transaction that fails leaves no trace.
    """

    def __init__(self, *things: object) -> None:
        self.installations = MemoryInstallations()
        self.policies = MemoryPolicies()
        self.orders = MemoryOrders()
        self.order_feeds = MemoryOrderFeeds()
        self.deliveries = MemoryDeliveries()
        self.returns = MemoryReturns(self.orders)
        self.messages = MemoryMessages()
        self.operations = MemoryOperations()
        self.files = MemoryFiles()
        self.rates = MemoryRates()
        self.parked_jobs = MemoryParkedJobs()
        self.problems = MemoryProblems()
        self.health = MemoryHealth()
        self.jobs: list[tuple[str, dict[str, str]]] = []
        homes: dict[type, list[Any]] = {
            Installation: self.installations.kept,
            PolicyVersion: self.policies.kept,
            Order: self.orders.kept,
            Delivery: self.deliveries.kept,
            ReturnRequest: self.returns.kept,
            Message: self.messages.kept,
            Operation: self.operations.kept,
            StoredFile: self.files.kept,
            ShopProblem: self.problems.kept,
        }
        for thing in things:
            homes[type(thing)].append(thing)

    @contextmanager
    def transaction(self) -> Iterator["MemoryStore"]:
        """Open a transaction; what it did is undone when it fails."""
        before = deepcopy(vars(self))
        try:
            yield self
        except BaseException:
            vars(self).update(before)
            raise

    def ping(self) -> None:
        """Answer at once."""

    def enqueue(
        self,
        job: str,
        *,
        lock: str | None = None,
        after: timedelta | None = None,
        once: bool = False,
        **ids: str,
    ) -> None:
        self.jobs.append((job, ids))

    def resume(self, job: ParkedJob) -> None:
        self.jobs.append((job.name, dict(job.ids)))
