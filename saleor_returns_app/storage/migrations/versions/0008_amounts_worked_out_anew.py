"""Amounts worked out anew: what a return comes to after what was confirmed did not hold."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("returns", sa.Column("revised", postgresql.JSONB(), nullable=True))
