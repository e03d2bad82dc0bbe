"""Photos go when no return came for them, and files go with all that lies beside them."""

from datetime import datetime

from saleor_returns_app.domain.photos import UNCLAIMED_FOR, small_one
from saleor_returns_app.domain.ports import FileStore, Transaction

AT_A_TIME = 500


def erase_unclaimed(*, at: datetime, transaction: Transaction) -> int:
    """Erase the photos that have waited a day for their return; says how many."""
    count = 0
    while erased := _erase_some(at - UNCLAIMED_FOR, transaction):
        count += erased
    return count


def _erase_some(before: datetime, transaction: Transaction) -> int:
    """Erase a few, so that no transaction grows long; the files follow by jobs."""
    with transaction() as store:
        photos = store.files.unclaimed_before(before, most=AT_A_TIME)
        for photo in photos:
            store.enqueue("delete_file", file_id=photo.id)
            store.files.remove(photo)
    return len(photos)


def delete_file(file_id: str, *, files: FileStore) -> None:
    """Delete a file and, where it is a photo, the small picture beside it."""
    files.delete(file_id)
    files.delete(small_one(file_id))
