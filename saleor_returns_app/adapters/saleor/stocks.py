"""What lies in a shop's warehouses."""

from saleor_returns_app.adapters.saleor.speaker import Speaker
from saleor_returns_app.domain.saleor_things import Stock, Warehouse


class Stocks(Speaker):
    """Reads and sets stock; Saleor knows absolute quantities only."""

    def stocks(self, variant_id: str) -> list[Stock]:
        """List what each warehouse holds of a variant; nothing when it is gone."""
        variant = self._endpoint.ask("stocks", id=variant_id)["productVariant"]
        return [
            Stock(
                warehouse_id=one["warehouse"]["id"],
                name=one["warehouse"]["name"],
                quantity=one["quantity"],
                allocated=one["quantityAllocated"],
                is_tracked=variant["trackInventory"],
            )
            for one in (variant or {}).get("stocks") or ()
        ]

    def set_stock(self, variant_id: str, warehouse_id: str, quantity: int) -> None:
        """Set what a warehouse holds of a variant; where it held none, it does now."""
        stocks = [{"warehouse": warehouse_id, "quantity": quantity}]
        self._endpoint.tell(
            "stock_set", "productVariantStocksUpdate", variant=variant_id, stocks=stocks
        )

    def warehouses(self) -> list[Warehouse]:
        """List all of the shop's warehouses."""
        found: list[Warehouse] = []
        after = None
        while True:
            page = self._endpoint.ask("warehouses", after=after)["warehouses"]
            found += [Warehouse(edge["node"]["id"], edge["node"]["name"]) for edge in page["edges"]]
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]
