"""What carriers say of parcels moves them, and with them the clocks of their returns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import uuid4

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import Store
from saleor_returns_app.domain.return_states import DEAD, ParcelStatus
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.shipping.parcels import ReturnParcel, clock_of
from saleor_returns_app.domain.shipping.tracking import (
    RecordedEvent,
    TrackingEvent,
    TrackingStatus,
    Way,
    digest_of,
    follow,
)
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.care.problems import solve_problem
from saleor_returns_app.use_cases.parcels.clock import set_clock
from saleor_returns_app.use_cases.returns.follow_ups import tell_customer

USED_ANYWAY = sentence("A label that was cancelled has been used: its parcel is on the way.")
CANCELLATION_REFUSED = sentence("The carrier did not cancel the label.")


@dataclass(frozen=True)
class Heard:
    """A parcel of ours and what a carrier said of it."""

    parcel: ReturnParcel
    event: TrackingEvent


def hear(store: Store, installation_id: str, heard: Sequence[Heard], *, at: datetime) -> int:
    """Keep what is new, and move what it moves; returns how many parcels it was news of.

    In whatever order facts come, and however often, the parcels end up at the same place.
    """
    names = {one.parcel.id: one.parcel.case_id for one in heard}
    clocks = store.returns.clocks(set(names.values()))
    told = store.parcels.record(installation_id, _recorded(heard, at))
    if not told:
        return 0
    cases = {names[parcel_id] for parcel_id in told}
    numbers = {one.parcel.id: one.event.tracking_number for one in heard}
    ways = {name: follow(known) for name, known in store.parcels.events_of(told).items()}
    moved: dict[str, list[ReturnParcel]] = {}
    news: dict[str, list[_News]] = {}
    for case_id, parcels in groupby(store.parcels.of_cases(cases), lambda one: one.case_id):
        moved[case_id] = list(parcels)
        news[case_id] = [
            _take_over(one, ways[one.id], numbers.get(one.id, ""))
            for one in moved[case_id]
            if one.id in ways
        ]
    changed = [
        case_id
        for case_id, parcels in moved.items()
        if clock_of(parcels) is not clocks[case_id]
        or any(one.is_to_be_told for one in news[case_id])
    ]
    for case in store.returns.many(changed):
        set_clock(case, moved[case.id], at=at)
        for one in news[case.id]:
            if one.problem:
                case.tell(EventKind.PROBLEM, at=at, problem=one.problem)
        if case.status not in DEAD and any(one.was_handed_in for one in news[case.id]):
            tell_customer(store, case, MessageKind.HANDED_IN)
        if case.parcel_status is not ParcelStatus.CANCELLING:
            kind = ProblemKind.CANCELLATION_UNANSWERED
            if any(one.ended_cancelling for one in news[case.id]):
                solve_problem(store, case.installation_id, kind, at=at, case=case)
    return len(told)


@dataclass(frozen=True)
class _News:
    """What staff or the customer are to be told of a parcel that has moved."""

    was_handed_in: bool = False
    ended_cancelling: bool = False
    problem: str = ""

    @property
    def is_to_be_told(self) -> bool:
        return self.was_handed_in or self.ended_cancelling or bool(self.problem)


def _take_over(parcel: ReturnParcel, way: Way, tracking_number: str) -> _News:
    was_in_hand = parcel.handed_in_at is not None
    was_cancelling = parcel.status is TrackingStatus.CANCELLING
    is_news = parcel.has_come(way)
    parcel.looks = 0 if is_news else parcel.looks
    parcel.tracking_number = parcel.tracking_number or tracking_number
    if not is_news:
        return _News()
    is_in_hand = parcel.handed_in_at is not None and not was_in_hand
    is_over = was_cancelling and parcel.status is not TrackingStatus.CANCELLING
    problem = ""
    if way.was_used_after_cancelling and is_in_hand:
        problem = USED_ANYWAY
    elif is_over and parcel.status is not TrackingStatus.CANCELLED:
        problem = f"{CANCELLATION_REFUSED} {parcel.cancel_text}".strip()
    arrived = parcel.status is TrackingStatus.DELIVERED
    return _News(is_in_hand and not arrived, is_over, problem)


def _recorded(heard: Iterable[Heard], at: datetime) -> list[RecordedEvent]:
    recorded = {}
    for one in heard:
        event = one.event
        digest = digest_of(event.status, event.at, event.carrier_status)
        recorded[one.parcel.id, digest] = RecordedEvent(
            id=str(uuid4()),
            parcel_id=one.parcel.id,
            digest=digest,
            status=event.status,
            at=event.at,
            recorded_at=at,
            carrier_status=event.carrier_status,
            text=event.text,
        )
    return list(recorded.values())
