"""Labels for those whose printer takes A4 only: up to four of A6 on a sheet, to be cut along lines."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache

from fpdf import FPDF
from pypdf import PageObject, PdfWriter, Transformation

from saleor_returns_app.adapters.paper.documents import ACTIVE, pages_of, usable, written

POINT = 25.4 / 72  # in millimetres
A4_WIDTH, A4_HEIGHT = 210 / POINT, 297 / POINT
PLACE_WIDTH, PLACE_HEIGHT = A4_WIDTH / 2, A4_HEIGHT / 2
# Upper left, upper right, lower left, lower right, as one reads; from the lower left corner.
PLACES = (
    (0.0, PLACE_HEIGHT),
    (PLACE_WIDTH, PLACE_HEIGHT),
    (0.0, 0.0),
    (PLACE_WIDTH, 0.0),
)
# A label of 4 by 6 inches is a little longer than A6; a code is still read when it shrinks by that.
SMALLEST_SCALE = 0.95


def on_a4(pdf: bytes) -> bytes:
    """Lay a PDF out on A4: small pages side by side in their own size, large ones on their own.

    Raises `DocumentUnusable`.
    """
    writer = PdfWriter()
    with usable():
        for pages in _sheets(pages_of(pdf)):
            _add_sheet(writer, pages)
        return written(writer)


def _sheets(pages: Iterable[PageObject]) -> Iterator[list[PageObject]]:
    """Gather the pages of each sheet, in order."""
    sheet: list[PageObject] = []
    for page in pages:
        for name in ACTIVE:
            page.pop(name, None)
        if sheet and not (is_small(page) and is_small(sheet[0]) and len(sheet) < len(PLACES)):
            yield sheet
            sheet = []
        sheet.append(page)
    if sheet:
        yield sheet


def is_small(page: PageObject) -> bool:
    """Whether a page has room in a quarter of the sheet without shrinking much."""
    return _scale(page, PLACE_WIDTH, PLACE_HEIGHT) >= SMALLEST_SCALE


def _add_sheet(writer: PdfWriter, pages: list[PageObject]) -> None:
    if not is_small(pages[0]):
        sheet = writer.add_blank_page(A4_WIDTH, A4_HEIGHT)
        _place(sheet, pages[0], (0.0, 0.0), (A4_WIDTH, A4_HEIGHT))
        return
    sheet = writer.add_page(pages_of(_cutting_lines())[0])
    for page, corner in zip(pages, PLACES, strict=False):
        _place(sheet, page, corner, (PLACE_WIDTH, PLACE_HEIGHT))


@cache
def _cutting_lines() -> bytes:
    """Draw the lines along which the sheet is cut, or folded."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    pdf.add_page()
    pdf.set_line_width(0.4)
    pdf.set_draw_color(128)
    pdf.set_dash_pattern(4, 4)
    pdf.line(0, PLACE_HEIGHT, A4_WIDTH, PLACE_HEIGHT)
    pdf.line(PLACE_WIDTH, 0, PLACE_WIDTH, A4_HEIGHT)
    return bytes(pdf.output())


def _place(
    sheet: PageObject, page: PageObject, corner: tuple[float, float], room: tuple[float, float]
) -> None:
    """Put a page upright into the middle of a room, smaller only if it must be."""
    box = page.cropbox
    middle = (float(box.left + box.right) / 2, float(box.bottom + box.top) / 2)
    sheet.merge_transformed_page(
        page,
        Transformation()
        .translate(-middle[0], -middle[1])
        .rotate(-_turn(page))
        .scale(_scale(page, *room))
        .translate(corner[0] + room[0] / 2, corner[1] + room[1] / 2),
    )


def _scale(page: PageObject, width: float, height: float) -> float:
    short, long = sorted((float(page.cropbox.width), float(page.cropbox.height)))
    return min(1.0, width / short, height / long)


def _turn(page: PageObject) -> int:
    """By how much a page is turned clockwise until it stands as it is shown, or else upright."""
    lies = page.cropbox.width > page.cropbox.height
    return page.rotation if lies == bool(page.rotation % 180) else page.rotation + 90
