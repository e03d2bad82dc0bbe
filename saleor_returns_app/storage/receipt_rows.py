"""Receipts, and the keys they are signed with."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from saleor_returns_app.domain.receipts.keys import ReceiptKey
from saleor_returns_app.domain.receipts.receipt import SettlementReceipt
from saleor_returns_app.storage import money_tables

_keys = money_tables.receipt_keys.c


@dataclass(frozen=True)
class ReceiptRows:
    """The receipts."""

    session: Session

    def add(self, receipt: SettlementReceipt) -> None:
        """Keep a receipt for good."""
        self.session.add(receipt)

    def find(self, id: str) -> SettlementReceipt | None:
        """Find a receipt."""
        return self.session.get(SettlementReceipt, id)

    def of_case(self, case_id: str) -> SettlementReceipt | None:
        """Find the receipt of a return."""
        columns = money_tables.settlement_receipts.c
        query = select(SettlementReceipt).where(columns.case_id == case_id)
        return self.session.scalar(query)


@dataclass(frozen=True)
class ReceiptKeyRows:
    """The keys; none is ever deleted, be its shop erased or not."""

    session: Session

    def all(self) -> list[ReceiptKey]:
        """List them, the newest first."""
        query = select(ReceiptKey).order_by(_keys.made_at.desc(), _keys.id)
        return list(self.session.scalars(query))

    def current(self) -> ReceiptKey | None:
        """Return the one that signs, locked until the transaction ends."""
        query = select(ReceiptKey).where(_keys.retired_at.is_(None)).with_for_update()
        return self.session.scalar(query.execution_options(populate_existing=True))

    def add_unless_there(self, key: ReceiptKey) -> ReceiptKey:
        """Let a key sign; of two that come at the same time, one does."""
        values = {column.name: getattr(key, column.name) for column in _keys}
        self.session.flush()
        self.session.execute(
            insert(money_tables.receipt_keys).values(values).on_conflict_do_nothing()
        )
        found = self.current()
        if found is None:
            raise LookupError("a key was retired while it was being made")
        return found
