"""One way to write JSON, so that the same content is always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Plain = Mapping[str, Any]


def canonical(content: Plain) -> bytes:
    """Write content as RFC 8785 has it: keys sorted, no space, UTF-8.

    Keys are ASCII and numbers are whole, so that Python sorts and writes them as the RFC does.
    """
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def read_canonical(data: bytes) -> dict[str, Any]:
    """Read JSON that was written so. Raises `ValueError` for anything else, be it a space more."""
    try:
        content = json.loads(data.decode())
        again = canonical(content)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(content, dict) or again != data:
        raise ValueError("not canonical JSON")
    return content
