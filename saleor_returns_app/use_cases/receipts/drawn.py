"""Receipts that can be had: signed, and drawn as well."""

from saleor_returns_app.domain.ports import Store, StoredFile
from saleor_returns_app.domain.receipts.receipt import SettlementReceipt


def drawn_receipt(store: Store, case_id: str) -> SettlementReceipt | None:
    """Find the receipt of a return once it is there in both its forms."""
    receipt = store.receipts.of_case(case_id)
    return receipt if receipt is not None and paper_of(store, receipt) else None


def paper_of(store: Store, receipt: SettlementReceipt) -> StoredFile | None:
    """Find the file of a receipt's PDF."""
    of_case = store.files.of_case(receipt.case_id)
    return next((file for file in of_case if file.id == receipt.paper_id), None)
