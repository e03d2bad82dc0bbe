"""Words that only we can write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol


class Sealer(Protocol):
    """Signed, expiring words that only we can write and anybody may carry."""

    def seal(self, purpose: str, content: Mapping[str, Any], *, at: datetime) -> str: ...
    def unseal(
        self, purpose: str, token: str, *, at: datetime, lifetime: timedelta
    ) -> dict[str, Any]: ...
