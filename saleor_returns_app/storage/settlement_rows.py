"""Questions about what the returns bring their customers."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.settlements import Settlement
from saleor_returns_app.storage import tables

_settlements = tables.settlements.c


@dataclass(frozen=True)
class SettlementRows:
    """The settlements."""

    session: Session

    def add(self, settlement: Settlement) -> None:
        """Keep a new settlement."""
        self.session.add(settlement)

    def find_of_case(self, case_id: str) -> Settlement | None:
        """Find a return's settlement, locked until the transaction ends."""
        query = select(Settlement).where(_settlements.case_id == case_id).with_for_update()
        return self.session.scalar(query.execution_options(populate_existing=True))

    def of_case(self, case_id: str) -> Settlement:
        """Return a return's settlement, locked until the transaction ends."""
        found = self.find_of_case(case_id)
        if found is None:
            raise NotFound("This return brings nothing.")
        return found

    def look_at(self, case_id: str) -> Settlement | None:
        """Find a return's settlement to look at."""
        return self.session.scalar(select(Settlement).where(_settlements.case_id == case_id))

    def of_order(self, order_id: str) -> list[Settlement]:
        """List the settlements of an order's returns, the oldest first."""
        query = (
            select(Settlement)
            .join(tables.returns, tables.returns.c.id == _settlements.case_id)
            .where(tables.returns.c.order_id == order_id)
        )
        return list(self.session.scalars(query.order_by(_settlements.created_at)))
