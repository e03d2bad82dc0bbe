"""What is kept of policies: versions, drafts, replays, and the orders that replays read."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from saleor_returns_app.domain.policy.conditions import FactName, Operator
from saleor_returns_app.domain.policy.document import PolicyDocument, PolicyVersion
from saleor_returns_app.domain.policy.drafts import PolicyDraft
from saleor_returns_app.domain.policy.moments import PastOrder
from saleor_returns_app.domain.policy.replays import PolicyReplay, Reached


class Policies(Protocol):
    """The published policy versions of every shop."""

    def add(self, policy: PolicyVersion) -> None: ...
    def get(self, installation_id: str, version: int) -> PolicyVersion: ...
    def in_force(self, installation_id: str, *, at: datetime) -> PolicyVersion: ...
    def newest(self, installation_id: str) -> PolicyVersion: ...
    def all_of(self, installation_id: str) -> list[PolicyVersion]:
        """List a shop's versions, the newest first."""


class PolicyDrafts(Protocol):
    """The drafts of every shop."""

    def add(self, draft: PolicyDraft) -> None: ...
    def get(self, installation_id: str, id: str) -> PolicyDraft: ...
    def locked(self, installation_id: str, id: str) -> PolicyDraft: ...
    def open_ones(self, installation_id: str) -> list[PolicyDraft]:
        """List a shop's open drafts, the one changed last first."""

    def find_open(self, installation_id: str, name: str) -> PolicyDraft | None: ...


class PolicyReplays(Protocol):
    """The replays, under way and ended."""

    def add(self, replay: PolicyReplay) -> None: ...
    def get(self, installation_id: str, id: str) -> PolicyReplay: ...
    def by_id(self, id: str) -> PolicyReplay: ...
    def locked(self, id: str) -> PolicyReplay: ...
    def alive_of_draft(self, draft_id: str) -> list[PolicyReplay]:
        """List, locked, those of a draft that have not ended."""

    def latest(self, installation_id: str, *, limit: int) -> list[PolicyReplay]: ...


class PastOrders(Protocol):
    """Orders as replays read them: in the order in which they were placed, a page at a time."""

    def count(self, installation_id: str, *, since: datetime, until: datetime) -> int: ...
    def page(
        self,
        installation_id: str,
        *,
        since: datetime,
        until: datetime,
        after: Reached | None,
        limit: int,
    ) -> list[PastOrder]: ...
    def find(self, installation_id: str, order_id: str) -> PastOrder | None: ...


class PolicyFiles(Protocol):
    """Policies as people write them: JSON values, checked to the last field."""

    def read(self, words: object) -> PolicyDocument:
        """Raise `PolicyInvalid` with the path to each fault."""

    def write(self, document: PolicyDocument) -> dict[str, Any]: ...
    def schema(self) -> dict[str, Any]: ...
    def operators_for(self, fact: FactName) -> frozenset[Operator]: ...
