"""Photos from customers: how they come in, and by which addresses they are shown."""

from contextlib import closing

from flask import Flask, current_app, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from saleor_returns_app.domain.errors import PhotoTooLarge
from saleor_returns_app.domain.photos import LARGEST_UPLOAD
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.photos.showing import photo_link

# What a form adds around its files.
FORM_AROUND = 64 * 1024


def photo_address(file_id: str, *, is_small: bool = False) -> str:
    """Return the address of a photo on this host, good for an hour at least."""
    token = photo_link(file_id, is_small=is_small, at=now(), sealer=services().sealer)
    return url_for("portal_api.open_photo", token=token)


def photo_addresses(file_id: str) -> dict[str, str]:
    """Return the addresses of a photo for those on other hosts."""
    own = current_app.config["PUBLIC_URL"]
    return {
        "url": f"{own}{photo_address(file_id)}",
        "thumbnail_url": f"{own}{photo_address(file_id, is_small=True)}",
    }


def show_photos(app: Flask) -> None:
    """Let every template show photos."""
    app.jinja_env.globals["photo_address"] = photo_address


def content_of(file: FileStorage) -> bytes:
    """Read a file of a form, no further than it may be long, and let go of it."""
    with closing(file):
        return bytes(file.read(LARGEST_UPLOAD + 1))


def sent_photo() -> bytes:
    """Read the photo of this request: the whole body, or the form's `photo`."""
    request.max_content_length = LARGEST_UPLOAD + FORM_AROUND
    try:
        if request.mimetype != "multipart/form-data":
            return request.get_data(cache=False)
        file = request.files.get("photo")
        return content_of(file) if file else b""
    except RequestEntityTooLarge as error:
        raise PhotoTooLarge from error
