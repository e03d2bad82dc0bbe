"""What is kept of units that go back into a warehouse."""

from typing import Protocol

from saleor_returns_app.domain.restocking import Restock, StockPlace


class Restocks(Protocol):
    """The units on their way back into stock, and where each shop wants them."""

    def place_of(self, installation_id: str) -> StockPlace | None:
        """Find the warehouse that a shop has chosen."""

    def choose(self, place: StockPlace) -> None:
        """Keep a shop's warehouse in the place of the one before."""

    def add(self, restock: Restock) -> None: ...
    def locked(self, id: str) -> Restock:
        """Return one, locked until the transaction ends."""

    def of_case(self, case_id: str) -> list[Restock]:
        """List those of a return, in the order in which they came."""
