"""The messages between the Dashboard and an app's frame, as Saleor's sources have them.

No recording of them exists; the table beside this module was written down once from the sources of the
Dashboard and its SDK. Our bridge and the pretend Dashboard are both held against it.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

Message = Mapping[str, Any]
TABLE = Path(__file__).with_name("bridge_messages.json")


@cache
def table() -> dict[str, list[dict[str, Any]]]:
    """Read the table."""
    return dict(json.loads(TABLE.read_text(encoding="utf-8")))


def actions_known(version: tuple[int, int]) -> set[str]:
    """Name the actions that a Dashboard knows."""
    return {one["type"] for one in table()["actions"] if tuple(one["since"]) <= version}


def strange_events(heard: list[Message]) -> list[Message]:
    """Find what the Dashboard said that no row of the table has the shape of."""
    return [one for one in heard if not any(_alike(one, row, {}) for row in table()["events"])]


def strange_actions(heard: list[Message]) -> list[Message]:
    """Find what the app asked that no row of the table has the shape of; each carries its id."""
    return [one for one in heard if not any(_is_action(one, row) for row in table()["actions"])]


def _is_action(message: Message, row: Message) -> bool:
    if not str(message["payload"].get("actionId") or ""):
        return False
    payload = {key: value for key, value in message["payload"].items() if key != "actionId"}
    return _alike({**message, "payload": payload}, row, row.get("optional", {}))


def _alike(message: Message, row: Message, optional: Message) -> bool:
    payload, needed = message["payload"], row["payload"]
    allowed = {**needed, **optional}
    return (
        message["type"] == row["type"]
        and needed.keys() <= payload.keys() <= allowed.keys()
        and all(isinstance(value, type(allowed[key])) for key, value in payload.items())
    )
