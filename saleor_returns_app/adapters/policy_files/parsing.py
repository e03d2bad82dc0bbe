"""From bytes to plain JSON values, within limits: no float, no double field, nothing unstorable."""

import json
from collections.abc import Mapping
from typing import Any

from saleor_returns_app.adapters.policy_files.faults import extended, refusal_at
from saleor_returns_app.adapters.policy_files.limits import DEEPEST, MOST_BYTES
from saleor_returns_app.domain.errors import PolicyInvalid

Words = dict[str, Any]


class _FieldTwice(ValueError):
    """An object says one thing twice."""


def words_from(text: str | bytes) -> Words:
    """Read a JSON object. Raises `PolicyInvalid` for anything else."""
    if len(text) > MOST_BYTES:
        raise refusal_at("", "too_large")
    try:
        words = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except _FieldTwice as error:
        raise refusal_at(extended("", error), "field_twice") from error
    except RecursionError as error:
        raise refusal_at("", "too_deep") from error
    except ValueError as error:
        raise refusal_at("", "not_json") from error
    return checked(words)


def checked(words: object) -> Words:
    """Refuse JSON values that are no object, nested without measure, or hold what cannot be stored."""
    if not isinstance(words, dict):
        raise refusal_at("", "not_an_object")
    fault = _first_fault(words)
    if fault:
        raise fault
    return words


def _first_fault(words: object) -> PolicyInvalid | None:
    waiting: list[tuple[str, object, int]] = [("", words, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        if depth > DEEPEST:
            return refusal_at(path, "too_deep")
        if isinstance(value, Mapping):
            if any(not _can_be_stored(name) for name in value):
                return refusal_at(path, "bad_character")
            waiting += [(extended(path, name), part, depth + 1) for name, part in value.items()]
        elif isinstance(value, list):
            waiting += [
                (extended(path, place), part, depth + 1) for place, part in enumerate(value)
            ]
        elif isinstance(value, str) and not _can_be_stored(value):
            return refusal_at(path, "bad_character")
    return None


def _can_be_stored(text: object) -> bool:
    """Whether UTF-8 and PostgreSQL can hold it: no lone surrogates, no zero bytes."""
    return isinstance(text, str) and not any(
        letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _FieldTwice(name)
        found[name] = value
    return found


def _no_number(word: str) -> object:
    raise ValueError(word)
