"""How the pretend Sendcloud writes a return, in both its versions."""

from typing import Any

from saleor_returns_app.sandbox.sendcloud.model import STATUSES, Return, Step

Body = dict[str, Any]

UNTOLD = ("external_reference", "apply_rules", "ship_with", "customs_invoice_nr")


def made(one: Return) -> Body:
    """Answer that a return was made."""
    boxes = one.parcels if len(one.parcels) > 1 else []
    return {"return_id": one.id, "parcel_id": one.parcels[0], "multi_collo_ids": boxes}


def full(one: Return, base: str) -> Body:
    """Write all that version 3 tells; it tells neither id nor reference."""
    address = f"{base}/api/v3/parcels/{one.parcels[0]}/documents/label"
    a4 = f"{address}?paper_size=a4"
    with_ = one.body["ship_with"]
    told = {name: value for name, value in one.body.items() if name not in UNTOLD}
    number = one.tracking_number or None
    return told | {
        "shipping_product": {"code": one.code.partition("/")[0]},
        "shipping_option": {"code": one.code or None},
        "label_url": address if one.has_label else None,
        "label": {"normal_printer": [a4] * 4, "label_printer": address} if one.has_label else None,
        "label_cost": {"value": 5.42, "currency": "EUR"},
        "insurance": False,
        "tracking_number": number,
        "tracking_url": number and f"{base}/tracking/{number}",
        "is_cancellable": one.is_cancellable,
        "status_history": [
            {
                "carrier_update_timestamp": entry.at,
                "parcel_status_history_id": str(entry.id),
                "parent_status": STATUSES[Step(entry.step)][1],
                "carrier_code": one.carrier if entry.message else "",
                "carrier_message": entry.message,
            }
            for entry in one.history
        ],
        "created_at": one.created_at,
        "delivered_at": None,
        "delivered_at_iso": None,
        "refund": None,
        "return_fee": None,
        "contract": with_.get("contract"),
        "customs_invoice_nr": one.body.get("customs_invoice_nr"),
        "customs_information": one.body.get("customs_information"),
        "images": [],
        "status": "open",
        "errors": one.errors,
    }


def older(one: Return) -> Body:
    """Write what version 2 tells: its list has the ids."""
    number, message = STATUSES[one.step]
    data = {
        "tracking_number": one.tracking_number,
        "parcel_status": number,
        "order_number": one.body.get("order_number", ""),
        "collo_count": len(one.parcels),
        "deleted": False,
    }
    return {
        "id": one.id,
        "created_at": one.created_at,
        "outgoing_parcel": None,
        "incoming_parcel": one.parcels[0],
        "is_cancellable": one.is_cancellable,
        "incoming_parcel_data": data,
        "incoming_parcel_status": {"id": number, "message": message},
    }
