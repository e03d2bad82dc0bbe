"""How a shop stands: with its Saleor, and with the reading of its orders."""

from saleor_returns_app.domain.order_feed import OrderFeed
from saleor_returns_app.domain.ports import Transaction


def order_feed(installation_id: str, *, transaction: Transaction) -> OrderFeed | None:
    """Say how far a shop's orders have been read."""
    with transaction() as store:
        return store.order_feeds.find(installation_id)
