"""What we ask of Sendcloud, in its words. Nothing is sent that its documents do not name."""

import json
from decimal import Decimal
from typing import Any

from saleor_returns_app.adapters.carriers.sendcloud.addresses import address_body
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import ReturnMethod, ReturnReason
from saleor_returns_app.domain.shipping.shipments import (
    Box,
    CustomsFacts,
    ParcelItem,
    ParcelSpec,
    Route,
    ShipmentOrder,
)

Body = dict[str, Any]

METHODS = {
    ReturnMethod.DROP_OFF: "drop_off_point",
    ReturnMethod.LABEL_LESS: "drop_off_labelless",
    ReturnMethod.PICK_UP: "pickup",
    ReturnMethod.IN_STORE: "in_store",
}

OTHER, NO_REASON = "3", "8"
REASONS = {
    ReturnReason.TOO_SMALL: "31",
    ReturnReason.TOO_LARGE: "30",
    ReturnReason.DOES_NOT_SUIT: "23",
    ReturnReason.NOT_AS_DESCRIBED: "6",
    ReturnReason.DAMAGED: "25",
    ReturnReason.WRONG_ITEM: "24",
    ReturnReason.LATE: "20",
    ReturnReason.OTHER: OTHER,
    ReturnReason.NOT_SAID: NO_REASON,
}

# A free property of an item, by which a return of ours is known again: its reference is never told.
REFERENCE = "return_reference"


def return_body(order: ShipmentOrder, contract: int | None) -> Body:
    """Say what is to be announced or validated."""
    parcel = order.parcel
    body: Body = {
        "from_address": address_body(order.route.sender, order.sender_email),
        "to_address": address_body(order.route.recipient, order.recipient_email),
        "ship_with": {
            "type": "shipping_option_code",
            "shipping_option_code": order.option_code,
        },
        "weight": _weight(parcel.weight_grams),
        "collo_count": parcel.count,
        "parcel_items": [_item(item, order.reference) for item in parcel.items],
        "send_tracking_emails": False,
        "order_number": order.order_number,
        "external_reference": order.reference,
        "delivery_option": METHODS[order.method],
        "apply_rules": False,
    }
    if contract is not None:
        body["ship_with"]["contract"] = contract
    if parcel.box:
        body["dimensions"] = _measures(parcel.box)
    if order.customs:
        body["customs_invoice_nr"] = order.customs.invoice_number
        body["customs_information"] = _customs(order.customs, order.route)
    return body


def options_body(route: Route, parcel: ParcelSpec) -> Body:
    """Ask which ways there are for these parcels."""
    box: Body = {"weight": _as_text(_weight(parcel.weight_grams))}
    if parcel.box:
        box["dimensions"] = _as_text(_measures(parcel.box))
    return {
        "from_country_code": route.sender.country,
        "to_country_code": route.recipient.country,
        "from_postal_code": route.sender.postal_code,
        "to_postal_code": route.recipient.postal_code,
        "parcels": [box] * parcel.count,
        "functionalities": {"returns": True},
        "calculate_quotes": True,
    }


def json_bytes(body: Any) -> bytes:
    """Write JSON; a decimal becomes a number with just its own digits."""
    return json.dumps(body, default=_number, ensure_ascii=False).encode()


def _number(value: object) -> float | int:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is not for JSON")
    # The shortest text of a float is the decimal that it was read from, up to 15 digits.
    return int(value) if value == value.to_integral_value() else float(value)


def _item(item: ParcelItem, reference: str) -> Body:
    reason = REASONS[item.reason]
    body: Body = {
        "description": item.name,
        "quantity": item.quantity,
        "price": {"value": item.price.decimal, "currency": item.price.currency},
        "return_reason_id": NO_REASON if reason == OTHER and not item.message else reason,
        "return_message": item.message or None,
        "properties": {REFERENCE: reference},
    }
    if item.weight_grams:
        body["weight"] = _weight(item.weight_grams)
    given = {"sku": item.sku, "hs_code": item.hs_code, "origin_country": item.origin}
    return body | {name: value for name, value in given.items() if value}


def _weight(grams: int) -> Body:
    return {"value": Decimal(grams).scaleb(-3).normalize(), "unit": "kg"}


def _measures(box: Box) -> Body:
    sides = {"length": box.length, "width": box.width, "height": box.height}
    return {side: Decimal(mm).scaleb(-1).normalize() for side, mm in sides.items()} | {"unit": "cm"}


def _as_text(body: Body) -> Body:
    """Options want as texts what returns want as numbers."""
    return {k: f"{v:f}" if isinstance(v, Decimal) else v for k, v in body.items()}


def _customs(facts: CustomsFacts, route: Route) -> Body:
    body: Body = {
        "invoice_number": facts.invoice_number,
        "export_reason": "returned_goods",
        "export_type": "private",
        "discount_granted": None,
        "freight_costs": _costs(facts.freight),
        "insurance_costs": None,
        "other_costs": None,
        "return_data": _proof(facts, route),
    }
    if facts.invoice_date:
        body["invoice_date"] = facts.invoice_date.isoformat()
    return body


def _costs(amount: Money | None) -> Body | None:
    if amount is None:
        return None
    return {"value": str(amount.decimal), "currency": amount.currency}


def _proof(facts: CustomsFacts, route: Route) -> Body | None:
    """Say how the goods once left; Sendcloud takes all four facts or none."""
    proof = {
        "return_postal_code": route.sender.postal_code,
        "outbound_tracking_number": facts.outbound_tracking_number,
        "outbound_shipment_date": facts.shipped_on.isoformat() if facts.shipped_on else "",
        "outbound_carrier_name": facts.outbound_carrier,
    }
    return proof if all(proof.values()) else None
