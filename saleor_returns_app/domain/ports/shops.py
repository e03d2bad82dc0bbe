"""What is kept of the shops: their installs, what waits for them, how they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.shop_problems import ShopProblem


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


class RateLimiter(Protocol):
    """How often something was tried lately; keys are kept as digests only."""

    def hit(self, key: str, *, limit: int, window: timedelta, at: datetime) -> bool:
        """Count one more try; say whether it is still within `limit` for its window."""

    def forget(self, *, at: datetime) -> None:
        """Drop the counts whose window is over."""


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
