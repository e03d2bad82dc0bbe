"""Statements that are transactions of their own, on one connection that stays open."""

import threading
from collections.abc import Sequence
from typing import Any

import psycopg
from sqlalchemy import make_url

CONNECT_SECONDS = 5


class Statements:
    """Runs statements without the cost of a pool, a session and a ping each time.

    A connection that has died is opened anew and the statement repeated, once: it must be one that
    may run twice.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection: psycopg.Connection[Any] | None = None
        self._lock = threading.Lock()

    def run(self, statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        """Run a statement, committed when this returns. Raises psycopg's errors."""
        with self._lock:
            try:
                return self._run(statement, parameters)
            except psycopg.OperationalError:
                if self._connection is None or not self._connection.closed:
                    raise
            return self._run(statement, parameters)

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()

    def _run(self, statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        if self._connection is None or self._connection.closed:
            self._connection = None
            self._connection = _connected(self._url)
        return self._connection.execute(statement, parameters).fetchall()


def _connected(url: str) -> psycopg.Connection[Any]:
    connection = psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_SECONDS)
    # The same few statements over and over: no plan could come out better for one batch than another.
    connection.execute("set plan_cache_mode = force_generic_plan")
    return connection
