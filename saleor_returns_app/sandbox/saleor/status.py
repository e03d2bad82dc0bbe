"""The status of an order, as Saleor derives it from its parcels."""

from saleor_returns_app.sandbox.saleor.model import Order

RETURNED = {"RETURNED", "REFUNDED_AND_RETURNED"}


def update_status(order: Order) -> bool:
    """Set the status that the parcels call for; say whether it changed."""
    before = order.status
    order.status = _derived(order)
    return order.status != before


def _derived(order: Order) -> str:
    back = _units(order, RETURNED)
    replaced = _units(order, {"REPLACED"})
    total = sum(line.quantity for line in order.lines) - replaced
    fulfilled = sum(line.quantity_fulfilled for line in order.lines) - replaced
    if total == 0:
        return order.status
    if fulfilled <= 0:
        return "UNFULFILLED"
    if 0 < back < total:
        return "PARTIALLY_RETURNED"
    if back == total:
        return "RETURNED"
    return "PARTIALLY_FULFILLED" if fulfilled < total else "FULFILLED"


def _units(order: Order, statuses: set[str]) -> int:
    parcels = (item for item in order.fulfillments if item.status in statuses)
    return sum(line.quantity for parcel in parcels for line in parcel.lines)
