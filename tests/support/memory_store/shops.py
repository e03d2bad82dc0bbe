"""What a memory store keeps of the shops."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from saleor_returns_app.domain.errors import InstallationUnknown, NotFound
from saleor_returns_app.domain.installation import Installation, InstallationState
from saleor_returns_app.domain.policy.document import PolicyVersion
from saleor_returns_app.domain.ports import DatabaseWord
from saleor_returns_app.domain.shop_problems import ShopProblem
from tests.support.memory_store.rows import one_of


@dataclass
class MemoryInstallations:
    """The shops that installed the app."""

    kept: list[Installation] = field(default_factory=list)

    def add(self, installation: Installation) -> None:
        self.kept.append(installation)

    def get(self, id: str) -> Installation:
        return one_of(self.kept, lambda one: one.id == id, InstallationUnknown())

    def with_slug(self, slug: str) -> Installation:
        return one_of(self.kept, lambda one: one.slug == slug, InstallationUnknown())

    def with_api_url(self, api_url: str) -> Installation:
        return one_of(self.kept, lambda one: one.api_url == api_url, InstallationUnknown())

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
        return one_of(
            self.kept, lambda one: (one.installation_id, one.version) == wanted, NotFound()
        )

    def in_force(self, installation_id: str, *, at: datetime) -> PolicyVersion:
        versions = [one for one in self.kept if one.installation_id == installation_id]
        before = [one for one in versions if one.published_at <= at]
        if before:
            return max(before, key=lambda one: one.published_at)
        return min(versions, key=lambda one: one.published_at)

    def newest(self, installation_id: str) -> PolicyVersion:
        versions = [one for one in self.kept if one.installation_id == installation_id]
        return max(versions, key=lambda one: one.version)

    def all_of(self, installation_id: str) -> list[PolicyVersion]:
        versions = [one for one in self.kept if one.installation_id == installation_id]
        return sorted(versions, key=lambda one: one.version, reverse=True)


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
        return one_of(self.kept, lambda one: one.id == id, NotFound())

    def of_shop(self, installation_id: str, id: str) -> ShopProblem:
        own = [one for one in self.kept if one.installation_id == installation_id]
        return one_of(own, lambda one: one.id == id, NotFound())

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
