"""The first page: what the carrier and the warehouse read. Its few words are English and French."""

from babel import Locale
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from saleor_returns_app.adapters.paper.codes import draw_code_128, draw_qr
from saleor_returns_app.adapters.paper.typefaces import FAMILY, drawable, wrapped_lines
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.shipping.shipments import ShipmentOrder

EDGE = 6.0
WIDTH = 105 - 2 * EDGE
HEADER_HEIGHT = 12.0
SENDER_TOP, SENDER_HEIGHT = 21.0, 27.0
RECIPIENT_TOP, RECIPIENT_HEIGHT = 50.0, 42.0
CODES_TOP = 95.0
QR_SIZE = 30.0
SMALLEST_SIZE = 5.0
LINE_HEIGHT = 0.46  # millimetres for a point


def draw_label(pdf: FPDF, order: ShipmentOrder, tracking: str) -> None:
    """Add the page."""
    pdf.add_page()
    pdf.set_auto_page_break(False)
    pdf.set_margin(EDGE)
    pdf.c_margin = 0
    _header(pdf)
    _block(pdf, "From / De", order.route.sender, top=SENDER_TOP, height=SENDER_HEIGHT, size=8.5)
    pdf.set_line_width(0.5)
    pdf.rect(EDGE, RECIPIENT_TOP, WIDTH, RECIPIENT_HEIGHT)
    _block(
        pdf,
        "To / À",
        order.route.recipient,
        top=RECIPIENT_TOP + 2,
        height=RECIPIENT_HEIGHT - 4,
        size=12.5,
        inset=3,
    )
    _numbers(pdf, order, tracking)
    draw_qr(pdf, order.return_number, x=105 - EDGE - QR_SIZE, y=CODES_TOP, size=QR_SIZE)
    draw_code_128(pdf, order.return_number, x=EDGE - 3, y=127, width=WIDTH + 6, height=12)
    pdf.set_font(FAMILY, "B", 9)
    pdf.set_xy(EDGE, 139.5)
    pdf.cell(WIDTH, 4.5, order.return_number, align="C")


def _header(pdf: FPDF) -> None:
    pdf.set_fill_color(0)
    pdf.rect(EDGE, EDGE, WIDTH, HEADER_HEIGHT, style="F")
    pdf.set_text_color(255)
    pdf.set_font(FAMILY, "B", 17)
    pdf.set_xy(EDGE, EDGE)
    pdf.cell(WIDTH, HEADER_HEIGHT, "RETURN / RETOUR", align="C")
    pdf.set_text_color(0)


def _block(
    pdf: FPDF,
    title: str,
    address: Address,
    *,
    top: float,
    height: float,
    size: float,
    inset: float = 0,
) -> None:
    """Write an address into a box, in smaller print if it must be."""
    width = WIDTH - 2 * inset
    pdf.set_xy(EDGE + inset, top)
    pdf.set_font(FAMILY, "", 6.5)
    pdf.cell(width, 3.5, title, new_x=XPos.LEFT, new_y=YPos.NEXT)
    lines = [drawable(line) for line in address.lines]
    country = country_name(address.country)
    _fitting(pdf, [*lines, country.upper()] if country else lines, width, height - 3.5, size)


def _fitting(pdf: FPDF, lines: list[str], width: float, height: float, size: float) -> None:
    """Write lines in the biggest print, from `size` down, in which all of them have room."""
    text = "\n".join(lines)
    while True:
        pdf.set_font(FAMILY, "", size)
        line_height = size * LINE_HEIGHT
        wrapped = wrapped_lines(pdf, text, width)
        room = int(height / line_height)
        if len(wrapped) <= room or size <= SMALLEST_SIZE:
            break
        size -= 0.5
    for line in wrapped[:room]:
        pdf.cell(width, line_height, line, new_x=XPos.LEFT, new_y=YPos.NEXT)


def _numbers(pdf: FPDF, order: ShipmentOrder, tracking: str) -> None:
    width = WIDTH - QR_SIZE - 2
    pdf.set_xy(EDGE, CODES_TOP + 2)
    pairs = (
        ("Return / Retour", order.return_number, 13.0),
        ("Order / Commande", order.order_number, 9.0),
        ("Tracking / Suivi", tracking, 9.0),
    )
    for title, value, size in pairs:
        pdf.set_font(FAMILY, "", 6.5)
        pdf.cell(width, 3.2, title, new_x=XPos.LEFT, new_y=YPos.NEXT)
        pdf.set_font(FAMILY, "B", size)
        pdf.cell(width, size * LINE_HEIGHT + 1, drawable(value), new_x=XPos.LEFT, new_y=YPos.NEXT)


def country_name(code: str) -> str:
    """Name a country in English, as the postal union's rules have it; an unknown code stays."""
    return str(Locale("en").territories.get(code.upper(), code))
