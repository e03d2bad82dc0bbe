"""A decision as bytes: the same decision gives the same ones, in every process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from saleor_returns_app.domain.policy.decision import Decision


def canonical_json(decision: Decision) -> bytes:
    """Write a decision, trace and all, as JSON with sorted keys and nothing but ASCII."""
    return json.dumps(plain(decision), sort_keys=True, separators=(",", ":")).encode("ascii")


def plain(value: Any) -> Any:
    """Turn a value of the domain into what JSON can hold."""
    match value:
        case None | str() | int():
            return value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case _ if is_dataclass(value):
            names = (field.name for field in fields(value))
            return {name: plain(getattr(value, name)) for name in names}
        case _:
            return [plain(one) for one in value]
