"""A person sees to a parcel: decides what is uncertain, adds a box, says that it has arrived."""

from collections.abc import Sequence
from datetime import datetime

from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.errors import Invalid, TransitionNotAllowed
from saleor_returns_app.domain.ports import Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus, ReturnStatus
from saleor_returns_app.domain.shipping.parcels import Announcement, ReturnParcel
from saleor_returns_app.domain.shipping.tracking import EventSource, RecordedEvent, TrackingStatus
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.care.problems import solve_problem
from saleor_returns_app.use_cases.parcels.cancelling import say
from saleor_returns_app.use_cases.parcels.clock import set_clock
from saleor_returns_app.use_cases.parcels.planning import plan_parcels
from saleor_returns_app.use_cases.returns.follow_ups import order_label

MOST_BOXES = 20


class BoxesInvalid(Invalid):
    """A return travels in 1 to 20 parcels."""

    code = "boxes_invalid"


def parcels_of_return(
    installation_id: str, number: str, *, transaction: Transaction
) -> list[tuple[ReturnParcel, Sequence[RecordedEvent]]]:
    """List the parcels of a return, each with its timeline by the carrier's time."""
    with transaction() as store:
        case = store.returns.look_at(installation_id, number)
        parcels = store.parcels.of_case(case.id)
        known = store.parcels.events_of([one.id for one in parcels]) if parcels else {}
        return [(one, known[one.id]) for one in parcels]


def look_again(
    installation_id: str, number: str, *, at: datetime, by: Actor, transaction: Transaction
) -> ReturnRequest:
    """Try once more what was refused, and look once more for what could not be found."""
    with transaction() as store:
        case, parcels = _open_case(store, installation_id, number)
        waiting = [one for one in parcels if one.needs_attention]
        if not waiting:
            raise TransitionNotAllowed(parcel=case.parcel_status.value)
        for box in waiting:
            box.is_tried_again()
        _order(store, case, at, by)
    return case


def order_again(store: Store, case: ReturnRequest, *, at: datetime, by: Actor) -> None:
    """Have a label made where there is none any more: what failed is tried again, else a new one."""
    parcels = store.parcels.locked(case.id)
    waiting = [one for one in parcels if one.needs_attention]
    for box in waiting:
        box.is_tried_again()
    if not waiting and not any(one.counts for one in parcels):
        _plan_anew(store, case, parcels, at)
    _order(store, case, at, by)


def announce_anew(
    installation_id: str, number: str, *, at: datetime, by: Actor, transaction: Transaction
) -> ReturnRequest:
    """Have a new label made in the place of one that is uncertain, refused or cancelled.

    It has a reference of its own: whoever decides this has looked at the carrier's.
    """
    with transaction() as store:
        case, parcels = _open_case(store, installation_id, number)
        if any(one.counts and not one.needs_attention for one in parcels):
            raise TransitionNotAllowed(parcel=case.parcel_status.value)
        _plan_anew(store, case, parcels, at)
        _order(store, case, at, by)
    return case


def add_parcels(
    installation_id: str,
    number: str,
    boxes: int,
    *,
    at: datetime,
    by: Actor,
    transaction: Transaction,
) -> ReturnRequest:
    """Have labels made for more boxes of the same return."""
    with transaction() as store:
        case, parcels = _open_case(store, installation_id, number)
        if not 0 < boxes + sum(one.counts for one in parcels) <= MOST_BOXES or boxes < 1:
            raise BoxesInvalid
        if not case.wish.method.travels or case.parcel_status is ParcelStatus.DELIVERED:
            raise TransitionNotAllowed(parcel=case.parcel_status.value)
        plan_parcels(store, case, at=at, boxes=boxes)
        _order(store, case, at, by)
    return case


def mark_delivered(
    installation_id: str, number: str, *, at: datetime, by: Actor, transaction: Transaction
) -> ReturnRequest:
    """Say by hand that the parcels have arrived; no later scan undoes it.

    The goods are not received by it: that somebody looked at them is another step.
    """
    with transaction() as store:
        case, parcels = _open_case(store, installation_id, number)
        if not [one for one in parcels if one.announcement is Announcement.MADE and one.counts]:
            raise TransitionNotAllowed(parcel=case.parcel_status.value, wanted="delivered")
        arrive(store, case, parcels, at=at, by=by)
    return case


def arrive(
    store: Store, case: ReturnRequest, parcels: list[ReturnParcel], *, at: datetime, by: Actor
) -> None:
    """Put on the timelines that a person has the parcels; what was never sent is dropped."""
    for box in parcels:
        if box.announcement not in (Announcement.MADE, Announcement.NOT_NEEDED):
            box.was_dropped()
    made = [one for one in parcels if one.is_open]
    if made:
        say(store, made, TrackingStatus.DELIVERED, at=at, source=EventSource.STAFF, by=by)
    set_clock(case, parcels, at=at, by=by)


def _open_case(
    store: Store, installation_id: str, number: str
) -> tuple[ReturnRequest, list[ReturnParcel]]:
    case = store.returns.get(installation_id, number)
    if case.status is not ReturnStatus.APPROVED:
        raise TransitionNotAllowed(state=case.status.value)
    return case, store.parcels.locked(case.id)


def _plan_anew(
    store: Store, case: ReturnRequest, parcels: Sequence[ReturnParcel], at: datetime
) -> None:
    last = max((one.attempt for one in parcels), default=0)
    like = [one for one in parcels if one.attempt == last]
    for box in parcels:
        if box.needs_attention:
            box.was_dropped()
    plan_parcels(store, case, at=at, boxes=max(1, len(like)))


def _order(store: Store, case: ReturnRequest, at: datetime, by: Actor) -> None:
    solve_problem(store, case.installation_id, ProblemKind.LABEL_UNCERTAIN, at=at, case=case)
    if case.parcel_status is not ParcelStatus.PREPARING:
        case.order_label_again(at=at, by=by)
    order_label(store, case)
