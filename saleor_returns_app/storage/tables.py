"""The tables, and how the domain's classes lie in them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import composite, registry, relationship

from saleor_returns_app.domain.case_events import Actor, ActorKind, CaseEvent, EventKind
from saleor_returns_app.domain.deliveries import Delivery, DeliveryState
from saleor_returns_app.domain.followed_orders import Order, Shipment
from saleor_returns_app.domain.inspections import Answer, Inspection
from saleor_returns_app.domain.installation import Installation, InstallationState
from saleor_returns_app.domain.labels import Label
from saleor_returns_app.domain.messages import Message, MessageKind
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.order_feed import OrderFeed
from saleor_returns_app.domain.orders import Address, OrderSnapshot
from saleor_returns_app.domain.policy.document import PolicyDocument, PolicyVersion
from saleor_returns_app.domain.policy.drafts import PolicyDraft
from saleor_returns_app.domain.policy.replaying import Tally
from saleor_returns_app.domain.policy.replays import PolicyReplay, ReplayState
from saleor_returns_app.domain.ports import ParkedJob, StoredFile
from saleor_returns_app.domain.refund_breakdown import RefundBreakdown
from saleor_returns_app.domain.return_request import Door, ReturnRequest, Wish
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus, Tab
from saleor_returns_app.domain.shop_problems import ProblemKind, ShopProblem
from saleor_returns_app.domain.write_back import Operation, StepState
from saleor_returns_app.storage.columns import moment as _moment
from saleor_returns_app.storage.columns import words as _words
from saleor_returns_app.storage.encryption import EncryptedText
from saleor_returns_app.storage.json_columns import AsJson

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
mappers = registry(metadata=metadata)


installations = Table(
    "installations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("slug", String(80), nullable=False, unique=True),
    Column("api_url", Text, nullable=False, unique=True),
    Column("app_id", Text, nullable=False),
    Column("token", EncryptedText, nullable=False),
    Column("key_set", JSONB, nullable=False),
    Column("saleor_version", String(60), nullable=False),
    Column("shop_name", Text, nullable=False),
    Column("shop_address", AsJson(Address), nullable=False),
    _moment("installed_at"),
    _moment("keys_fetched_at", nullable=True),
    Column("state", _words(InstallationState), nullable=False, server_default="active"),
    _moment("removed_at", nullable=True),
    _moment("disconnected_at", nullable=True),
    _moment("looked_after_at", nullable=True),
    Column("features", ARRAY(Text), nullable=False, server_default="{}"),
    Column("permissions", ARRAY(Text), nullable=False, server_default="{}"),
)

policy_versions = Table(
    "policy_versions",
    metadata,
    Column("installation_id", ForeignKey("installations.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", AsJson(PolicyDocument), nullable=False),
    _moment("published_at"),
    Column("author", Text, nullable=False),
    Column("note", Text, nullable=False),
)

policy_drafts = Table(
    "policy_drafts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", String(36), nullable=False),
    Column("name", String(120), nullable=False),
    Column("document", AsJson(PolicyDocument), nullable=False),
    Column("based_on", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    _moment("created_at"),
    _moment("updated_at"),
    _moment("discarded_at", nullable=True),
    Column("published_as", Integer, nullable=True),
    ForeignKeyConstraint(
        ["installation_id", "based_on"],
        ["policy_versions.installation_id", "policy_versions.version"],
    ),
    Index(
        "uq_policy_drafts_open_name",
        "installation_id",
        "name",
        unique=True,
        postgresql_where=text("discarded_at is null"),
    ),
)

policy_replays = Table(
    "policy_replays",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", String(36), nullable=False),
    Column("draft_id", ForeignKey("policy_drafts.id"), nullable=True),
    Column("draft_revision", Integer, nullable=False),
    Column("document", AsJson(PolicyDocument), nullable=False),
    Column("beside", Integer, nullable=False),
    _moment("since"),
    _moment("until"),
    Column("parcel_costs", AsJson(tuple[Money, ...]), nullable=False),
    Column("state", _words(ReplayState), nullable=False),
    Column("asked_by", Text, nullable=False),
    _moment("asked_at"),
    Column("total", Integer, nullable=False),
    Column("read", Integer, nullable=False),
    _moment("reached_at", nullable=True),
    Column("reached_id", String(36), nullable=False),
    Column("result", AsJson(Tally), nullable=False),
    _moment("ended_at", nullable=True),
    Column("problem", Text, nullable=False),
    ForeignKeyConstraint(
        ["installation_id", "beside"],
        ["policy_versions.installation_id", "policy_versions.version"],
    ),
    Index(None, "installation_id", "asked_at"),
)

orders = Table(
    "orders",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("saleor_id", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("postal_codes", ARRAY(Text), nullable=False),
    _moment("placed_at"),
    Column("policy_version", Integer, nullable=False),
    Column("snapshot", AsJson(OrderSnapshot), nullable=False),
    _moment("read_at"),
    Column("shipments", AsJson(tuple[Shipment, ...]), nullable=False),
    Column("customer_id", Text, nullable=False, server_default=""),
    _moment("customer_gone_at", nullable=True),
    _moment("forgotten_at", nullable=True),
    Column("status", Text, nullable=False, server_default=""),
    Column("facts", Integer, nullable=False, server_default="0"),
    UniqueConstraint("installation_id", "saleor_id"),
    ForeignKeyConstraint(
        ["installation_id", "policy_version"],
        ["policy_versions.installation_id", "policy_versions.version"],
    ),
    Index(None, "installation_id", "number"),
    Index(None, "installation_id", "customer_id"),
    Index("ix_orders_installation_id_email", "installation_id", text("lower(email)")),
    Index("ix_orders_placed", "installation_id", "placed_at", "id"),
    Index(None, "installation_id", "facts", "placed_at"),
)

order_feeds = Table(
    "order_feeds",
    metadata,
    Column("installation_id", ForeignKey("installations.id"), primary_key=True),
    _moment("seen_until"),
    _moment("looked_at"),
    _moment("backfill_since"),
    Column("backfill_cursor", Text, nullable=False),
    Column("backfill_read", Integer, nullable=False),
    Column("backfill_total", Integer, nullable=False),
    _moment("backfilled_at", nullable=True),
    Column("last_found", Integer, nullable=False),
    Column("found", Integer, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("event", String(80), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    _moment("received_at"),
    Column("state", _words(DeliveryState), nullable=False),
    _moment("applied_at", nullable=True),
    UniqueConstraint("installation_id", "digest"),
    Index(None, "installation_id", "received_at"),
)

return_numbers = Table(
    "return_numbers",
    metadata,
    Column("installation_id", ForeignKey("installations.id"), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

returns = Table(
    "returns",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("order_id", ForeignKey("orders.id"), nullable=False, index=True),
    Column("number", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    _moment("requested_at"),
    Column("door", _words(Door), nullable=False),
    Column("quote_id", String(36), nullable=False, unique=True),
    Column("wish", AsJson(Wish), nullable=False),
    Column("status", _words(ReturnStatus), nullable=False),
    Column("parcel_status", _words(ParcelStatus), nullable=False),
    Column("money_status", _words(MoneyStatus), nullable=False),
    Column("tab", _words(Tab), nullable=False),
    Column("label", AsJson(Label)),
    Column("rejection_reason", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Column("goods_written", Boolean, nullable=False),
    Column("granted_refund_id", Text, nullable=False),
    Column("settled_reference", Text, nullable=False),
    _moment("decided_at", nullable=True),
    _moment("received_at", nullable=True),
    _moment("refunded_at", nullable=True),
    _moment("closed_at", nullable=True),
    Column("revised", AsJson(RefundBreakdown)),
    Column("inspection", AsJson(Inspection)),
    _moment("answer_by", nullable=True),
    Column("answer", _words(Answer), nullable=True),
    Column("objection", Text, nullable=False),
    UniqueConstraint("installation_id", "number"),
    Index(None, "installation_id", "tab", "requested_at"),
)

case_events = Table(
    "case_events",
    metadata,
    Column("case_id", ForeignKey("returns.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("kind", _words(EventKind), nullable=False),
    _moment("at"),
    Column("actor_kind", _words(ActorKind), nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("facts", JSONB, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    CheckConstraint("sequence > 0", name="sequence_positive"),
)

operations = Table(
    "operations",
    metadata,
    Column("case_id", ForeignKey("returns.id"), primary_key=True),
    Column("step", String(32), primary_key=True),
    Column("state", _words(StepState), nullable=False),
    _moment("planned_at"),
    _moment("sent_at", nullable=True),
    _moment("done_at", nullable=True),
    Column("facts", JSONB, nullable=False),
    Column("result", Text, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("case_id", ForeignKey("returns.id"), nullable=False, index=True),
    Column("kind", _words(MessageKind), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("attachment_id", String(36), nullable=False),
    Column("attachment_name", Text, nullable=False),
    _moment("created_at"),
    _moment("sent_at", nullable=True),
)

files = Table(
    "files",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("case_id", ForeignKey("returns.id"), nullable=True, index=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    _moment("created_at"),
    Column("order_id", ForeignKey("orders.id"), nullable=True, index=True),
    CheckConstraint("size > 0", name="size_positive"),
    CheckConstraint("case_id is not null or order_id is not null", name="belongs"),
    Index("ix_files_unclaimed", "created_at", postgresql_where=text("case_id is null")),
)

parked_jobs = Table(
    "parked_jobs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("lock", Text, nullable=True),
    Column("ids", JSONB, nullable=False),
    _moment("parked_at"),
    Column("connection_id", String(36), nullable=True),
)

problems = Table(
    "problems",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("key", String(80), nullable=False),
    Column("kind", _words(ProblemKind), nullable=False),
    Column("about", Text, nullable=False),
    Column("case_id", ForeignKey("returns.id"), nullable=True),
    _moment("opened_at"),
    _moment("solved_at", nullable=True),
    _moment("told_at", nullable=True),
    Column("saleor_id", Text, nullable=False),
    _moment("cleared_at", nullable=True),
    Index(
        "uq_problems_open",
        "installation_id",
        "key",
        unique=True,
        postgresql_where=text("solved_at IS NULL"),
    ),
)

rate_hits = Table(
    "rate_hits",
    metadata,
    Column("key", String(64), primary_key=True),
    _moment("window_ends_at"),
    Column("hits", Integer, nullable=False),
    Index(None, "window_ends_at"),
)

mappers.map_imperatively(Installation, installations)
mappers.map_imperatively(PolicyVersion, policy_versions)
mappers.map_imperatively(PolicyDraft, policy_drafts)
mappers.map_imperatively(PolicyReplay, policy_replays)
mappers.map_imperatively(Order, orders)
mappers.map_imperatively(OrderFeed, order_feeds)
mappers.map_imperatively(Delivery, deliveries)
mappers.map_imperatively(Operation, operations)
mappers.map_imperatively(Message, messages)
mappers.map_imperatively(StoredFile, files)
mappers.map_imperatively(ParkedJob, parked_jobs)
mappers.map_imperatively(ShopProblem, problems)
mappers.map_imperatively(
    CaseEvent,
    case_events,
    properties={
        "actor": composite(Actor, case_events.c.actor_kind, case_events.c.actor_name),
    },
)
mappers.map_imperatively(
    ReturnRequest,
    returns,
    version_id_col=returns.c.version,
    properties={
        "events": relationship(CaseEvent, order_by=case_events.c.sequence, lazy="selectin"),
    },
)
