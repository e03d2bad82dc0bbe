"""Web and worker as an operator runs them: they come up, serve, and end when asked to."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import requests

from tests.support.commands import Command, answers, environment_of, free_port, running
from tests.support.sandbox import a_line
from tests.support.whole_app import WholeApp, whole_app

ENOUGH_SECONDS = 15


@pytest.fixture
def installed(database_url: str, tmp_path: Path) -> Iterator[WholeApp]:
    """Return an app whose database knows a shop."""
    with whole_app(database_url, tmp_path) as made:
        made.install()
        yield made


class TestTheWebProcess:
    def test_serves_until_it_is_asked_to_end(self, installed: WholeApp, tmp_path: Path) -> None:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        environment = environment_of(installed.settings, PORT=str(port))

        with running(["web"], environment, tmp_path) as web:
            web.wait_until(lambda: answers(f"{address}/readyz"))
            live = requests.get(f"{address}/healthz", timeout=5)
            shop = requests.get(f"{address}/api/portal/v1/shops/{installed.shop.slug}", timeout=5)
            code, seconds = web.stop()

            assert live.json() == {"status": "ok"}
            assert shop.status_code == 200
            assert (code, seconds < ENOUGH_SECONDS) == (0, True), web.output

    def test_does_not_start_with_a_wrong_setting(self, installed: WholeApp, tmp_path: Path) -> None:
        environment = environment_of(installed.settings, RETURNS_PROXIES="many")

        with running(["web"], environment, tmp_path) as web:
            web.wait_for_its_end()

            assert web.output.startswith("saleor-returns: ")
            assert "RETURNS_PROXIES" in web.output


class TestTheServerOfTheWeb:
    @pytest.fixture
    def port(self) -> int:
        return free_port()

    @pytest.fixture
    def web(self, installed: WholeApp, port: int, tmp_path: Path) -> Iterator[Command]:
        environment = environment_of(installed.settings, PORT=str(port))
        with running(["web"], environment, tmp_path) as web:
            web.wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
            yield web

    def test_speaks_of_itself_as_the_app_does(self, web: Command) -> None:
        lines = [json.loads(line) for line in web.output.splitlines()]

        assert any("Listening" in line["event"] for line in lines)

    def test_does_not_share_its_port(self, web: Command, installed: WholeApp, port: int) -> None:
        environment = environment_of(installed.settings, PORT=str(port))
        folder = Path(installed.settings.var_folder) / "second"
        folder.mkdir(parents=True)

        with running(["web"], environment, folder) as second:
            second.wait_for_its_end()

            assert second.output.startswith(f"saleor-returns: PORT: {port} cannot be used")

    def test_starts_anew_what_was_killed(self, web: Command, port: int) -> None:
        (first,) = processes_of(web)

        os.kill(first, signal.SIGKILL)

        web.wait_until(lambda: processes_of(web) not in ([], [first]))
        web.wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))

    def test_does_not_outlive_its_parent(self, web: Command, port: int) -> None:
        os.kill(web.pid, signal.SIGKILL)

        web.wait_for_its_end()
        wait_until(lambda: is_free(port))

    def test_says_that_a_body_is_too_long(self, web: Command, port: int) -> None:
        told = requests.post(
            f"http://127.0.0.1:{port}/api/webhooks/saleor/order_updated",
            data=b" " * (3 * 1024 * 1024),
            headers={"Saleor-Event": "order_updated", "Saleor-Signature": "a..b"},
            timeout=5,
        )

        assert told.status_code == 413

    def test_takes_no_part_of_a_body_for_the_whole(self, web: Command, port: int) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as broken:
            broken.sendall(b"POST /api/webhooks/saleor/order_updated HTTP/1.1\r\nHost: here\r\n")
            broken.sendall(b"Saleor-Event: order_updated\r\nContent-Length: 100\r\n\r\n{}")
            broken.shutdown(socket.SHUT_WR)

            assert broken.recv(4096).startswith(b"HTTP/1.1 400")

    def test_answers_what_is_under_way_when_it_is_asked_to_end(
        self, web: Command, port: int
    ) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=15) as slow:
            slow.sendall(b"POST /api/webhooks/saleor/order_updated HTTP/1.1\r\nHost: here\r\n")
            slow.sendall(b"Content-Length: 2\r\n\r\n{")
            wait_until(lambda: answers(f"http://127.0.0.1:{port}/healthz"))
            os.kill(web.pid, signal.SIGTERM)
            wait_until(lambda: is_free(port))
            slow.sendall(b"}")

            assert slow.recv(4096).startswith(b"HTTP/1.1 404")
        web.wait_for_its_end()


def processes_of(command: Command) -> list[int]:
    listed = Path(f"/proc/{command.pid}/task/{command.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + ENOUGH_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class TestTheWorkerProcess:
    def test_does_jobs_until_it_is_asked_to_end(self, installed: WholeApp, tmp_path: Path) -> None:
        order = installed.saleor.place_order([a_line()])
        installed.saleor.settle()

        with running(["worker"], environment_of(installed.settings), tmp_path) as worker:
            worker.wait_until(lambda: self.is_known(installed, order.number))
            code, seconds = worker.stop()

            assert (code, seconds < ENOUGH_SECONDS) == (0, True), worker.output
            assert self.workers(installed) == 0

    def is_known(self, app: WholeApp, number: str) -> bool:
        with app.parts.services.transaction() as store:
            return store.orders.find_by_number(app.shop.id, number) is not None

    def workers(self, app: WholeApp) -> int:
        with psycopg.connect(app.settings.database_url) as connection:
            row = connection.execute("select count(*) from procrastinate_workers").fetchone()
        return int(row[0]) if row else 0
