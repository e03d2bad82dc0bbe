"""A bad day: thousands of deliveries, while the database restarts and processes are killed.

Every genuine delivery is applied, once; no forged one leaves a trace; the orders end up as Saleor has
them. 10,000 deliveries where everything must run, fewer on a laptop.
"""

import hashlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from saleor_returns_app.sandbox.transport import Reply
from tests.soak.post import Letter, Post
from tests.soak.postman import Postman
from tests.support.commands import Command, answers, environment_of, free_port, running
from tests.support.databases import quick_folder
from tests.support.own_server import OwnServer
from tests.support.sandbox import PlacedOrder, a_line, flask_transport
from tests.support.skips import must_run_everything
from tests.support.whole_app import WholeApp, whole_app

TIMES = 10_000 if must_run_everything() else 1_000
ORDERS, WORKERS = 40, 2
WEBHOOKS = "/api/webhooks/saleor/"
PATIENCE_SECONDS = 240

# A worker tells that it lives every ten seconds; what a dead one had in hand is given to another.
BURY = """
  update procrastinate_workers set last_heartbeat = now() - interval '5 minutes'
  where last_heartbeat < now() - interval '15 seconds'
"""
TAKE_BACK = """
  insert into procrastinate_jobs (queue_name, task_name, args)
  values ('upkeep', 'take_back_stalled_jobs', '{"timestamp": 0}')
"""
UNDER_WAY = "select count(*) from procrastinate_jobs where task_name = 'apply_delivery' and status in ('todo', 'doing')"
HELD = "select count(*) from procrastinate_jobs where status = 'doing' and task_name = 'apply_delivery'"
OPEN = (
    "select count(*) from procrastinate_jobs where status = 'todo' and task_name = 'apply_delivery'"
)


@dataclass
class Day:
    """The running app of the day, and what happens to it."""

    app: WholeApp
    server: OwnServer
    folder: Path
    letters: list[Letter]
    stack: ExitStack
    orders: list[PlacedOrder]

    def begin(self) -> str:
        """Start web and workers as the Procfile does; say where the web is."""
        port = free_port()
        self.environment = environment_of(self.app.settings, PORT=str(port), WEB_CONCURRENCY="2")
        address = f"http://127.0.0.1:{port}"
        self.web = self._start("web")
        self.workers = [self._start("worker") for _ in range(WORKERS)]
        self.web.wait_until(lambda: answers(f"{address}/readyz"))
        return address

    def kill_a_worker(self) -> None:
        """Kill the first worker in the middle of whatever it does."""
        self.workers[0].kill()

    def kill_a_web_process(self) -> None:
        """Kill one of the two processes that answer."""
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)

    def change_every_order(self) -> None:
        """Saleor goes on meanwhile: what was told so far is out of date."""
        for order in self.orders:
            self.app.saleor.fulfill(order, quantities={order.line_ids[0]: 1})

    def look_after_workers(self) -> None:
        """Start anew what has ended, as every platform does."""
        for place, worker in enumerate(self.workers):
            if worker.has_ended:
                self.workers[place] = self._start("worker")

    def come_to_rest(self) -> None:
        """Wait until every delivery's job is done; the dead workers' among them."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.count(UNDER_WAY):
            assert time.monotonic() < deadline, self.workers[0].output[-3000:]
            self.look_after_workers()
            if self.count(HELD) and not self.count(OPEN):
                self.run(BURY)
                self.run(TAKE_BACK)
            time.sleep(1)

    def _start(self, kind: str) -> Command:
        number = len(list(self.folder.glob(f"{kind}-*")))
        folder = self.folder / f"{kind}-{number}"
        folder.mkdir()
        return self.stack.enter_context(running([kind], self.environment, folder))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with psycopg.connect(self.server.url) as connection:
            return connection.execute(query).fetchall()

    def count(self, query: str) -> int:
        """Ask the database for a number."""
        return int(self.rows(query)[0][0])

    def run(self, statement: str) -> None:
        """Change something in the database."""
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture
def day(tmp_path: Path, testrun_uid: str) -> Iterator[Day]:
    """Return the app, installed, with the seeds of many deliveries caught on their way."""
    server = OwnServer(_folder(testrun_uid))
    caught: list[Letter] = []
    try:
        with ExitStack() as stack:
            running_app: list[WholeApp] = []
            in_process = flask_transport(lambda: running_app[0].flask)

            def catch(method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
                path = urlsplit(url).path
                if path.startswith(WEBHOOKS):
                    caught.append(Letter(path.removeprefix(WEBHOOKS), headers, body))
                    return Reply(200, "")
                return in_process(method, url, headers, body)

            app = stack.enter_context(whole_app(server.url, tmp_path, send=catch))
            running_app.append(app)
            app.install()
            orders = [
                app.saleor.place_order([a_line(quantity=3)], fulfilled=False) for _ in range(ORDERS)
            ]
            app.saleor.settle(60)
            post = Post(list(caught), app.saleor.sandbox.saleor.key)
            yield Day(app, server, tmp_path, post.letters(TIMES), stack, orders)
    finally:
        server.stop()


def _folder(run: str) -> Path:
    folder = quick_folder() / f"returns-soak-{run[:12]}"
    folder.mkdir()
    return folder


def digest(letter: Letter) -> str:
    """The digest by which the inbox tells deliveries apart."""
    signature = letter.headers["Saleor-Signature"].encode()
    return hashlib.sha256(letter.body + signature).hexdigest()


class Schedule:
    """Lets each mishap happen once, when its share of the letters has arrived."""

    def __init__(self, *mishaps: tuple[float, Callable[[], None]]) -> None:
        self._left = list(mishaps)

    def at(self, share: float) -> None:
        while self._left and self._left[0][0] <= share:
            self._left.pop(0)[1]()

    @property
    def is_over(self) -> bool:
        return not self._left


class TestABadDay:
    def test_applies_every_genuine_delivery_once_and_stores_no_forged_one(self, day: Day) -> None:
        postman = Postman(day.begin())
        mishaps = Schedule(
            (0.15, day.kill_a_worker),
            (0.30, day.server.restart),
            (0.45, day.kill_a_web_process),
            (0.50, day.change_every_order),
            (0.65, day.server.crash),
            (0.80, day.kill_a_worker),
        )

        def watch(done: int) -> None:
            mishaps.at(done / TIMES)
            day.look_after_workers()

        postman.deliver(day.letters, watch)
        day.come_to_rest()

        assert mishaps.is_over
        fates = postman.fates
        genuine = [letter for letter in day.letters if letter.is_genuine]
        assert fates.genuine == {200: len(genuine)}, fates
        assert fates.forged.total() == TIMES - len(genuine)
        assert 200 not in fates.forged, fates
        self.the_inbox_holds_exactly(day, {digest(letter) for letter in genuine})
        self.each_has_had_its_job(day)
        self.orders_are_as_saleor_has_them(day)

    def the_inbox_holds_exactly(self, day: Day, digests: set[str]) -> None:
        kept = day.rows("select digest, state, applied_at is not null from deliveries")
        assert {row[0] for row in kept} == digests
        assert len(kept) == len(digests)
        assert {row[1:] for row in kept} == {("applied", True)}

    def each_has_had_its_job(self, day: Day) -> None:
        jobs = day.rows(
            "select args->>'delivery_id', status::text from procrastinate_jobs"
            " where task_name = 'apply_delivery'"
        )
        ids = {row[0] for row in day.rows("select id from deliveries")}
        assert sorted(job[0] for job in jobs) == sorted(ids)
        assert {job[1] for job in jobs} == {"succeeded"}
        assert day.count("select count(*) from procrastinate_jobs where status = 'failed'") == 0

    def orders_are_as_saleor_has_them(self, day: Day) -> None:
        saleor = day.app.parts.services.saleor.open(day.app.shop)
        assert day.count("select count(*) from orders") == len(day.orders)
        for order in day.orders:
            with day.app.parts.services.transaction() as store:
                known = store.orders.find_by_number(day.app.shop.id, order.number)
            assert known is not None
            assert known.snapshot == saleor.fetch_order(order.id)
            assert known.snapshot.shipped_units(order.line_ids[0]) == 1
