"""A parcel is announced to its carrier: once, whatever happens on the way.

The intent is written down before the call and the answer after it. Whoever finds an intent without
an answer looks for the shipment first; only a carrier that itself refuses a used reference is asked
again. What can be neither found nor repeated is left to a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from saleor_returns_app.domain.errors import ReturnsError, Unavailable
from saleor_returns_app.domain.ports import Carrier, Carriers, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus, ReturnStatus
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.shipping.connections import OFFLINE, CarrierConnection
from saleor_returns_app.domain.shipping.customs import missing_for_customs
from saleor_returns_app.domain.shipping.errors import (
    AnnouncementUncertain,
    CarrierKeyWrong,
    CarrierRefused,
    CarrierUnreachable,
    Place,
    ReferenceUsed,
)
from saleor_returns_app.domain.shipping.parcels import (
    OPEN_ANNOUNCEMENTS,
    Announcement,
    ReturnParcel,
)
from saleor_returns_app.domain.shipping.shipments import Shipment, ShipmentOrder
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.care.problems import open_problem, solve_problem
from saleor_returns_app.use_cases.parcels.connections import connection_of, speaking_with
from saleor_returns_app.use_cases.parcels.options import option_for
from saleor_returns_app.use_cases.parcels.planning import plan_parcels
from saleor_returns_app.use_cases.parcels.shipment_orders import shipment_order

FIRST_LOOK = timedelta(minutes=30)
# Carriers show what they have accepted after a moment; an hour of looking is enough.
MOST_LOOKS = 6
# A carrier's clock may be behind ours.
BEFORE = timedelta(hours=2)
NOT_FOUND = sentence(
    "It is not known whether the carrier has made this label. Look in the account with the carrier."
)
CUSTOMS_MISSING = sentence("Customs ask for something that is not known yet.")
NO_OPTION = sentence("The carrier offers no way for this parcel.")


@dataclass(frozen=True)
class Errand:
    """What is about to be announced; `sent_at` is when an earlier try got as far as the call."""

    case_id: str
    attempt: int
    connection: CarrierConnection
    order: ShipmentOrder
    sent_at: datetime | None
    carrier: Carrier
    is_wanted: bool


def announce_parcels(
    case_id: str, *, at: datetime, carriers: Carriers, transaction: Transaction
) -> None:
    """Announce the parcels of a return that are planned; whatever was announced already is not.

    Raises `Unavailable` where another try may help.
    """
    with transaction() as store:
        case = store.returns.locked(case_id)
        store.installations.get(case.installation_id).must_take_part()
        is_prepared = _is_wanted(case) and case.parcel_status is ParcelStatus.PREPARING
        if is_prepared and not store.parcels.of_case(case_id):
            plan_parcels(store, case, at=at)
        waiting = [
            one.attempt
            for one in store.parcels.of_case(case_id)
            if one.announcement in OPEN_ANNOUNCEMENTS
        ]
    for attempt in dict.fromkeys(waiting):
        _announce(case_id, attempt, at=at, carriers=carriers, transaction=transaction)


def _announce(
    case_id: str, attempt: int, *, at: datetime, carriers: Carriers, transaction: Transaction
) -> None:
    try:
        errand = _begin(case_id, attempt, at=at, carriers=carriers, transaction=transaction)
        if errand is None:
            return
        with speaking_with(errand.connection, at=at, transaction=transaction):
            shipment = _call(errand, at=at, transaction=transaction)
    except Unavailable:
        raise
    except CarrierRefused as refusal:
        _refused(case_id, attempt, str(refusal), refusal.places, at=at, transaction=transaction)
    except ReturnsError as refusal:
        _refused(case_id, attempt, str(refusal), (), at=at, transaction=transaction)
    else:
        if shipment is None:
            _not_found(errand, at=at, transaction=transaction)
        else:
            _link(errand, shipment, at=at, transaction=transaction)


def _begin(
    case_id: str, attempt: int, *, at: datetime, carriers: Carriers, transaction: Transaction
) -> Errand | None:
    """Choose the option and write the intent down; None where there is nothing to be done any more."""
    with transaction() as store:
        case = store.returns.locked(case_id)
        boxes = _boxes(store, case_id, attempt)
        if not boxes:
            return None
        if not _is_wanted(case) and boxes[0].sent_at is None:
            for box in boxes:
                box.was_dropped()
            return None
        connection = connection_of(store, case.installation_id, boxes[0].connection_id)
        connection.must_work()
        for box in boxes:
            box.option_code = box.option_code or _by_rules(case, connection)
        order = shipment_order(store, case, boxes, at=at)
    carrier = carriers.open(connection)
    sent_at = boxes[0].sent_at
    errand = Errand(case_id, attempt, connection, order, sent_at, carrier, _is_wanted(case))
    if errand.sent_at is not None:
        return errand
    missing = missing_for_customs(order) if connection.carrier != OFFLINE else ()
    if missing:
        raise CarrierRefused(CUSTOMS_MISSING, places=missing)
    option = None
    if not order.option_code:
        with speaking_with(connection, at=at, transaction=transaction):
            option = option_for(order, connection, carrier, at=at, transaction=transaction)
        if option is None:
            raise CarrierRefused(NO_OPTION)
        order = replace(order, option_code=option.code, contract_id=option.contract_id)
    with transaction() as store:
        store.returns.locked(case_id)
        boxes = _boxes(store, case_id, attempt)
        for box in boxes:
            if option is not None:
                box.goes_with(option)
            box.is_sent(at=at)
    return replace(errand, order=order) if boxes else None


def _call(errand: Errand, *, at: datetime, transaction: Transaction) -> Shipment | None:
    """Have the shipment made, or find the one that an earlier try made."""
    carrier, order = errand.carrier, errand.order
    if errand.sent_at is not None:
        found = carrier.find(order, since=errand.sent_at - BEFORE)
        if found is not None or not (errand.is_wanted and carrier.refuses_used_references):
            return found
    try:
        return carrier.announce(order)
    except ReferenceUsed:
        return carrier.find(order, since=(errand.sent_at or at) - BEFORE)
    except AnnouncementUncertain:
        raise
    except (CarrierUnreachable, CarrierKeyWrong):
        if errand.sent_at is None:
            _not_sent(errand, transaction=transaction)
        raise


def _not_sent(errand: Errand, *, transaction: Transaction) -> None:
    """Take the intent back: it is certain that the carrier has done nothing."""
    with transaction() as store:
        store.returns.locked(errand.case_id)
        for box in _boxes(store, errand.case_id, errand.attempt):
            box.was_not_sent()


def _link(errand: Errand, shipment: Shipment, *, at: datetime, transaction: Transaction) -> None:
    """Keep what the carrier gave; a return that ended meanwhile has its label cancelled."""
    with transaction() as store:
        case = store.returns.locked(errand.case_id)
        boxes = _boxes(store, errand.case_id, errand.attempt)
        if not boxes:
            return
        all_of_case = store.parcels.of_case(case.id)
        boxes += _more_boxes(store, boxes[0], len(shipment.parcels) - len(boxes), all_of_case)
        for box, announced in zip(boxes, shipment.parcels, strict=False):
            box.was_announced(shipment.id, announced, at=at)
            if box.carrier != OFFLINE:
                box.next_look_at = at + FIRST_LOOK
        for box in boxes[len(shipment.parcels) :]:
            box.was_dropped()
        solve_problem(store, case.installation_id, ProblemKind.LABEL_UNCERTAIN, at=at, case=case)
        known = [one.id for one in shipment.parcels if one.id]
        if store.carrier_deliveries.wake(case.installation_id, boxes[0].carrier, known):
            apply_deliveries(store, case.installation_id, boxes[0].carrier)
        if _is_wanted(case):
            store.enqueue("fetch_labels", lock=f"case:{case.id}", case_id=case.id)
        else:
            store.enqueue("cancel_parcel", lock=f"case:{case.id}", parcel_id=boxes[0].id)


def _refused(
    case_id: str,
    attempt: int,
    why: str,
    places: Sequence[Place],
    *,
    at: datetime,
    transaction: Transaction,
) -> None:
    with transaction() as store:
        case = store.returns.locked(case_id)
        boxes = _boxes(store, case_id, attempt)
        for box in boxes:
            box.was_refused(why, places)
        if boxes and ParcelStatus.PROBLEM is not case.parcel_status:
            case.label_failed(why, at=at)


def _not_found(errand: Errand, *, at: datetime, transaction: Transaction) -> None:
    """Look a few times more, then have a person look; it is not bought again."""
    with transaction() as store:
        case = store.returns.locked(errand.case_id)
        boxes = _boxes(store, errand.case_id, errand.attempt)
        for box in boxes:
            box.looks += 1
        is_given_up = bool(boxes) and boxes[0].looks >= MOST_LOOKS
        if is_given_up:
            for box in boxes:
                box.cannot_be_found(NOT_FOUND)
            if case.parcel_status is not ParcelStatus.PROBLEM:
                case.label_failed(NOT_FOUND, at=at)
            open_problem(store, case.installation_id, ProblemKind.LABEL_UNCERTAIN, at=at, case=case)
    if not is_given_up and boxes:
        raise AnnouncementUncertain(retry_after=30.0 * 2 ** boxes[0].looks)


def _boxes(store: Store, case_id: str, attempt: int) -> list[ReturnParcel]:
    """Return the boxes of one announcement that are not through yet, locked."""
    return [
        one
        for one in store.parcels.locked(case_id)
        if one.attempt == attempt and one.announcement in OPEN_ANNOUNCEMENTS
    ]


def _more_boxes(
    store: Store, like: ReturnParcel, count: int, known: Sequence[ReturnParcel]
) -> list[ReturnParcel]:
    """Write down boxes that the carrier has made beyond those that were asked for."""
    last = max(one.position for one in known)
    added = []
    for place in range(1, count + 1):
        box = ReturnParcel(
            id=str(uuid4()),
            installation_id=like.installation_id,
            case_id=like.case_id,
            position=last + place,
            attempt=like.attempt,
            reference=like.reference,
            method=like.method,
            carrier=like.carrier,
            planned_at=like.planned_at,
            connection_id=like.connection_id,
            carrier_name=like.carrier_name,
            option_code=like.option_code,
            contract_id=like.contract_id,
            announcement=Announcement.SENT,
            sent_at=like.sent_at,
        )
        store.parcels.add(box)
        added.append(box)
    return added


def apply_deliveries(store: Store, installation_id: str, carrier: str) -> None:
    """Have what a carrier told us applied; one job of a shop and carrier at a time."""
    store.enqueue(
        "apply_carrier_deliveries",
        lock=f"carrier:{installation_id}:{carrier}",
        once=True,
        installation_id=installation_id,
        carrier=carrier,
    )


def _by_rules(case: ReturnRequest, connection: CarrierConnection) -> str:
    """Return the option that the shop's rules name, where the account has it."""
    wished = case.wish.offer.ship_with if case.wish.offer else ""
    return wished if wished in connection.options else ""


def _is_wanted(case: ReturnRequest) -> bool:
    return case.status is ReturnStatus.APPROVED
