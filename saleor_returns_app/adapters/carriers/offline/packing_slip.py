"""The pages behind the label: what the customer puts into the parcel, in the customer's language."""

from collections.abc import Callable

from babel.support import NullTranslations
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from saleor_returns_app.adapters.paper.typefaces import FAMILY, drawable, wrapped_lines
from saleor_returns_app.domain.policy.terms import ReturnReason
from saleor_returns_app.domain.shipping.shipments import ParcelItem, ShipmentOrder

EDGE = 8.0
WIDTH = 105 - 2 * EDGE
NAME_WIDTH = 24.0
BOX = 3.4
GAP = 3.0
PADDING = 1.5
LINE_HEIGHT = 4.8
SMALL_HEIGHT = 3.4


def draw_packing_slip(pdf: FPDF, order: ShipmentOrder, words: NullTranslations) -> None:
    """Add as many pages as the items need."""
    _ = words.gettext
    pdf.set_margin(EDGE)
    pdf.set_auto_page_break(True, margin=EDGE)
    pdf.add_page()
    _heading(pdf, _("Return slip"), order.return_number)
    _fact(pdf, _("Order"), order.order_number)
    _fact(pdf, _("From"), order.route.sender.name or order.route.sender.company)
    pdf.ln(3)
    _line(pdf, _("Please put this page into the parcel."))
    pdf.ln(4)
    _section(pdf, _("Items in this parcel"))
    for item in order.parcel.items:
        _item(pdf, drawable(f"{item.quantity} × {item.name}"), _why(item, _))


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


def _why(item: ParcelItem, _: Callable[[str], str]) -> str:
    """Say why an item comes back; who need not say, and does not, leaves it open."""
    reasons = {
        ReturnReason.TOO_SMALL: _("Too small"),
        ReturnReason.TOO_LARGE: _("Too large"),
        ReturnReason.DOES_NOT_SUIT: _("I do not like it"),
        ReturnReason.NOT_AS_DESCRIBED: _("Not as described"),
        ReturnReason.DAMAGED: _("Damaged or faulty"),
        ReturnReason.WRONG_ITEM: _("Wrong item received"),
        ReturnReason.LATE: _("Arrived too late"),
        ReturnReason.OTHER: _("Another reason"),
    }
    return reasons.get(item.reason, "")


def _item(pdf: FPDF, text: str, why: str) -> None:
    """Write an item behind a box to tick, and why it comes back below it."""
    pdf.set_font(FAMILY, "", 9)
    width = WIDTH - BOX - GAP
    lines = wrapped_lines(pdf, text, width)
    height = len(lines) * LINE_HEIGHT + (SMALL_HEIGHT if why else 0)
    if pdf.will_page_break(height + 2 * PADDING):
        pdf.add_page()
    pdf.set_line_width(0.15)
    pdf.line(EDGE, pdf.y, EDGE + WIDTH, pdf.y)
    pdf.set_line_width(0.3)
    pdf.y += PADDING
    pdf.rect(EDGE, pdf.y + (LINE_HEIGHT - BOX) / 2, BOX, BOX)
    pdf.x = EDGE + BOX + GAP
    for line in lines:
        pdf.cell(width, LINE_HEIGHT, line, new_x=XPos.LEFT, new_y=YPos.NEXT)
    if why:
        pdf.set_font(FAMILY, "", 7)
        pdf.cell(width, SMALL_HEIGHT, why, new_x=XPos.LEFT, new_y=YPos.NEXT)
    pdf.set_xy(EDGE, pdf.y + PADDING)
