"""PDFs to try things on, and a printer to look at them with."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from fpdf import FPDF
from PIL.Image import Image

PRINTER_DPI = 203
POINTS_PER_INCH = 72
MILLIMETRES_PER_INCH = 25.4


def a_pdf(*pages: str, size: tuple[float, float] = (105, 148)) -> bytes:
    """Make a PDF with a word on each page, sizes in millimetres."""
    pdf = FPDF(unit="mm", format=size)
    pdf.set_font("helvetica", size=12)
    for page in pages:
        pdf.add_page()
        pdf.cell(text=page)
    return bytes(pdf.output())


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for a moment."""
    document = pypdfium2.PdfDocument(pdf)
    yield document
    document.close()


def texts(pdf: bytes) -> list[str]:
    """Read what stands on each page."""
    with opened(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def millimetres(pdf: bytes) -> list[tuple[int, int]]:
    """Measure each page."""
    with opened(pdf) as document:
        return [
            (
                round(page.get_width() / POINTS_PER_INCH * MILLIMETRES_PER_INCH),
                round(page.get_height() / POINTS_PER_INCH * MILLIMETRES_PER_INCH),
            )
            for page in document
        ]


def printed(pdf: bytes, page: int = 0, dpi: int = PRINTER_DPI) -> Image:
    """Show a page as a thermal printer would."""
    with opened(pdf) as document:
        picture: Image = document[page].render(scale=dpi / POINTS_PER_INCH).to_pil()
        return picture.convert("L")


def dots(millimetres: float) -> int:
    """How many dots of the printer that is."""
    return round(millimetres / MILLIMETRES_PER_INCH * PRINTER_DPI)
