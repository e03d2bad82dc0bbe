"""The migrations lead every database, empty or filled, to this release's tables."""

import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import ClassVar

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from procrastinate.schema import SchemaManager
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from saleor_returns_app.domain.case_events import is_intact
from saleor_returns_app.domain.return_request import fold
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.storage import migrations
from saleor_returns_app.storage.json_columns import converter
from saleor_returns_app.storage.store import Database
from saleor_returns_app.storage.tables import metadata
from tests.support.databases import Databases
from tests.support.flat_policies import FlatPolicy, ruled

FILLED = Path(__file__).parent / "filled"
# Those at which somebody's database may be. The revisions between them only ever came together.
RELEASED = ["0001", "0002", "0004"]

# Databases hold the job engine's tables as they were when they were made. When this fails after an
# upgrade of procrastinate: add a revision that runs the scripts of procrastinate/sql/migrations that
# lie between the two versions, on databases that lack them (new ones get the new schema from
# revision 0001), upgrade a filled database with it, and only then write the new digest here.
ENGINE_SCHEMA = "c70ec4b400a60ad9592787653aae5ae77ae41bf801d56b5bd2712751a07f2009"


def revisions() -> list[str]:
    """Name the revisions, oldest first."""
    scripts = ScriptDirectory(str(files(migrations)))
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    """Return an empty database."""
    with databases.fresh(migrated=False) as address:
        yield address


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Return the way to the empty database."""
    made = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    yield made
    made.dispose()


def fill(url: str, revision: str) -> bool:
    """Put a whole return into a database at a revision, if one was written down for it."""
    file = FILLED / f"{revision}.sql"
    if not file.exists():
        return False
    with psycopg.connect(url) as connection:
        connection.execute(file.read_bytes())
    return True


def differences(engine: Engine) -> list[object]:
    """Compare the database with the tables; those of the job engine are its own affair."""
    options = {
        "compare_type": True,
        "include_name": lambda name, kind, parents: (
            kind != "table" or not str(name).startswith("procrastinate_")
        ),
    }
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))


class TestAnEmptyDatabase:
    def test_is_brought_to_the_tables(self, engine: Engine) -> None:
        assert not migrations.is_migrated(engine)

        migrations.migrate(engine)

        assert migrations.is_migrated(engine)
        assert differences(engine) == []

    def test_stays_as_it_is_the_second_time(self, engine: Engine) -> None:
        migrations.migrate(engine)
        migrations.migrate(engine)

        assert differences(engine) == []


class TestAFilledDatabase:
    @pytest.mark.parametrize("revision", revisions())
    def test_keeps_its_return(self, url: str, engine: Engine, revision: str) -> None:
        migrations.migrate(engine, to=revision)
        is_filled = fill(url, revision)

        migrations.migrate(engine)

        assert differences(engine) == []
        assert not is_filled or self.a_whole_return(url, engine)

    def a_whole_return(self, url: str, engine: Engine) -> bool:
        with engine.connect() as connection:
            case_id = str(connection.scalar(text("select id from returns")))
        database = Database(url, lambda connection, call: None)
        with database.transaction() as store:
            case = store.returns.by_id(case_id)
        database.close()
        again = fold(case, case.events)
        return (
            case.money_status is MoneyStatus.REFUNDED
            and is_intact(case.events)
            and (again.status, again.refund) == (case.status, case.refund)
        )


class TestARelease:
    @pytest.mark.parametrize("revision", RELEASED)
    def test_was_written_down_with_a_return_in_it(self, revision: str) -> None:
        assert revision in revisions()
        assert (FILLED / f"{revision}.sql").exists()


class TestTheHistoryOfAReturn:
    @pytest.mark.parametrize(
        "statement",
        [
            "update case_events set actor_name = 'Somebody else'",
            "delete from case_events",
            "truncate case_events",
        ],
    )
    def test_cannot_be_rewritten(self, url: str, engine: Engine, statement: str) -> None:
        migrations.migrate(engine, to=revisions()[0])
        assert fill(url, revisions()[0])
        migrations.migrate(engine)

        with engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(statement))


class TestTheJobEngine:
    def test_has_the_tables_that_the_migrations_make(self) -> None:
        digest = hashlib.sha256(SchemaManager.get_schema().encode()).hexdigest()

        assert digest == ENGINE_SCHEMA, "read the comment at ENGINE_SCHEMA"


class TestAPolicyOfTheFirstFormat:
    """Its rows were written before policies had rules."""

    FLAT: ClassVar[dict[str, object]] = {
        "window_days": 60,
        "time_zone": "Europe/Paris",
        "fees": [
            {"country": "FR", "amount": {"minor": 500, "currency": "EUR"}},
            {"country": "*", "amount": {"minor": 750, "currency": "EUR"}},
            {"country": "*", "amount": {"minor": 900, "currency": "USD"}},
        ],
        "refused_skus": ["SALE-001", "SALE-002"],
        "approval_required": True,
        "outcomes": ["refund", "store_credit"],
        "methods": ["in_store"],
        "message_needed_for": [],
        "return_address": {"street_1": "1 rue des Fils", "city": "Lyon", "country": "FR"},
    }

    @pytest.mark.parametrize("words", [FLAT, {}])
    def test_says_the_same_with_rules(
        self, url: str, engine: Engine, words: dict[str, object]
    ) -> None:
        migrations.migrate(engine, to="0002")
        assert fill(url, "0001")
        shown = text("update policy_versions set document = cast(:words as jsonb)")
        with engine.begin() as connection:
            connection.execute(shown, {"words": json.dumps(words)})
            shop_id = str(connection.scalar(text("select id from installations")))

        migrations.migrate(engine)

        database = Database(url, lambda connection, call: None)
        with database.transaction() as store:
            document = store.policies.get(shop_id, 1).document
        database.engine.dispose()
        assert document == ruled(converter.structure(words, FlatPolicy))
