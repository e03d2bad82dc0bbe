"""When each shop was last looked after."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column(
        "installations", sa.Column("looked_after_at", sa.DateTime(timezone=True), nullable=True)
    )
