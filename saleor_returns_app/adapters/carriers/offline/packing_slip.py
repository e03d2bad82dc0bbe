"""The pages behind the label: what the customer puts into the parcel, in the customer's language."""

from babel.support import NullTranslations
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from saleor_returns_app.adapters.paper.typefaces import FAMILY, drawable, wrapped_lines
from saleor_returns_app.domain.ports import LabelOrder

EDGE = 8.0
WIDTH = 105 - 2 * EDGE
NAME_WIDTH = 24.0
BOX = 3.4
GAP = 3.0
PADDING = 1.5
LINE_HEIGHT = 4.8


def draw_packing_slip(pdf: FPDF, order: LabelOrder, words: NullTranslations) -> None:
    """Add as many pages as the items need."""
    _ = words.gettext
    pdf.set_margin(EDGE)
    pdf.set_auto_page_break(True, margin=EDGE)
    pdf.add_page()
    _heading(pdf, _("Return slip"), order.number)
    _fact(pdf, _("Order"), order.order_number)
    _fact(pdf, _("From"), order.sender.name or order.sender.company)
    pdf.ln(3)
    _line(pdf, _("Please put this page into the parcel."))
    pdf.ln(4)
    _section(pdf, _("Items in this parcel"))
    for content in order.contents:
        _item(pdf, drawable(content))


def _heading(pdf: FPDF, title: str, number: str) -> None:
    pdf.set_font(FAMILY, "B", 15)
    pdf.cell(WIDTH, 8, title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font(FAMILY, "B", 11)
    pdf.cell(WIDTH, 7, number, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _fact(pdf: FPDF, name: str, value: str) -> None:
    if value:
        pdf.set_font(FAMILY, "", 9)
        pdf.cell(NAME_WIDTH, LINE_HEIGHT, name)
        pdf.multi_cell(
            WIDTH - NAME_WIDTH,
            LINE_HEIGHT,
            drawable(value),
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )


def _section(pdf: FPDF, title: str) -> None:
    pdf.set_font(FAMILY, "B", 9.5)
    pdf.cell(WIDTH, 6, title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _line(pdf: FPDF, text: str) -> None:
    pdf.set_font(FAMILY, "", 9)
    pdf.multi_cell(WIDTH, LINE_HEIGHT, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _item(pdf: FPDF, text: str) -> None:
    """Write an item behind a box to tick."""
    pdf.set_font(FAMILY, "", 9)
    width = WIDTH - BOX - GAP
    lines = wrapped_lines(pdf, text, width)
    if pdf.will_page_break(len(lines) * LINE_HEIGHT + 2 * PADDING):
        pdf.add_page()
    pdf.set_line_width(0.15)
    pdf.line(EDGE, pdf.y, EDGE + WIDTH, pdf.y)
    pdf.set_line_width(0.3)
    pdf.y += PADDING
    pdf.rect(EDGE, pdf.y + (LINE_HEIGHT - BOX) / 2, BOX, BOX)
    pdf.x = EDGE + BOX + GAP
    for line in lines:
        pdf.cell(width, LINE_HEIGHT, line, new_x=XPos.LEFT, new_y=YPos.NEXT)
    pdf.set_xy(EDGE, pdf.y + PADDING)
