"""What Sendcloud says when it refuses: six shapes of a body, and none at all, become one error."""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.shipping.errors import (
    CarrierKeyWrong,
    CarrierRefused,
    Place,
    ReferenceUsed,
    ShipmentUnknown,
)

LONGEST_TEXT = 500
UNSAID = sentence("Sendcloud refuses this and does not say why.")
REFERENCE_FIELD = "external_reference"
REFERENCE_TEXT = "reference has already been used"

exact_json = partial(json.loads, parse_float=Decimal)


def refusal_in(status: int, body: bytes) -> ReturnsError:
    """Read a refusal. A body that is none of Sendcloud's, a proxy's page say, is not repeated."""
    faults = list(_faults(_read(body)))
    text = "; ".join(dict.fromkeys(place.what for _, place in faults if place.what))
    message = text[:LONGEST_TEXT] or UNSAID
    code = next((code for code, _ in faults if code), "")
    if status in (401, 403):
        return CarrierKeyWrong(message, status=status, carrier_code=code)
    places = [place for _, place in faults]
    kind = CarrierRefused
    if any(_speaks_of_reference(place) for place in places):
        kind = ReferenceUsed
    elif status == 404:
        kind = ShipmentUnknown
    return kind(message, status=status, carrier_code=code, places=places)


def places_in(errors: Any) -> list[Place]:
    """Read the errors that a return carries about its announcement."""
    return [place for _, place in _faults({"errors": errors})]


def _read(body: bytes) -> Any:
    try:
        return exact_json(body)
    except (ValueError, RecursionError):
        return None


def _faults(words: Any) -> Iterator[tuple[str, Place]]:
    """List (code, place) of whichever shape this is."""
    if not isinstance(words, dict):
        return
    for error in _list(words.get("errors")):
        yield _text(error.get("code")), Place(_where(error), _what(error))
    single, detail = words.get("error"), words.get("detail")
    if isinstance(single, dict):
        yield _text(single.get("code")), Place("", _what(single))
    elif isinstance(single, str):
        yield single, Place("", _text(words.get("error_description")) or single)
    if isinstance(detail, str):
        yield "", Place("", detail)
    for error in _list(detail):
        steps = error.get("loc")
        path = ".".join(map(str, steps)) if isinstance(steps, list) else ""
        yield _text(error.get("type")), Place(path, _text(error.get("msg")))


def _where(error: dict[str, Any]) -> str:
    source = error.get("source")
    if isinstance(source, dict):
        return next(
            (_text(source[k]) for k in ("pointer", "parameter", "header") if k in source), ""
        )
    return _text(error.get("field"))


def _what(error: dict[str, Any]) -> str:
    said = (_text(error.get(name)) for name in ("detail", "message", "title"))
    return next(filter(None, said), "")


def _list(words: Any) -> list[dict[str, Any]]:
    return [one for one in words if isinstance(one, dict)] if isinstance(words, list) else []


def _text(words: Any) -> str:
    return str(words)[:LONGEST_TEXT] if isinstance(words, str | int) else ""


def _speaks_of_reference(place: Place) -> bool:
    """Whether this is the refusal of a reference that is taken: it has no code of its own."""
    return REFERENCE_TEXT in place.what.lower() or (
        place.where.endswith(REFERENCE_FIELD) and "already" in place.what.lower()
    )
