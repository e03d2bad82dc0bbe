"""The steps by which a database reaches the tables of this release."""

from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

# Two releases that start at once must not migrate at once.
MIGRATION_LOCK = 7_305_114_417


def migrate(engine: Engine, *, to: str = "head") -> None:
    """Bring the database to a revision; one process at a time, the others wait."""
    with engine.connect() as holder:
        holder.execute(text("select pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
        try:
            with engine.begin() as connection:
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, to)
        finally:
            holder.execute(text("select pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
            holder.commit()


def is_migrated(engine: Engine) -> bool:
    """Whether the database is at this release's last revision."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_heads()
    return set(current) == set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(str(files(__name__)))))
    return config
