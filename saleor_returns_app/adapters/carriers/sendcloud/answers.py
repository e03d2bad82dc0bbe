"""What Sendcloud answers, read leniently: its own examples stray from its documents."""

import re
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from saleor_returns_app.adapters.carriers.sendcloud.faults import places_in
from saleor_returns_app.adapters.carriers.sendcloud.statuses import by_words
from saleor_returns_app.domain.money import Money, digits_of
from saleor_returns_app.domain.shipping.errors import CarrierUnreachable
from saleor_returns_app.domain.shipping.shipments import AnnouncedParcel, Shipment
from saleor_returns_app.domain.shipping.tracking import ShipmentState, TrackingEvent

PARCEL_IN_LABEL = re.compile(r"/parcels/(\d+)/documents/")


class Lenient(Schema):
    """Takes what it knows and lets the rest pass."""

    class Meta:
        """What marshmallow wants to know."""

        unknown = EXCLUDE


class Announced(Lenient):
    """What comes back for a return that was made."""

    return_id = fields.Int(required=True)
    parcel_id = fields.Int(required=True)
    multi_collo_ids = fields.List(fields.Int(), load_default=list, allow_none=True)


class HistoryEntry(Lenient):
    """One entry of a return's history."""

    carrier_update_timestamp = fields.AwareDateTime(required=True, default_timezone=UTC)
    parent_status = fields.Str(load_default="", allow_none=True)
    carrier_message = fields.Str(load_default="", allow_none=True)


class Return(Lenient):
    """A return; its id is in nobody's documents, and taken where it comes."""

    id = fields.Int(load_default=None, allow_none=True)
    created_at = fields.AwareDateTime(load_default=None, allow_none=True, default_timezone=UTC)
    order_number = fields.Str(load_default="", allow_none=True)
    shipping_option = fields.Dict(load_default=dict, allow_none=True)
    from_address = fields.Dict(load_default=dict, allow_none=True)
    parcel_items = fields.List(fields.Dict(), load_default=list, allow_none=True)
    label = fields.Dict(load_default=None, allow_none=True)
    label_url = fields.Str(load_default=None, allow_none=True)
    tracking_number = fields.Str(load_default="", allow_none=True)
    tracking_url = fields.Str(load_default="", allow_none=True)
    is_cancellable = fields.Bool(load_default=False, allow_none=True)
    delivery_option = fields.Str(load_default="", allow_none=True)
    customs_information = fields.Dict(load_default=None, allow_none=True)
    status_history = fields.List(fields.Nested(HistoryEntry), load_default=list, allow_none=True)
    errors = fields.List(fields.Dict(), load_default=list, allow_none=True)


Words = dict[str, Any]


def read(schema: type[Schema], answer: Any) -> Words:
    """Read an answer, with or without `data` around it; what makes no sense at all is no answer."""
    if isinstance(answer, dict) and isinstance(answer.get("data"), dict):
        answer = answer["data"]
    try:
        words: Words = schema().load(answer)
    except ValidationError as error:
        raise CarrierUnreachable("Sendcloud's answer cannot be read.") from error
    return words


def rows(answer: Any) -> list[Words]:
    """Return the rows of a list."""
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, list):
        raise CarrierUnreachable("Sendcloud's answer cannot be read.")
    return [row for row in data if isinstance(row, dict)]


def shipment_from(answer: Any) -> Shipment:
    """Read what was announced; whether the list of boxes repeats the first is not documented."""
    words = read(Announced, answer)
    boxes = dict.fromkeys([words["parcel_id"], *(words["multi_collo_ids"] or ())])
    return Shipment(str(words["return_id"]), tuple(AnnouncedParcel(str(box)) for box in boxes))


def parcel_id_in(words: Words) -> str:
    """Find the id of the parcel in the address of its label; empty while there is none."""
    label = words["label"] or {}
    found = PARCEL_IN_LABEL.search(words["label_url"] or str(label.get("label_printer") or ""))
    return found[1] if found else ""


def has_label(words: Words) -> bool:
    """Whether there is a label to fetch."""
    return bool(words["label"] or words["label_url"])


def state_from(shipment: Shipment, words: Words) -> ShipmentState:
    """Say all that a return tells; its history speaks of the first box."""
    first, number = shipment.parcels[0].id, words["tracking_number"] or ""
    events = [_event(first, number, entry) for entry in words["status_history"] or ()]
    return ShipmentState(
        shipment.id,
        tuple(sorted(events, key=_moment)),
        is_cancellable=bool(words["is_cancellable"]),
        has_documents=has_label(words),
        errors=tuple(place.what for place in places_in(words["errors"])),
        tracking_numbers=((first, number),) if number else (),
    )


def money_in(words: Any) -> Money | None:
    """Read an amount, a text or a number; more digits than the currency has are rounded half up."""
    if not isinstance(words, dict) or not words.get("currency"):
        return None
    currency = str(words["currency"])
    digit = Decimal(1).scaleb(-digits_of(currency))
    amount = Decimal(str(words.get("value") or 0)).quantize(digit, ROUND_HALF_UP)
    return Money.from_decimal(amount, currency)


def _event(parcel_id: str, number: str, entry: Words) -> TrackingEvent:
    state = by_words(entry["parent_status"] or "")
    text = entry["carrier_message"] or entry["parent_status"] or ""
    at = entry["carrier_update_timestamp"]
    return TrackingEvent(parcel_id, state.ours, at, state.slug, text, number)


def _moment(event: TrackingEvent) -> datetime:
    return event.at
