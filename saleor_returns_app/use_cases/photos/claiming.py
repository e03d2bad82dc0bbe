"""Photos become part of a return."""

from collections.abc import Sequence

from saleor_returns_app.domain.errors import PhotoUnknown, PhotoUsed
from saleor_returns_app.domain.ports import Store
from saleor_returns_app.domain.return_request import ReturnLine, ReturnRequest


def check_photos(store: Store, order_id: str, lines: Sequence[ReturnLine]) -> None:
    """Refuse photos that were not sent for this order (`PhotoUnknown`) or have a return (`PhotoUsed`)."""
    if not any(line.photos for line in lines):
        return
    known = {file.id: file for file in store.files.photos_of(order_id)}
    for line in lines:
        for photo in line.photos:
            if photo not in known:
                raise PhotoUnknown(line_id=line.order_line_id)
            if known[photo].case_id is not None:
                raise PhotoUsed(line_id=line.order_line_id)


def claim_photos(store: Store, case: ReturnRequest) -> None:
    """Make a new return's photos its own, each with a name that tells whose it is."""
    wanted = [photo for line in case.lines for photo in line.photos]
    if not wanted:
        return
    known = {file.id: file for file in store.files.photos_of(case.order_id)}
    for place, photo in enumerate(wanted, start=1):
        known[photo].case_id = case.id
        known[photo].name = f"{case.number}-{place}.jpg"
