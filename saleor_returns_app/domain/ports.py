"""What the use cases need from outside, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from saleor_returns_app.domain.deliveries import Delivery
from saleor_returns_app.domain.eligibility import LineUse
from saleor_returns_app.domain.errors import Unavailable
from saleor_returns_app.domain.installation import Installation, KeySet, Registration
from saleor_returns_app.domain.messages import Attachment, Message, MessageKind, Words
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.order_feed import OrderFeed, StampPage
from saleor_returns_app.domain.orders import Address, Order, OrderSnapshot
from saleor_returns_app.domain.own_webhooks import WantedWebhook
from saleor_returns_app.domain.policy import PolicyVersion
from saleor_returns_app.domain.refund_breakdown import Units
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import Tab
from saleor_returns_app.domain.shop_problems import ShopProblem
from saleor_returns_app.domain.standing import Standing
from saleor_returns_app.domain.write_back import Operation, Step


class Installations(Protocol):
    """The shops that installed the app."""

    def add(self, installation: Installation) -> None: ...
    def get(self, id: str) -> Installation: ...
    def with_slug(self, slug: str) -> Installation: ...
    def with_api_url(self, api_url: str) -> Installation: ...
    def find_by_api_url(self, api_url: str) -> Installation | None: ...
    def free_slug(self, wanted: str) -> str: ...
    def locked(self, id: str) -> Installation: ...
    def removed_before(self, moment: datetime) -> list[str]: ...
    def in_use(self) -> list[Installation]: ...
    def neglected_since(self, moment: datetime) -> list[Installation]:
        """List, locked, those in use that nobody has looked after since then."""

    def erase(self, id: str) -> None:
        """Delete a shop with everything that is known of it, its history included."""


class Policies(Protocol):
    """The published policy versions of every shop."""

    def add(self, policy: PolicyVersion) -> None: ...
    def get(self, installation_id: str, version: int) -> PolicyVersion: ...
    def in_force(self, installation_id: str, *, at: datetime) -> PolicyVersion: ...
    def newest(self, installation_id: str) -> PolicyVersion: ...


class Orders(Protocol):
    """The orders that we follow."""

    def add_new(self, order: Order) -> None: ...
    def get(self, id: str) -> Order: ...
    def locked(self, id: str) -> Order: ...
    def find_by_saleor_id(self, installation_id: str, saleor_id: str) -> Order | None: ...
    def with_saleor_id(self, installation_id: str, saleor_id: str) -> Order: ...
    def find_by_number(self, installation_id: str, number: str) -> Order | None: ...
    def last_changes(self, installation_id: str, saleor_ids: Sequence[str]) -> dict[str, datetime]:
        """Say of orders, by Saleor's id, which of their changes is the last that we know."""

    def of_customer(self, installation_id: str, customer_id: str, email: str = "") -> list[Order]:
        """List, locked, what an account or its address of e-mail ordered; newest first."""

    def of_departed(self) -> list[Order]:
        """List what customers who are gone ordered and what is not forgotten yet."""


class OrderFeeds(Protocol):
    """How far each shop's orders have been read."""

    def add(self, feed: OrderFeed) -> None: ...
    def find(self, installation_id: str) -> OrderFeed | None: ...
    def locked(self, installation_id: str) -> OrderFeed: ...
    def looked_before(self, moment: datetime) -> list[OrderFeed]:
        """List, locked, those of shops that have not taken the app away."""


class Deliveries(Protocol):
    """What Saleor told us."""

    def get(self, id: str) -> Delivery: ...
    def erase_bodies(self, before: datetime, *, limit: int) -> int:
        """Erase bodies of deliveries that were dealt with, the oldest; says how many."""

    def delete(self, before: datetime, *, limit: int) -> int:
        """Delete deliveries that were dealt with; says how many."""


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
    def find(self, case_id: str, step: Step) -> Operation | None: ...


@dataclass(eq=False)
class StoredFile:
    """What the database knows of a file: where it lies and how it is recognised."""

    id: str
    installation_id: str
    case_id: str
    name: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime


class Files(Protocol):
    """What the database knows of the files."""

    def add(self, file: StoredFile) -> None: ...
    def get(self, id: str) -> StoredFile: ...
    def of_shop(self, installation_id: str) -> list[StoredFile]: ...
    def of_case(self, case_id: str) -> list[StoredFile]: ...
    def remove(self, file: StoredFile) -> None: ...


class RateLimiter(Protocol):
    """How often something was tried lately; keys are kept as digests only."""

    def hit(self, key: str, *, limit: int, window: timedelta, at: datetime) -> bool:
        """Count one more try; say whether it is still within `limit` for its window."""

    def forget(self, *, at: datetime) -> None:
        """Drop the counts whose window is over."""


@dataclass(frozen=True)
class JobCall:
    """A job that is asked for: its name, what it must not run beside, how soon, and its ids.

    `once` asks for it only where none with the same lock waits to be begun.
    """

    name: str
    lock: str | None
    after: timedelta | None
    ids: Mapping[str, str]
    once: bool = False


class JobWaits(Exception):
    """A job that was asked for once waits already."""


@dataclass(eq=False)
class ParkedJob:
    """A job that waits until its shop takes part again."""

    id: str
    installation_id: str
    name: str
    lock: str | None
    ids: Mapping[str, str]
    parked_at: datetime


class ParkedJobs(Protocol):
    """The jobs of shops that take no part at present."""

    def add(self, job: ParkedJob) -> None: ...
    def take_all(self, installation_id: str) -> list[ParkedJob]:
        """Take them out, in the order in which they were parked."""


class Problems(Protocol):
    """What waits for the merchants."""

    def add_new(self, problem: ShopProblem) -> bool: ...
    def get(self, id: str) -> ShopProblem: ...
    def of_shop(self, installation_id: str, id: str) -> ShopProblem: ...
    def find_open(self, installation_id: str, key: str) -> ShopProblem | None: ...
    def open_of(self, installation_id: str) -> list[ShopProblem]: ...


@dataclass(frozen=True)
class DatabaseWord:
    """What the database says of itself."""

    version: str
    clock: datetime


class HealthBook(Protocol):
    """What tells how the app does."""

    def last_delivery(self, installation_id: str) -> datetime | None: ...
    def failed_jobs(self, installation_id: str, since: datetime) -> Mapping[str, int]: ...
    def workers_since(self, moment: datetime) -> int: ...
    def jobs_due_before(self, moment: datetime) -> int: ...
    def database(self) -> DatabaseWord: ...


Defer = Callable[[Any, JobCall], None]


class AskForJobs(Protocol):
    """Says in SQL how a job is asked for, once for each row of a relation."""

    def __call__(self, name: str, relation: str, /, **ids: str) -> str:
        """Write a query that does it and gives one row; `ids` name the job's ids' columns."""


class Store(Protocol):
    """Everything that one transaction can see and change."""

    @property
    def installations(self) -> Installations: ...
    @property
    def policies(self) -> Policies: ...
    @property
    def orders(self) -> Orders: ...
    @property
    def order_feeds(self) -> OrderFeeds: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def returns(self) -> Returns: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def operations(self) -> Operations: ...
    @property
    def files(self) -> Files: ...
    @property
    def rates(self) -> RateLimiter: ...
    @property
    def parked_jobs(self) -> ParkedJobs: ...
    @property
    def problems(self) -> Problems: ...
    @property
    def health(self) -> HealthBook: ...
    def ping(self) -> None:
        """Ask the database for an answer."""

    def resume(self, job: ParkedJob) -> None:
        """Ask for a job anew that was parked."""

    def enqueue(
        self,
        job: str,
        *,
        lock: str | None = None,
        after: timedelta | None = None,
        once: bool = False,
        **ids: str,
    ) -> None:
        """Ask for a job; it exists exactly when this transaction is committed.

        With `once`, one of the same lock that waits to be begun will do.
        """


Transaction = Callable[[], AbstractContextManager[Store]]


@dataclass(frozen=True)
class KnownShop:
    """A shop as it was when it was looked up; `version` is another one after every change."""

    installation: Installation
    version: str


class ShopChanged(Unavailable):
    """This shop is being changed at this very moment; please come again."""

    code = "shop_changed"


class Inbox(Protocol):
    """Where deliveries come in. It remembers shops: to refuse somebody, look the shop up afresh."""

    def shop(self, api_url: str, *, afresh: bool = False) -> KnownShop: ...
    def keep(self, delivery: Delivery, shop: KnownShop) -> bool:
        """Keep a delivery durably and have it applied; says False of one that was here before.

        Raises `ShopChanged` when the shop is no longer as it was known.
        """


class Saleor(Protocol):
    """One shop's Saleor, spoken to with the app's token.

    Every method may raise `SaleorUnreachable`, `SaleorRefused` or `SaleorDenied`; one that writes raises
    `OutcomeUncertain` when it was sent and no answer came.
    """

    def fetch_order(self, order_id: str) -> OrderSnapshot | None: ...
    def find_order(self, number: str) -> OrderSnapshot | None: ...
    def orders_changed(self, since: datetime, *, after: str) -> StampPage: ...
    def notes(self, order_id: str) -> list[str]: ...
    def add_note(self, order_id: str, message: str) -> None: ...
    def set_private_metadata(self, order_id: str, values: Mapping[str, str]) -> None: ...
    def return_products(self, order_id: str, lines: Sequence[tuple[str, int]]) -> None: ...
    def grant_refund(
        self,
        order_id: str,
        *,
        amount: Money,
        lines: Sequence[Units],
        with_shipping: bool,
        transaction_id: str,
        reason: str,
    ) -> str: ...
    def request_refund(self, granted_refund_id: str) -> None: ...


class OwnApp(Protocol):
    """This app as one shop's Saleor has it; raises what `Saleor` does."""

    def standing(self) -> Standing: ...
    def create_webhook(self, wanted: WantedWebhook) -> None: ...
    def update_webhook(self, id: str, wanted: WantedWebhook) -> None: ...
    def delete_webhook(self, id: str) -> None: ...
    def failed_deliveries(self) -> Sequence[datetime]:
        """Say when Saleor failed to tell us something, the last of each webhook."""

    def find_problem(self, key: str) -> str | None:
        """Find the problem with a key that Saleor shows, from 3.22.36 on; returns its id there."""

    def report_problem(self, problem: ShopProblem) -> str:
        """Have Saleor show a problem, from 3.22.36 on; returns its id there."""

    def dismiss_problem(self, key: str) -> None: ...


class SaleorGate(Protocol):
    """The way to any shop's Saleor."""

    def open(self, installation: Installation) -> Saleor: ...
    def own_app(self, installation: Installation) -> OwnApp: ...
    def who_are_we(self, installation: Installation) -> str | None:
        """Ask Saleor for the app id that our token stands for; None when it knows no such token."""

    def introduce(self, api_url: str, token: str) -> Registration: ...
    def fetch_keys(self, api_url: str) -> KeySet: ...
    def order_in(self, payload: Mapping[str, Any]) -> OrderSnapshot: ...


@dataclass(frozen=True)
class StaffClaims:
    """What a verified Dashboard token says of the person behind it."""

    email: str
    app_id: str
    issuer: str
    permissions: frozenset[str]


class Signatures(Protocol):
    """Proof that Saleor wrote something, by its key set; what checks raises `Unauthenticated`."""

    def check_delivery(self, signature: str, body: bytes, keys: KeySet) -> None: ...
    def claimed_issuer(self, token: str) -> str:
        """Read which shop a token says it comes from, proven by nothing; empty where it says nothing."""

    def staff_claims(self, token: str, keys: KeySet, *, at: datetime) -> StaffClaims: ...


class KeyUnknown(Exception):
    """The key that signed this is not in the key set that we have."""


@dataclass(frozen=True)
class LabelOrder:
    """What a carrier needs to know to make a label; `language` is that of the sender."""

    number: str
    order_number: str
    sender: Address
    recipient: Address
    contents: Sequence[str]
    language: str = ""


@dataclass(frozen=True)
class CarrierLabel:
    """A label as the carrier gave it: a PDF."""

    carrier: str
    tracking_number: str
    pdf: bytes


class Carrier(Protocol):
    """Somebody who carries parcels. The same order twice gives the same label."""

    def issue_label(self, order: LabelOrder) -> CarrierLabel: ...


class FileStore(Protocol):
    """Where files lie."""

    def write(self, id: str, content: bytes) -> None: ...
    def read(self, id: str) -> bytes: ...
    def delete(self, id: str) -> None:
        """Delete a file; one that is not there is deleted already."""


class Mailer(Protocol):
    """The way to a customer's mailbox."""

    def send(self, message: Message, attachments: Sequence[Attachment]) -> None: ...


class Letters(Protocol):
    """The words of the mails, in the customer's language."""

    def write(
        self, kind: MessageKind, *, case: ReturnRequest, order: Order, shop: Installation
    ) -> Words: ...


class Sealer(Protocol):
    """Signed, expiring words that only we can write and anybody may carry."""

    def seal(self, purpose: str, content: Mapping[str, Any], *, at: datetime) -> str: ...
    def unseal(
        self, purpose: str, token: str, *, at: datetime, lifetime: timedelta
    ) -> dict[str, Any]: ...
