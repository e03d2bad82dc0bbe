"""Receipts: where they are kept, who signs them, who draws them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from saleor_returns_app.domain.receipts.content import Content, Holder
from saleor_returns_app.domain.receipts.keys import ReceiptKey
from saleor_returns_app.domain.receipts.receipt import SettlementReceipt


class Receipts(Protocol):
    """The receipts; one is added and never changed."""

    def add(self, receipt: SettlementReceipt) -> None: ...
    def find(self, id: str) -> SettlementReceipt | None: ...
    def of_case(self, case_id: str) -> SettlementReceipt | None: ...


class ReceiptKeys(Protocol):
    """The keys that receipts are or were signed with."""

    def all(self) -> list[ReceiptKey]:
        """List them, the newest first."""

    def current(self) -> ReceiptKey | None:
        """Return the one that signs, locked."""

    def add_unless_there(self, key: ReceiptKey) -> ReceiptKey:
        """Let it sign unless another one does already; returns the one that does."""


class Notary(Protocol):
    """Signs, and tells whether something was signed."""

    def new_key(self, *, at: datetime) -> ReceiptKey: ...
    def sign(self, key: ReceiptKey, content: bytes) -> bytes: ...
    def is_signed(self, public: bytes, content: bytes, signature: bytes) -> bool: ...
    def salt_for(self, key: ReceiptKey, receipt_id: str) -> str:
        """Return words that only who has the key can know, the same for the same receipt."""


class ReceiptPaper(Protocol):
    """Draws receipts: a PDF of everything that the content says, with the file inside."""

    def draw(self, content: Content, holder: Holder | None, file: bytes) -> bytes: ...
