"""The doctor finds what is wrong, says what to do, and repairs what it can."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.fernet import Fernet
from sqlalchemy import text

from saleor_returns_app.cli import cli
from saleor_returns_app.domain.health import Check, Health, Level
from saleor_returns_app.domain.health_words import FINDINGS
from saleor_returns_app.sandbox.saleor.installed import Webhook
from saleor_returns_app.storage.encryption import secret_keys
from saleor_returns_app.use_cases.care.examine_app import examine_app
from saleor_returns_app.use_cases.care.examine_shop import examine_shop
from saleor_returns_app.use_cases.care.repair_shop import repair_shop
from tests.support.commands import environment_of
from tests.support.databases import Databases
from tests.support.sandbox import a_line
from tests.support.whole_app import ENCRYPTION_KEY, WholeApp, whole_app
from webhooks.saleor.definition import WEBHOOKS

Harm = Callable[[WholeApp], None]


def examine(app: WholeApp, *, ahead: timedelta = timedelta()) -> Health:
    services = app.parts.services
    return examine_shop(
        app.shop.id,
        at=datetime.now(UTC) + ahead,
        saleor=services.saleor,
        asked=services.asked,
        transaction=services.transaction,
    )


def repair(app: WholeApp) -> bool:
    services = app.parts.services
    return repair_shop(
        app.shop.id,
        at=datetime.now(UTC),
        saleor=services.saleor,
        asked=services.asked,
        transaction=services.transaction,
    )


def bad(health: Health) -> set[str]:
    return {one.code for one in health.findings if one.level is not Level.FINE}


def a_webhook_removed(app: WholeApp) -> None:
    app.saleor.app.webhooks.pop()


def a_webhook_changed(app: WholeApp) -> None:
    app.saleor.app.webhooks[0].target_url = "https://old.example/"


def a_webhook_doubled(app: WholeApp) -> None:
    one = app.saleor.app.webhooks[0]
    app.saleor.app.webhooks.append(Webhook(990, one.name, one.target_url, [], query=one.query))


def a_webhook_off(app: WholeApp) -> None:
    app.saleor.app.webhooks[0].is_active = False


def a_permission_lost(app: WholeApp) -> None:
    app.saleor.app.permissions.remove("HANDLE_PAYMENTS")


def a_feature_without_its_permission(app: WholeApp) -> None:
    with app.parts.services.transaction() as store:
        store.installations.locked(app.shop.id).switch("forget_customers", on=True)


def a_webhook_left_over(app: WholeApp) -> None:
    one = next(one for one in WEBHOOKS if one.needs)
    url = one.target_url("http://returns.test")
    app.saleor.app.webhooks.append(Webhook(991, one.name, url, [], query=one.query))


def the_app_off(app: WholeApp) -> None:
    app.saleor.set_active(is_active=False)
    app.settle()


def the_token_lost(app: WholeApp) -> None:
    app.saleor.app.token = "x" * 30


def saleor_away(app: WholeApp) -> None:
    app.saleor.faults.add("Standing", "http_503", times=2)


def saleor_strange(app: WholeApp) -> None:
    app.saleor.upgrade("3.25.1")


def deliveries_lost(app: WholeApp) -> None:
    app.saleor.app.webhooks[-1].target_url = "http://returns.test/nowhere"
    app.saleor.app.webhooks[-1].async_events = ["ORDER_CREATED"]
    app.saleor.place_order([a_line()])
    app.saleor.settle()


def a_job_failed(app: WholeApp) -> None:
    with app.parts.services.transaction() as store:
        store.enqueue("backfill", installation_id="", bogus="1")
        store.enqueue("look_after_shop", installation_id=app.shop.id, bogus="1")
    app.work()


class TestAShop:
    def test_is_fine_after_an_install(self, app: WholeApp) -> None:
        app.saleor.place_order([a_line()])
        app.settle()

        health = examine(app)

        assert (bad(health), health.level) == (set(), Level.FINE)
        assert {one.check for one in health.findings} == {
            Check.CONNECTION,
            Check.PERMISSIONS,
            Check.WEBHOOKS,
            Check.DELIVERIES,
            Check.JOBS,
            Check.VERSION,
            Check.CLOCK,
        }
        assert "delivery_heard" in {one.code for one in health.findings}

    @pytest.mark.parametrize(
        ("harm", "code", "is_repaired"),
        [
            (a_webhook_removed, "webhooks_missing", True),
            (a_webhook_changed, "webhooks_wrong", True),
            (a_webhook_doubled, "webhooks_double", True),
            (a_webhook_off, "webhooks_off", False),
            (a_permission_lost, "permissions_missing", False),
            (a_feature_without_its_permission, "features_wait", False),
            (a_webhook_left_over, "webhooks_idle", True),
            (the_app_off, "switched_off", False),
            (the_token_lost, "token_unknown", False),
            (saleor_strange, "version_unsupported", False),
            (a_job_failed, "jobs_failed", False),
        ],
    )
    def test_has_what_is_wrong_found_and_repaired_where_that_can_be(
        self, app: WholeApp, harm: Harm, code: str, is_repaired: bool
    ) -> None:
        harm(app)
        before = bad(examine(app))

        repair(app)

        assert before == {code}
        assert (code not in bad(examine(app))) is is_repaired
        assert FINDINGS[code].advice

    def test_is_told_apart_from_one_that_is_away(self, app: WholeApp) -> None:
        saleor_away(app)

        assert bad(examine(app)) == {"unreachable"}
        assert not repair(app)
        assert bad(examine(app)) == set()

    def test_has_the_deliveries_counted_that_saleor_gave_up(self, app: WholeApp) -> None:
        deliveries_lost(app)

        health = examine(app)

        (found,) = [one for one in health.findings if one.code == "deliveries_failed"]
        assert found.facts["count"] == "1"
        assert "deliveries_failed" not in bad(examine(app, ahead=timedelta(hours=25)))

    def test_has_its_clock_compared(self, app: WholeApp) -> None:
        found = {one.code: one for one in examine(app, ahead=timedelta(minutes=5)).findings}

        assert 295 < int(found["clock_wrong"].facts["seconds"]) < 305

    def test_that_was_switched_on_again_is_repaired(self, app: WholeApp) -> None:
        app.saleor.deliveries.drop_next("APP_STATUS_CHANGED", times=2)
        the_app_off(app)
        assert not repair(app)
        app.saleor.set_active(is_active=True)
        assert bad(examine(app)) == {"token_unknown"}

        assert repair(app)
        assert bad(examine(app)) == set()

    def test_that_is_examined_is_not_changed(self, app: WholeApp) -> None:
        for harm in (a_webhook_removed, a_webhook_changed, a_webhook_off):
            harm(app)
        before = list(app.saleor.app.webhooks)

        examine(app)

        assert app.saleor.app.webhooks == before
        assert app.waiting_jobs() == ["look_after_shop"]


class TestTheApp:
    def look(self, app: WholeApp, *, ahead: timedelta = timedelta()) -> Health:
        at = datetime.now(UTC) + ahead
        return examine_app(app.parts.ground, at=at, transaction=app.parts.services.transaction)

    def test_stands_on_what_it_needs(self, app: WholeApp) -> None:
        assert bad(self.look(app)) == {"worker_absent"}

    def test_sees_a_worker(self, app: WholeApp) -> None:
        with app.parts.database.connection() as connection:
            connection.execute(text("insert into procrastinate_workers default values"))

        assert bad(self.look(app)) == set()

    def test_sees_jobs_that_come_late(self, app: WholeApp) -> None:
        codes = bad(self.look(app, ahead=timedelta(minutes=12)))

        assert {"jobs_late", "database_clock_wrong"} <= codes
        assert "jobs_late" not in bad(self.look(app))

    def test_sees_a_folder_that_cannot_be_written(self, database_url: str, tmp_path: Path) -> None:
        (tmp_path / "a-file").write_text("in the way")
        url = (tmp_path / "a-file" / "below").as_uri()

        with whole_app(database_url, tmp_path, files_url=url, mail_url=url) as app:
            assert {"files_down", "mail_down"} <= bad(self.look(app))

    def test_sees_a_mail_server_that_is_away(self, database_url: str, tmp_path: Path) -> None:
        with whole_app(database_url, tmp_path, mail_url="smtp://127.0.0.1:9") as app:
            assert "mail_down" in bad(self.look(app))

    def test_sees_a_database_of_an_older_release(
        self, databases: Databases, tmp_path: Path
    ) -> None:
        with (
            databases.fresh(migrated=False) as url,
            whole_app(url, tmp_path) as app,
        ):
            assert bad(self.look(app)) == {"database_old"}

    def test_sees_a_database_that_is_away(self, tmp_path: Path) -> None:
        with whole_app("postgresql://127.0.0.1:9/none", tmp_path) as app:
            assert bad(self.look(app)) == {"database_down"}


@pytest.fixture
def run(app: WholeApp, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return the command, run with the app's settings."""
    with app.parts.database.connection() as connection:
        connection.execute(text("insert into procrastinate_workers default values"))
    for name, value in environment_of(app.settings).items():
        monkeypatch.setenv(name, value)
    return lambda *words: CliRunner().invoke(cli, ["doctor", *words])


class TestTheCommand:
    def test_says_that_all_is_fine(self, app: WholeApp, run: Callable[..., Result]) -> None:
        result = run()

        assert result.exit_code == 0, result.output
        assert app.shop.slug in result.output
        assert "✓ connection   Saleor answers and knows the app." in result.output
        assert "✗" not in result.output

    def test_says_what_is_wrong_and_what_to_do(
        self, app: WholeApp, run: Callable[..., Result]
    ) -> None:
        a_webhook_off(app)
        warned = run()
        a_webhook_removed(app)
        broken = run()

        assert (warned.exit_code, broken.exit_code) == (1, 2)
        assert "! webhooks " in warned.output
        assert "✗ webhooks " in broken.output
        assert "→ Repair creates these webhooks." in broken.output
        assert "doctor --fix" in broken.output

    def test_repairs(self, app: WholeApp, run: Callable[..., Result]) -> None:
        a_webhook_removed(app)

        assert run("--fix").exit_code == 0
        assert run().exit_code == 0

    def test_speaks_to_machines_as_well(self, app: WholeApp, run: Callable[..., Result]) -> None:
        a_permission_lost(app)

        result = run("--json", "--shop", app.shop.slug)

        told = json.loads(result.output)
        assert (told["level"], result.exit_code) == ("broken", 2)
        assert told["shops"][0]["shop"] == app.shop.slug
        found = {one["code"]: one for one in told["shops"][0]["findings"]}
        assert found["permissions_missing"]["facts"] == {"names": "HANDLE_PAYMENTS"}
        assert found["permissions_missing"]["check"] == "permissions"

    def test_never_shows_a_token(self, app: WholeApp, run: Callable[..., Result]) -> None:
        outputs = [run(*words).output for words in ([], ["--json"], ["--fix"])]

        assert not [one for one in outputs if app.shop.token in one]

    def test_knows_only_the_shops_there_are(self, run: Callable[..., Result]) -> None:
        result = run("--shop", "nobody")

        assert result.exit_code == 1
        assert "has not installed the app" in result.output

    def test_says_that_a_token_cannot_be_read(
        self, app: WholeApp, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RETURNS_ENCRYPTION_KEYS", Fernet.generate_key().decode())

        result = run()
        secret_keys.use([ENCRYPTION_KEY])

        assert result.exit_code == 2
        assert "no longer accepts the app" in result.output


def test_every_finding_has_words_that_its_facts_fill() -> None:
    facts = dict.fromkeys(
        ("url", "why", "names", "count", "at", "version", "seconds", "address"), "7"
    )

    for code, saying in FINDINGS.items():
        assert "%" not in saying.what % facts, code
        assert "%" not in saying.advice % facts, code
        assert saying.advice or saying.level is Level.FINE, code
