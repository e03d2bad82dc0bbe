"""What a memory store keeps of credit and exchanges."""

from __future__ import annotations

from dataclasses import dataclass, field

from saleor_returns_app.domain.exchanges import Exchange, ExchangeState
from saleor_returns_app.domain.money_rules import MoneyRules
from saleor_returns_app.domain.store_credit import StoreCredit
from tests.support.memory_store.returns import MemoryReturns


@dataclass
class MemoryCredits:
    """The gift cards."""

    kept: list[StoreCredit] = field(default_factory=list)

    def add(self, credit: StoreCredit) -> None:
        self.kept.append(credit)

    def find(self, case_id: str) -> StoreCredit | None:
        return next((one for one in self.kept if one.case_id == case_id), None)


@dataclass
class MemoryExchanges:
    """The exchanges; `returns` says which are of living returns."""

    returns: MemoryReturns
    kept: list[Exchange] = field(default_factory=list)

    def add(self, exchange: Exchange) -> None:
        self.kept.append(exchange)

    def find(self, case_id: str) -> Exchange | None:
        return next((one for one in self.kept if one.case_id == case_id), None)

    def waiting(self) -> list[Exchange]:
        is_open = (ExchangeState.CHOSEN, ExchangeState.PREPARED)
        return [
            one
            for one in self.kept
            if one.state in is_open and not self.returns.by_id(one.case_id).is_dead
        ]


@dataclass
class MemoryMoneyRules:
    """What merchants have set."""

    kept: list[MoneyRules] = field(default_factory=list)

    def of_shop(self, installation_id: str) -> MoneyRules:
        known = (one for one in self.kept if one.installation_id == installation_id)
        return next(known, None) or MoneyRules(installation_id)

    def keep(self, rules: MoneyRules) -> None:
        others = [one for one in self.kept if one.installation_id != rules.installation_id]
        self.kept = [*others, rules]
