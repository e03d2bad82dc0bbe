"""Questions about credit, exchanges, and what merchants have set about them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from saleor_returns_app.domain.exchanges import Exchange, ExchangeState
from saleor_returns_app.domain.money_rules import MoneyRules
from saleor_returns_app.domain.return_states import DEAD
from saleor_returns_app.domain.store_credit import StoreCredit
from saleor_returns_app.storage import money_tables, tables

_OPEN = (ExchangeState.CHOSEN, ExchangeState.PREPARED)


@dataclass(frozen=True)
class StoreCreditRows:
    """The gift cards that returns bring."""

    session: Session

    def add(self, credit: StoreCredit) -> None:
        """Keep a new one."""
        self.session.add(credit)

    def find(self, case_id: str) -> StoreCredit | None:
        """Find that of a return."""
        return self.session.get(StoreCredit, case_id)


@dataclass(frozen=True)
class ExchangeRows:
    """The exchanges that returns bring."""

    session: Session

    def add(self, exchange: Exchange) -> None:
        """Keep a new one."""
        self.session.add(exchange)

    def find(self, case_id: str) -> Exchange | None:
        """Find that of a return."""
        return self.session.get(Exchange, case_id)

    def waiting(self) -> list[Exchange]:
        """List those of living returns that were not released."""
        columns = money_tables.exchanges.c
        query = (
            select(Exchange)
            .join(tables.returns, tables.returns.c.id == columns.case_id)
            .where(columns.state.in_(_OPEN), tables.returns.c.status.not_in(DEAD))
        )
        return list(self.session.scalars(query.order_by(columns.chosen_at)))


@dataclass(frozen=True)
class MoneyRuleRows:
    """What merchants have set."""

    session: Session

    def of_shop(self, installation_id: str) -> MoneyRules:
        """Return what a shop has set, or the defaults."""
        return self.session.get(MoneyRules, installation_id) or MoneyRules(installation_id)

    def keep(self, rules: MoneyRules) -> None:
        """Keep what a shop has set."""
        self.session.merge(rules)
