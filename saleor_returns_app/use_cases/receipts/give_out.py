"""A receipt is given out: to the shop's staff, to the customer, to whoever holds its link."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from saleor_returns_app.domain.ports import (
    FileStore,
    Notary,
    Sealer,
    Transaction,
)
from saleor_returns_app.domain.receipts.envelope import ReceiptRefused, examine
from saleor_returns_app.domain.receipts.errors import ReceiptNotFound
from saleor_returns_app.domain.receipts.keys import key_set, read_key_set
from saleor_returns_app.domain.receipts.receipt import SettlementReceipt
from saleor_returns_app.use_cases.receipts.drawn import paper_of
from saleor_returns_app.use_cases.returns.labels import Document

LINK_LIFETIME = timedelta(hours=2)
JSON = "application/json"


class ReceiptForm(StrEnum):
    """The two forms of a receipt; they say the same."""

    PDF = "pdf"
    JSON = "json"


@dataclass(frozen=True)
class CheckedReceipt:
    """A receipt that was looked up, and whether its signature holds."""

    receipt: SettlementReceipt
    is_genuine: bool


def receipt_of_return(
    installation_id: str,
    number: str,
    form: ReceiptForm,
    *,
    files: FileStore,
    transaction: Transaction,
) -> Document:
    """Give out the receipt of a return to the shop's staff."""
    with transaction() as store:
        case = store.returns.look_at(installation_id, number)
    return _document(case.id, form, files=files, transaction=transaction)


def receipt_link(case_id: str, form: ReceiptForm, *, at: datetime, sealer: Sealer) -> str:
    """Write the word that opens the receipt of a return for two hours."""
    return sealer.seal("receipt", {"case": case_id, "form": form.value}, at=at)


def open_receipt(
    token: str, *, at: datetime, sealer: Sealer, files: FileStore, transaction: Transaction
) -> Document:
    """Give out the receipt that a word opens."""
    content = sealer.unseal("receipt", token, at=at, lifetime=LINK_LIFETIME)
    form = ReceiptForm(content["form"])
    return _document(content["case"], form, files=files, transaction=transaction)


def check_receipt(id: str, *, notary: Notary, transaction: Transaction) -> CheckedReceipt:
    """Look a receipt up by its id and test its signature anew. Raises `ReceiptNotFound`."""
    with transaction() as store:
        receipt = store.receipts.find(id)
        keys = read_key_set(key_set(store.receipt_keys.all())) if receipt else {}
    if receipt is None:
        raise ReceiptNotFound
    try:
        examine(receipt.envelope.to_bytes(), keys, notary.is_signed)
    except ReceiptRefused:
        return CheckedReceipt(receipt, is_genuine=False)
    return CheckedReceipt(receipt, is_genuine=True)


def check_link(id: str, *, at: datetime, sealer: Sealer) -> str:
    """Write the word that shows all of a receipt on its check page for two hours."""
    return sealer.seal("receipt-check", {"receipt": id}, at=at)


def may_see_all(id: str, token: str, *, at: datetime, sealer: Sealer) -> bool:
    """Whether a word is good for this receipt. Raises `Unauthenticated`, also when it is too old."""
    content = sealer.unseal("receipt-check", token, at=at, lifetime=LINK_LIFETIME)
    return bool(content["receipt"] == id)


def _document(
    case_id: str, form: ReceiptForm, *, files: FileStore, transaction: Transaction
) -> Document:
    with transaction() as store:
        receipt = store.receipts.of_case(case_id)
        if receipt is None:
            raise ReceiptNotFound
        file = paper_of(store, receipt)
    if form is ReceiptForm.JSON:
        name = f"{receipt.content['return']['number']}.receipt.json"
        return Document(name, JSON, receipt.envelope.to_bytes())
    if file is None:
        raise ReceiptNotFound
    return Document(file.name, file.media_type, files.read(file.id))
