"""Which orders were read before rules asked for more."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    # Orders from before have facts of shape 0: the app reads them anew.
    op.add_column("orders", sa.Column("status", sa.Text(), nullable=False, server_default=""))
    op.execute("update orders set status = coalesce(snapshot ->> 'status', '')")
    op.add_column("orders", sa.Column("facts", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(
        op.f("ix_orders_installation_id_facts_placed_at"),
        "orders",
        ["installation_id", "facts", "placed_at"],
        unique=False,
    )
