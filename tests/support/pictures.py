"""Pictures as cameras and strangers make them."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

UPRIGHT_AFTER_A_TURN = 6
LYON = {1: "N", 2: (45.0, 45.0, 50.0), 3: "E", 4: (4.0, 50.0, 6.0)}


def a_picture(
    kind: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **options: Any
) -> bytes:
    """Return a picture with something to see in it."""
    shades = Image.linear_gradient("L").resize(size)
    colours = Image.merge("RGB", (shades, shades.rotate(180), Image.new("L", size, 90)))
    written = BytesIO()
    colours.convert(mode).save(written, kind, **options)
    return written.getvalue()


def a_phones_photo(size: tuple[int, int] = (640, 480)) -> bytes:
    """Return a JPEG that lies on its side and knows where, when and by whom it was taken."""
    notes = Image.Exif()
    notes[0x0112] = UPRIGHT_AFTER_A_TURN
    notes[0x010F] = "Camera of Camille"
    places = notes.get_ifd(0x8825)
    places.update(
        {
            key: tuple(IFDRational(part) for part in value) if isinstance(value, tuple) else value
            for key, value in LYON.items()
        }
    )
    return a_picture(size=size, exif=notes, comment=b"taken at home in Lyon")


def a_bomb(side: int = 30_000) -> bytes:
    """Return a PNG of a few bytes that says it unfolds to billions of pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def opened(content: bytes) -> Image.Image:
    """Open what came out."""
    return Image.open(BytesIO(content))
