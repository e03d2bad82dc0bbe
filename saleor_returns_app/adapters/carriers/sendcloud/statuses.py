"""Sendcloud's words for the states of a parcel, in ours: a table (statuses.toml), read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from saleor_returns_app.domain.shipping.tracking import TrackingStatus

BEYOND_EXCEPTIONS = TrackingStatus.DELIVERED
_GAPS = str.maketrans("_-:", "   ")


@dataclass(frozen=True)
class Known:
    """A state by Sendcloud's slug, whichever of its words was used, and by ours."""

    slug: str
    ours: TrackingStatus


def by_id(number: int) -> Known:
    """Read the number of a webhook; one that nobody has told us of stays a number."""
    return _ids().get(number) or Known(str(number), TrackingStatus.UNKNOWN)


def by_words(words: str) -> Known:
    """Read a slug, a code in capitals or the text of a history."""
    slug = _slug(words)
    return _slugs().get(slug) or Known(slug, TrackingStatus.UNKNOWN)


def by_phase(phase: str, exception: str) -> Known:
    """Read the two words of an event."""
    table = _table()
    status = TrackingStatus(table["phase"].get(phase, TrackingStatus.UNKNOWN))
    befallen = table["exception"].get(exception)
    if befallen == TrackingStatus.RETURNED_TO_SENDER or (befallen and status != BEYOND_EXCEPTIONS):
        return Known(exception, TrackingStatus(befallen))
    return Known(phase, status)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("statuses.toml").read_text("utf-8"))


@cache
def _ids() -> dict[int, Known]:
    rows = (row for row in _table()["status"] if "id" in row)
    return {row["id"]: Known(row["slug"], TrackingStatus(row["ours"])) for row in rows}


@cache
def _slugs() -> dict[str, Known]:
    known: dict[str, Known] = {}
    for row in _table()["status"]:
        state = Known(row["slug"], TrackingStatus(row["ours"]))
        text = _slug(row["text"])
        known |= dict.fromkeys([row["slug"], text, *row.get("also", [])], state)
    return known


def _slug(words: str) -> str:
    return "-".join(words.lower().translate(_GAPS).split())
