"""A label is given up: at once where no carrier knows of it, else by the carrier's word."""

from datetime import datetime, timedelta
from uuid import uuid4

from saleor_returns_app.domain.case_events import SYSTEM, Actor
from saleor_returns_app.domain.errors import TransitionNotAllowed
from saleor_returns_app.domain.ports import Carriers, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus, ReturnStatus
from saleor_returns_app.domain.shipping.connections import OFFLINE, ConnectionRemoved
from saleor_returns_app.domain.shipping.errors import CarrierRefused
from saleor_returns_app.domain.shipping.parcels import Announcement, ReturnParcel
from saleor_returns_app.domain.shipping.shipments import CancellationAnswer, CancellationState
from saleor_returns_app.domain.shipping.tracking import (
    EventSource,
    RecordedEvent,
    TrackingStatus,
    digest_of,
    follow,
)
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.care.problems import open_problem, solve_problem
from saleor_returns_app.use_cases.parcels.clock import set_clock
from saleor_returns_app.use_cases.parcels.connections import connection_of, speaking_with

# A cancellation takes up to two weeks, says Sendcloud.
PATIENCE = timedelta(days=14)
LOOK_AFTER = timedelta(minutes=10)
AT_A_TIME = 200
_SAID = {
    CancellationState.REQUESTED: TrackingStatus.CANCELLING,
    CancellationState.CANCELLED: TrackingStatus.CANCELLED,
    CancellationState.REFUSED: TrackingStatus.CANCELLATION_FAILED,
}


def withdraw_parcels(store: Store, case: ReturnRequest) -> ParcelStatus:
    """Give up all parcels of a return that have not been used; say what its clock is to show.

    One whose announcement is under way is dealt with by the job that announces it.
    """
    must_ask = False
    for box in store.parcels.locked(case.id):
        if box.announcement is Announcement.SENT:
            must_ask = True
        elif box.announcement is not Announcement.MADE or box.carrier == OFFLINE:
            box.was_dropped()
        elif box.is_open:
            must_ask = True
            if box.status is not TrackingStatus.CANCELLING:
                box.cancel_asked_at = None
                _ask(store, box)
    return ParcelStatus.CANCELLING if must_ask else ParcelStatus.CANCELLED


def cancel_label(
    installation_id: str, number: str, *, at: datetime, by: Actor, transaction: Transaction
) -> ReturnRequest:
    """Give up the label of a return that goes on; another can be ordered when it is cancelled."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        parcels = store.parcels.locked(case.id)
        if case.status is not ReturnStatus.APPROVED or not any(map(_may_be_given_up, parcels)):
            raise TransitionNotAllowed(parcel=case.parcel_status.value, wanted="cancelled")
        clock = withdraw_parcels(store, case)
        case.parcel_is(clock, at=at, by=by)
        if clock is ParcelStatus.CANCELLED:
            case.label_withdrawn(at=at, by=by)
        solve_problem(store, installation_id, ProblemKind.LABEL_UNCERTAIN, at=at, case=case)
    return case


def cancel_parcel(
    parcel_id: str, *, at: datetime, carriers: Carriers, transaction: Transaction
) -> None:
    """Ask the carrier; its yes is no cancellation yet, that is for a later status to say."""
    with transaction() as store:
        box = store.parcels.get(parcel_id)
        case = store.returns.locked(box.case_id)
        boxes = _of_shipment(store, box)
        if not boxes or box.cancel_asked_at is not None:
            return
        connection = connection_of(store, box.installation_id, box.connection_id)
        shipment = box.shipment
    try:
        connection.must_work()
        with speaking_with(connection, at=at, transaction=transaction):
            answer = carriers.open(connection).request_cancellation(shipment)
    except (CarrierRefused, ConnectionRemoved) as refusal:
        answer = CancellationAnswer(CancellationState.REFUSED, str(refusal))
    with transaction() as store:
        case = store.returns.locked(box.case_id)
        boxes = _of_shipment(store, box)
        for one in boxes:
            one.cancel_asked_at, one.cancel_text = at, answer.text
            one.next_look_at, one.looks = at + LOOK_AFTER, 0
        say(store, boxes, _SAID[answer.state], at=at, text=answer.text, source=EventSource.APP)
        set_clock(case, store.parcels.locked(case.id), at=at)


def raise_unanswered(*, at: datetime, transaction: Transaction) -> int:
    """Tell the merchants of cancellations that no carrier has answered for two weeks; counts them."""
    with transaction() as store:
        late = store.parcels.cancelling_since(at - PATIENCE, most=AT_A_TIME)
        for box in late:
            case = store.returns.by_id(box.case_id)
            kind = ProblemKind.CANCELLATION_UNANSWERED
            open_problem(store, box.installation_id, kind, at=at, case=case)
            box.cancel_asked_at = at
    return len(late)


def say(
    store: Store,
    boxes: list[ReturnParcel],
    status: TrackingStatus,
    *,
    at: datetime,
    source: EventSource,
    text: str = "",
    by: Actor = SYSTEM,
) -> None:
    """Put a fact of our own on the timeline of boxes, and move them as it says."""
    for box in boxes:
        digest = digest_of(status, at, source.value)
        event = RecordedEvent(
            str(uuid4()), box.id, digest, status, at, at, source, text=text, actor=by.name
        )
        store.parcels.record(box.installation_id, [event])
    known = store.parcels.events_of([box.id for box in boxes])
    for box in boxes:
        box.has_come(follow(known[box.id]))


def _ask(store: Store, box: ReturnParcel) -> None:
    store.enqueue("cancel_parcel", lock=f"case:{box.case_id}", parcel_id=box.id)


def _of_shipment(store: Store, box: ReturnParcel) -> list[ReturnParcel]:
    """Return the boxes that the carrier has as one, as far as they can be cancelled; locked."""
    return [
        one
        for one in store.parcels.locked(box.case_id)
        if one.attempt == box.attempt and one.is_open
    ]


def _may_be_given_up(box: ReturnParcel) -> bool:
    return box.is_open or box.needs_attention or box.announcement is Announcement.PLANNED
