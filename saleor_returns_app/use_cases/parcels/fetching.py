"""What has to be printed is fetched once, looked at, kept, put together and mailed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

import structlog

from saleor_returns_app.domain.labels import Label
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import (
    Carriers,
    FileStore,
    Letters,
    PackingSlips,
    Paper,
    Store,
    StoredFile,
    Transaction,
)
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus, ReturnStatus
from saleor_returns_app.domain.shipping.connections import CarrierConnection, ConnectionState
from saleor_returns_app.domain.shipping.errors import (
    CarrierRefused,
    DocumentUnusable,
    ShipmentUnknown,
)
from saleor_returns_app.domain.shipping.parcels import (
    Announcement,
    ParcelDocument,
    ReturnParcel,
)
from saleor_returns_app.domain.shipping.shipments import (
    AnnouncedParcel,
    CarrierDocument,
    DocumentKind,
    PaperSize,
    Shipment,
    ShipmentOrder,
)
from saleor_returns_app.use_cases.parcels.clock import set_clock
from saleor_returns_app.use_cases.parcels.connections import connection_of, speaking_with
from saleor_returns_app.use_cases.parcels.shipment_orders import shipment_order
from saleor_returns_app.use_cases.returns.follow_ups import queue_message

log = structlog.get_logger()
PDF, PNG = "application/pdf", "image/png"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_PICTURE = 2_000_000
# Carriers make labels in the background: seconds as a rule, hours on a bad day.
PAUSES = (2, 4, 8, 15, 30, *(60,) * 15)
LATER = timedelta(hours=1)
MOST_LOOKS = 72
PRINTED = (DocumentKind.LABEL, DocumentKind.CUSTOMS_DECLARATION, DocumentKind.PACKING_SLIP)


@dataclass(frozen=True)
class _Wanted:
    """An announcement whose documents are not here yet."""

    attempt: int
    connection: CarrierConnection
    order: ShipmentOrder
    shipment: Shipment


def fetch_labels(
    case_id: str,
    look: int,
    *,
    at: datetime,
    carriers: Carriers,
    files: FileStore,
    paper: Paper,
    slips: PackingSlips,
    letters: Letters,
    transaction: Transaction,
) -> None:
    """Fetch what the carriers have made by now, and look again later for the rest."""
    with transaction() as store:
        case = store.returns.locked(case_id)
        wanted = _wanted(store, case, at=at)
    is_all_here = True
    for one in wanted:
        try:
            with speaking_with(one.connection, at=at, transaction=transaction):
                found = _documents(one, carriers, paper, slips)
        except (DocumentUnusable, CarrierRefused) as refusal:
            log.warning("document_refused", code=refusal.code, carrier=one.connection.carrier)
            _note(case_id, one.attempt, refusal, at=at, transaction=transaction)
            is_all_here = is_all_here and isinstance(refusal, CarrierRefused)
            continue
        if not found:
            is_all_here = False
            continue
        _keep(case_id, one.attempt, found, at=at, files=files, transaction=transaction)
    if wanted or look == 0:
        hand_out(case_id, at=at, files=files, paper=paper, letters=letters, transaction=transaction)
    if not is_all_here and look < MOST_LOOKS:
        pause = timedelta(seconds=PAUSES[look]) if look < len(PAUSES) else LATER
        with transaction() as store:
            store.enqueue(
                "fetch_labels",
                lock=f"case:{case_id}",
                after=pause,
                case_id=case_id,
                look=str(look + 1),
            )


def hand_out(
    case_id: str,
    *,
    at: datetime,
    files: FileStore,
    paper: Paper,
    letters: Letters,
    transaction: Transaction,
) -> None:
    """Put together what all parcels of a return travel with, and mail it, once all of it is here."""
    with transaction() as store:
        case = store.returns.by_id(case_id)
        documents = _all_documents(store.parcels.of_case(case_id))
    file_id, content, media_type = _in_one(case, documents, files, paper)
    if not file_id or (case.label is not None and case.label.file_id == file_id):
        return
    files.write(file_id, content)
    with transaction() as store:
        case = store.returns.locked(case_id)
        parcels = [one for one in store.parcels.locked(case_id) if one.counts]
        is_same = _all_documents(parcels) == documents
        if case.status is not ReturnStatus.APPROVED or not is_same:
            return
        file = _stored(case, file_id, content, media_type, at)
        store.files.add_new(file)
        kind = DocumentKind.LABEL if media_type == PDF else DocumentKind.QR_CODE
        first = parcels[0]
        case.label_made(Label(first.carrier, first.tracking_number, file_id, kind), at=at)
        set_clock(case, parcels, at=at)
        attachment = (file.id, file.name)
        queue_message(store, MessageKind.LABEL, case, at=at, letters=letters, attachment=attachment)


def _wanted(store: Store, case: ReturnRequest, *, at: datetime) -> list[_Wanted]:
    if case.status is not ReturnStatus.APPROVED:
        return []
    lacking: dict[int, list[ReturnParcel]] = {}
    for box in store.parcels.of_case(case.id):
        if box.announcement is Announcement.MADE and box.counts and not box.documents:
            lacking.setdefault(box.attempt, []).append(box)
    wanted = []
    for attempt, boxes in lacking.items():
        connection = connection_of(store, case.installation_id, boxes[0].connection_id)
        if connection.state is ConnectionState.REMOVED:
            continue
        connection.must_work()
        wanted.append(
            _Wanted(
                attempt,
                connection,
                shipment_order(store, case, boxes, at=at),
                _shipment(boxes),
            )
        )
    return wanted


def _shipment(boxes: Sequence[ReturnParcel]) -> Shipment:
    announced = tuple(
        AnnouncedParcel(one.carrier_parcel_id, one.tracking_number, one.tracking_url)
        for one in boxes
    )
    return Shipment(boxes[0].shipment_id, announced)


def _documents(
    wanted: _Wanted, carriers: Carriers, paper: Paper, slips: PackingSlips
) -> list[CarrierDocument]:
    """Fetch and check the documents of one announcement; an empty list while they are being made."""
    carrier = carriers.open(wanted.connection)
    found = carrier.documents(wanted.order, wanted.shipment, paper=PaperSize.A6)
    if not found:
        state = carrier.status(wanted.shipment)
        if state.errors:
            raise CarrierRefused(" ".join(state.errors))
        return []
    for one in found:
        _check(one, paper)
    if any(one.kind is DocumentKind.LABEL and one.media_type == PDF for one in found):
        slip = CarrierDocument(DocumentKind.PACKING_SLIP, PDF, slips.draw_slip(wanted.order))
        return [*found, slip]
    return list(found)


def _check(document: CarrierDocument, paper: Paper) -> None:
    """Refuse what cannot be printed or shown, whatever the carrier calls it."""
    if document.media_type == PDF:
        paper.checked_pdf(document.content)
    elif document.media_type != PNG or not document.content.startswith(PNG_SIGNATURE):
        raise DocumentUnusable(f"The carrier gave a file of the kind {document.media_type}.")
    elif len(document.content) > LARGEST_PICTURE:
        raise DocumentUnusable("The picture of the code is too large.")


def _keep(
    case_id: str,
    attempt: int,
    found: Sequence[CarrierDocument],
    *,
    at: datetime,
    files: FileStore,
    transaction: Transaction,
) -> None:
    with transaction() as store:
        case = store.returns.by_id(case_id)
    kept = []
    for place, one in enumerate(found):
        file_id = str(uuid5(NAMESPACE_URL, f"document:{case_id}:{attempt}:{place}"))
        files.write(file_id, one.content)
        kept.append((one, _stored(case, file_id, one.content, one.media_type, at)))
    with transaction() as store:
        store.returns.locked(case_id)
        for _, file in kept:
            store.files.add_new(file)
        boxes = [one for one in store.parcels.locked(case_id) if one.attempt == attempt]
        for box in boxes:
            box.documents = tuple(
                ParcelDocument(one.kind, one.media_type, file.id, not one.parcel_id)
                for one, file in kept
                if one.parcel_id in ("", box.carrier_parcel_id)
            )
            box.problem = ""


def _all_documents(parcels: Sequence[ReturnParcel]) -> tuple[ParcelDocument, ...]:
    """List what all parcels that count travel with, each once; nothing while any of it is missing."""
    counting = [
        one for one in parcels if one.counts and one.announcement is not Announcement.NOT_NEEDED
    ]
    if not all(one.documents for one in counting):
        return ()
    return tuple(dict.fromkeys(one for parcel in counting for one in parcel.documents))


def _in_one(
    case: ReturnRequest, documents: Sequence[ParcelDocument], files: FileStore, paper: Paper
) -> tuple[str, bytes, str]:
    """Put everything that is printed into one file; a code that is shown stays what it is."""
    order = {kind: place for place, kind in enumerate(PRINTED)}
    printed = sorted(
        (one for one in documents if one.media_type == PDF and one.kind in order),
        key=lambda one: order[one.kind],
    )
    shown = next((one for one in documents if one.media_type != PDF), None)
    if shown and not any(one.kind is DocumentKind.LABEL for one in printed):
        return shown.file_id, files.read(shown.file_id), shown.media_type
    if not printed:
        return "", b"", ""
    names = "+".join(one.file_id for one in printed)
    file_id = str(uuid5(NAMESPACE_URL, f"label:{case.id}:{names}"))
    return file_id, paper.merged(files.read(one.file_id) for one in printed), PDF


def _stored(
    case: ReturnRequest, file_id: str, content: bytes, media_type: str, at: datetime
) -> StoredFile:
    ending = "pdf" if media_type == PDF else "png"
    return StoredFile(
        id=file_id,
        installation_id=case.installation_id,
        case_id=case.id,
        name=f"{case.number}.{ending}",
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=at,
    )


def _note(
    case_id: str,
    attempt: int,
    refusal: DocumentUnusable | CarrierRefused,
    *,
    at: datetime,
    transaction: Transaction,
) -> None:
    """Put it on the case; nothing that was given is kept. A refusal means that there is no parcel."""
    with transaction() as store:
        case = store.returns.locked(case_id)
        for box in store.parcels.locked(case_id):
            if box.attempt == attempt and box.announcement is Announcement.MADE:
                if isinstance(refusal, CarrierRefused) and not isinstance(refusal, ShipmentUnknown):
                    box.was_refused(str(refusal), refusal.places)
                box.problem = str(refusal)
        if case.problem != str(refusal) and case.parcel_status is not ParcelStatus.DELIVERED:
            case.label_failed(str(refusal), at=at)
