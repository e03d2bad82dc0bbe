from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from fpdf import FPDF

from saleor_returns_app.adapters.paper.parsed_fonts import parsed_font
from saleor_returns_app.adapters.paper.typefaces import (
    EAST_ASIAN,
    FAMILY,
    REGULAR,
    add_typefaces,
    drawable,
)
from tests.support.paper import printed, texts

NAMES = (
    "Zoë Müller-Lefèvre",
    "Ελένη Παπαδοπούλου",
    "Ёжиков Щукин",
    "山田太郎",
    "김철수",
    "Đặng Łukasz Ğül",
    "שרה כהן",
    "ليلى حسن",
)
ARABIC = "\u0644\u064a\u0644\u0649"


def page(text: str, style: str = "") -> bytes:
    pdf = FPDF(unit="mm", format=(105, 148))
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    add_typefaces(pdf, text)
    pdf.add_page()
    pdf.set_font(FAMILY, style, 20)
    pdf.cell(text=drawable(text))
    return bytes(pdf.output())


class TestATypeface:
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("style", ["", "B"])
    def test_draws_every_name_as_text(self, name: str, style: str) -> None:
        (found,) = texts(page(name, style))

        assert sorted(found.replace(" ", "")) == sorted(name.replace(" ", ""))

    @pytest.mark.parametrize("name", NAMES)
    def test_draws_with_ink(self, name: str) -> None:
        picture = printed(page(name))
        inked = picture.point(lambda shade: 255 if shade < 128 else 0).getbbox()

        assert inked is not None
        assert inked[2] - inked[0] > 15 * len(name)

    def test_joins_arabic_letters_and_writes_them_from_the_right(self) -> None:
        """Joined, the letters are narrower than each of them alone."""
        joined, alone = (printed(page(text)) for text in (ARABIC, " ".join(ARABIC)))

        assert width(joined) < width(alone) - 3 * 10
        assert joined.tobytes() != printed(page(ARABIC[::-1])).tobytes()

    def test_makes_the_same_file_of_the_same_text(self) -> None:
        assert page(" ".join(NAMES)) == page(" ".join(NAMES))

    def test_serves_many_threads(self) -> None:
        expected = {name: page(name) for name in NAMES}

        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(page, NAMES * 12))

        assert found == [expected[name] for name in NAMES * 12]

    def test_is_parsed_once(self) -> None:
        assert parsed_font(REGULAR) is parsed_font(REGULAR)

    def test_takes_only_what_is_used_into_the_file(self) -> None:
        assert len(page("山田太郎")) < 20_000
        assert EAST_ASIAN.stat().st_size > 3_000_000


class TestDrawable:
    def test_leaves_alone_what_can_be_drawn(self) -> None:
        assert drawable("Zoë, Ελένη, 山田\n") == "Zoë, Ελένη, 山田\n"

    def test_composes_what_was_written_in_pieces(self) -> None:
        assert drawable("Zoe\u0308") == "Zo\xeb"


def width(picture: object) -> int:
    left, _, right, _ = picture.point(lambda shade: 255 if shade < 128 else 0).getbbox()  # type: ignore[attr-defined]
    return int(right - left)
