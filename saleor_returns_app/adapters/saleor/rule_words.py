"""From Saleor's words to the facts that rules ask for. What cannot be read is left out, never guessed.

Merchants write some of these by hand, or have other apps write them, so everything is bounded.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import structlog

from saleor_returns_app.domain.orders import DeliveredAt, DeliverySource, RecordedExclusion

log = structlog.get_logger()
Words = Mapping[str, Any]

# Longer texts are nothing that a rule compares; they would only swell every snapshot.
LONGEST_TEXT = 500
MOST_ENTRIES = 100

_GRAMS = {
    "G": Decimal(1),
    "KG": Decimal(1000),
    "LB": Decimal("453.59237"),
    "OZ": Decimal("28.349523125"),
    "TONNE": Decimal(1_000_000),
}
# A gift card that pays as a transaction (Saleor 3.23) leaves no other trace that an app may see.
_GIFT_CARD_PAID = "Gift card (ending:"
# Zones differ by a day: a parcel may have arrived a day "before" it left, never earlier.
_CLOCKS_DIFFER = timedelta(days=1)


def metadata_from(*levels: Sequence[Words] | None) -> dict[str, str]:
    """Read metadata; a later level stands over an earlier one."""
    return {
        item["key"]: item["value"]
        for items in levels
        for item in (items or ())[:MOST_ENTRIES]
        if len(item["key"]) <= LONGEST_TEXT and len(item["value"]) <= LONGEST_TEXT
    }


def attributes_from(*levels: Sequence[Words] | None) -> dict[str, tuple[str, ...]]:
    """Read attributes by slug; the product's and the variant's values of one attribute add up.

    Each value is given by its slug and, where it reads otherwise, by its name too: a merchant may
    write either in a rule, and values of free text or numbers have slugs that nobody knows.
    """
    found: dict[str, dict[str, str]] = {}
    for selected in (one for items in levels for one in (items or ())[:MOST_ENTRIES]):
        slug = selected["attribute"].get("slug") or ""
        values = found.setdefault(slug, {})
        for text in _value_texts(selected["values"][:MOST_ENTRIES]):
            values.setdefault(text.casefold(), text)
    return {slug: tuple(values.values()) for slug, values in found.items() if slug and values}


def _value_texts(values: Iterable[Words]) -> Iterator[str]:
    for value in values:
        if value.get("boolean") is not None:
            yield "true" if value["boolean"] else "false"
            continue
        yield from (
            text
            for text in (value.get("slug"), value.get("name"))
            if text and len(text) <= LONGEST_TEXT
        )


def categories_from(category: Words | None) -> tuple[str, ...]:
    """Name a category and those above it, the nearest first.

    Saleor gives ancestors in no order of depth, hence the sort. A tree that leads back to itself
    names each slug once.
    """
    if not category or "slug" not in category:
        return ()
    edges = (category.get("ancestors") or {}).get("edges") or ()
    above = sorted((edge["node"] for edge in edges), key=lambda node: -node["level"])
    return tuple(dict.fromkeys([category["slug"], *(node["slug"] for node in above)]))


def grams_from(*weights: Words | None) -> int | None:
    """Read the first weight that was set; zero is Saleor's word for none."""
    for weight in weights:
        unit = _GRAMS.get((weight or {}).get("unit", ""))
        if weight and unit and (value := _decimal(weight["value"])) > 0:
            return int((value * unit).quantize(Decimal(1), ROUND_HALF_UP))
    return None


def _decimal(value: object) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() and number < Decimal(10) ** 12 else Decimal(0)


def paid_by_gift_card(order: Words) -> bool:
    """Say whether a gift card paid any part: the old way at checkout, or as a transaction."""
    transactions = order.get("transactions") or ()
    return bool(order.get("giftCards")) or any(is_gift_card(one) for one in transactions)


def is_gift_card(transaction: Words) -> bool:
    """Say whether a transaction took its money from a gift card."""
    return any(
        (event.get("message") or "").startswith(_GIFT_CARD_PAID)
        for event in transaction.get("events") or ()
        if event.get("type") == "CHARGE_SUCCESS"
    )


def exclusion_from(text: str | None, *, order: str) -> RecordedExclusion | None:
    """Read what was recorded at the sale; without a ground and evidence there is no exclusion."""
    if not text:
        return None
    try:
        said = json.loads(text[: 20 * LONGEST_TEXT])
        ground, evidence = said["ground"], said["evidence"]
    except (ValueError, TypeError, KeyError, RecursionError):
        _complain("returns.exclusion", order)
        return None
    if not (_is_said(ground) and _is_said(evidence)):
        _complain("returns.exclusion", order)
        return None
    return RecordedExclusion(ground.strip(), evidence.strip())


def _is_said(text: object) -> bool:
    """Say whether it is a text, and one that a database can hold: escapes may spell anything."""
    if not isinstance(text, str) or not text.strip() or "\0" in text:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def delivered_from(text: str | None, *, sent_at: datetime, order: str) -> DeliveredAt | None:
    """Read when the shop says that a parcel arrived: an ISO date, or an instant with its offset.

    A date alone is noon UTC of that day: the same date from Hawaii to the Solomon Islands, and east of
    them the next, so that nobody's time runs out early. A moment without an offset is taken for its
    date. What lies before the parcel left is a slip of the pen.
    """
    if not text:
        return None
    try:
        at = _instant(text.strip())
    except (ValueError, OverflowError):
        _complain("returns.delivered_at", order)
        return None
    if at < sent_at - _CLOCKS_DIFFER:
        _complain("returns.delivered_at", order)
        return None
    return DeliveredAt(at, DeliverySource.SHOP)


def _instant(text: str) -> datetime:
    said = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if said.tzinfo is None:
        return _noon(said.date())
    return said.astimezone(UTC)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _complain(key: str, order: str) -> None:
    """Leave a trace for the merchant without repeating what may be about a person."""
    log.warning("metadata_unreadable", key=key, order_number=order)
