"""The store: everything that one transaction can see and change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Protocol

from saleor_returns_app.domain.policy.history import Customers
from saleor_returns_app.domain.ports.credits import Exchanges, MoneyRulebook, StoreCredits
from saleor_returns_app.domain.ports.files import Files
from saleor_returns_app.domain.ports.jobs import ParkedJob, ParkedJobs
from saleor_returns_app.domain.ports.orders import Deliveries, OrderFeeds, Orders
from saleor_returns_app.domain.ports.parcels import (
    CarrierConnections,
    CarrierDeliveries,
    Parcels,
)
from saleor_returns_app.domain.ports.policies import (
    PastOrders,
    Policies,
    PolicyDrafts,
    PolicyReplays,
)
from saleor_returns_app.domain.ports.receipts import ReceiptKeys, Receipts
from saleor_returns_app.domain.ports.restocking import Restocks
from saleor_returns_app.domain.ports.returns import Messages, Operations, Returns
from saleor_returns_app.domain.ports.settlements import Differences, Settlements
from saleor_returns_app.domain.ports.shops import (
    HealthBook,
    Installations,
    Problems,
    RateLimiter,
)


class Store(Protocol):
    """Everything that one transaction can see and change."""

    @property
    def installations(self) -> Installations: ...
    @property
    def policies(self) -> Policies: ...
    @property
    def policy_drafts(self) -> PolicyDrafts: ...
    @property
    def policy_replays(self) -> PolicyReplays: ...
    @property
    def past_orders(self) -> PastOrders: ...
    @property
    def orders(self) -> Orders: ...
    @property
    def customers(self) -> Customers: ...
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
    def receipts(self) -> Receipts: ...
    @property
    def receipt_keys(self) -> ReceiptKeys: ...
    @property
    def settlements(self) -> Settlements: ...
    @property
    def differences(self) -> Differences: ...
    @property
    def restocks(self) -> Restocks: ...
    @property
    def credits(self) -> StoreCredits: ...
    @property
    def exchanges(self) -> Exchanges: ...
    @property
    def money_rules(self) -> MoneyRulebook: ...
    @property
    def files(self) -> Files: ...
    @property
    def carrier_connections(self) -> CarrierConnections: ...
    @property
    def parcels(self) -> Parcels: ...
    @property
    def carrier_deliveries(self) -> CarrierDeliveries: ...
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
