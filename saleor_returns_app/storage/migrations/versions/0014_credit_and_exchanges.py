"""Gift cards and exchange orders that returns bring, and what merchants set about them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "store_credits",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("amount", postgresql.JSONB(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("card_id", sa.Text(), nullable=False),
        sa.Column("last4", sa.String(length=4), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["returns.id"], name=op.f("fk_store_credits_case_id")),
        sa.ForeignKeyConstraint(
            ["installation_id"],
            ["installations.id"],
            name=op.f("fk_store_credits_installation_id"),
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_store_credits")),
    )
    op.create_table(
        "exchanges",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("replacements", postgresql.JSONB(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("paid_reference", sa.Text(), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("has_shipping", sa.Boolean(), nullable=False),
        sa.Column("is_marked_paid", sa.Boolean(), nullable=False),
        sa.Column("is_linked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["returns.id"], name=op.f("fk_exchanges_case_id")),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_exchanges_installation_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_exchanges")),
    )
    op.create_index(
        "ix_exchanges_open",
        "exchanges",
        ["chosen_at"],
        postgresql_where=sa.text("state in ('chosen', 'prepared')"),
    )
    op.create_table(
        "money_rules",
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("credit_months", sa.Integer(), nullable=True),
        sa.Column("exchange_release", sa.String(length=32), nullable=False),
        sa.Column("how_to_pay", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_money_rules_installation_id")
        ),
        sa.PrimaryKeyConstraint("installation_id", name=op.f("pk_money_rules")),
    )
