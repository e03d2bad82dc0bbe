"""Who bought, by Saleor's id, and whether they are gone and forgotten."""

import sqlalchemy as sa
from alembic import op

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
