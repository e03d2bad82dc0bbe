"""A parcel of a return: how it was announced, what travels with it, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.return_states import ParcelStatus
from saleor_returns_app.domain.shipping.errors import Place
from saleor_returns_app.domain.shipping.shipments import (
    AnnouncedParcel,
    DocumentKind,
    ReturnOption,
    ServicePoint,
    Shipment,
)
from saleor_returns_app.domain.shipping.tracking import TrackingStatus, Way


class Announcement(StrEnum):
    """How far the announcing of a parcel has come.

    `SENT` is written before the carrier is called: whoever finds it looks before calling again.
    `UNCERTAIN` is for a person: the carrier has, or may have, a shipment that cannot be found.
    """

    PLANNED = "planned"
    SENT = "sent"
    MADE = "made"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    DROPPED = "dropped"
    NOT_NEEDED = "not_needed"


OPEN_ANNOUNCEMENTS = frozenset({Announcement.PLANNED, Announcement.SENT})
_CLOSED = frozenset(
    {TrackingStatus.DELIVERED, TrackingStatus.CANCELLED, TrackingStatus.RETURNED_TO_SENDER}
)


@dataclass(frozen=True)
class ParcelDocument:
    """A file that belongs to a parcel. `for_all` marks what belongs to all that came with it."""

    kind: DocumentKind
    media_type: str
    file_id: str
    for_all: bool = False


@dataclass(eq=False)
class ReturnParcel:
    """One box of a return. Boxes that are announced together share `attempt` and `reference`.

    `reference` is ours and what a carrier recognises a repeated announcement by; `shipment_id` and
    `carrier_parcel_id` are the carrier's. `problem` is what staff must know, `places` what the
    carrier found fault with. `next_look_at` is when it is to be looked at, and `looks` how often
    that was in vain.
    """

    id: str
    installation_id: str
    case_id: str
    position: int
    attempt: int
    reference: str
    method: ReturnMethod
    carrier: str
    planned_at: datetime
    connection_id: str | None = None
    carrier_name: str = ""
    option_code: str = ""
    contract_id: str = ""
    announcement: Announcement = Announcement.PLANNED
    status: TrackingStatus = TrackingStatus.PREPARING
    shipment_id: str = ""
    carrier_parcel_id: str = ""
    tracking_number: str = ""
    tracking_url: str = ""
    pickup_on: date | None = None
    service_point: ServicePoint | None = None
    documents: tuple[ParcelDocument, ...] = ()
    problem: str = ""
    places: tuple[Place, ...] = ()
    sent_at: datetime | None = None
    announced_at: datetime | None = None
    moved_at: datetime | None = None
    handed_in_at: datetime | None = None
    delivered_at: datetime | None = None
    cancel_asked_at: datetime | None = None
    cancel_text: str = ""
    reminded_at: datetime | None = None
    looks: int = 0
    next_look_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything can still happen to it by itself."""
        return self.announcement is Announcement.MADE and self.status not in _CLOSED

    @property
    def counts(self) -> bool:
        """Whether the goods may travel in it."""
        return (
            self.announcement is not Announcement.DROPPED
            and self.status is not TrackingStatus.CANCELLED
        )

    @property
    def needs_attention(self) -> bool:
        """Whether a person has to say how it goes on."""
        return self.announcement in (Announcement.UNCERTAIN, Announcement.REFUSED)

    @property
    def was_used(self) -> bool:
        """Whether a carrier has had it in hand."""
        return self.handed_in_at is not None or self.delivered_at is not None

    @property
    def shipment(self) -> Shipment:
        """The shipment as the carrier knows it, with this box of it."""
        box = AnnouncedParcel(self.carrier_parcel_id, self.tracking_number, self.tracking_url)
        return Shipment(self.shipment_id, (box,))

    def goes_with(self, option: ReturnOption) -> None:
        """Be sent by an option."""
        self.option_code, self.contract_id = option.code, option.contract_id
        self.carrier_name = option.carrier_name

    def is_sent(self, *, at: datetime) -> None:
        """Be about to be announced; the first time counts."""
        self.announcement = Announcement.SENT
        self.sent_at = self.sent_at or at

    def was_not_sent(self) -> None:
        """The carrier has certainly done nothing: the intent is as if it had never been."""
        self.announcement, self.sent_at = Announcement.PLANNED, None

    def was_announced(self, shipment_id: str, box: AnnouncedParcel, *, at: datetime) -> None:
        """The carrier has taken it."""
        self.announcement, self.status = Announcement.MADE, TrackingStatus.ANNOUNCED
        self.shipment_id, self.announced_at = shipment_id, at
        self.carrier_parcel_id = box.id
        self.tracking_number, self.tracking_url = box.tracking_number, box.tracking_url
        self.problem, self.places, self.looks = "", (), 0

    def was_refused(self, why: str, places: Iterable[Place] = ()) -> None:
        """The carrier does not take it; nothing was bought."""
        self.announcement, self.sent_at = Announcement.REFUSED, None
        self.status = TrackingStatus.ANNOUNCEMENT_FAILED
        self.option_code = self.contract_id = ""
        self.problem, self.places = why, tuple(places)

    def cannot_be_found(self, why: str) -> None:
        """The carrier may have it and does not show it: it is never bought again by itself."""
        self.announcement = Announcement.UNCERTAIN
        self.status = TrackingStatus.ANNOUNCEMENT_FAILED
        self.problem = why

    def is_tried_again(self) -> None:
        """Somebody has seen to what was refused, or wants it looked for once more."""
        self.announcement = Announcement.SENT if self.sent_at else Announcement.PLANNED
        self.status = TrackingStatus.PREPARING
        self.problem, self.places, self.looks = "", (), 0

    def was_dropped(self) -> None:
        """It will not be sent, and no carrier is to be told so."""
        self.announcement, self.status = Announcement.DROPPED, TrackingStatus.CANCELLED
        self.problem, self.places, self.next_look_at = "", (), None

    def has_come(self, way: Way) -> bool:
        """Take over what its events add up to; say whether that was news."""
        news = (way.status, way.moved_at, way.delivered_at, way.handed_in_at)
        was = (self.status, self.moved_at, self.delivered_at, self.handed_in_at)
        self.status, self.moved_at, self.delivered_at, self.handed_in_at = news
        if way.cancellation_refused is not None:
            self.cancel_text = way.cancellation_refused or self.cancel_text
        if not self.is_open:
            self.next_look_at = None
        return news != was


def reference_of(number: str, attempt: int) -> str:
    """Write the reference by which carriers recognise an announcement that they had before."""
    return f"{number}/{attempt}"


_TROUBLE = frozenset(
    {
        TrackingStatus.PROBLEM,
        TrackingStatus.ANNOUNCEMENT_FAILED,
        TrackingStatus.RETURNED_TO_SENDER,
    }
)
_UNDER_WAY = frozenset(
    {
        TrackingStatus.HANDED_IN,
        TrackingStatus.IN_TRANSIT,
        TrackingStatus.AT_CUSTOMS,
        TrackingStatus.OUT_FOR_DELIVERY,
        TrackingStatus.DELAYED,
    }
)


def clock_of(parcels: Sequence[ReturnParcel]) -> ParcelStatus:
    """Say where the goods of a return are, of all its parcels: trouble first, then the slowest."""
    travelling = [one for one in parcels if one.announcement is not Announcement.NOT_NEEDED]
    counting = [one for one in travelling if one.counts]
    if not counting:
        return ParcelStatus.CANCELLED if travelling else ParcelStatus.NONE
    statuses = {one.status for one in counting}
    if statuses & _TROUBLE:
        return ParcelStatus.PROBLEM
    is_made = all(one.documents and one.status is not TrackingStatus.PREPARING for one in counting)
    if not is_made and not statuses & (_UNDER_WAY | {TrackingStatus.DELIVERED}):
        return ParcelStatus.PREPARING
    if TrackingStatus.CANCELLING in statuses:
        return ParcelStatus.CANCELLING
    if TrackingStatus.AT_SERVICE_POINT in statuses:
        return ParcelStatus.AT_SERVICE_POINT
    if statuses & _UNDER_WAY:
        return ParcelStatus.IN_TRANSIT
    if statuses == {TrackingStatus.DELIVERED}:
        return ParcelStatus.DELIVERED
    if TrackingStatus.DELIVERED in statuses:
        return ParcelStatus.IN_TRANSIT
    return ParcelStatus.ANNOUNCED
