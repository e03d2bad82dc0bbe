"""Pictures from strangers, taken apart and put together again: only pixels come through."""

from io import BytesIO
from threading import BoundedSemaphore

from PIL import Image, ImageOps

from saleor_returns_app.domain.errors import PhotoTooLarge, PhotoUnreadable, ReturnsError
from saleor_returns_app.domain.photos import LONGEST_SIDE, LONGEST_SMALL_SIDE, Picture

# A small file may unfold to any size: what its header says is looked at before a pixel is.
MOST_PIXELS = 50_000_000
# A picture takes some 200 MB while it is read: this many at a time in one process.
AT_A_TIME = 2
FORMATS = ("JPEG", "PNG", "WEBP")


class PillowPictures:
    """Reads and writes pictures with Pillow."""

    def __init__(self) -> None:
        self._turns = BoundedSemaphore(AT_A_TIME)

    def clean(self, content: bytes) -> Picture:
        """Return the picture anew, upright. Raises `PhotoUnreadable` or `PhotoTooLarge`."""
        with self._turns:
            try:
                return _cleaned(content)
            except ReturnsError:
                raise
            except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
                raise PhotoTooLarge from error
            except Exception as error:  # Bytes that somebody made up fail a decoder in any way.
                raise PhotoUnreadable from error


def _cleaned(content: bytes) -> Picture:
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise PhotoTooLarge
        pixels = image if image.mode in ("RGB", "L") else _on_white(image)
        pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        # The picture is copied into one that never had a comment, a profile or a place.
        upright = ImageOps.exif_transpose(pixels)
        clean = Image.new("RGB", upright.size)
        clean.paste(upright)
    large = _jpeg(clean)
    clean.thumbnail((LONGEST_SMALL_SIDE, LONGEST_SMALL_SIDE))
    return Picture(large, _jpeg(clean))


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture of another kind in plain colours; where one could see through it, it is white."""
    seen_through = image.convert("RGBA")
    whole = Image.new("RGBA", image.size, "white")
    whole.alpha_composite(seen_through)
    plain = whole.convert("RGB")
    plain.info = {name: image.info[name] for name in ("exif",) if name in image.info}
    return plain


def _jpeg(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=85, optimize=True)
    return written.getvalue()
