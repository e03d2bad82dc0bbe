"""What was found of goods that came back, and what the customer says to other amounts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("returns", sa.Column("inspection", postgresql.JSONB(), nullable=True))
    op.add_column("returns", sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True))
    op.add_column("returns", sa.Column("answer", sa.String(32), nullable=True))
    op.add_column(
        "returns", sa.Column("objection", sa.Text(), nullable=False, server_default="")
    )
    op.alter_column("returns", "objection", server_default=None)
