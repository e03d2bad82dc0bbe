"""The receipt of a settlement is made: written and signed first, then drawn, then mailed."""

import hashlib
from datetime import datetime

from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import (
    FileStore,
    Letters,
    Notary,
    ReceiptPaper,
    Store,
    StoredFile,
    Transaction,
)
from saleor_returns_app.domain.receipts.content import Grounds, Holder, content_of
from saleor_returns_app.domain.receipts.envelope import seal, seal_pdf
from saleor_returns_app.domain.receipts.keys import ReceiptKey
from saleor_returns_app.domain.receipts.payments import Settled, settled_by
from saleor_returns_app.domain.receipts.receipt import (
    SettlementReceipt,
    kept,
    receipt_id,
)
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.use_cases.receipts.drawn import paper_of
from saleor_returns_app.use_cases.receipts.signing_keys import signing_key
from saleor_returns_app.use_cases.returns.follow_ups import queue_message

PDF = "application/pdf"


def issue_receipt(
    case_id: str,
    *,
    at: datetime,
    url: str,
    notary: Notary,
    paper: ReceiptPaper,
    files: FileStore,
    letters: Letters,
    transaction: Transaction,
) -> None:
    """Make the receipt of a settled return, once, and send it with the mail about the money.

    What is signed is kept before anything is drawn, so that a second try draws the same bytes.
    """
    with transaction() as store:
        case = store.returns.locked(case_id)
        settled = settled_by(case, store.settlements.look_at(case.id))
        if settled is None:
            return
        receipt = store.receipts.of_case(case.id) or _write(
            store, case, settled, at=at, url=url, notary=notary
        )
        key = next(one for one in store.receipt_keys.all() if one.id == receipt.key_id)
        if paper_of(store, receipt):
            return
    pdf = sealed_paper(receipt, key, notary=notary, paper=paper)
    file = _file_of(receipt, case, pdf, at)
    files.write(file.id, pdf)
    with transaction() as store:
        case = store.returns.locked(case_id)
        if not paper_of(store, receipt):
            store.files.add(file)
            _mail(store, case, file, at=at, letters=letters)


def sealed_paper(
    receipt: SettlementReceipt, key: ReceiptKey, *, notary: Notary, paper: ReceiptPaper
) -> bytes:
    """Draw a receipt and sign the drawing with the key that signed the receipt."""
    envelope = receipt.envelope.to_bytes()
    drawn = paper.draw(receipt.content, receipt.holder, envelope)
    return seal_pdf(
        drawn, envelope=envelope, key_id=key.id, sign=lambda content: notary.sign(key, content)
    )


def _write(
    store: Store,
    case: ReturnRequest,
    settled: Settled,
    *,
    at: datetime,
    url: str,
    notary: Notary,
) -> SettlementReceipt:
    """Put down and sign what the settlement was; the moment is that of the money."""
    order = store.orders.get(case.order_id)
    policy = store.policies.get(case.installation_id, case.wish.policy_version)
    key = signing_key(store, at=at, notary=notary)
    own_id = receipt_id(case.id)
    name = order.snapshot.customer_name
    holder = Holder(name, notary.salt_for(key, own_id)) if name else None
    grounds = Grounds(
        id=own_id,
        case=case,
        order=order,
        shop=store.installations.get(case.installation_id),
        settled=settled,
        time_zone=policy.document.time_zone,
        url=url,
    )
    envelope = seal(
        content_of(grounds, holder),
        holder,
        key_id=key.id,
        sign=lambda content: notary.sign(key, content),
    )
    receipt = kept(
        own_id,
        installation_id=case.installation_id,
        case_id=case.id,
        envelope=envelope,
        issued_at=settled.at,
    )
    store.receipts.add(receipt)
    return receipt


def _file_of(
    receipt: SettlementReceipt, case: ReturnRequest, pdf: bytes, at: datetime
) -> StoredFile:
    return StoredFile(
        id=receipt.paper_id,
        installation_id=case.installation_id,
        case_id=case.id,
        name=f"{case.number}.receipt.pdf",
        media_type=PDF,
        size=len(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
        created_at=at,
    )


def _mail(
    store: Store, case: ReturnRequest, file: StoredFile, *, at: datetime, letters: Letters
) -> None:
    """Tell the customer of the money, once; a receipt that is drawn anew is not sent again."""
    if not any(one.kind is MessageKind.REFUNDED for one in store.messages.of_case(case.id)):
        attachment = (file.id, file.name)
        queue_message(
            store, MessageKind.REFUNDED, case, at=at, letters=letters, attachment=attachment
        )
