"""The papers that we draw: labels for carriers without an account, and slips for any label.

The same order gives the same bytes, so nothing in a file tells the time.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from fpdf import FPDF

from saleor_returns_app.adapters.languages import SOURCE
from saleor_returns_app.adapters.paper.label_page import draw_label
from saleor_returns_app.adapters.paper.packing_slip import draw_packing_slip
from saleor_returns_app.adapters.paper.typefaces import add_typefaces, shape_where_needed
from saleor_returns_app.domain.shipping.shipments import ShipmentOrder

A6 = (105, 148)
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def label_pdf(order: ShipmentOrder, tracking: str) -> bytes:
    """Draw the label of one box."""
    pdf = _paper(order.return_number, [order])
    draw_label(pdf, order, tracking)
    return bytes(pdf.output())


def slips_pdf(orders: Sequence[ShipmentOrder], *, warehouse: str = SOURCE) -> bytes:
    """Draw the packing slips of these orders into one file, in the order given."""
    pdf = _paper(", ".join(order.return_number for order in orders[:3]), orders)
    for order in orders:
        shape_where_needed(pdf, _text(order))
        draw_packing_slip(pdf, order, warehouse=warehouse)
    return bytes(pdf.output())


def label_and_slip_pdf(order: ShipmentOrder, tracking: str, *, warehouse: str = SOURCE) -> bytes:
    """Draw a label and the slip behind it."""
    pdf = _paper(order.return_number, [order])
    draw_label(pdf, order, tracking)
    draw_packing_slip(pdf, order, warehouse=warehouse)
    return bytes(pdf.output())


def _paper(title: str, orders: Iterable[ShipmentOrder]) -> FPDF:
    pdf = FPDF(unit="mm", format=A6)
    pdf.set_creation_date(NO_TIME)
    pdf.set_title(title)
    add_typefaces(pdf, "\n".join(map(_text, orders)))
    return pdf


def _text(order: ShipmentOrder) -> str:
    """Gather what people and shops wrote: it may be in any script."""
    items = [part for item in order.parcel.items for part in (item.name, item.sku, item.message)]
    addresses = [*order.route.sender.lines, *order.route.recipient.lines]
    return "\n".join([order.return_number, order.order_number, *addresses, *items])
