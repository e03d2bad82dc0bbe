"""Finding a return again of which only our reference is known: Sendcloud never tells it back."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from saleor_returns_app.adapters.carriers.sendcloud.answers import (
    Return,
    Words,
    parcel_id_in,
    read,
    rows,
)
from saleor_returns_app.adapters.carriers.sendcloud.bodies import REFERENCE
from saleor_returns_app.adapters.carriers.sendcloud.http import SendcloudHttp
from saleor_returns_app.domain.shipping.shipments import AnnouncedParcel, Shipment, ShipmentOrder

# Nobody says in which time zone the window is meant.
OVERLAP = timedelta(hours=2)
PAGE, MOST_PAGES = 40, 50
FORM = "%Y-%m-%d %H:%M:%S"


def returns_between(
    http: SendcloudHttp, since: datetime, until: datetime, *, status: str = ""
) -> Iterator[Words]:
    """List the returns that were made in a window, perhaps of one status."""
    query: dict[str, Any] = {
        "from_date": since.astimezone(UTC).strftime(FORM),
        "to_date": until.astimezone(UTC).strftime(FORM),
        "page_size": PAGE,
    }
    if status:
        query["parent_parcel_status"] = status
    for page in _pages(http, "/v3/returns", query):
        for row in rows(page):
            yield read(Return, row)


def find_return(
    http: SendcloudHttp, order: ShipmentOrder, *, since: datetime, until: datetime
) -> Shipment | None:
    """Find the one return that this order made; None when there is none, or when several may be it."""
    window = since - OVERLAP, until + OVERLAP
    alike = [w for w in returns_between(http, *window) if _may_be(w, order, since)]
    named = [w for w in alike if order.reference in _references(w)]
    found = named or alike
    if len(found) != 1:
        return None
    words = found[0]
    ids = (words["id"], parcel_id_in(words))
    if not all(ids):
        ids = _ids(http, words, window) or ids
    if not all(ids):
        return None
    number, url = words["tracking_number"] or "", words["tracking_url"] or ""
    return Shipment(str(ids[0]), (AnnouncedParcel(str(ids[1]), number, url),))


def _may_be(words: Words, order: ShipmentOrder, since: datetime) -> bool:
    """Whether nothing that a return tells of itself speaks against it."""
    made, option = words["created_at"], (words["shipping_option"] or {}).get("code")
    sender, references = words["from_address"] or {}, _references(words)
    return (
        words["order_number"] == order.order_number
        and (made is None or made >= since - OVERLAP)
        and (not references or order.reference in references)
        and (not option or option == order.option_code)
        and _packed(sender.get("postal_code")) == _packed(order.route.sender.postal_code)
        and _contents(words) in (Counter(), _wanted(order))
    )


def _references(words: Words) -> set[str]:
    items = words["parcel_items"] or ()
    found = (item.get("properties") for item in items)
    return {str(one[REFERENCE]) for one in found if isinstance(one, dict) and one.get(REFERENCE)}


def _contents(words: Words) -> Counter[str]:
    counted: Counter[str] = Counter()
    for item in words["parcel_items"] or ():
        counted[str(item.get("description") or "")] += int(item.get("quantity") or 0)
    return counted


def _wanted(order: ShipmentOrder) -> Counter[str]:
    counted: Counter[str] = Counter()
    for item in order.parcel.items:
        counted[item.name] += item.quantity
    return counted


def _ids(
    http: SendcloudHttp, words: Words, window: tuple[datetime, datetime]
) -> tuple[Any, Any] | None:
    """Look a return up in the older list, the only one that has ids."""
    parcel, number = parcel_id_in(words), words["tracking_number"] or ""
    for page in _pages(http, "/v2/returns", {}):
        entries = page.get("returns") if isinstance(page, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            told = entry.get("incoming_parcel_data") or {}
            is_it = (parcel and str(entry.get("incoming_parcel")) == parcel) or (
                number and told.get("tracking_number") == number
            )
            same_moment = _moment(entry.get("created_at")) == words["created_at"]
            if is_it or (same_moment and told.get("order_number") == words["order_number"]):
                return entry.get("id"), entry.get("incoming_parcel")
    return None


def _pages(http: SendcloudHttp, path: str, query: dict[str, Any]) -> Iterator[Any]:
    """Follow a list by its cursors; the addresses that it names are never called."""
    for _ in range(MOST_PAGES):
        page = http.ask("GET", path, query=query)
        yield page
        next_page = page.get("next") if isinstance(page, dict) else None
        cursor = parse_qs(urlsplit(str(next_page or "")).query).get("cursor")
        if not cursor:
            return
        query = query | {"cursor": cursor[0]}


def _moment(words: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(words)
    except (TypeError, ValueError):
        return None


def _packed(postal_code: Any) -> str:
    return "".join(str(postal_code or "").split()).upper()
