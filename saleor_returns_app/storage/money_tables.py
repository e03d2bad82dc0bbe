"""The tables of what returns bring, and how the domain's classes lie in them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import composite

from saleor_returns_app.domain.exchanges import Exchange, ExchangeState, Release, Replacement
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.money_rules import MoneyRules
from saleor_returns_app.domain.receipts.keys import ReceiptKey
from saleor_returns_app.domain.receipts.receipt import SettlementReceipt
from saleor_returns_app.domain.reconciliation import DifferenceKind, KnownDifference
from saleor_returns_app.domain.restocking import Hitch, Restock, RestockState, StockPlace
from saleor_returns_app.domain.settlements import (
    Payment,
    Settlement,
    SettlementKind,
    SettlementState,
)
from saleor_returns_app.domain.store_credit import StoreCredit
from saleor_returns_app.storage.columns import moment, words
from saleor_returns_app.storage.encryption import EncryptedText
from saleor_returns_app.storage.json_columns import AsJson
from saleor_returns_app.storage.tables import mappers, metadata

settlements = Table(
    "settlements",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("case_id", ForeignKey("returns.id"), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("kind", words(SettlementKind), nullable=False),
    Column("state", words(SettlementState), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("payments", AsJson(tuple[Payment, ...]), nullable=False),
    Column("given", AsJson(Money), nullable=True),
    Column("rounds", Integer, nullable=False),
    moment("created_at"),
    moment("due_at", nullable=True),
    Column("legal_basis", Text, nullable=False),
    Column("problem", Text, nullable=False),
    moment("ordered_at", nullable=True),
    moment("settled_at", nullable=True),
    Index(None, "installation_id", "state", "due_at"),
)

money_differences = Table(
    "money_differences",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("case_id", ForeignKey("returns.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", words(DifferenceKind), nullable=False),
    Column("about", Text, nullable=False),
    Column("ours", AsJson(Money), nullable=False),
    Column("theirs", AsJson(Money), nullable=False),
    moment("found_at"),
    moment("seen_at"),
    moment("gone_at", nullable=True),
    Index(
        "uq_money_differences_open",
        "case_id",
        "key",
        unique=True,
        postgresql_where=text("gone_at IS NULL"),
    ),
)

stock_places = Table(
    "stock_places",
    metadata,
    Column("installation_id", ForeignKey("installations.id"), primary_key=True),
    Column("warehouse_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    moment("chosen_at"),
    Column("chosen_by", Text, nullable=False),
)

restocks = Table(
    "restocks",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("case_id", ForeignKey("returns.id"), nullable=False),
    Column("line_id", Text, nullable=False),
    Column("variant_id", Text, nullable=False),
    Column("warehouse_id", Text, nullable=False),
    Column("warehouse_name", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    moment("created_at"),
    Column("state", words(RestockState), nullable=False),
    Column("before", Integer, nullable=True),
    Column("after", Integer, nullable=True),
    Column("allocated", Integer, nullable=True),
    Column("hitch", words(Hitch), nullable=True),
    moment("sent_at", nullable=True),
    moment("ended_at", nullable=True),
    UniqueConstraint("case_id", "line_id"),
    CheckConstraint("quantity > 0", name="quantity_positive"),
)

store_credits = Table(
    "store_credits",
    metadata,
    Column("case_id", ForeignKey("returns.id"), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("secret", EncryptedText, nullable=False),
    Column("amount", AsJson(Money), nullable=False),
    moment("planned_at"),
    Column("expires_on", Date, nullable=True),
    Column("card_id", Text, nullable=False),
    Column("last4", String(4), nullable=False),
    moment("issued_at", nullable=True),
)

exchanges = Table(
    "exchanges",
    metadata,
    Column("case_id", ForeignKey("returns.id"), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False),
    Column("replacements", AsJson(tuple[Replacement, ...]), nullable=False),
    moment("chosen_at"),
    Column("state", words(ExchangeState), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("draft_id", Text, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("paid_reference", Text, nullable=False),
    moment("paid_at", nullable=True),
    moment("cleared_at", nullable=True),
    moment("released_at", nullable=True),
    moment("looked_at", nullable=True),
    Column("has_shipping", Boolean, nullable=False),
    Column("is_marked_paid", Boolean, nullable=False),
    Column("is_linked", Boolean, nullable=False),
    Index(
        "ix_exchanges_open",
        "chosen_at",
        postgresql_where=text("state in ('chosen', 'prepared')"),
    ),
)

money_rules = Table(
    "money_rules",
    metadata,
    Column("installation_id", ForeignKey("installations.id"), primary_key=True),
    Column("credit_months", Integer, nullable=True),
    Column("exchange_release", words(Release), nullable=False),
    Column("how_to_pay", Text, nullable=False),
)

receipt_keys = Table(
    "receipt_keys",
    metadata,
    Column("id", String(43), primary_key=True),
    Column("public", String(43), nullable=False),
    Column("private", EncryptedText, nullable=False),
    moment("made_at"),
    moment("retired_at", nullable=True),
    Index(
        "uq_receipt_keys_current",
        text("(retired_at is null)"),
        unique=True,
        postgresql_where=text("retired_at is null"),
    ),
)

settlement_receipts = Table(
    "settlement_receipts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("installation_id", ForeignKey("installations.id"), nullable=False, index=True),
    Column("case_id", ForeignKey("returns.id"), nullable=False, unique=True),
    Column("content", JSONB, nullable=False),
    Column("key_id", ForeignKey("receipt_keys.id"), nullable=False),
    Column("signature", String(86), nullable=False),
    moment("issued_at"),
    Column("holder_name", EncryptedText, nullable=False),
    Column("holder_salt", EncryptedText, nullable=False),
)

mappers.map_imperatively(KnownDifference, money_differences)
mappers.map_imperatively(
    Settlement,
    settlements,
    version_id_col=settlements.c.version,
    properties={
        "amount": composite(Money, settlements.c.amount_minor, settlements.c.currency),
        # The class has a currency of its own, that of its amount.
        "_currency": settlements.c.currency,
    },
)
mappers.map_imperatively(StockPlace, stock_places)
mappers.map_imperatively(Restock, restocks)
mappers.map_imperatively(StoreCredit, store_credits)
mappers.map_imperatively(Exchange, exchanges)
mappers.map_imperatively(MoneyRules, money_rules)
mappers.map_imperatively(ReceiptKey, receipt_keys)
mappers.map_imperatively(SettlementReceipt, settlement_receipts)
