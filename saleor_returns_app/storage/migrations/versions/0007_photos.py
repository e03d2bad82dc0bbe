"""Photos: files that belong to an order, and to no return yet."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("files", sa.Column("order_id", sa.String(length=36), nullable=True))
    op.create_foreign_key(op.f("fk_files_order_id"), "files", "orders", ["order_id"], ["id"])
    op.create_index(op.f("ix_files_order_id"), "files", ["order_id"], unique=False)
    op.alter_column("files", "case_id", existing_type=sa.String(length=36), nullable=True)
    op.create_check_constraint(
        op.f("ck_files_belongs"), "files", "case_id is not null or order_id is not null"
    )
    op.create_index(
        "ix_files_unclaimed",
        "files",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("case_id is null"),
    )
