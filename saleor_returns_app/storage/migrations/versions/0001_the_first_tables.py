"""The first tables, the job engine's own, and a history that nobody can rewrite."""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


APPEND_ONLY = """
create function refuse_to_rewrite_history() returns trigger language plpgsql as $$
begin
  if current_setting('returns.erasing', true) = 'on' then
    return coalesce(new, old);
  end if;
  raise exception 'the events of a return are append-only';
end $$;
create trigger case_events_are_final before update or delete on case_events
  for each row execute function refuse_to_rewrite_history();
create trigger case_events_are_never_emptied before truncate on case_events
  for each statement execute function refuse_to_rewrite_history();
"""


def upgrade() -> None:
    op.create_table(
        "installations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("api_url", sa.Text(), nullable=False),
        sa.Column("app_id", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("key_set", postgresql.JSONB(), nullable=False),
        sa.Column("saleor_version", sa.String(length=60), nullable=False),
        sa.Column("shop_name", sa.Text(), nullable=False),
        sa.Column("shop_address", postgresql.JSONB(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keys_fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installations")),
        sa.UniqueConstraint("api_url", name=op.f("uq_installations_api_url")),
        sa.UniqueConstraint("slug", name=op.f("uq_installations_slug")),
    )
    op.create_table(
        "rate_hits",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("window_ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_hits")),
    )
    op.create_index(
        op.f("ix_rate_hits_window_ends_at"), "rate_hits", ["window_ends_at"], unique=False
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("event", sa.String(length=80), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_deliveries_installation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "installation_id", "digest", name=op.f("uq_deliveries_installation_id_digest")
        ),
    )
    op.create_index(
        op.f("ix_deliveries_installation_id_received_at"),
        "deliveries",
        ["installation_id", "received_at"],
        unique=False,
    )
    op.create_table(
        "policy_versions",
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["installation_id"],
            ["installations.id"],
            name=op.f("fk_policy_versions_installation_id"),
        ),
        sa.PrimaryKeyConstraint("installation_id", "version", name=op.f("pk_policy_versions")),
    )
    op.create_table(
        "return_numbers",
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["installation_id"],
            ["installations.id"],
            name=op.f("fk_return_numbers_installation_id"),
        ),
        sa.PrimaryKeyConstraint("installation_id", "year", name=op.f("pk_return_numbers")),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("saleor_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("postal_codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shipments", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["installation_id", "policy_version"],
            ["policy_versions.installation_id", "policy_versions.version"],
            name=op.f("fk_orders_installation_id_policy_version"),
        ),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_orders_installation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint(
            "installation_id", "saleor_id", name=op.f("uq_orders_installation_id_saleor_id")
        ),
    )
    op.create_index(
        op.f("ix_orders_installation_id_number"),
        "orders",
        ["installation_id", "number"],
        unique=False,
    )
    op.create_table(
        "returns",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("order_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.String(length=32), nullable=False),
        sa.Column("quote_id", sa.String(length=36), nullable=False),
        sa.Column("wish", postgresql.JSONB(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("parcel_status", sa.String(length=32), nullable=False),
        sa.Column("money_status", sa.String(length=32), nullable=False),
        sa.Column("tab", sa.String(length=32), nullable=False),
        sa.Column("label", postgresql.JSONB(), nullable=True),
        sa.Column("rejection_reason", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("goods_written", sa.Boolean(), nullable=False),
        sa.Column("granted_refund_id", sa.Text(), nullable=False),
        sa.Column("settled_reference", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refunded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_returns_installation_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_returns_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint(
            "installation_id", "number", name=op.f("uq_returns_installation_id_number")
        ),
        sa.UniqueConstraint("quote_id", name=op.f("uq_returns_quote_id")),
    )
    op.create_index(
        op.f("ix_returns_installation_id_tab_requested_at"),
        "returns",
        ["installation_id", "tab", "requested_at"],
        unique=False,
    )
    op.create_index(op.f("ix_returns_order_id"), "returns", ["order_id"], unique=False)
    op.create_table(
        "case_events",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=32), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_case_events_sequence_positive")),
        sa.ForeignKeyConstraint(["case_id"], ["returns.id"], name=op.f("fk_case_events_case_id")),
        sa.PrimaryKeyConstraint("case_id", "sequence", name=op.f("pk_case_events")),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_files_size_positive")),
        sa.ForeignKeyConstraint(["case_id"], ["returns.id"], name=op.f("fk_files_case_id")),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_files_installation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index(op.f("ix_files_case_id"), "files", ["case_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("installation_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.String(length=36), nullable=False),
        sa.Column("attachment_name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["returns.id"], name=op.f("fk_messages_case_id")),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_messages_installation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index(op.f("ix_messages_case_id"), "messages", ["case_id"], unique=False)
    op.create_table(
        "operations",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["returns.id"], name=op.f("fk_operations_case_id")),
        sa.PrimaryKeyConstraint("case_id", "step", name=op.f("pk_operations")),
    )
    # The driver's own execute: SQLAlchemy would read the colons and percent signs in it.
    op.get_bind().connection.driver_connection.execute(SchemaManager.get_schema())
    op.execute(APPEND_ONLY)
