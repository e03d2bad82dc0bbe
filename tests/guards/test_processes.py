"""Web and worker as an operator runs them: they come up, serve, and end when asked to."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import requests

from tests.support.commands import answers, environment_of, free_port, running
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
