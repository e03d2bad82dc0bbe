"""The tables of the parcels, and how the domain's classes lie in them."""

import json
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeDecorator

from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.shipping.connections import CarrierConnection, ConnectionState
from saleor_returns_app.domain.shipping.errors import Place
from saleor_returns_app.domain.shipping.hook_deliveries import CarrierDelivery, HookState
from saleor_returns_app.domain.shipping.parcels import Announcement, ParcelDocument, ReturnParcel
from saleor_returns_app.domain.shipping.shipments import ReturnOption, ServicePoint
from saleor_returns_app.domain.shipping.tracking import EventSource, RecordedEvent, TrackingStatus
from saleor_returns_app.storage.columns import moment, words
from saleor_returns_app.storage.encryption import EncryptedText
from saleor_returns_app.storage.json_columns import AsJson
from saleor_returns_app.storage.tables import mappers, metadata


class EncryptedJson(TypeDecorator[Any]):
    """Plain JSON that is encrypted on its way in; what can no longer be read is empty."""

    impl = EncryptedText
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """Write it down."""
        return json.dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Read it."""
        return json.loads(value) if value else {}


class EncryptedWords(EncryptedJson):
    """A few secrets, in order."""

    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:
        """Read them."""
        return tuple(super().process_result_value(value, dialect))


class Words(TypeDecorator[tuple[str, ...]]):
    """A few words, in order."""

    impl = ARRAY(Text)
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:
        """Read them."""
        return tuple(value or ())


carrier_connections = Table(
    "carrier_connections",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False, index=True),
    Column("carrier", String(40), nullable=False),
    Column("credentials", EncryptedJson, nullable=False),
    Column("webhook_keys", EncryptedWords, nullable=False),
    Column("state", words(ConnectionState), nullable=False),
    moment("connected_at", nullable=True),
    moment("checked_at", nullable=True),
    Column("methods", AsJson(tuple[ReturnMethod, ...]), nullable=False),
    Column("options", Words, nullable=False),
    Index(
        "uq_carrier_connections_in_use",
        "installation_id",
        "carrier",
        unique=True,
        postgresql_where=text("state <> 'removed'"),
    ),
)

carrier_options = Table(
    "carrier_options",
    metadata,
    Column("connection_id", ForeignKey("carrier_connections.id"), primary_key=True),
    Column("route", String(64), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("options", AsJson(tuple[ReturnOption, ...]), nullable=False),
    moment("fetched_at"),
)

return_parcels = Table(
    "return_parcels",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("case_id", ForeignKey("returns.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("reference", String(60), nullable=False),
    Column("method", words(ReturnMethod), nullable=False),
    Column("carrier", String(40), nullable=False),
    moment("planned_at"),
    Column("connection_id", ForeignKey("carrier_connections.id"), nullable=True),
    Column("carrier_name", Text, nullable=False),
    Column("option_code", Text, nullable=False),
    Column("contract_id", Text, nullable=False),
    Column("announcement", words(Announcement), nullable=False),
    Column("status", words(TrackingStatus), nullable=False),
    Column("shipment_id", Text, nullable=False),
    Column("carrier_parcel_id", Text, nullable=False),
    Column("tracking_number", Text, nullable=False),
    Column("tracking_url", Text, nullable=False),
    Column("pickup_on", Date, nullable=True),
    Column("service_point", AsJson(ServicePoint), nullable=True),
    Column("documents", AsJson(tuple[ParcelDocument, ...]), nullable=False),
    Column("problem", Text, nullable=False),
    Column("places", AsJson(tuple[Place, ...]), nullable=False),
    moment("sent_at", nullable=True),
    moment("announced_at", nullable=True),
    moment("moved_at", nullable=True),
    moment("handed_in_at", nullable=True),
    moment("delivered_at", nullable=True),
    moment("cancel_asked_at", nullable=True),
    Column("cancel_text", Text, nullable=False),
    moment("reminded_at", nullable=True),
    Column("looks", Integer, nullable=False),
    moment("next_look_at", nullable=True),
    UniqueConstraint("case_id", "position"),
    Index(None, "installation_id", "carrier", "carrier_parcel_id"),
    Index(
        "ix_return_parcels_due", "next_look_at", postgresql_where=text("next_look_at is not null")
    ),
    Index(
        "ix_return_parcels_unused",
        "announced_at",
        postgresql_where=text("announcement = 'made' and handed_in_at is null"),
    ),
)

tracking_events = Table(
    "tracking_events",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("parcel_id", ForeignKey("return_parcels.id"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("status", words(TrackingStatus), nullable=False),
    moment("at"),
    moment("recorded_at"),
    Column("source", words(EventSource), nullable=False),
    Column("carrier_status", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("actor", Text, nullable=False),
    UniqueConstraint("parcel_id", "digest"),
)

carrier_deliveries = Table(
    "carrier_deliveries",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("carrier", String(40), nullable=False),
    Column("connection_id", ForeignKey("carrier_connections.id"), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    moment("received_at"),
    Column("state", words(HookState), nullable=False),
    moment("applied_at", nullable=True),
    Column("waits_for", Words, nullable=False),
    UniqueConstraint("connection_id", "digest"),
    Index(
        "ix_carrier_deliveries_stored",
        "installation_id",
        "carrier",
        "received_at",
        postgresql_where=text("state = 'stored'"),
    ),
    Index(
        "ix_carrier_deliveries_waiting",
        "installation_id",
        "carrier",
        postgresql_where=text("state = 'waiting'"),
    ),
)

mappers.map_imperatively(CarrierConnection, carrier_connections)
mappers.map_imperatively(ReturnParcel, return_parcels)
mappers.map_imperatively(RecordedEvent, tracking_events, exclude_properties=["installation_id"])
mappers.map_imperatively(CarrierDelivery, carrier_deliveries)
