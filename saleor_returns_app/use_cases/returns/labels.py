"""The label of a return: made once, kept, mailed, given out to those who may have it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from saleor_returns_app.domain.allowed_acts import Act, allowed_acts
from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.errors import (
    LabelNotFound,
    LabelNotReady,
    ReturnsError,
    TransitionNotAllowed,
    Unavailable,
)
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.labels import Label
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.orders import Address, OrderSnapshot
from saleor_returns_app.domain.ports import (
    Carrier,
    CarrierLabel,
    FileStore,
    LabelOrder,
    Letters,
    Sealer,
    Store,
    StoredFile,
    Transaction,
)
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus
from saleor_returns_app.use_cases.returns.follow_ups import order_label, queue_message

LINK_LIFETIME = timedelta(hours=2)
PDF = "application/pdf"


@dataclass(frozen=True)
class Document:
    """A file that is given out."""

    name: str
    media_type: str
    content: bytes


def issue_return_label(
    case_id: str,
    *,
    at: datetime,
    carrier: Carrier,
    files: FileStore,
    letters: Letters,
    transaction: Transaction,
) -> None:
    """Have the carrier make the label of an approved return, keep it and mail it.

    Where the carrier refuses, the case says why; out of reach is another matter, for another try.
    """
    with transaction() as store:
        case = store.returns.by_id(case_id)
        if case.parcel_status is not ParcelStatus.PREPARING:
            return
        store.installations.get(case.installation_id).must_take_part()
        order = _label_order(store, case, at=at)
    try:
        made = carrier.issue_label(order)
    except Unavailable:
        raise
    except ReturnsError as refusal:
        _note_refusal(case_id, refusal, at=at, transaction=transaction)
        return
    file = _stored(case, made, at)
    files.write(file.id, made.pdf)
    with transaction() as store:
        case = store.returns.locked(case_id)
        if case.parcel_status is not ParcelStatus.PREPARING:
            return
        store.files.add(file)
        case.label_made(Label(made.carrier, made.tracking_number, file.id), at=at)
        _queue_label(store, case, file, at=at, letters=letters)


def resend_label(
    installation_id: str,
    number: str,
    *,
    at: datetime,
    by: Actor,
    letters: Letters,
    transaction: Transaction,
) -> ReturnRequest:
    """Mail the same label to the same address once more; have it made where that had failed."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        if Act.RESEND_LABEL not in allowed_acts(case):
            raise _no_label(case)
        if case.label is None:
            case.order_label_again(at=at, by=by)
            order_label(store, case)
        else:
            file = store.files.get(case.label.file_id)
            _queue_label(store, case, file, at=at, letters=letters)
    return case


def label_link(case: ReturnRequest, *, at: datetime, sealer: Sealer) -> str:
    """Write the word that opens the label of a return for two hours."""
    label = _label_of(case)
    return sealer.seal("label", {"file": label.file_id}, at=at)


def open_label(
    token: str, *, at: datetime, sealer: Sealer, files: FileStore, transaction: Transaction
) -> Document:
    """Give out the label that a word opens."""
    content = sealer.unseal("label", token, at=at, lifetime=LINK_LIFETIME)
    with transaction() as store:
        file = store.files.get(content["file"])
    return Document(file.name, file.media_type, files.read(file.id))


def label_of_return(
    installation_id: str, number: str, *, files: FileStore, transaction: Transaction
) -> Document:
    """Give out the label of a return to the shop's staff."""
    with transaction() as store:
        case = store.returns.look_at(installation_id, number)
        file = store.files.get(_label_of(case).file_id)
    return Document(file.name, file.media_type, files.read(file.id))


def _note_refusal(
    case_id: str, refusal: ReturnsError, *, at: datetime, transaction: Transaction
) -> None:
    with transaction() as store:
        case = store.returns.locked(case_id)
        if case.parcel_status is ParcelStatus.PREPARING:
            case.label_failed(str(refusal), at=at)


def _queue_label(
    store: Store, case: ReturnRequest, file: StoredFile, *, at: datetime, letters: Letters
) -> None:
    attachment = (file.id, file.name)
    queue_message(store, MessageKind.LABEL, case, at=at, letters=letters, attachment=attachment)


def _label_of(case: ReturnRequest) -> Label:
    if case.label is None:
        raise _no_label(case)
    return case.label


def _no_label(case: ReturnRequest) -> ReturnsError:
    if case.label is not None:
        return TransitionNotAllowed(state=case.status.value)
    return LabelNotReady() if case.parcel_status is ParcelStatus.PREPARING else LabelNotFound()


def _stored(case: ReturnRequest, made: CarrierLabel, at: datetime) -> StoredFile:
    return StoredFile(
        id=str(uuid5(NAMESPACE_URL, f"label:{case.id}")),
        installation_id=case.installation_id,
        case_id=case.id,
        name=f"{case.number}.pdf",
        media_type=PDF,
        size=len(made.pdf),
        sha256=hashlib.sha256(made.pdf).hexdigest(),
        created_at=at,
    )


def _label_order(store: Store, case: ReturnRequest, *, at: datetime) -> LabelOrder:
    """Gather the label's facts. It leads to the shop's address of today, whatever rules it is under."""
    order = store.orders.get(case.order_id)
    policy = store.policies.in_force(case.installation_id, at=at)
    snapshot = order.snapshot
    return LabelOrder(
        number=case.number,
        order_number=order.number,
        sender=_sender(snapshot),
        recipient=policy.document.address(""),
        contents=_contents(case, order),
        language=snapshot.language,
    )


def _sender(snapshot: OrderSnapshot) -> Address:
    shipping = snapshot.shipping_address
    return shipping if shipping.lines else snapshot.billing_address


def _contents(case: ReturnRequest, order: Order) -> list[str]:
    contents = []
    for line in case.lines:
        bought = order.snapshot.line(line.order_line_id)
        names = (bought.product_name, bought.variant_name) if bought else ("?",)
        name = " · ".join(part for part in names if part)
        contents.append(f"{line.quantity} × {name}")
    return contents
