"""Databases for tests: one server for a run, a migrated template, a copy for each test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from fasteners import InterProcessLock
from psycopg import sql
from sqlalchemy import create_engine, make_url

from saleor_returns_app.storage import migrations
from saleor_returns_app.storage.embedded import EmbeddedServer

TEMPLATE = "returns_template"
MEMORY = Path("/dev/shm")
ENOUGH_ROOM = 3 * 1024**3


def quick_folder() -> Path:
    """Return a folder in memory where there is room for a server, else the usual temporary one."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_ROOM:
        return MEMORY
    return Path(tempfile.gettempdir())


class Databases:
    """A server to make databases on: that of DATABASE_URL, else an embedded one for this run."""

    def __init__(self, folder: Path, *, is_durable: bool = False) -> None:
        folder.mkdir(exist_ok=True)
        self._folder, self._is_durable = folder, is_durable
        configured = os.environ.get("DATABASE_URL", "")
        self._server = None if configured else EmbeddedServer(folder / "pg")
        self._url = configured or (self._server.url if self._server else "")
        self._template = f"{TEMPLATE}_{folder.name}".replace("-", "_")[:60].lower()
        with InterProcessLock(folder / "template.lock"):
            self._make_template(folder / "template.made")

    def url_of(self, name: str) -> str:
        """Return the address of a database on this server."""
        return make_url(self._url).set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def fresh(self, *, migrated: bool = True) -> Iterator[str]:
        """Make a database for one test and drop it afterwards."""
        name = f"returns_test_{uuid4().hex}"
        template = self._template if migrated else "template0"
        self._run("create database {} template {} strategy file_copy", name, template)
        try:
            yield self.url_of(name)
        finally:
            self._run("drop database {} with (force)", name)

    def close(self) -> None:
        """Let go of the server."""
        if self._server is not None:
            self._server.stop()
        if not (self._folder / "pg" / "postmaster.pid").exists():
            shutil.rmtree(self._folder, ignore_errors=True)

    def _make_template(self, made: Path) -> None:
        if made.exists():
            return
        if self._server is not None and not self._is_durable:
            self._forget_durability()
        self._run("drop database if exists {}", self._template)
        self._run("create database {} template template0", self._template)
        address = make_url(self.url_of(self._template)).set(drivername="postgresql+psycopg")
        engine = create_engine(address)
        migrations.migrate(engine)
        engine.dispose()
        made.touch()

    def _forget_durability(self) -> None:
        """Let the run's own server answer before its disk does: its data need not outlive it."""
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._run("alter system set {} = off", setting)
        self._run("select pg_reload_conf()")

    def _run(self, command: str, *names: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            query = sql.SQL(command).format(*(sql.Identifier(name) for name in names))
            connection.execute(query)
