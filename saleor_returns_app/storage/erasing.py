"""A shop is forgotten: every row of every table that belongs to it."""

from sqlalchemy import ColumnElement, Table, delete, select, text
from sqlalchemy.orm import Session

from saleor_returns_app.storage import tables


def erase_shop(session: Session, id: str) -> None:
    """Delete all that is known of a shop; only for this, history may be deleted."""
    session.execute(text("set local returns.erasing = 'on'"))
    for table in reversed(tables.metadata.sorted_tables):
        belongs = _belonging(table, id)
        if belongs is not None:
            session.execute(delete(table).where(belongs))
    session.execute(text("set local returns.erasing = 'off'"))


def _belonging(table: Table, id: str) -> ColumnElement[bool] | None:
    """Say which of a table's rows are a shop's; a table of counters has none."""
    if table is tables.installations:
        return table.c.id == id
    if "installation_id" in table.c:
        return table.c.installation_id == id
    if "case_id" in table.c:
        cases = select(tables.returns.c.id).where(tables.returns.c.installation_id == id)
        return table.c.case_id.in_(cases)
    return None
