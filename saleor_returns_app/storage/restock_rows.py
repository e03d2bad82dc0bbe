"""Units that go back into warehouses."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.restocking import Restock, StockPlace
from saleor_returns_app.storage import money_tables

_restocks = money_tables.restocks.c


@dataclass(frozen=True)
class RestockRows:
    """The units on their way back into stock, and where each shop wants them."""

    session: Session

    def place_of(self, installation_id: str) -> StockPlace | None:
        """Find the warehouse that a shop has chosen."""
        return self.session.get(StockPlace, installation_id)

    def choose(self, place: StockPlace) -> None:
        """Keep a shop's warehouse in the place of the one before."""
        self.session.merge(place)

    def add(self, restock: Restock) -> None:
        """Keep new ones."""
        self.session.add(restock)

    def locked(self, id: str) -> Restock:
        """Return one, locked until the transaction ends."""
        query = select(Restock).where(_restocks.id == id).with_for_update()
        found = self.session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise NotFound("Nothing of this goes back into stock.")
        return found

    def of_case(self, case_id: str) -> list[Restock]:
        """List those of a return, in the order in which they came."""
        query = select(Restock).where(_restocks.case_id == case_id)
        return list(self.session.scalars(query.order_by(_restocks.created_at, _restocks.id)))
