"""What the entry points hand to the use cases; `create_app` fills it."""

from dataclasses import dataclass, field
from datetime import timedelta

from saleor_returns_app.domain.order_feed import BACKFILL
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.policy.facts import Capabilities
from saleor_returns_app.domain.ports import (
    CardCodes,
    Carriers,
    FileStore,
    Inbox,
    Letters,
    Mailer,
    Notary,
    PackingSlips,
    Paper,
    Pictures,
    PolicyFiles,
    ReceiptPaper,
    SaleorGate,
    Sealer,
    Signatures,
    Transaction,
)
from saleor_returns_app.domain.standing import Asked
from saleor_returns_app.domain.starting_policy import STARTING_POLICY
from saleor_returns_app.use_cases.installing.erase_shops import RETENTION
from saleor_returns_app.use_cases.orders.forget_deliveries import BODIES_KEPT
from saleor_returns_app.use_cases.parcels.unused import UNUSED_AFTER


@dataclass(frozen=True)
class Services:
    """The app's way to everything outside its rules."""

    transaction: Transaction
    inbox: Inbox
    saleor: SaleorGate
    signatures: Signatures
    sealer: Sealer
    carriers: Carriers
    paper: Paper
    slips: PackingSlips
    card_codes: CardCodes
    files: FileStore
    pictures: Pictures
    mailer: Mailer
    letters: Letters
    notary: Notary
    receipt_paper: ReceiptPaper
    asked: Asked
    policy_files: PolicyFiles
    public_url: str
    starting_policy: PolicyDocument = STARTING_POLICY
    capabilities: Capabilities = field(default_factory=Capabilities)
    allowed_saleor_hosts: tuple[str, ...] = ()
    retention: timedelta = RETENTION
    backfill: timedelta = BACKFILL
    bodies_kept: timedelta = BODIES_KEPT
    labels_unused: timedelta = UNUSED_AFTER
