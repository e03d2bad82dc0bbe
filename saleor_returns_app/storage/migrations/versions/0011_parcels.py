"""Parcels, the accounts that they go with, and what carriers say of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"

# What was announced before had no row of its own. Its label was drawn by the app: no carrier knows it.
EARLIER = """
insert into return_parcels (
  id, installation_id, case_id, position, attempt, reference, method, carrier, planned_at,
  carrier_name, option_code, contract_id, announcement, status, shipment_id, carrier_parcel_id,
  tracking_number, tracking_url, documents, problem, places, sent_at, announced_at, delivered_at,
  cancel_text, looks
)
select
  gen_random_uuid()::text, installation_id, id, 1, 1, number || '/1', wish ->> 'method',
  label ->> 'carrier', coalesce(decided_at, requested_at), '', 'offline', '',
  case when parcel_status = 'cancelled' then 'dropped' else 'made' end,
  case when parcel_status in ('delivered', 'cancelled') then parcel_status else 'announced' end,
  number || '/1', label ->> 'tracking_number', label ->> 'tracking_number', '',
  jsonb_build_array(jsonb_build_object(
    'kind', 'label', 'media_type', 'application/pdf', 'file_id', label ->> 'file_id', 'for_all', false
  )),
  '', '[]', coalesce(decided_at, requested_at), coalesce(decided_at, requested_at),
  case when parcel_status = 'delivered' then received_at end, '', 0
from returns where label is not null
"""


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def words(name: str) -> sa.Column:
    return sa.Column(name, sa.String(length=32), nullable=False)


def belongs_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def key(name: str, length: int = 36, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def json(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, postgresql.JSONB(), nullable=nullable)


def upgrade() -> None:
    op.add_column("parked_jobs", key("connection_id", nullable=True))
    op.create_table(
        "carrier_connections",
        key("id"),
        key("installation_id"),
        key("carrier", 40),
        text("credentials"),
        text("webhook_keys"),
        words("state"),
        moment("connected_at", nullable=True),
        moment("checked_at", nullable=True),
        json("methods"),
        sa.Column("options", postgresql.ARRAY(sa.Text()), nullable=False),
        belongs_to("carrier_connections", "installation_id", "installations"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_connections")),
    )
    op.create_index(
        op.f("ix_carrier_connections_installation_id"), "carrier_connections", ["installation_id"]
    )
    op.create_index(
        "uq_carrier_connections_in_use",
        "carrier_connections",
        ["installation_id", "carrier"],
        unique=True,
        postgresql_where=sa.text("state <> 'removed'"),
    )
    op.create_table(
        "carrier_options",
        key("connection_id"),
        key("route", 64),
        key("installation_id"),
        json("options"),
        moment("fetched_at"),
        belongs_to("carrier_options", "connection_id", "carrier_connections"),
        belongs_to("carrier_options", "installation_id", "installations"),
        sa.PrimaryKeyConstraint("connection_id", "route", name=op.f("pk_carrier_options")),
    )
    create_parcels()
    op.create_table(
        "tracking_events",
        key("id"),
        key("installation_id"),
        key("parcel_id"),
        key("digest", 64),
        words("status"),
        moment("at"),
        moment("recorded_at"),
        words("source"),
        text("carrier_status"),
        text("text"),
        text("actor"),
        belongs_to("tracking_events", "installation_id", "installations"),
        belongs_to("tracking_events", "parcel_id", "return_parcels"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_events")),
        sa.UniqueConstraint(
            "parcel_id", "digest", name=op.f("uq_tracking_events_parcel_id_digest")
        ),
    )
    op.execute(
        "create trigger tracking_events_are_final before update or delete on tracking_events"
        " for each row execute function refuse_to_rewrite_history()"
    )
    op.execute(
        "create trigger tracking_events_are_never_emptied before truncate on tracking_events"
        " for each statement execute function refuse_to_rewrite_history()"
    )
    op.create_table(
        "carrier_deliveries",
        key("id"),
        key("installation_id"),
        key("carrier", 40),
        key("connection_id"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        key("digest", 64),
        moment("received_at"),
        words("state"),
        moment("applied_at", nullable=True),
        sa.Column("waits_for", postgresql.ARRAY(sa.Text()), nullable=False),
        belongs_to("carrier_deliveries", "installation_id", "installations"),
        belongs_to("carrier_deliveries", "connection_id", "carrier_connections"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_deliveries")),
        sa.UniqueConstraint(
            "connection_id", "digest", name=op.f("uq_carrier_deliveries_connection_id_digest")
        ),
    )
    op.create_index(
        "ix_carrier_deliveries_stored",
        "carrier_deliveries",
        ["installation_id", "carrier", "received_at"],
        postgresql_where=sa.text("state = 'stored'"),
    )
    op.create_index(
        "ix_carrier_deliveries_waiting",
        "carrier_deliveries",
        ["installation_id", "carrier"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.execute(EARLIER)


def create_parcels() -> None:
    op.create_table(
        "return_parcels",
        key("id"),
        key("installation_id"),
        key("case_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        key("reference", 60),
        words("method"),
        key("carrier", 40),
        moment("planned_at"),
        key("connection_id", nullable=True),
        text("carrier_name"),
        text("option_code"),
        text("contract_id"),
        words("announcement"),
        words("status"),
        text("shipment_id"),
        text("carrier_parcel_id"),
        text("tracking_number"),
        text("tracking_url"),
        sa.Column("pickup_on", sa.Date(), nullable=True),
        json("service_point", nullable=True),
        json("documents"),
        text("problem"),
        json("places"),
        moment("sent_at", nullable=True),
        moment("announced_at", nullable=True),
        moment("moved_at", nullable=True),
        moment("handed_in_at", nullable=True),
        moment("delivered_at", nullable=True),
        moment("cancel_asked_at", nullable=True),
        text("cancel_text"),
        moment("reminded_at", nullable=True),
        sa.Column("looks", sa.Integer(), nullable=False),
        moment("next_look_at", nullable=True),
        belongs_to("return_parcels", "installation_id", "installations"),
        belongs_to("return_parcels", "case_id", "returns"),
        belongs_to("return_parcels", "connection_id", "carrier_connections"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_parcels")),
        sa.UniqueConstraint(
            "case_id", "position", name=op.f("uq_return_parcels_case_id_position")
        ),
    )
    op.create_index(
        op.f("ix_return_parcels_installation_id_carrier_carrier_parcel_id"),
        "return_parcels",
        ["installation_id", "carrier", "carrier_parcel_id"],
    )
    op.create_index(
        "ix_return_parcels_due",
        "return_parcels",
        ["next_look_at"],
        postgresql_where=sa.text("next_look_at is not null"),
    )
    op.create_index(
        "ix_return_parcels_unused",
        "return_parcels",
        ["announced_at"],
        postgresql_where=sa.text("announcement = 'made' and handed_in_at is null"),
    )
