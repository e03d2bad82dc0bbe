"""The carrier: a label for whoever the merchant has an arrangement with."""

from saleor_returns_app.adapters.carriers.offline.tracking import tracking_number
from saleor_returns_app.adapters.paper import label_and_slip_pdf
from saleor_returns_app.domain.errors import ReturnAddressMissing
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.ports import CarrierLabel, LabelOrder
from saleor_returns_app.domain.shipping.shipments import (
    ParcelItem,
    ParcelSpec,
    Route,
    ShipmentOrder,
)

NAME = "offline"


class OfflineCarrier:
    """Draws labels; asks nobody and costs nothing."""

    def issue_label(self, order: LabelOrder) -> CarrierLabel:
        """Draw the label and the packing slip. Raises `ReturnAddressMissing`."""
        if not is_deliverable(order.recipient):
            raise ReturnAddressMissing
        tracking = tracking_number(order.number)
        return CarrierLabel(NAME, tracking, label_and_slip_pdf(_shipment(order), tracking))


def is_deliverable(address: Address) -> bool:
    """Whether a parcel could arrive there."""
    return bool(address.street_1 and address.city and (address.name or address.company))


def _shipment(order: LabelOrder) -> ShipmentOrder:
    """Tell the paper what it draws, in the words of the newer port."""
    return ShipmentOrder(
        reference=order.number,
        return_number=order.number,
        order_number=order.order_number,
        route=Route(order.sender, order.recipient),
        parcel=ParcelSpec(tuple(_item(content) for content in order.contents), weight_grams=0),
        option_code=NAME,
        language=order.language,
    )


def _item(content: str) -> ParcelItem:
    """Read `2 × Gloves`."""
    quantity, _, name = content.partition(" × ")
    return ParcelItem(name, int(quantity), price=Money(0, "EUR"))
