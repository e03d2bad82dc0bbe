"""A database with a whole return in it, written down as SQL: what later migrations must carry over.

Before a new revision is added: `python -m tests.support.filling`. It writes the present revision's file.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from saleor_returns_app.storage.tables import metadata
from tests.support.databases import Databases
from tests.support.returns import Walk
from tests.support.whole_app import whole_app

FOLDER = Path(__file__).parents[1] / "guards" / "filled"
ROWS_AT_MOST = {"deliveries": 1}


def write_down(url: str) -> str:
    """Return statements that put all of a database's rows into an empty one."""
    with psycopg.connect(url) as connection:
        lines = [
            line
            for table in metadata.sorted_tables
            for line in _statements(connection, table.name, ROWS_AT_MOST.get(table.name, 100))
        ]
    return "\n".join(lines) + "\n"


def _statements(connection: psycopg.Connection[Any], table: str, most: int) -> Iterator[str]:
    query = sql.SQL("select * from {} limit {}").format(sql.Identifier(table), sql.Literal(most))
    cursor = connection.execute(query)
    columns = sql.SQL(", ").join(sql.Identifier(one.name) for one in cursor.description or ())
    for row in cursor.fetchall():
        values = sql.SQL(", ").join(sql.Literal(_plain(value)) for value in row)
        line = sql.SQL("insert into {} ({}) values ({});").format(
            sql.Identifier(table), columns, values
        )
        yield line.as_string(connection)


def _plain(value: Any) -> Any:
    is_json = isinstance(value, dict) or (
        isinstance(value, list) and any(not isinstance(item, str) for item in value)
    )
    return Jsonb(value) if is_json else value


def main() -> None:
    """Walk one return to its end and write the database down."""
    with tempfile.TemporaryDirectory(prefix="returns-filling-") as folder:
        databases = Databases(Path(folder) / "databases")
        with databases.fresh() as url, whole_app(url, Path(folder)) as app:
            app.install()
            Walk(app).to_the_money()
            app.settle(ahead=True)
            with app.parts.database.engine.connect() as connection:
                query = "select version_num from alembic_version"
                revision = connection.exec_driver_sql(query).scalar_one()
            file = FOLDER / f"{revision}.sql"
            file.write_text(write_down(url), encoding="utf-8")
            app.parts.database.close()
        databases.close()


if __name__ == "__main__":
    main()
