from io import BytesIO

import pytest
import zxingcpp
from fpdf import FPDF
from pypdf import PdfWriter

from saleor_returns_app.adapters.paper import merged, on_a4
from saleor_returns_app.adapters.paper.codes import draw_code_128
from tests.support.paper import a_pdf, dots, millimetres, printed, texts

A6 = (105, 148)
A4 = (210, 297)


def a_label(number: str, size: tuple[float, float] = A6) -> bytes:
    pdf = FPDF(unit="mm", format=size)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    draw_code_128(pdf, number, x=3, y=size[1] - 30, width=size[0] - 6, height=12)
    return bytes(pdf.output())


class TestOnA4:
    def test_puts_label_and_slip_on_one_sheet(self) -> None:
        pdf = on_a4(a_pdf("Label", "Slip", size=A6))

        assert millimetres(pdf) == [A4]
        assert texts(pdf) == ["Label Slip"]

    def test_takes_another_sheet_after_four(self) -> None:
        pdf = on_a4(a_pdf(*"ABCDE", size=A6))

        assert [page.split() for page in texts(pdf)] == [["A", "B", "C", "D"], ["E"]]

    def test_gives_large_pages_sheets_of_their_own(self) -> None:
        pdf = on_a4(merged_sizes())

        assert [page.split() for page in texts(pdf)] == [["Label"], ["Declaration"], ["Slip"]]
        assert millimetres(pdf) == [A4] * 3

    @pytest.mark.parametrize("size", [A6, (101.6, 152.4), (148, 105), A4, (210, 148), (216, 356)])
    def test_can_still_be_scanned(self, size: tuple[float, float]) -> None:
        page = printed(on_a4(a_label("R-2026-000123", size)))

        assert [code.text for code in zxingcpp.read_barcodes(page)] == ["R-2026-000123"]

    def test_keeps_the_size_of_the_label(self) -> None:
        (before,) = zxingcpp.read_barcodes(printed(a_label("R-2026-000123")))
        (after,) = zxingcpp.read_barcodes(printed(on_a4(a_label("R-2026-000123"))))

        widths = [code.position.top_right.x - code.position.top_left.x for code in (before, after)]
        assert abs(widths[0] - widths[1]) <= 2

    def test_shows_a_turned_page_as_it_was_shown(self) -> None:
        page = printed(on_a4(turned(a_label("R-2026-000123", (148, 105)))))

        assert len(zxingcpp.read_barcodes(page)) == 1
        below = page.crop((0, dots(155), page.width, page.height))
        right = page.crop((dots(106), 0, page.width, dots(140)))
        assert right.getextrema() == (255, 255)
        assert below.crop((0, 0, dots(104), below.height)).getextrema() == (255, 255)

    def test_makes_the_same_file_of_the_same_file(self) -> None:
        pdf = a_pdf("Label", "Slip", size=A6)

        assert on_a4(pdf) == on_a4(pdf)


def merged_sizes() -> bytes:
    return merged([a_pdf("Label", size=A6), a_pdf("Declaration", size=A4), a_pdf("Slip", size=A6)])


def turned(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.pages[0].rotate(90)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()
