"""A photo is shown to whoever was given its link."""

from datetime import datetime, timedelta

from saleor_returns_app.domain.errors import NotFound, PhotoNotFound
from saleor_returns_app.domain.photos import small_one
from saleor_returns_app.domain.ports import FileStore, Sealer, Transaction
from saleor_returns_app.use_cases.returns.labels import Document

LINK_LIFETIME = timedelta(hours=2)


def photo_link(file_id: str, *, is_small: bool, at: datetime, sealer: Sealer) -> str:
    """Write the word that opens a photo for one to two hours.

    Within an hour it stays the same, so that a browser that looks again need not fetch again.
    """
    hour = at.replace(minute=0, second=0, microsecond=0)
    return sealer.seal("photo-link", {"file": file_id, "small": is_small}, at=hour)


def open_photo(
    token: str, *, at: datetime, sealer: Sealer, files: FileStore, transaction: Transaction
) -> Document:
    """Give out the photo that a word opens, as long as it is not erased."""
    content = sealer.unseal("photo-link", token, at=at, lifetime=LINK_LIFETIME)
    try:
        with transaction() as store:
            file = store.files.get(content["file"])
        content_id = small_one(file.id) if content["small"] else file.id
        return Document(file.name, file.media_type, files.read(content_id))
    except NotFound as error:
        raise PhotoNotFound from error
