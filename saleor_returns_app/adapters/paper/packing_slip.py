"""The pages behind the label: what the shopper puts into the parcel, and the warehouse takes out.

Written in the shopper's language; why something comes back is said in the warehouse's as well.
"""

from collections.abc import Callable

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from saleor_returns_app.adapters.languages import SOURCE, language_of
from saleor_returns_app.adapters.paper.codes import draw_qr
from saleor_returns_app.adapters.paper.typefaces import FAMILY, drawable, wrapped_lines
from saleor_returns_app.domain.policy.terms import ReturnReason
from saleor_returns_app.domain.shipping.shipments import ParcelItem, ShipmentOrder

EDGE = 8.0
PAGE_WIDTH, PAGE_HEIGHT = 105.0, 148.0
WIDTH = PAGE_WIDTH - 2 * EDGE
FOOT = 6.0
QR_SIZE = 24.0
NAME_WIDTH = 22.0
BOX = 3.4
GAP = 3.0
PADDING = 1.5
LINE_HEIGHT = 4.6
SMALL_HEIGHT = 3.7
MOST_NAME_LINES = 3
MOST_MESSAGE_LINES = 3
# More than has room in any script; where to break the rest need not be found out.
MOST_SIGNS = 500
Say = Callable[[str], str]


def draw_packing_slip(pdf: FPDF, order: ShipmentOrder, *, warehouse: str = SOURCE) -> None:
    """Add as many pages as the items need. `warehouse` is the language that is read there."""
    say = language_of(order.language).words.gettext
    pdf.set_margin(EDGE)
    pdf.set_auto_page_break(False)
    pdf.c_margin = 0
    pdf.add_page()
    first = pdf.page
    draw_qr(pdf, order.return_number, x=PAGE_WIDTH - QR_SIZE - 5, y=5, size=QR_SIZE)
    _head(pdf, order, say)
    for item in order.parcel.items:
        reason = _reason(item, say, language_of(warehouse).words.gettext)
        _item(pdf, f"{item.quantity} × {item.name}", _details(item, reason, say))
    _foot(pdf, order.return_number, first, say)


def _head(pdf: FPDF, order: ShipmentOrder, _: Say) -> None:
    pdf.set_font(FAMILY, "B", 14)
    _row(pdf, _("Return slip"), WIDTH - QR_SIZE, 8)
    pdf.set_font(FAMILY, "B", 11)
    _row(pdf, drawable(order.return_number), WIDTH - QR_SIZE, 6.5)
    pdf.ln(1)
    sender = order.route.sender
    _fact(pdf, _("Order"), order.order_number)
    _fact(pdf, _("From"), sender.name or sender.company)
    pdf.y = max(pdf.y, EDGE + QR_SIZE - 4) + 2
    pdf.set_font(FAMILY, "", 9)
    for line in wrapped_lines(pdf, _("Please put this page into the parcel."), WIDTH):
        _row(pdf, line, WIDTH, LINE_HEIGHT)
    pdf.ln(3)
    pdf.set_font(FAMILY, "B", 9.5)
    units = sum(item.quantity for item in order.parcel.items)
    _row(pdf, _("Items in this parcel: %(count)s") % {"count": units}, WIDTH, 6)


def _fact(pdf: FPDF, name: str, value: str) -> None:
    if not value:
        return
    pdf.set_font(FAMILY, "", 9)
    width = WIDTH - QR_SIZE - NAME_WIDTH
    for at, line in enumerate(_shortened(wrapped_lines(pdf, drawable(value), width), 2)):
        pdf.cell(NAME_WIDTH, LINE_HEIGHT, "" if at else name)
        _row(pdf, line, width, LINE_HEIGHT)


def _item(pdf: FPDF, text: str, details: list[str]) -> None:
    """Write an item behind a box to tick, what else is to be known of it in smaller print below."""
    width = WIDTH - BOX - GAP
    pdf.set_font(FAMILY, "", 9)
    lines = _shortened(wrapped_lines(pdf, drawable(text[:MOST_SIGNS]), width), MOST_NAME_LINES)
    pdf.set_font(FAMILY, "", 7.5)
    small = [
        line
        for detail in details
        for line in _shortened(
            wrapped_lines(pdf, drawable(detail[:MOST_SIGNS]), width), MOST_MESSAGE_LINES
        )
    ]
    height = len(lines) * LINE_HEIGHT + len(small) * SMALL_HEIGHT + 2 * PADDING
    if pdf.y + height > PAGE_HEIGHT - EDGE - FOOT:
        pdf.add_page()
    _box(pdf)
    pdf.set_font(FAMILY, "", 9)
    for line in lines:
        _row(pdf, line, width, LINE_HEIGHT, inset=BOX + GAP)
    pdf.set_font(FAMILY, "", 7.5)
    for line in small:
        _row(pdf, line, width, SMALL_HEIGHT, inset=BOX + GAP)
    pdf.y += PADDING


def _box(pdf: FPDF) -> None:
    """Draw the line above an item, and the box before it."""
    pdf.set_line_width(0.15)
    pdf.line(EDGE, pdf.y, EDGE + WIDTH, pdf.y)
    pdf.set_line_width(0.3)
    pdf.y += PADDING
    pdf.rect(EDGE, pdf.y + (LINE_HEIGHT - BOX) / 2, BOX, BOX)


def _foot(pdf: FPDF, number: str, first: int, _: Say) -> None:
    """Number the pages where there are several: one may get lost."""
    last = pdf.page
    if first == last:
        return
    for page in range(first, last + 1):
        pdf.page = page
        pdf.set_xy(EDGE, PAGE_HEIGHT - EDGE - FOOT + 3)
        pdf.set_font(FAMILY, "", 7.5)
        where = _("Page %(page)s of %(pages)s") % {
            "page": page - first + 1,
            "pages": last - first + 1,
        }
        _row(pdf, f"{number} · {where}", WIDTH, SMALL_HEIGHT)


def _row(pdf: FPDF, text: str, width: float, height: float, *, inset: float = 0) -> None:
    """Write a line, and go to the next."""
    if inset:
        pdf.x = EDGE + inset
    pdf.cell(width, height, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _shortened(lines: list[str], most: int) -> list[str]:
    """Leave out what goes too far, and show that something is."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]


def _details(item: ParcelItem, reason: str, _: Say) -> list[str]:
    sku = _("SKU: %(sku)s") % {"sku": item.sku} if item.sku else ""
    message = f"“{' '.join(item.message.split())}”" if item.message.strip() else ""
    what = " · ".join(part for part in (sku, reason) if part)
    return [detail for detail in (what, message) if detail]


def _reason(item: ParcelItem, shopper: Say, warehouse: Say) -> str:
    """Say why an item comes back, so that both can read it."""
    said = [_reason_in(item.reason, say) for say in (shopper, warehouse)]
    return " / ".join(dict.fromkeys(words for words in said if words))


def _reason_in(reason: ReturnReason, _: Say) -> str:
    """Name a reason as the portal does; who need not say, and does not, leaves it open."""
    return {
        ReturnReason.TOO_SMALL: _("Too small"),
        ReturnReason.TOO_LARGE: _("Too large"),
        ReturnReason.DOES_NOT_SUIT: _("I do not like it"),
        ReturnReason.NOT_AS_DESCRIBED: _("Not as described"),
        ReturnReason.DAMAGED: _("Damaged or faulty"),
        ReturnReason.WRONG_ITEM: _("Wrong item received"),
        ReturnReason.LATE: _("Arrived too late"),
        ReturnReason.OTHER: _("Another reason"),
    }.get(reason, "")
