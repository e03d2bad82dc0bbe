"""The draft order that Saleor makes for goods that are to be replaced."""

from copy import deepcopy
from dataclasses import replace
from uuid import uuid4

from saleor_returns_app.sandbox.saleor.history import tell, write
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.instance import Principal, Saleor
from saleor_returns_app.sandbox.saleor.model import ZERO, Line, Order, Price


def draft_replacement(
    saleor: Saleor, order: Order, units: list[tuple[Line, int]], by: Principal
) -> Order:
    """Copy the lines into a new draft at their full price, unpaid, with nobody to ship it yet."""
    now = saleor.now()
    draft = replace(
        deepcopy(order),
        pk=str(uuid4()),
        number=saleor.next_pk("OrderNumber"),
        created=now,
        updated=now,
        status="DRAFT",
        origin="REISSUE",
        original=global_id("Order", order.pk),
        external_reference=None,
        lines=[_copied(line, quantity) for line, quantity in units],
        shipping=Price(ZERO, ZERO),
        undiscounted_shipping=ZERO,
        shipping_method="",
        voucher=None,
        discounts=[],
        fulfillments=[],
        transactions=[],
        grants=[],
        events=[],
    )
    saleor.touch(draft)
    write(saleor, draft, "DRAFT_CREATED_FROM_REPLACE", by, related_order=order.pk)
    write(saleor, order, "FULFILLMENT_REPLACED", by)
    write(saleor, order, "ORDER_REPLACEMENT_CREATED", by, related_order=draft.pk)
    tell(saleor, "DRAFT_ORDER_CREATED", draft, by)
    return draft


def _copied(line: Line, quantity: int) -> Line:
    unit = line.undiscounted_unit
    total = Price(unit.gross * quantity, unit.net * quantity)
    return replace(
        deepcopy(line),
        pk=str(uuid4()),
        quantity=quantity,
        quantity_fulfilled=0,
        unit=unit,
        total=total,
        undiscounted_total=total,
        unit_discount=ZERO,
        unit_discount_reason=None,
    )
