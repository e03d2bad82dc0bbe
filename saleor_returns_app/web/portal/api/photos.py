"""Photos of what comes back: sent before the return is opened, shown to whoever holds their link."""

from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from saleor_returns_app.domain.errors import (
    AccessExpired,
    PhotoNotFound,
    PhotoTooLarge,
    PhotoUnreadable,
    TooManyAttempts,
    Unauthenticated,
)
from saleor_returns_app.domain.photos import MEDIA_TYPE, UNCLAIMED_FOR
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.photos import showing
from saleor_returns_app.use_cases.photos.keeping import keep_photo, photo_word
from saleor_returns_app.web.photos import photo_addresses, sent_photo
from saleor_returns_app.web.portal.api import examples
from saleor_returns_app.web.portal.api.operation import Answer, Documented, access, operation
from saleor_returns_app.web.portal.api.told import SentPhotoSchema

_FILE = {"type": "string", "format": "binary"}
_BODY: dict[str, Any] = {
    "required": True,
    "description": "JPEG, PNG or WebP, at most 10 MB: as the body itself, or as a form's `photo`.",
    "content": {
        **{kind: {"schema": _FILE} for kind in ("image/jpeg", "image/png", "image/webp")},
        "multipart/form-data": {
            "schema": {"type": "object", "required": ["photo"], "properties": {"photo": _FILE}}
        },
    },
}


@operation(
    "POST",
    "/photos",
    Documented(
        "sendPhoto", "Photos", (PhotoUnreadable, PhotoTooLarge, TooManyAttempts), sends=_BODY
    ),
    gives=Answer("The photo, as it is kept.", examples.PHOTO, SentPhotoSchema, 201),
)
def send_photo() -> ResponseReturnValue:
    """Send a photo of an item, for a return that is opened within a day.

    It is written anew as a JPEG of at most 2000 by 2000 pixels, without what the camera noted of
    place, time and owner. At most 5 for each item.
    """
    order_id, at = access().order_id, now()
    file_id = keep_photo(
        sent_photo(),
        order_id=order_id,
        at=at,
        pictures=services().pictures,
        files=services().files,
        transaction=services().transaction,
    )
    word = photo_word(file_id, order_id=order_id, at=at, sealer=services().sealer)
    return {"id": word, "expires_at": at + UNCLAIMED_FOR, **photo_addresses(file_id)}, 201


@operation(
    "GET",
    "/photos/<token>",
    Documented(
        "openPhoto",
        "Photos",
        (Unauthenticated, AccessExpired, PhotoNotFound),
        [examples.PHOTO_TOKEN_PARAMETER],
    ),
    gives=Answer("The photo.", content_type=MEDIA_TYPE),
    public=True,
)
def open_photo(token: str) -> ResponseReturnValue:
    """Show a photo. Its address comes with the photo; nobody can guess it."""
    photo = showing.open_photo(
        token,
        at=now(),
        sealer=services().sealer,
        files=services().files,
        transaction=services().transaction,
    )
    answer = Response(photo.content, mimetype=photo.media_type)
    answer.headers.set("Content-Disposition", "inline", filename=photo.name)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer
