"""What is kept of credit and exchanges, and where codes come from."""

from __future__ import annotations

from typing import Protocol

from saleor_returns_app.domain.exchanges import Exchange
from saleor_returns_app.domain.money_rules import MoneyRules
from saleor_returns_app.domain.saleor_things import GiftCardCode
from saleor_returns_app.domain.store_credit import StoreCredit


class StoreCredits(Protocol):
    """The gift cards that returns bring."""

    def add(self, credit: StoreCredit) -> None: ...
    def find(self, case_id: str) -> StoreCredit | None: ...


class Exchanges(Protocol):
    """The exchanges that returns bring."""

    def add(self, exchange: Exchange) -> None: ...
    def find(self, case_id: str) -> Exchange | None: ...
    def waiting(self) -> list[Exchange]:
        """List those of living returns that were not released, to look at."""


class MoneyRulebook(Protocol):
    """What merchants have set; of who has set nothing, the defaults."""

    def of_shop(self, installation_id: str) -> MoneyRules: ...
    def keep(self, rules: MoneyRules) -> None: ...


class CardCodes(Protocol):
    """Codes that cannot be guessed, the same each time for the same thing while a secret lasts."""

    def code_for(self, name: str) -> GiftCardCode: ...
