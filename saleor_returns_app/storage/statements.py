"""Statements that are transactions of their own, on one connection that stays open."""

import threading
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import pq
from sqlalchemy import make_url

CONNECT_SECONDS = 5
BINARY = 1
Row = tuple[bytes | None, ...]


class Statements:
    """Runs statements without the cost of a pool, a session, a cursor and a ping each time.

    Values go and come as PostgreSQL writes them in binary: text is its UTF-8, a boolean is one byte.
    A connection that has died is opened anew and the statement repeated, once: it must be one that
    may run twice.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection: psycopg.Connection[Any] | None = None
        self._prepared: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def run(self, statement: str, parameters: Sequence[bytes]) -> list[Row]:
        """Run a statement (`$1`, `$2`), committed when this returns. Raises psycopg's errors."""
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

    def _run(self, statement: str, parameters: Sequence[bytes]) -> list[Row]:
        if self._connection is None or self._connection.closed:
            self._connection, self._prepared = None, {}
            self._connection = _connected(self._url)
        wire = self._connection.pgconn
        name = self._prepared.get(statement) or self._prepare(wire, statement)
        result = wire.exec_prepared(name, parameters, [BINARY] * len(parameters), BINARY)
        _raise_error(wire, result)
        columns = range(result.nfields)
        return [tuple(result.get_value(row, at) for at in columns) for row in range(result.ntuples)]

    def _prepare(self, wire: pq.abc.PGconn, statement: str) -> bytes:
        name = f"statement_{len(self._prepared)}".encode()
        _raise_error(wire, wire.prepare(name, statement.encode()))
        self._prepared[statement] = name
        return name


def _raise_error(wire: pq.abc.PGconn, result: pq.abc.PGresult) -> None:
    if wire.status == pq.ConnStatus.BAD:
        raise psycopg.OperationalError(result.get_error_message())
    if result.status not in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
        raise psycopg.errors.error_from_result(result)


def _connected(url: str) -> psycopg.Connection[Any]:
    connection = psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_SECONDS)
    # The same few statements over and over: no plan could come out better for one batch than another.
    connection.execute("set plan_cache_mode = force_generic_plan")
    return connection
