"""A customer sends a photo before there is a return that it belongs to."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_urlsafe

from saleor_returns_app.domain.errors import (
    PhotoTooLarge,
    PhotoUnknown,
    TooManyAttempts,
    Unauthenticated,
)
from saleor_returns_app.domain.photos import (
    LARGEST_UPLOAD,
    MEDIA_TYPE,
    UNCLAIMED_FOR,
    Picture,
    small_one,
)
from saleor_returns_app.domain.ports import FileStore, Pictures, Sealer, StoredFile, Transaction
from saleor_returns_app.domain.return_request import ReturnLine

# Reading a picture costs far more than sending one: an order's owner may not ask without end.
UPLOADS_WINDOW = timedelta(hours=1)
UPLOADS = 60


def keep_photo(
    content: bytes,
    *,
    order_id: str,
    at: datetime,
    pictures: Pictures,
    files: FileStore,
    transaction: Transaction,
) -> str:
    """Keep a photo for a return of this order; gives the id of its file.

    Raises `PhotoTooLarge`, `PhotoUnreadable` or `TooManyAttempts`.
    """
    if len(content) > LARGEST_UPLOAD:
        raise PhotoTooLarge
    _count_upload(order_id, at, transaction)
    picture = pictures.clean(content)
    # Known first and written then: a file that nobody knows of would never be erased.
    with transaction() as store:
        shop_id = store.orders.get(order_id).installation_id
        file = _stored(picture, shop_id, order_id, at)
        store.files.add(file)
    files.write(file.id, picture.large)
    files.write(small_one(file.id), picture.small)
    return file.id


def photo_word(file_id: str, *, order_id: str, at: datetime, sealer: Sealer) -> str:
    """Write the word by which a storefront speaks of a photo of an order."""
    return sealer.seal("photo", {"file": file_id, "order": order_id}, at=at)


def with_photos_named(
    lines: Sequence[ReturnLine], *, order_id: str, at: datetime, sealer: Sealer
) -> tuple[ReturnLine, ...]:
    """Put files in the place of words. Raises `PhotoUnknown` for one of another order, or too old."""
    return tuple(
        replace(
            line, photos=tuple(_file_of(word, line, order_id, at, sealer) for word in line.photos)
        )
        for line in lines
    )


def _file_of(word: str, line: ReturnLine, order_id: str, at: datetime, sealer: Sealer) -> str:
    try:
        content = sealer.unseal("photo", word, at=at, lifetime=UNCLAIMED_FOR)
    except Unauthenticated as error:
        raise PhotoUnknown(line_id=line.order_line_id) from error
    if content["order"] != order_id:
        raise PhotoUnknown(line_id=line.order_line_id)
    return str(content["file"])


def _count_upload(order_id: str, at: datetime, transaction: Transaction) -> None:
    """Count in a transaction of its own, so that what is refused is counted too."""
    with transaction() as store:
        key = f"photo:{order_id}"
        within = store.rates.hit(key, limit=UPLOADS, window=UPLOADS_WINDOW, at=at)
    if not within:
        raise TooManyAttempts(int(UPLOADS_WINDOW.total_seconds()))


def _stored(picture: Picture, shop_id: str, order_id: str, at: datetime) -> StoredFile:
    return StoredFile(
        id=token_urlsafe(16),
        installation_id=shop_id,
        case_id=None,
        name="photo.jpg",
        media_type=MEDIA_TYPE,
        size=len(picture.large),
        sha256=hashlib.sha256(picture.large).hexdigest(),
        created_at=at,
        order_id=order_id,
    )
