"""The label of a return is mailed again, and given out to those who may have it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from saleor_returns_app.domain.allowed_acts import Act, allowed_acts
from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.errors import (
    LabelNotFound,
    LabelNotReady,
    ReturnsError,
    TransitionNotAllowed,
)
from saleor_returns_app.domain.labels import Label
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import (
    FileStore,
    Letters,
    Paper,
    Sealer,
    Store,
    StoredFile,
    Transaction,
)
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus
from saleor_returns_app.domain.shipping.shipments import PaperSize
from saleor_returns_app.use_cases.parcels.attending import order_again
from saleor_returns_app.use_cases.returns.follow_ups import queue_message

LINK_LIFETIME = timedelta(hours=2)
PDF = "application/pdf"


@dataclass(frozen=True)
class Document:
    """A file that is given out."""

    name: str
    media_type: str
    content: bytes


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
            order_again(store, case, at=at, by=by)
        else:
            file = store.files.get(case.label.file_id)
            _queue_label(store, case, file, at=at, letters=letters)
    return case


def label_link(case: ReturnRequest, *, at: datetime, sealer: Sealer) -> str:
    """Write the word that opens the label of a return for two hours."""
    label = _label_of(case)
    return sealer.seal("label", {"file": label.file_id}, at=at)


def open_label(
    token: str,
    *,
    at: datetime,
    size: PaperSize = PaperSize.A6,
    sealer: Sealer,
    files: FileStore,
    paper: Paper,
    transaction: Transaction,
) -> Document:
    """Give out the label that a word opens, on the paper that somebody has."""
    content = sealer.unseal("label", token, at=at, lifetime=LINK_LIFETIME)
    with transaction() as store:
        file = store.files.get(content["file"])
    return _document(file, size, files, paper)


def label_of_return(
    installation_id: str,
    number: str,
    *,
    size: PaperSize = PaperSize.A6,
    files: FileStore,
    paper: Paper,
    transaction: Transaction,
) -> Document:
    """Give out the label of a return to the shop's staff."""
    with transaction() as store:
        case = store.returns.look_at(installation_id, number)
        file = store.files.get(_label_of(case).file_id)
    return _document(file, size, files, paper)


def _document(file: StoredFile, size: PaperSize, files: FileStore, paper: Paper) -> Document:
    """Read a file; a label is kept as it was made, and laid out on larger sheets when it is wanted."""
    content = files.read(file.id)
    if size is PaperSize.A4 and file.media_type == PDF:
        content = paper.on_a4(content)
    return Document(file.name, file.media_type, content)


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
