"""What a memory store keeps of receipts."""

from __future__ import annotations

from dataclasses import dataclass, field

from saleor_returns_app.domain.receipts.keys import ReceiptKey
from saleor_returns_app.domain.receipts.receipt import SettlementReceipt


@dataclass
class MemoryReceipts:
    """The receipts."""

    kept: list[SettlementReceipt] = field(default_factory=list)

    def add(self, receipt: SettlementReceipt) -> None:
        assert self.of_case(receipt.case_id) is None, "one receipt for each case"
        self.kept.append(receipt)

    def find(self, id: str) -> SettlementReceipt | None:
        return next((one for one in self.kept if one.id == id), None)

    def of_case(self, case_id: str) -> SettlementReceipt | None:
        return next((one for one in self.kept if one.case_id == case_id), None)


@dataclass
class MemoryReceiptKeys:
    """The keys."""

    kept: list[ReceiptKey] = field(default_factory=list)

    def all(self) -> list[ReceiptKey]:
        return sorted(self.kept, key=lambda one: one.made_at, reverse=True)

    def current(self) -> ReceiptKey | None:
        return next((one for one in self.kept if one.retired_at is None), None)

    def add_unless_there(self, key: ReceiptKey) -> ReceiptKey:
        current = self.current()
        if current is None:
            self.kept.append(key)
        return current or key
