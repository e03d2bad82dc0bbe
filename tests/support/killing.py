"""Workers that die by SIGKILL at a chosen point of their work.

A process of its own, single-threaded and with everything imported, forks a worker for each line that
it reads: a real one, with its own connections. At its point each of the worker's jobs waits for the
others; when all are there, the process is killed, and with it every one of them in the middle.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

import requests
import structlog
from sqlalchemy import text

from saleor_returns_app.adapters.saleor.client import SaleorShops
from saleor_returns_app.app import Parts, assemble
from saleor_returns_app.domain.ports import Store
from saleor_returns_app.jobs.engine import work
from saleor_returns_app.settings import Settings, read_settings
from tests.support.commands import environment_of

AT_A_TIME = 10
PATIENCE_SECONDS = 20.0
ROUNDS = 3
BRING_FORWARD = "update procrastinate_jobs set scheduled_at = null where status = 'todo'"


@dataclass(frozen=True)
class Point:
    """Where a worker dies: in a job, before or after a call of this field to Saleor.

    `commits` counts the transactions that are still committed after the call.
    """

    job: str
    field: str
    when: str = "after"
    commits: int = 0

    @property
    def name(self) -> str:
        """The point in a word."""
        return f"{self.job}-{self.field}-{self.when}-{self.commits}"


class Killer:
    """Counts the jobs that have come to the point, and ends the process with all of them."""

    def __init__(self, point: Point, victims: int) -> None:
        self._point, self._left = point, victims
        self._lock = threading.Lock()
        self._passed = threading.local()

    def before(self, field: str) -> None:
        """A call is about to be made."""
        if self._is_here(field) and self._point.when == "before":
            self._die()

    def after(self, field: str) -> None:
        """A call was answered."""
        if self._is_here(field) and self._point.when == "after":
            if not self._point.commits:
                self._die()
            self._passed.commits = 0

    def committed(self) -> None:
        """A transaction was committed."""
        if hasattr(self._passed, "commits"):
            self._passed.commits += 1
            if self._passed.commits == self._point.commits:
                self._die()

    def _is_here(self, field: str) -> bool:
        job = structlog.contextvars.get_contextvars().get("job")
        return (job, field) == (self._point.job, self._point.field)

    def _die(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(PATIENCE_SECONDS)
        os.kill(os.getpid(), signal.SIGKILL)


class WatchedSession(requests.Session):
    """Tells the killer of every call to Saleor."""

    def __init__(self, killer: Killer) -> None:
        super().__init__()
        self._killer = killer

    def request(self, method: Any, url: Any, *args: Any, **options: Any) -> requests.Response:
        """Make the call, if the process lives."""
        field = _field(json.dumps(options.get("json")) + str(options.get("data")))
        self._killer.before(field)
        answer = super().request(method, url, *args, **options)
        self._killer.after(field)
        return answer


def _field(body: str) -> str:
    known = (
        "orderGrantRefundCreate",
        "orderFulfillmentReturnProducts",
        "transactionRequestRefundForGrantedRefund",
        "orderNoteAdd",
        "giftCardCreate",
        "draftOrderCreate",
        "draftOrderComplete",
        "orderUpdateShipping",
        "orderDiscountAdd",
        "orderMarkAsPaid",
    )
    return next((field for field in known if f"{field}(" in body), "order")


def _counting(parts: Parts, killer: Killer) -> Parts:
    transaction = parts.services.transaction

    @contextmanager
    def counted() -> Iterator[Store]:
        with transaction() as store:
            yield store
        killer.committed()

    way: Callable[[], AbstractContextManager[Store]] = counted
    return replace(parts, services=replace(parts.services, transaction=way))


async def _work(parts: Parts) -> None:
    # An event loop has six threads of its own for what is not asynchronous: too few to die at once.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(AT_A_TIME + 2))
    await work(
        parts.database_url,
        parts.services,
        wait=False,
        concurrency=AT_A_TIME,
        install_signal_handlers=False,
        listen_notify=False,
    )


class PlainFiles:
    """Files in a folder, without the threads of the app's own store, which no fork survives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, id: str, content: bytes) -> None:
        """Keep a file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / id).write_bytes(content)

    def read(self, id: str) -> bytes:
        """Give a file."""
        return (self._folder / id).read_bytes()

    def delete(self, id: str) -> None:
        """Forget a file."""
        (self._folder / id).unlink(missing_ok=True)


def _worker(parts: Parts, point: Point | None, victims: int) -> None:
    session: requests.Session = requests.Session()
    if point is not None:
        killer = Killer(point, victims)
        parts, session = _counting(parts, killer), WatchedSession(killer)
    parts = replace(parts, services=replace(parts.services, saleor=SaleorShops(session)))
    for _ in range(ROUNDS):
        with parts.database.connection() as connection:
            connection.execute(text(BRING_FORWARD))
        asyncio.run(_work(parts))
    session.close()
    parts.database.engine.dispose()


def serve() -> None:
    """Do the first work in this very process, then fork a worker for each line; say how each ended.

    So the forked ones find everything read and compiled, and their connections are their own: when
    this process forks it has none, and no thread beside its first.
    """
    settings = read_settings()
    parts = assemble(settings)
    files = PlainFiles(settings.var_folder / "plain-files")
    parts = replace(parts, services=replace(parts.services, files=files))
    answers, sys.stdout = sys.stdout, sys.stderr
    is_warm = False
    for line in sys.stdin:
        asked = json.loads(line)
        point = Point(**asked["point"]) if asked["point"] else None
        code = 0
        if not is_warm and point is None:
            _worker(parts, None, 0)
            is_warm = True
        else:
            code = _forked(parts, point, asked["victims"])
        answers.write(f"{code}\n")
        answers.flush()


def _forked(parts: Parts, point: Point | None, victims: int) -> int:
    child = os.fork()
    if child == 0:
        os.dup2(2, 1)  # What a worker logs is no answer.
        _worker(parts, point, victims)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


class Workers:
    """The way to that process."""

    def __init__(self, settings: Settings, log: Any) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.killing"],
            env=environment_of(settings, PYTHONPATH=os.pathsep.join(sys.path)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )

    def __enter__(self) -> Self:
        """Give out the way."""
        return self

    def __exit__(self, *failure: object) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def die_at(self, point: Point, victims: int) -> bool:
        """Have a worker work until it dies; say whether it did."""
        return self._run(asdict(point), victims) == -signal.SIGKILL

    def work(self) -> None:
        """Have a worker do all that there is to do."""
        assert self._run(None, 0) == 0

    def _run(self, point: dict[str, Any] | None, victims: int) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"point": point, "victims": victims}) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


if __name__ == "__main__":
    serve()
