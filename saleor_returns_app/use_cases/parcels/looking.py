"""Parcels that are under way are looked at now and then, as webhooks may be missing."""

from collections import Counter
from datetime import datetime, timedelta

from saleor_returns_app.domain.ports import Carriers, Transaction
from saleor_returns_app.domain.shipping.connections import ConnectionRemoved, ConnectionState
from saleor_returns_app.domain.shipping.errors import ShipmentUnknown
from saleor_returns_app.domain.shipping.parcels import ReturnParcel
from saleor_returns_app.domain.shipping.tracking import TrackingStatus
from saleor_returns_app.use_cases.parcels.connections import connection_of, speaking_with
from saleor_returns_app.use_cases.parcels.following import Heard, hear

AT_A_TIME = 300
# In a minute, of one account: carriers allow more, but labels are made by the same account.
OF_ONE_ACCOUNT = 100
FIRST_PAUSE, LONGEST_PAUSE = timedelta(hours=1), timedelta(hours=24)
WHILE_CANCELLING = timedelta(hours=6)
# What has not moved for so long will not.
GIVE_UP_AFTER = timedelta(days=120)


def look_for_due_parcels(*, at: datetime, transaction: Transaction) -> int:
    """Ask for a look at each shipment that is due, not too many of one account; counts them."""
    with transaction() as store:
        due = store.parcels.due(at, most=AT_A_TIME)
        of_account: Counter[str | None] = Counter()
        asked: set[tuple[str, int]] = set()
        for box in due:
            shipment = (box.case_id, box.attempt)
            if shipment not in asked:
                if of_account[box.connection_id] >= OF_ONE_ACCOUNT:
                    continue
                of_account[box.connection_id] += 1
                asked.add(shipment)
                store.enqueue("follow_parcel", lock=f"case:{box.case_id}", parcel_id=box.id)
            box.looks += 1
            box.next_look_at = _next_look(box, at)
    return len(asked)


def follow_parcel(
    parcel_id: str,
    *,
    at: datetime,
    carriers: Carriers,
    transaction: Transaction,
) -> None:
    """Ask the carrier where a shipment is, and take over what it says; the next look does the rest."""
    with transaction() as store:
        box = store.parcels.get(parcel_id)
        if not box.is_open:
            return
        connection = connection_of(store, box.installation_id, box.connection_id)
        if connection.state is ConnectionState.REMOVED:
            _stop(store.parcels.locked(box.case_id), box)
            return
        connection.must_work()
    try:
        with speaking_with(connection, at=at, transaction=transaction):
            state = carriers.open(connection).status(box.shipment)
    except (ShipmentUnknown, ConnectionRemoved):
        return
    with transaction() as store:
        store.returns.clocks([box.case_id])
        boxes = {
            one.carrier_parcel_id: one
            for one in store.parcels.locked(box.case_id)
            if one.attempt == box.attempt
        }
        for name, number in state.tracking_numbers:
            if name in boxes and number:
                boxes[name].tracking_number = number
        heard = [Heard(boxes[one.parcel_id], one) for one in state.events if one.parcel_id in boxes]
        if heard:
            hear(store, box.installation_id, heard, at=at)


def _next_look(box: ReturnParcel, at: datetime) -> datetime | None:
    """Look ever more rarely at what does not move; a cancellation is awaited evenly."""
    if box.announced_at and at - (box.moved_at or box.announced_at) > GIVE_UP_AFTER:
        return None
    if box.status is TrackingStatus.CANCELLING:
        return at + WHILE_CANCELLING
    doublings: int = 2 ** min(max(0, box.looks - 1), 10)
    return at + min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def _stop(boxes: list[ReturnParcel], box: ReturnParcel) -> None:
    for one in boxes:
        if one.connection_id == box.connection_id:
            one.next_look_at = None
