"""The carrier: a label for whoever the merchant has an arrangement with."""

from datetime import UTC, datetime

from fpdf import FPDF

from saleor_returns_app.adapters.carriers.offline.label_page import draw_label
from saleor_returns_app.adapters.carriers.offline.packing_slip import draw_packing_slip
from saleor_returns_app.adapters.carriers.offline.tracking import tracking_number
from saleor_returns_app.adapters.languages import language_of
from saleor_returns_app.adapters.paper.typefaces import add_typefaces
from saleor_returns_app.domain.errors import ReturnAddressMissing
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.ports import CarrierLabel, LabelOrder

NAME = "offline"
A6 = (105, 148)
# The same order gives the same bytes, so nothing in the file may tell the time.
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


class OfflineCarrier:
    """Draws labels; asks nobody and costs nothing."""

    def issue_label(self, order: LabelOrder) -> CarrierLabel:
        """Draw the label and the packing slip. Raises `ReturnAddressMissing`."""
        if not is_deliverable(order.recipient):
            raise ReturnAddressMissing
        tracking = tracking_number(order.number)
        return CarrierLabel(NAME, tracking, _draw(order, tracking))


def is_deliverable(address: Address) -> bool:
    """Whether a parcel could arrive there."""
    return bool(address.street_1 and address.city and (address.name or address.company))


def _draw(order: LabelOrder, tracking: str) -> bytes:
    pdf = FPDF(unit="mm", format=A6)
    pdf.set_creation_date(NO_TIME)
    pdf.set_title(order.number)
    add_typefaces(pdf, "".join([*order.sender.lines, *order.recipient.lines, *order.contents]))
    draw_label(pdf, order, tracking)
    draw_packing_slip(pdf, order, language_of(order.language).words)
    return bytes(pdf.output())
