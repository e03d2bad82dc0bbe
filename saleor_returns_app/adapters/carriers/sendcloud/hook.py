"""What Sendcloud tells us unasked: signed over the bytes as they came, read with patience."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from saleor_returns_app.adapters.carriers.sendcloud.faults import exact_json
from saleor_returns_app.adapters.carriers.sendcloud.statuses import Known, by_id, by_phase
from saleor_returns_app.domain.shipping.errors import CarrierRefused, CarrierSignatureInvalid
from saleor_returns_app.domain.shipping.tracking import CarrierMessage, TrackingEvent

SIGNATURE, BEARER = "sendcloud-signature", "bearer "
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Sendcloud names moments in milliseconds. Before it was founded nothing happened, and so far ahead
# there are no dates.
MOMENTS = range(1_325_376_000_000, 253_402_300_800_000)


class SendcloudHook:
    """Webhooks of an integration, and the events of an event subscription."""

    def check(self, headers: Mapping[str, str], body: bytes, keys: Sequence[str]) -> None:
        """Compare the signature, or, as event subscriptions have none, the token they were given."""
        keys = [key for key in keys if key]
        sent = {name.lower(): value.strip() for name, value in headers.items()}
        if signature := sent.get(SIGNATURE):
            wanted = [hmac.new(key.encode(), body, hashlib.sha256).hexdigest() for key in keys]
            given = signature.lower()
        else:
            token = sent.get("authorization", "")
            given = token[len(BEARER) :] if token.lower().startswith(BEARER) else ""
            wanted = keys
        # Every key is compared, so that the time taken tells nothing of which one fits.
        fits = [hmac.compare_digest(_bytes(given), _bytes(one)) for one in wanted]
        if not given or not any(fits):
            raise CarrierSignatureInvalid

    def read(self, body: bytes) -> CarrierMessage:
        """Read a delivery; what we know nothing of brings nothing."""
        words = _words_in(body)
        kind = str(words.get("action") or words.get("event_type") or "")
        if kind == "parcel_status_changed":
            return CarrierMessage(kind, events=(_status_changed(words),))
        if kind == "parcels.event.created":
            return CarrierMessage(kind, events=(_event_created(_dict(words, "data")),))
        if kind == "return_created":
            made = _dict(words, "data").get("id")
            return CarrierMessage(kind, look_at=(str(made),) if made else ())
        return CarrierMessage(kind)


def _words_in(body: bytes) -> dict[str, Any]:
    try:
        words = exact_json(body.decode())
    except (ValueError, RecursionError) as error:
        raise CarrierRefused("This is not JSON in UTF-8.") from error
    if not isinstance(words, dict):
        raise CarrierRefused("This is not an object.")
    return words


def _status_changed(words: dict[str, Any]) -> TrackingEvent:
    """Read a new status. Its number counts, not its text, which Sendcloud's own examples mix up."""
    parcel = _dict(words, "parcel")
    status = _dict(parcel, "status")
    moment = words.get("carrier_status_change_timestamp") or words.get("timestamp")
    known = by_id(status["id"]) if isinstance(status.get("id"), int) else None
    if known is None or not isinstance(moment, int) or moment not in MOMENTS:
        raise CarrierRefused("This names no status, or no moment.")
    at = EPOCH + timedelta(milliseconds=moment)
    number = str(parcel.get("tracking_number") or "")
    return _event(parcel.get("id"), known, at, str(status.get("message") or ""), number)


def _event_created(data: dict[str, Any]) -> TrackingEvent:
    parcel, event = _dict(data, "parcel"), _dict(data, "event")
    at = _moment(event.get("timestamp"))
    known = by_phase(str(event.get("phase") or ""), str(event.get("exception") or "none"))
    number = str(parcel.get("tracking_number") or "")
    text = str(event.get("description") or "")
    return _event(parcel.get("parcel_id"), known, at, text, number)


def _event(parcel: Any, known: Known, at: datetime, text: str, number: str) -> TrackingEvent:
    if not isinstance(parcel, int):
        raise CarrierRefused("This names no parcel.")
    return TrackingEvent(str(parcel), known.ours, at, known.slug, text, number)


def _moment(words: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
    except (TypeError, ValueError) as error:
        raise CarrierRefused("This names no moment.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _dict(words: dict[str, Any], name: str) -> dict[str, Any]:
    found = words.get(name)
    return found if isinstance(found, dict) else {}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
