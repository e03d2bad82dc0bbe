"""Who bought, whether they are gone and forgotten, and the features that a shop has switched on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column(
        "orders", sa.Column("customer_id", sa.Text(), nullable=False, server_default="")
    )
    op.add_column("orders", sa.Column("customer_gone_at", sa.DateTime(timezone=True)))
    op.add_column("orders", sa.Column("forgotten_at", sa.DateTime(timezone=True)))
    op.create_index(
        op.f("ix_orders_installation_id_customer_id"), "orders", ["installation_id", "customer_id"]
    )
    op.create_index(
        "ix_orders_installation_id_email", "orders", ["installation_id", sa.text("lower(email)")]
    )
    for name in ("features", "permissions"):
        op.add_column(
            "installations",
            sa.Column(name, postgresql.ARRAY(sa.Text()), nullable=False, server_default="{}"),
        )
