"""Our words in EasyPost's, and back. It weighs in ounces and measures in inches."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation
from typing import Any

from saleor_returns_app.domain.money import Money, digits_of
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.shipping.shipments import (
    AnnouncedParcel,
    CustomsFacts,
    ParcelItem,
    ParcelSpec,
    ReturnOption,
    Route,
    Shipment,
)
from saleor_returns_app.domain.shipping.tracking import TrackingEvent, TrackingStatus

Words = dict[str, Any]

GRAMS_IN_OUNCE, MM_IN_INCH = Decimal("28.349523125"), Decimal("25.4")
TENTH = Decimal("0.1")

STATUSES = {
    "unknown": TrackingStatus.UNKNOWN,
    "pre_transit": TrackingStatus.ANNOUNCED,
    "in_transit": TrackingStatus.IN_TRANSIT,
    "out_for_delivery": TrackingStatus.OUT_FOR_DELIVERY,
    "available_for_pickup": TrackingStatus.AT_SERVICE_POINT,
    "delivered": TrackingStatus.DELIVERED,
    "return_to_sender": TrackingStatus.RETURNED_TO_SENDER,
    "failure": TrackingStatus.PROBLEM,
    "error": TrackingStatus.PROBLEM,
    "cancelled": TrackingStatus.CANCELLED,
}
REFUNDS = {
    "submitted": TrackingStatus.CANCELLING,
    "refunded": TrackingStatus.CANCELLED,
    "rejected": TrackingStatus.CANCELLATION_FAILED,
}


def shipment_words(
    route: Route,
    parcel: ParcelSpec,
    *,
    customs: CustomsFacts | None = None,
    sender_email: str = "",
    recipient_email: str = "",
) -> Words:
    """Write a return. EasyPost wants the addresses of the way out, and turns them round itself."""
    words: Words = {
        "to_address": _address(route.sender, sender_email),
        "from_address": _address(route.recipient, recipient_email),
        "parcel": _parcel(parcel),
        "is_return": True,
        "options": {"label_format": "PDF", "label_size": "4x6"},
    }
    if customs:
        words["customs_info"] = {
            "contents_type": "returned_goods",
            "restriction_type": "none",
            "non_delivery_option": "return",
            "customs_items": [_customs_item(item) for item in parcel.items],
        }
        words["options"]["invoice_number"] = customs.invoice_number
    return words


def option_from(rate: Words) -> ReturnOption:
    """Read a rate. Its own id is worth nothing in another shipment: carrier and service are."""
    carrier, service = str(rate.get("carrier") or ""), str(rate.get("service") or "")
    days = rate.get("est_delivery_days") or rate.get("delivery_days")
    return ReturnOption(
        code=code_of(rate),
        name=f"{carrier} {service}",
        carrier_code=carrier,
        carrier_name=carrier,
        method=ReturnMethod.DROP_OFF,
        contract_id=str(rate.get("carrier_account_id") or ""),
        price=_money(rate),
        lead_time_hours=24 * days if isinstance(days, int) else None,
    )


def code_of(rate: Words) -> str:
    """Name a rate so that it can be found again."""
    return f"{rate.get('carrier') or ''}:{rate.get('service') or ''}"


def shipment_from(words: Words) -> Shipment:
    """Read a shipment; it has one box, known by the shipment's own id, as trackers name it."""
    tracker = words.get("tracker") or {}
    own, number = str(words["id"]), str(words.get("tracking_code") or "")
    return Shipment(own, (AnnouncedParcel(own, number, str(tracker.get("public_url") or "")),))


def events_from(parcel_id: str, tracker: Words) -> list[TrackingEvent]:
    """Read what a tracker tells, in order."""
    number = str(tracker.get("tracking_code") or "")
    events = []
    for detail in tracker.get("tracking_details") or ():
        at = moment_in(detail.get("datetime")) if isinstance(detail, dict) else None
        if at is not None:
            word, text = str(detail.get("status") or "unknown"), str(detail.get("message") or "")
            status = STATUSES.get(word, TrackingStatus.UNKNOWN)
            events.append(TrackingEvent(parcel_id, status, at, word, text, number))
    return sorted(events, key=lambda event: event.at)


def own_events(words: Words) -> list[TrackingEvent]:
    """Read what a shipment tells of itself: that its label was made, and taken back."""
    own, number = str(words["id"]), str(words.get("tracking_code") or "")
    label, refund = words.get("postage_label") or {}, str(words.get("refund_status") or "")
    told = [
        (moment_in(label.get("created_at")), TrackingStatus.ANNOUNCED, "label_created"),
        (moment_in(words.get("updated_at")), REFUNDS.get(refund), f"refund_{refund}"),
    ]
    return [
        TrackingEvent(own, what, at, word, "", number) for at, what, word in told if at and what
    ]


def moment_in(words: Any) -> datetime | None:
    """Read a moment."""
    try:
        moment = datetime.fromisoformat(words)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _address(address: Address, email: str) -> Words:
    given = {
        "name": address.name,
        "company": address.company,
        "street1": address.street_1,
        "street2": address.street_2,
        "city": address.city,
        "state": address.area,
        "zip": address.postal_code,
        "country": address.country,
        "phone": address.phone,
        "email": email,
    }
    return {name: value for name, value in given.items() if value}


def _parcel(parcel: ParcelSpec) -> Words:
    words: Words = {"weight": _ounces(parcel.weight_grams)}
    if parcel.box:
        sides = {
            "length": parcel.box.length,
            "width": parcel.box.width,
            "height": parcel.box.height,
        }
        words |= {side: _inches(mm) for side, mm in sides.items()}
    return words


def _customs_item(item: ParcelItem) -> Words:
    value = item.price.decimal * item.quantity
    words = {
        "description": item.name,
        "quantity": item.quantity,
        "value": str(value),
        "currency": item.price.currency,
        "weight": _ounces((item.weight_grams or 0) * item.quantity),
        "hs_tariff_number": item.hs_code,
        "origin_country": item.origin,
        "code": item.sku,
    }
    return {name: value for name, value in words.items() if value}


def _ounces(grams: int) -> str:
    return str((Decimal(grams) / GRAMS_IN_OUNCE).quantize(TENTH, ROUND_UP))


def _inches(millimetres: int) -> str:
    return str((Decimal(millimetres) / MM_IN_INCH).quantize(TENTH, ROUND_UP))


def _money(rate: Words) -> Money | None:
    currency = str(rate.get("currency") or "")
    if not currency:
        return None
    try:
        amount = Decimal(str(rate.get("rate")))
    except InvalidOperation:
        return None
    digit = Decimal(1).scaleb(-digits_of(currency))
    return Money.from_decimal(amount.quantize(digit, ROUND_HALF_UP), currency)
