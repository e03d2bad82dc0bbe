"""How Alembic runs here: always on a connection that is handed to it."""

from typing import Literal

from alembic import context
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeDecorator

from saleor_returns_app.storage.tables import metadata


def _is_ours(item: SchemaItem, name: str | None, kind: str, *_: object) -> bool:
    """Leave the job engine's tables alone: they come with its own schema."""
    return not (kind == "table" and name is not None and name.startswith("procrastinate_"))


def _render(kind: str, item: object, _: object) -> str | Literal[False]:
    """Write plain column types into migrations: our own may be renamed one day."""
    if kind == "type" and isinstance(item, TypeDecorator):
        plain = item.impl_instance
        return f"postgresql.{plain!r}" if "JSONB" in repr(plain) else f"sa.{plain!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=_is_ours,
    render_item=_render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
