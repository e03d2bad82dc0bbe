"""The whole app for a test: database, web and jobs, with the sandbox's Saleor beside it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from saleor_returns_app.app import Parts, assemble, create_app
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.jobs.engine import work
from saleor_returns_app.sandbox.transport import Send
from saleor_returns_app.settings import Settings
from tests.support.flat_policies import FlatPolicy, ruled
from tests.support.sandbox import PlacedOrder, SandboxServer, flask_transport

APP_URL = "http://returns.test"
ENCRYPTION_KEY = Fernet.generate_key().decode()
MOST_ROUNDS = 30
ROUNDS_AHEAD = 4
SOON_SECONDS = 1.0
# A job waits for those with the same lock that were there before it.
ANY_JOB_DUE = """
  select exists (
    select from procrastinate_jobs as job
    where status = 'todo' and (scheduled_at is null or scheduled_at <= now())
    and not exists (
      select from procrastinate_jobs as other
      where other.lock = job.lock
      and (other.status = 'doing' or (other.status = 'todo' and other.id < job.id))
    )
  )
"""


@dataclass
class WholeApp:
    """The app as it runs, and what a test wants to do with it."""

    settings: Settings
    parts: Parts
    flask: Flask
    saleor: SandboxServer

    @property
    def client(self) -> FlaskClient:
        """A browser, or another system, that calls the app."""
        return self.flask.test_client()

    @property
    def shop(self) -> Installation:
        """The shop that installed the app."""
        with self.parts.services.transaction() as store:
            return store.installations.with_api_url(self.saleor.api_url)

    def install(self) -> None:
        """Have the sandbox install the app by the real handshake."""
        self.saleor.install(f"{APP_URL}/api/manifest")

    def publish(self, policy: FlatPolicy | PolicyDocument) -> None:
        """Replace the rules that every order in the test is judged by."""
        shop = self.shop
        document = ruled(policy) if isinstance(policy, FlatPolicy) else policy
        with self.parts.database.connection() as connection:
            connection.execute(text("delete from rate_hits"))
        with self.parts.services.transaction() as store:
            store.policies.get(shop.id, 1).document = document

    def settle(self, *, ahead: bool = False) -> None:
        """Let webhooks arrive and do the jobs that are due until there are none.

        With `ahead` the later ones too, a few rounds of them: some plan themselves anew for ever.
        """
        for _ in range(ROUNDS_AHEAD if ahead else MOST_ROUNDS):
            self.saleor.settle(ahead=SOON_SECONDS if ahead else 0.0)
            if ahead:
                self._bring_forward()
            if not self._has_work():
                return
            self.work()
        assert ahead, "The jobs did not come to an end"

    def work(self) -> None:
        """Do the jobs that are due."""
        asyncio.run(
            work(
                self.parts.database_url,
                self.parts.services,
                wait=False,
                concurrency=2,
                install_signal_handlers=False,
                listen_notify=False,
            )
        )

    def case(self, number: str) -> ReturnRequest:
        """Read a return as the database has it."""
        shop = self.shop
        with self.parts.services.transaction() as store:
            return store.returns.get(shop.id, number)

    def staff_headers(self, **claims: object) -> dict[str, str]:
        """Return the headers that the desk sends for a member of staff."""
        return {
            "Authorization-Bearer": self.saleor.user_token(**claims),  # type: ignore[arg-type]
            "Saleor-Api-Url": self.saleor.api_url,
        }

    def failed_jobs(self) -> list[str]:
        """Name the jobs that have failed for good."""
        return self._jobs("failed")

    def waiting_jobs(self) -> list[str]:
        """Name the jobs that are still to be done."""
        return self._jobs("todo")

    def running_jobs(self) -> list[str]:
        """Name the jobs that a worker has taken, or had taken when it died."""
        return self._jobs("doing")

    def _jobs(self, status: str) -> list[str]:
        query = text("select task_name from procrastinate_jobs where status = :status order by id")
        with self.parts.database.connection() as connection:
            return list(connection.scalars(query, {"status": status}))

    def _has_work(self) -> bool:
        with self.parts.database.connection() as connection:
            return bool(connection.scalar(text(ANY_JOB_DUE)))

    def _bring_forward(self) -> None:
        query = text("update procrastinate_jobs set scheduled_at = null where status = 'todo'")
        with self.parts.database.connection() as connection:
            connection.execute(query)


@contextmanager
def whole_app(
    database_url: str,
    folder: Path,
    *,
    saleor_version: str = "3.23.28",
    backfill_days: int = 0,
    send: Send | None = None,
    **options: Any,
) -> Iterator[WholeApp]:
    """Run the app on a database, with a sandbox that calls it, or whatever `send` says."""
    settings = Settings(
        public_url=APP_URL,
        secrets=("a-secret-for-tests-that-is-long-enough",),
        encryption_keys=(ENCRYPTION_KEY,),
        database_url=database_url,
        var_folder=folder,
        backfill_days=backfill_days,
        **{
            "allow_private_networks": True,
            "files_url": (folder / "files").as_uri(),
            "mail_url": (folder / "mailbox").as_uri(),
            **options,
        },
    )
    parts = assemble(settings)
    flask = create_app(settings, parts.services)
    flask.testing = True
    with SandboxServer(
        send=send or flask_transport(lambda: flask), saleor_version=saleor_version
    ) as saleor:
        yield WholeApp(settings, parts, flask, saleor)
    parts.database.close()


__all__ = ["APP_URL", "PlacedOrder", "WholeApp", "whole_app"]
