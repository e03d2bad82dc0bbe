"""Deliveries to our server and to the official SDK's handler: the same load, in turns."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import text

from bench.measuring import Measurement, Table, measure
from bench.official import PATH as THEIR_PATH
from bench.official import official_servers
from bench.processors import seconds_used
from bench.webhooks import Signed, Signer
from bench.wire import Wire
from tests.support.commands import answers, environment_of, free_port, running
from tests.support.whole_app import WholeApp

OUR_PATH = "/api/webhooks/saleor/order_updated"
ROUNDS, TIMES, WARM_UP, CALLERS = 3, 1_500, 200, 8


@dataclass(frozen=True)
class Contender:
    """A server, and the processes that it consists of; `database` does part of its work."""

    name: str
    wire: Wire
    path: str
    pids: tuple[int, ...]
    database: int | None = None

    def deliver(self, one: Signed) -> None:
        """Post a delivery as Saleor does."""
        status = self.wire.request("POST", self.path, one.headers, one.body)
        if status != 200:
            raise RuntimeError(f"{self.name} answered a genuine delivery with {status}")


@dataclass
class Result:
    """All rounds of a contender; `alone` leaves the database's processor time out."""

    whole: Measurement
    alone: Measurement


def beside_the_sdk_table(app: WholeApp, signer: Signer, folder: Path) -> Table:
    """Measure both with one process and with two, turn by turn, so that all see the same machine."""
    with ExitStack() as stack:
        contenders = [
            stack.enter_context(make(app, folder, processes))
            for processes in (1, 2)
            for make in (_theirs, _ours)
        ]
        results: dict[str, Result] = {}
        for _ in range(ROUNDS):
            for contender in contenders:
                _add(results, contender, signer.sign(TIMES + WARM_UP))
    return Table(
        f"Webhooks beside the official SDK's handler, {CALLERS} callers, {ROUNDS} rounds in turns",
        [result.whole for result in results.values()],
        _notes(results),
    )


def _add(results: dict[str, Result], contender: Contender, deliveries: list[Signed]) -> None:
    one = _measured(contender, deliveries)
    before = results.get(contender.name)
    results[contender.name] = (
        Result(before.whole + one.whole, before.alone + one.alone) if before else one
    )


def _measured(contender: Contender, deliveries: list[Signed]) -> Result:
    measure("", deliveries[:WARM_UP], contender.deliver, threads=CALLERS, warm_up=0)
    database = [contender.database] if contender.database else []
    began, began_database = seconds_used(*contender.pids), seconds_used(*database)
    found = measure(
        contender.name, deliveries[WARM_UP:], contender.deliver, threads=CALLERS, warm_up=0
    )
    used = seconds_used(*contender.pids) - began
    used_by_database = seconds_used(*database) - began_database
    return Result(
        replace(found, processor_seconds=used + used_by_database),
        replace(found, processor_seconds=used),
    )


@contextmanager
def _theirs(app: WholeApp, folder: Path, processes: int) -> Iterator[Contender]:
    with official_servers(app, folder, processes) as servers:
        name = f"official SDK, {_processes(processes)}"
        yield Contender(name, Wire(*servers.ports), THEIR_PATH, servers.pids)


@contextmanager
def _ours(app: WholeApp, folder: Path, processes: int) -> Iterator[Contender]:
    port = free_port()
    environment = environment_of(app.settings, PORT=str(port), WEB_CONCURRENCY=str(processes))
    logs = folder / f"ours-{processes}"
    logs.mkdir()
    with running(["web"], environment, logs) as web:
        web.wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
        name = f"ours, {_processes(processes)}"
        yield Contender(name, Wire(port), OUR_PATH, (web.pid,), _postmaster(app))
        web.stop()


def _processes(count: int) -> str:
    return f"{count} process{'es' if count > 1 else ''}"


def _postmaster(app: WholeApp) -> int | None:
    """Find the database server's process, if it runs on this machine."""
    with app.parts.database.connection() as connection:
        folder = Path(str(connection.scalar(text("show data_directory"))))
    try:
        return int((folder / "postmaster.pid").read_text().splitlines()[0])
    except OSError:
        return None


def _notes(results: dict[str, Result]) -> list[str]:
    (reference, *_) = results.values()
    base = reference.whole.per_processor_second or 0
    ratios = [
        f"{name} {(result.whole.per_processor_second or 0) / base:.2f}"
        for name, result in results.items()
    ]
    alone = [
        f"{name} {result.alone.per_processor_second or 0:,.0f}"
        for name, result in results.items()
        if result.alone.processor_seconds != result.whole.processor_seconds
    ]
    return [
        f"Per CPU second beside the reference: {', '.join(ratios)}.",
        f"Ours with PostgreSQL's processor time; without it: {', '.join(alone)} per CPU second.",
        "The SDK's handler verifies, answers and stores nothing; ours has each delivery and its job on disk.",
        f"Callers, servers and database share {os.cpu_count()} processors; jobs are not done meanwhile.",
    ]
