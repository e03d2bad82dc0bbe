"""What a memory store keeps of units that go back into warehouses."""

from __future__ import annotations

from dataclasses import dataclass, field

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.restocking import Restock, StockPlace
from tests.support.memory_store.rows import one_of


@dataclass
class MemoryRestocks:
    """The units on their way back into stock."""

    kept: list[Restock] = field(default_factory=list)
    places: dict[str, StockPlace] = field(default_factory=dict)

    def place_of(self, installation_id: str) -> StockPlace | None:
        return self.places.get(installation_id)

    def choose(self, place: StockPlace) -> None:
        self.places[place.installation_id] = place

    def add(self, restock: Restock) -> None:
        self.kept.append(restock)

    def locked(self, id: str) -> Restock:
        return one_of(self.kept, lambda one: one.id == id, NotFound())

    def of_case(self, case_id: str) -> list[Restock]:
        return [one for one in self.kept if one.case_id == case_id]
