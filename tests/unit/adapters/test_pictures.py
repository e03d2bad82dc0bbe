"""Only pixels come through."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from saleor_returns_app.adapters.pictures import PillowPictures
from saleor_returns_app.domain.errors import PhotoTooLarge, PhotoUnreadable, ReturnsError
from tests.support.pictures import a_bomb, a_phones_photo, a_picture, opened

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NO_PHOTOS = {
    "nothing": b"",
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": SVG,
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "gif": a_picture("GIF"),
    "tiff": a_picture("TIFF"),
    "bmp": a_picture("BMP"),
    "beginning of a jpeg": b"\xff\xd8\xff\xe0" + b"\0" * 2000,
}


@pytest.fixture
def pictures() -> PillowPictures:
    return PillowPictures()


class TestAPhoto:
    @pytest.mark.parametrize(
        ("kind", "mode"),
        [
            ("JPEG", "RGB"),
            ("JPEG", "L"),
            ("JPEG", "CMYK"),
            ("PNG", "RGBA"),
            ("PNG", "P"),
            ("PNG", "LA"),
            ("PNG", "1"),
            ("WEBP", "RGB"),
            ("WEBP", "RGBA"),
        ],
    )
    def test_becomes_a_jpeg_whatever_it_was(
        self, pictures: PillowPictures, kind: str, mode: str
    ) -> None:
        picture = pictures.clean(a_picture(kind, mode=mode))

        for content, size in ((picture.large, (640, 480)), (picture.small, (320, 240))):
            image = opened(content)
            assert (image.format, image.mode, image.size) == ("JPEG", "RGB", size)

    def test_forgets_where_it_was_taken_and_stands_upright(self, pictures: PillowPictures) -> None:
        sent = a_phones_photo()
        assert opened(sent).getexif().get_ifd(0x8825)

        picture = pictures.clean(sent)

        for content in (picture.large, picture.small):
            image = opened(content)
            assert not image.getexif()
            assert not {"exif", "comment", "xmp", "icc_profile"} & set(image.info)
            assert b"Camille" not in content
            assert b"Lyon" not in content
        assert opened(picture.large).size == (480, 640)

    def test_of_two_pictures_in_one_file_is_the_first(self, pictures: PillowPictures) -> None:
        second = opened(a_picture(size=(100, 100)))

        several = a_picture("MPO", save_all=True, append_images=[second])

        assert opened(pictures.clean(several).large).size == (640, 480)

    def test_is_made_no_larger_than_is_needed(self, pictures: PillowPictures) -> None:
        picture = pictures.clean(a_picture(size=(5000, 1000)))

        assert opened(picture.large).size == (2000, 400)
        assert opened(picture.small).size == (320, 64)

    def test_that_one_can_see_through_is_white_there(self, pictures: PillowPictures) -> None:
        glass = opened(a_picture("PNG", mode="RGBA"))
        glass.putalpha(0)
        picture = pictures.clean(_png(glass))

        assert opened(picture.large).getpixel((9, 9)) == (255, 255, 255)


class TestWhatIsNoPhoto:
    @pytest.mark.parametrize("content", NO_PHOTOS.values(), ids=NO_PHOTOS)
    def test_is_refused(self, pictures: PillowPictures, content: bytes) -> None:
        with pytest.raises(PhotoUnreadable):
            pictures.clean(content)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_is_one_that_ends_in_the_middle(self, pictures: PillowPictures, kind: str) -> None:
        whole = a_picture(kind)

        with pytest.raises(PhotoUnreadable):
            pictures.clean(whole[: len(whole) // 2])

    @pytest.mark.parametrize("side", [8_000, 10_000, 30_000])
    def test_is_a_bomb(self, pictures: PillowPictures, side: int) -> None:
        with pytest.raises(PhotoTooLarge):
            pictures.clean(a_bomb(side))

    def test_never_breaks_anything(self, pictures: PillowPictures) -> None:
        dice = random.Random(7)
        for kind in ("JPEG", "PNG", "WEBP"):
            whole = a_picture(kind, size=(64, 48))
            for _ in range(60):
                spoilt = bytearray(whole)
                for _ in range(dice.randint(1, 12)):
                    spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
                with suppress(PhotoUnreadable, PhotoTooLarge):
                    assert opened(pictures.clean(bytes(spoilt)).large).format == "JPEG"

    def test_holds_nobody_up(self, pictures: PillowPictures) -> None:
        def tries(content: bytes) -> bool:
            try:
                return bool(pictures.clean(content).large)
            except ReturnsError:
                return False

        with ThreadPoolExecutor(4) as threads:
            outcomes = list(threads.map(tries, [SVG, a_picture(), a_bomb(), a_picture()] * 2))

        assert outcomes == [False, True, False, True] * 2


def _png(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
