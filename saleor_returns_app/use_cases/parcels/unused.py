"""Labels that nobody uses: the customer is reminded, then the label is given up."""

from datetime import datetime, timedelta

from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import Letters, Store, Transaction
from saleor_returns_app.domain.return_states import ReturnStatus
from saleor_returns_app.domain.shipping.parcels import ReturnParcel
from saleor_returns_app.use_cases.parcels.cancelling import withdraw_parcels
from saleor_returns_app.use_cases.returns.follow_ups import queue_message

UNUSED_AFTER = timedelta(days=21)
# From the reminder until the label is given up.
GRACE = timedelta(days=7)
AT_A_TIME = 200


def give_up_unused(
    *, at: datetime, letters: Letters, transaction: Transaction, after: timedelta = UNUSED_AFTER
) -> int:
    """Remind of labels that were not used for so long; a week later give them up; counts both.

    A return of which one parcel is under way is left alone, and so is one whose label no carrier
    scans: whether that was used is not known.
    """
    with transaction() as store:
        found = store.parcels.unused_since(at - after, reminded=at - GRACE, most=AT_A_TIME)
        cases = dict.fromkeys(box.case_id for box in found)
        return sum(_see_to(store, case_id, at=at, letters=letters) for case_id in cases)


def _see_to(store: Store, case_id: str, *, at: datetime, letters: Letters) -> bool:
    case = store.returns.locked(case_id)
    boxes = [one for one in store.parcels.locked(case_id) if one.counts]
    if case.status is not ReturnStatus.APPROVED or not boxes or any(map(_is_used, boxes)):
        return False
    reminded = max((one.reminded_at for one in boxes if one.reminded_at), default=None)
    if reminded is None:
        for box in boxes:
            box.reminded_at = at
        queue_message(store, MessageKind.REMINDER, case, at=at, letters=letters)
        return True
    if at - reminded < GRACE:
        return False
    clock = withdraw_parcels(store, case)
    case.expire(at=at, parcel=clock)
    queue_message(store, MessageKind.EXPIRED, case, at=at, letters=letters)
    return True


def _is_used(box: ReturnParcel) -> bool:
    return box.was_used or not box.is_open
