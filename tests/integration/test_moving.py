"""A shop's Saleor gets another address, and its returns follow on the operator's word."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from saleor_returns_app.cli import cli
from saleor_returns_app.domain.installation import InstallationState
from saleor_returns_app.storage.tables import installations
from tests.support.commands import environment_of
from tests.support.returns import Walk
from tests.support.sandbox import SandboxServer, flask_transport
from tests.support.whole_app import APP_URL, WholeApp


@pytest.fixture
def move(app: WholeApp, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return the command, run with the app's settings."""
    for name, value in environment_of(app.settings).items():
        monkeypatch.setenv(name, value)
    return lambda *words: CliRunner().invoke(cli, ["move-shop", *words])


def addresses(app: WholeApp) -> list[str]:
    with app.parts.database.connection() as connection:
        return list(connection.scalars(select(installations.c.api_url)))


def overview(app: WholeApp) -> int:
    answer = app.client.get("/api/desk/v1/returns", headers=app.staff_headers())
    return int(answer.get_json()["total"]) if answer.status_code == 200 else answer.status_code


class TestAShopThatHasMoved:
    def test_is_not_known_by_itself_as_a_copy_would_be_taken_for_it(self, app: WholeApp) -> None:
        Walk(app).to_the_goods()
        app.saleor.move()

        assert overview(app) == 401

    def test_has_its_returns_at_its_new_address(
        self, app: WholeApp, move: Callable[..., Result]
    ) -> None:
        Walk(app).to_the_goods()
        slug = app.shop.slug
        app.saleor.move()

        result = move(slug, app.saleor.api_url)

        assert result.exit_code == 0, result.output
        assert "localhost" in result.output
        assert (app.shop.slug, overview(app)) == (slug, 1)

    def test_is_heard_and_spoken_to_there(self, app: WholeApp, move: Callable[..., Result]) -> None:
        slug = app.shop.slug
        app.saleor.move()
        move(slug, app.saleor.api_url)

        case, _ = Walk(app).to_the_money()
        app.settle()

        assert app.case(case.number).goods_written
        assert app.failed_jobs() == []

    def test_takes_over_an_install_that_was_made_there_and_not_used(
        self, app: WholeApp, move: Callable[..., Result]
    ) -> None:
        Walk(app).to_the_goods()
        slug = app.shop.slug
        app.saleor.uninstall()
        app.saleor.move()
        app.install()
        app.settle()

        result = move(slug, app.saleor.api_url)

        assert result.exit_code == 0, result.output
        assert addresses(app) == [app.saleor.api_url]
        assert (app.shop.slug, app.shop.state) == (slug, InstallationState.ACTIVE)
        assert overview(app) == 1

    def test_keeps_apart_what_was_already_returned_there(
        self, app: WholeApp, move: Callable[..., Result]
    ) -> None:
        Walk(app).to_the_goods()
        slug = app.shop.slug
        app.saleor.uninstall()
        app.saleor.move()
        app.install()
        Walk(app).to_the_goods()

        result = move(slug, app.saleor.api_url)

        assert result.exit_code == 1
        assert "has returns there already" in result.output
        assert len(addresses(app)) == 2


class TestAnotherShop:
    def test_never_gets_the_returns(
        self, app: WholeApp, move: Callable[..., Result], tmp_path: Path
    ) -> None:
        slug, known = app.shop.slug, app.saleor.api_url
        send = flask_transport(lambda: app.flask)
        with SandboxServer(send=send, own_key=True, state_folder=tmp_path) as other:
            other.install(f"{APP_URL}/api/manifest")

            result = move(slug, other.api_url)

        assert result.exit_code == 1
        assert "another shop" in result.output
        assert known in addresses(app)

    def test_that_never_installed_the_app_is_refused(
        self, app: WholeApp, move: Callable[..., Result], tmp_path: Path
    ) -> None:
        slug = app.shop.slug
        with SandboxServer(own_key=True, state_folder=tmp_path) as other:
            result = move(slug, other.api_url)

        assert result.exit_code == 1
        assert addresses(app) == [app.saleor.api_url]
