"""Jobs that are asked for, and jobs that wait for their shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol


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
    """A job that waits until its shop takes part again, or its account with a carrier is used again."""

    id: str
    installation_id: str
    name: str
    lock: str | None
    ids: Mapping[str, str]
    parked_at: datetime
    connection_id: str | None = None


class ParkedJobs(Protocol):
    """The jobs of shops that take no part at present."""

    def add(self, job: ParkedJob) -> None: ...
    def take_all(self, installation_id: str) -> list[ParkedJob]:
        """Take them out, in the order in which they were parked."""

    def take_of(self, connection_id: str) -> list[ParkedJob]:
        """Take out those that wait for an account with a carrier, in order."""


Defer = Callable[[Any, JobCall], None]


class AskForJobs(Protocol):
    """Says in SQL how a job is asked for, once for each row of a relation."""

    def __call__(self, name: str, relation: str, /, **ids: str) -> str:
        """Write a query that does it and gives one row; `ids` name the job's ids' columns."""
