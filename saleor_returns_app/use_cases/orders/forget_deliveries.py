"""Deliveries hold personal data: what was applied is erased after a while, first the body, then all."""

from collections.abc import Callable
from datetime import datetime, timedelta

from saleor_returns_app.domain.ports import Transaction

BODIES_KEPT = timedelta(days=30)
# A digest is no personal data, and knows a repetition: Saleor's staff can send one again for weeks.
ROWS_KEPT = timedelta(days=365)
AT_A_TIME = 5_000


def forget_deliveries(*, at: datetime, bodies_kept: timedelta, transaction: Transaction) -> int:
    """Erase the bodies that have been kept long enough, and delete very old rows; counts the bodies.

    What waits to be applied is kept, however old it is.
    """

    def erase() -> int:
        with transaction() as store:
            return store.deliveries.erase_bodies(at - bodies_kept, limit=AT_A_TIME)

    def delete() -> int:
        with transaction() as store:
            return store.deliveries.delete(at - max(ROWS_KEPT, bodies_kept), limit=AT_A_TIME)

    _until_none_is_left(delete)
    return _until_none_is_left(erase)


def _until_none_is_left(work: Callable[[], int]) -> int:
    """Do it in pieces, each a transaction of its own, so that nobody has to wait for long."""
    total = 0
    while done := work():
        total += done
    return total
