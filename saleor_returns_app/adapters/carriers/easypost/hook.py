"""What EasyPost tells us unasked, signed over the bytes as they came."""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from saleor_returns_app.adapters.carriers.easypost.words import events_from
from saleor_returns_app.domain.shipping.errors import CarrierRefused, CarrierSignatureInvalid
from saleor_returns_app.domain.shipping.tracking import CarrierMessage

SIGNATURE, SCHEME = "x-hmac-signature", "hmac-sha256-hex="


class EasyPostHook:
    """Events of trackers, and hints about refunds."""

    def check(self, headers: Mapping[str, str], body: bytes, keys: Sequence[str]) -> None:
        """Compare the signature, with every key, whichever fits."""
        sent = {name.lower(): value for name, value in headers.items()}
        given = sent.get(SIGNATURE, "").encode("utf-8", "surrogateescape")
        fits = [hmac.compare_digest(given, _signature(key, body)) for key in keys if key]
        if not any(fits):
            raise CarrierSignatureInvalid

    def read(self, body: bytes) -> CarrierMessage:
        """Read an event; what we know nothing of brings nothing."""
        words = _words_in(body)
        kind, result = str(words.get("description") or ""), words.get("result")
        if not isinstance(result, dict):
            return CarrierMessage(kind)
        parcel = result.get("shipment_id")
        if kind.startswith("tracker.") and parcel:
            return CarrierMessage(kind, events=tuple(events_from(str(parcel), result)))
        if kind.startswith("refund.") and parcel:
            return CarrierMessage(kind, look_at=(str(parcel),))
        return CarrierMessage(kind)


def _signature(key: str, body: bytes) -> bytes:
    """Sign as EasyPost does, which takes the characters of a key apart first."""
    secret = unicodedata.normalize("NFKD", key).encode()
    return f"{SCHEME}{hmac.new(secret, body, hashlib.sha256).hexdigest()}".encode()


def _words_in(body: bytes) -> dict[str, Any]:
    try:
        words = json.loads(body.decode())
    except (ValueError, RecursionError) as error:
        raise CarrierRefused("This is not JSON in UTF-8.") from error
    if not isinstance(words, dict):
        raise CarrierRefused("This is not an object.")
    return words
