"""Who stands behind real proxies, and before the real server, is told whether callers can lie."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from saleor_returns_app.adapters.public_door import HttpPublicDoor
from saleor_returns_app.domain.health import Finding
from saleor_returns_app.use_cases.care.examine_front import CHOSEN, WAYS, Front, examine_front
from tests.support import tiny_proxy
from tests.support.commands import Command, answers, environment_of, free_port, running
from tests.support.databases import Databases
from tests.support.tiny_proxy import CALLER, Habit, proxying
from tests.support.whole_app import WholeApp, whole_app


@dataclass(frozen=True)
class Served:
    """An app that believes in so many proxies."""

    app: WholeApp
    web: Command
    port: int


@contextmanager
def serving(databases: Databases, folder: Path, *, proxies: int) -> Iterator[Served]:
    port = free_port()
    with databases.fresh() as url, whole_app(url, folder) as app:
        environment = environment_of(app.settings, PORT=str(port), RETURNS_PROXIES=str(proxies))
        with running(["web"], environment, folder) as web:
            web.wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
            yield Served(app, web, port)


@pytest.fixture(scope="module")
def served(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return an app behind one proxy."""
    with serving(databases, tmp_path_factory.mktemp("served"), proxies=1) as made:
        yield made


def found(url: str, *, proxies: int = 1) -> Finding:
    return examine_front(Front(url, proxies, HttpPublicDoor(url)))


def found_behind(port: int, habit: Habit) -> str:
    with proxying(port, habit) as url:
        return found(url).code


class TestBehindOneProxy:
    @pytest.mark.parametrize(
        ("habit", "code"),
        [
            (tiny_proxy.names_the_caller_last, "proxies_pass_underscores"),
            (tiny_proxy.names_the_caller_before_others, "proxies_pass_underscores"),
            (tiny_proxy.names_the_caller_first, "proxies_pass_underscores"),
            (tiny_proxy.sorts, "proxies_pass_underscores"),
            (tiny_proxy.drops_one_spelling, "proxies_pass_underscores"),
            (tiny_proxy.drops_underscores, "proxies_right"),
            (tiny_proxy.refuses_underscores, "proxies_right"),
            (tiny_proxy.names_nobody, "proxies_fewer"),
            (tiny_proxy.refuses_all, "proxies_unknown"),
        ],
    )
    def test_is_found_who_lets_callers_choose(
        self, served: Served, habit: Habit, code: str
    ) -> None:
        assert found_behind(served.port, habit) == code

    def test_is_found_that_there_is_none(self, served: Served) -> None:
        assert found(f"http://127.0.0.1:{served.port}").code == "proxies_fewer"

    @pytest.mark.parametrize(
        ("habit", "told"),
        [
            (tiny_proxy.names_the_caller_first, [True, True, True]),
            (tiny_proxy.names_the_caller_last, [False, True, True]),
            (tiny_proxy.names_the_caller_before_others, [False, False, True]),
        ],
    )
    def test_the_way_of_asking_decides_which_header_counts(
        self, served: Served, habit: Habit, told: list[bool]
    ) -> None:
        with proxying(served.port, habit) as url:
            door = HttpPublicDoor(url)
            lie = {"X_Forwarded_For": CHOSEN}
            heard = [door.counted_as({**before, **lie}, body=body) for before, body in WAYS]

        assert [one == CHOSEN for one in heard] == told

    def test_an_honest_caller_is_told_his_own_address(self, served: Served) -> None:
        with proxying(served.port, tiny_proxy.drops_underscores) as url:
            told = requests.get(f"{url}/healthz/address", timeout=5)

        assert told.json() == {"address": CALLER}
        assert CALLER not in served.web.output

    def test_the_doctor_says_it(self, served: Served, tmp_path: Path) -> None:
        with proxying(served.port, tiny_proxy.names_the_caller_last) as url:
            environment = environment_of(
                served.app.settings, RETURNS_PROXIES="1", RETURNS_PUBLIC_URL=url
            )
            with running(["doctor", "--json"], environment, tmp_path) as doctor:
                doctor.wait_for_its_end()
                said = {one["check"]: one for one in json.loads(doctor.output)["app"]}

        assert said["proxies"]["code"] == "proxies_pass_underscores"
        assert "underscores_in_headers off" in said["proxies"]["advice"]


class TestBehindTwoProxies:
    def test_is_found_who_lets_callers_choose(self, databases: Databases, tmp_path: Path) -> None:
        plain, careful = tiny_proxy.names_the_caller_last, tiny_proxy.drops_underscores
        with (
            serving(databases, tmp_path, proxies=2) as served,
            proxying(served.port, plain) as inner,
            proxying(int(inner.rpartition(":")[2]), plain) as careless,
            proxying(int(inner.rpartition(":")[2]), careful) as right,
        ):
            codes = [found(url, proxies=2).code for url in (inner, careless, right)]

        assert codes == ["proxies_fewer", "proxies_pass_underscores", "proxies_right"]


class TestAnAddressThatIsNotTheApps:
    def test_is_said_to_be_unknown(self) -> None:
        away = found(f"http://127.0.0.1:{free_port()}")

        assert (away.code, away.facts["why"]) == ("proxies_unknown", "There is no connection.")
