"""Examples for the description: one order of the shop "Green Grocer", sent back whole."""

from typing import Any

Example = dict[str, Any]

SHOP_PARAMETER: Example = {
    "in": "path",
    "name": "shop",
    "schema": {"type": "string"},
    "description": "The shop's public name, from the app's page in the Saleor Dashboard.",
    "example": "green-grocer",
}
NUMBER_PARAMETER: Example = {
    "in": "path",
    "name": "number",
    "schema": {"type": "string"},
    "description": "The return's number.",
    "example": "R-2026-000123",
}
TOKEN_PARAMETER: Example = {
    "in": "path",
    "name": "token",
    "schema": {"type": "string"},
    "description": "From `label.url`.",
    "example": "eyJhdCI6MTc2…",
}
RECEIPT_TOKEN_PARAMETER: Example = {
    **TOKEN_PARAMETER,
    "description": "From the `pdf_url` or `json_url` of a return's `receipt`.",
}
PHOTO_TOKEN_PARAMETER: Example = {
    "in": "path",
    "name": "token",
    "schema": {"type": "string"},
    "description": "From the `url` or `thumbnail_url` of a photo.",
    "example": "eyJhdCI6MTc2…",
}
LINE = "T3JkZXJMaW5lOjE="


def _euro(amount: str) -> Example:
    return {"amount": amount, "currency": "EUR"}


REASON: Example = {"code": "too_small", "label": "Too small"}
REASONS: list[Example] = [
    {**REASON, "message_required": False},
    {"code": "other", "label": "Another reason", "message_required": True},
]
OUTCOME: Example = {"code": "refund", "label": "Refund"}
DROP_OFF: Example = {"code": "drop_off", "label": "Drop off a parcel", "has_label": True}
IN_STORE: Example = {"code": "in_store", "label": "Bring it to the store", "has_label": False}
BECAUSE: Example = {
    "code": "fee",
    "message": "The shop asks for a share of what the way back costs.",
    "cause": "default",
    "track": "policy",
    "rule_id": None,
    "article": None,
    "policy_version": 3,
    "facts": {},
}
OFFER: Example = {
    "outcome": OUTCOME,
    "method": DROP_OFF,
    "track": "statutory",
    "fee": {"amount": _euro("5.00"), "percent": None, "payer": "customer", "because": BECAUSE},
    "restocking_percent": "0",
    "credit_bonus_percent": "0",
    "requires": [],
}
SHOP: Example = {
    "slug": "green-grocer",
    "name": "Green Grocer",
    "languages": ["en", "fr"],
    "window_days": 30,
    "reasons": REASONS,
    "outcomes": [OUTCOME],
    "methods": [DROP_OFF, IN_STORE],
}
FIND_ORDER: Example = {"number": "1042", "email": "ada@example.com"}
ORDER: Example = {
    "number": "1042",
    "placed_at": "2026-03-01T09:30:00+00:00",
    "currency": "EUR",
    "is_returnable": True,
    "policy_version": 3,
    "lines": [
        {
            "id": LINE,
            "product_name": "Apple juice",
            "variant_name": "2 l",
            "sku": "APPLE-2",
            "quantity": 3,
            "thumbnail_url": "https://shop.example/media/apple.webp",
            "unit_price": _euro("10.91"),
            "paid": _euro("32.73"),
            "returnable": 3,
            "returnable_if_faulty": 3,
            "window": {
                "days": 30,
                "last_day": "2026-04-02",
                "last_instant": "2026-04-02T23:59:59.999999+02:00",
                "because": {
                    **BECAUSE,
                    "code": "window",
                    "message": (
                        "The shop takes this item back until 2 April 2026. "
                        "Counted from the day that the last parcel arrived."
                    ),
                    "facts": {"days": "30", "from": "delivered", "last_day": "2026-04-02"},
                },
            },
            "tracks": ["statutory", "policy"],
            "refusals": [],
        }
    ],
    "reasons": REASONS,
    "offers": [OFFER],
    "returns": [],
}
FOUND_ORDER: Example = {
    "access_token": "eyJhdCI6MTc2…",
    "expires_at": "2026-03-10T12:00:00+00:00",
    "order": ORDER,
}
QUOTE_REQUEST: Example = {
    "items": [{"line_id": LINE, "quantity": 3, "reason": "too_small"}],
    "outcome": "refund",
    "method": "drop_off",
}
ITEM: Example = {
    "line_id": LINE,
    "product_name": "Apple juice",
    "variant_name": "2 l",
    "thumbnail_url": "https://shop.example/media/apple.webp",
    "quantity": 3,
    "reason": REASON,
    "message": "",
    "photos": [],
}
PHOTO: Example = {
    "id": "eyJhdCI6MTc3…",
    "expires_at": "2026-03-11T10:00:00+00:00",
    "url": "https://returns.example/api/portal/v1/photos/eyJhdCI6MTc3…",
    "thumbnail_url": "https://returns.example/api/portal/v1/photos/eyJhdCI6MTc4…",
}


def _cause(code: str, label: str) -> Example:
    return {"code": code, "label": label, "article": None}


BREAKDOWN: Example = {
    "parts": [
        {
            "kind": "goods",
            "label": "3 × Apple juice",
            "amount": _euro("32.73"),
            "line_id": LINE,
            "quantity": 3,
            "cause": _cause("paid_for_units", ""),
        },
        {
            "kind": "original_shipping",
            "label": "Original shipping",
            "amount": _euro("6.00"),
            "line_id": None,
            "quantity": None,
            "cause": _cause("whole_order", "The whole order comes back"),
        },
        {
            "kind": "return_fee",
            "label": "Return fee",
            "amount": _euro("-5.00"),
            "line_id": None,
            "quantity": None,
            "cause": _cause("default", ""),
        },
    ],
    "total": _euro("33.73"),
    "money": _euro("33.73"),
    "credit": _euro("0.00"),
    "uncovered": _euro("0.00"),
}
QUOTE: Example = {
    "quote": "eyJpZCI6IjU1…",
    "expires_at": "2026-03-10T10:30:00+00:00",
    "items": [ITEM],
    "outcome": OUTCOME,
    "method": DROP_OFF,
    "breakdown": BREAKDOWN,
    "exchange": None,
    "approval_required": False,
    "terms": OFFER,
}
REPLACEMENTS_REQUEST: Example = {"line_id": LINE, "search": ""}
REPLACEMENTS: Example = {
    "choices": [
        {
            "variant_id": "UHJvZHVjdFZhcmlhbnQ6MjAz",
            "product_name": "Apple juice",
            "variant_name": "1 l",
            "thumbnail_url": "https://shop.example/media/apple.webp",
            "available": 12,
            "price": {"amount": "5.00", "currency": "EUR"},
            "counts": {"amount": "5.00", "currency": "EUR"},
            "same_product": True,
        }
    ]
}
OFFERS_REQUEST: Example = {"items": QUOTE_REQUEST["items"]}
OFFERS: Example = {"offers": [{**OFFER, "breakdown": BREAKDOWN}]}
CONFIRM: Example = {"quote": QUOTE["quote"]}
RETURN: Example = {
    "number": "R-2026-000123",
    "order_number": "1042",
    "requested_at": "2026-03-10T10:02:00+00:00",
    "status": {"code": "approved", "label": "Approved"},
    "parcel": {"code": "announced", "label": "Label ready, parcel not sent yet"},
    "money": {"code": "nothing_due", "label": "Nothing due yet"},
    "rejection_reason": None,
    "outcome": OUTCOME,
    "method": DROP_OFF,
    "items": [ITEM],
    "breakdown": BREAKDOWN,
    "inspection": None,
    "answer": None,
    "label": {
        "state": "ready",
        "url": "https://returns.example/api/portal/v1/labels/eyJhdCI6MTc2…",
        "expires_at": "2026-03-10T12:02:00+00:00",
    },
    "tracking_number": "RT123456789",
    "receipt": None,
    "parcels": [
        {
            "status": "handed_in",
            "label": "Handed in",
            "carrier": "Colissimo",
            "tracking_number": "RT123456789",
            "tracking_url": "https://tracking.example/RT123456789",
            "pickup_on": None,
            "service_point": None,
            "timeline": [
                {"at": "2026-03-11T09:20:00+01:00", "status": "handed_in", "label": "Handed in"}
            ],
        }
    ],
    "may_be_cancelled": True,
    "timeline": [
        {"at": "2026-03-10T10:02:00+00:00", "kind": "requested", "label": "Return requested"},
        {"at": "2026-03-10T10:02:00+00:00", "kind": "approved", "label": "Return approved"},
        {"at": "2026-03-10T10:02:04+00:00", "kind": "label_made", "label": "Label made"},
    ],
}
CANCELLED_RETURN: Example = {
    **RETURN,
    "status": {"code": "cancelled", "label": "Cancelled"},
    "parcel": {"code": "cancelled", "label": "Label cancelled"},
    "label": {"state": "none", "url": None, "expires_at": None},
    "parcels": [],
    "may_be_cancelled": False,
}
ANSWER: Example = {"accepts": False, "message": "The scratch was there when it came."}
ANSWERED_RETURN: Example = {
    **RETURN,
    "status": {"code": "received", "label": "Received"},
    "parcel": {"code": "delivered", "label": "Delivered to the shop"},
    "money": {"code": "due", "label": "Refund due; the shop is about to pay it"},
    "inspection": {
        "confirmed_total": {"amount": "38.73", "currency": "EUR"},
        "items": [
            {
                "line_id": ITEM["line_id"],
                "accepted": 1,
                "rejected": 0,
                "missing": 0,
                "finding": {"code": "damaged", "label": "Damaged"},
                "deduction": {"amount": "5.00", "currency": "EUR"},
                "note": "There is a scratch on the front.",
                "photos": [],
            }
        ],
    },
    "answer": {
        "code": "objected",
        "label": "You do not agree; the shop looks at it again",
        "until": "2026-03-24T10:02:00+00:00",
        "message": "The scratch was there when it came.",
    },
    "label": {"state": "none", "url": None, "expires_at": None},
    "may_be_cancelled": False,
}
