"""What the measurements run on: the app with a real, durable database, installed in the sandbox's Saleor."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.test import EnvironBuilder

from saleor_returns_app.logs import set_up_logs
from tests.support.databases import Databases
from tests.support.whole_app import WholeApp, whole_app


@contextmanager
def stage() -> Iterator[WholeApp]:
    """Set everything up, and take it down."""
    with tempfile.TemporaryDirectory(prefix="returns-bench-") as name:
        folder = Path(name)
        databases = Databases(folder / "databases", is_durable=True)
        with (
            (folder / "app.log").open("w") as log,
            _logs_in(log),
            databases.fresh() as url,
            whole_app(url, folder) as app,
        ):
            app.install()
            yield app
        databases.close()


@contextmanager
def _logs_in(stream: TextIO) -> Iterator[None]:
    """Log as in production, but not between the tables."""
    set_up_logs("INFO", stream)
    yield
    logging.getLogger().handlers.clear()


class InProcess:
    """Calls the app as a web server does, without one."""

    def __init__(self, app: WholeApp) -> None:
        self._app = app.flask

    def request(self, method: str, path: str, headers: dict[str, str], body: bytes) -> int:
        """Make a request and read the answer to its end; gives the status."""
        pairs = list(headers.items())
        builder = EnvironBuilder(path, method=method, headers=pairs, data=body or None)
        return self._run(builder.get_environ())

    def _run(self, environ: WSGIEnvironment) -> int:
        told: list[str] = []

        def start(status: str, headers: object, error: object = None) -> object:
            told.append(status)
            return None

        begin: StartResponse = start  # type: ignore[assignment]
        answer = self._app(environ, begin)
        for _ in answer:
            pass
        if hasattr(answer, "close"):
            answer.close()
        return int(told[0].split()[0])
