"""What a merchant has set for credit and exchanges, beside the rules of who may have them."""

from __future__ import annotations

from dataclasses import dataclass

from saleor_returns_app.domain.exchanges import Release

LONGEST_WORDS = 500


@dataclass(eq=False)
class MoneyRules:
    """How a shop gives credit and sends exchanges.

    Credit never expires without `credit_months`. `how_to_pay` tells customers how they pay the
    difference of an exchange.
    """

    installation_id: str
    credit_months: int | None = None
    exchange_release: Release = Release.BY_HAND
    how_to_pay: str = ""
