"""The store in memory: lists, and transactions that roll back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from saleor_returns_app.domain.deliveries import Delivery
from saleor_returns_app.domain.exchanges import Exchange
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.messages import Message
from saleor_returns_app.domain.policy.document import PolicyVersion
from saleor_returns_app.domain.policy.drafts import PolicyDraft
from saleor_returns_app.domain.policy.replays import PolicyReplay
from saleor_returns_app.domain.ports import ParkedJob, StoredFile
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import Settlement
from saleor_returns_app.domain.shipping.connections import CarrierConnection
from saleor_returns_app.domain.shipping.parcels import ReturnParcel
from saleor_returns_app.domain.shop_problems import ShopProblem
from saleor_returns_app.domain.store_credit import StoreCredit
from saleor_returns_app.domain.write_back import Operation
from tests.support.memory_policies import (
    MemoryPastOrders,
    MemoryPolicyDrafts,
    MemoryPolicyReplays,
)
from tests.support.memory_store.credits import (
    MemoryCredits,
    MemoryExchanges,
    MemoryMoneyRules,
)
from tests.support.memory_store.customers import MemoryCustomers
from tests.support.memory_store.orders import MemoryDeliveries, MemoryOrderFeeds, MemoryOrders
from tests.support.memory_store.parcels import (
    MemoryCarrierConnections,
    MemoryCarrierDeliveries,
    MemoryParcels,
)
from tests.support.memory_store.receipts import MemoryReceiptKeys, MemoryReceipts
from tests.support.memory_store.restocks import MemoryRestocks
from tests.support.memory_store.returns import (
    MemoryFiles,
    MemoryMessages,
    MemoryOperations,
    MemoryReturns,
)
from tests.support.memory_store.settlements import MemoryDifferences, MemorySettlements
from tests.support.memory_store.shops import (
    MemoryHealth,
    MemoryInstallations,
    MemoryPolicies,
    MemoryProblems,
    MemoryRates,
)


@dataclass
class MemoryParkedJobs:
    """The jobs that wait for their shop."""

    kept: list[ParkedJob] = field(default_factory=list)

    def add(self, job: ParkedJob) -> None:
        self.kept.append(job)

    def take_all(self, installation_id: str) -> list[ParkedJob]:
        return self._take(
            [
                one
                for one in self.kept
                if one.installation_id == installation_id and one.connection_id is None
            ]
        )

    def take_of(self, connection_id: str) -> list[ParkedJob]:
        return self._take([one for one in self.kept if one.connection_id == connection_id])

    def _take(self, taken: list[ParkedJob]) -> list[ParkedJob]:
        self.kept = [one for one in self.kept if one not in taken]
        return taken


class MemoryStore:
    """A store of Python lists, filled with what a test brings along.

    `jobs` lists what was asked for, by name and ids. A transaction that fails leaves no trace.
    """

    def __init__(self, *things: object) -> None:
        self.installations = MemoryInstallations()
        self.policies = MemoryPolicies()
        self.policy_drafts = MemoryPolicyDrafts()
        self.policy_replays = MemoryPolicyReplays()
        self.orders = MemoryOrders()
        self.order_feeds = MemoryOrderFeeds()
        self.deliveries = MemoryDeliveries()
        self.returns = MemoryReturns(self.orders)
        self.past_orders = MemoryPastOrders(self.orders.kept, self.returns.kept)
        self.customers = MemoryCustomers(self.orders, self.returns)
        self.messages = MemoryMessages()
        self.operations = MemoryOperations()
        self.receipts = MemoryReceipts()
        self.receipt_keys = MemoryReceiptKeys()
        self.differences = MemoryDifferences()
        self.settlements = MemorySettlements(self.returns, self.differences)
        self.restocks = MemoryRestocks()
        self.credits = MemoryCredits()
        self.exchanges = MemoryExchanges(self.returns)
        self.money_rules = MemoryMoneyRules()
        self.files = MemoryFiles()
        self.carrier_connections = MemoryCarrierConnections()
        self.parcels = MemoryParcels()
        self.carrier_deliveries = MemoryCarrierDeliveries()
        self.rates = MemoryRates()
        self.parked_jobs = MemoryParkedJobs()
        self.problems = MemoryProblems()
        self.health = MemoryHealth()
        self.jobs: list[tuple[str, dict[str, str]]] = []
        homes: dict[type, list[Any]] = {
            Installation: self.installations.kept,
            PolicyVersion: self.policies.kept,
            PolicyDraft: self.policy_drafts.kept,
            PolicyReplay: self.policy_replays.kept,
            Order: self.orders.kept,
            Delivery: self.deliveries.kept,
            ReturnRequest: self.returns.kept,
            Message: self.messages.kept,
            Operation: self.operations.kept,
            Settlement: self.settlements.kept,
            StoreCredit: self.credits.kept,
            Exchange: self.exchanges.kept,
            StoredFile: self.files.kept,
            CarrierConnection: self.carrier_connections.kept,
            ReturnParcel: self.parcels.kept,
            ShopProblem: self.problems.kept,
        }
        for thing in things:
            homes[type(thing)].append(thing)

    @contextmanager
    def transaction(self) -> Iterator[MemoryStore]:
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
