"""Where deliveries come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from saleor_returns_app.domain.deliveries import Arrival
from saleor_returns_app.domain.errors import Unavailable
from saleor_returns_app.domain.installation import Installation


@dataclass(frozen=True)
class KnownShop:
    """A shop as it was when it was looked up; `version` is another one after every change."""

    installation: Installation
    version: str


class ShopChanged(Unavailable):
    """This shop is being changed at this very moment; please come again."""

    code = "shop_changed"


class Inbox(Protocol):
    """Where deliveries come in. It remembers shops: to refuse somebody, look the shop up afresh."""

    def shop(self, api_url: str, *, afresh: bool = False) -> KnownShop: ...
    def keep(self, arrival: Arrival, shop: KnownShop) -> bool:
        """Keep a delivery durably and have it applied; says False of one that was here before.

        Raises `ShopChanged` when the shop is no longer as it was known.
        """
