"""Whether a shop takes part, the jobs that wait while it does not, and how far its orders are read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "installations",
        sa.Column("state", sa.String(length=32), nullable=False, server_default="active"),
    )
    op.add_column(
        "installations", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "installations", sa.Column("disconnected_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_table(
        "parked_jobs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lock", sa.Text(), nullable=True),
        sa.Column("ids", postgresql.JSONB(), nullable=False),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_parked_jobs_installation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked_jobs")),
    )
    op.create_index(
        op.f("ix_parked_jobs_installation_id"), "parked_jobs", ["installation_id"], unique=False
    )
    op.create_table(
        "order_feeds",
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("seen_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("backfill_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("backfill_cursor", sa.Text(), nullable=False),
        sa.Column("backfill_read", sa.Integer(), nullable=False),
        sa.Column("backfill_total", sa.Integer(), nullable=False),
        sa.Column("backfilled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_found", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_order_feeds_installation_id")
        ),
        sa.PrimaryKeyConstraint("installation_id", name=op.f("pk_order_feeds")),
    )
    # Shops from before are caught up on from their install on; nobody reads what came earlier.
    op.execute(
        "insert into order_feeds select id, installed_at, installed_at, installed_at,"
        " '', 0, 0, now(), 0, 0 from installations"
    )
