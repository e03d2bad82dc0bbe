"""The orders from before the install are read, page by page, each page a job of its own."""

from datetime import datetime

from saleor_returns_app.domain.order_feed import OrderFeed
from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.use_cases.orders.catch_up import read_outdated


def begin_backfill(store: Store, feed: OrderFeed) -> None:
    """Begin to read a shop's orders."""
    store.order_feeds.add(feed)
    if feed.is_backfilling:
        _next_page(store, feed)


def backfill(
    installation_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> None:
    """Read one page and ask for the next; a page that is read twice counts once."""
    with transaction() as store:
        shop = store.installations.get(installation_id)
        feed = store.order_feeds.locked(installation_id)
        since, cursor = feed.backfill_since, feed.backfill_cursor
    if not feed.is_backfilling:
        return
    page = saleor.open(shop).orders_changed(since, after=cursor)
    read_outdated(installation_id, page, at=at, saleor=saleor, transaction=transaction)
    with transaction() as store:
        feed = store.order_feeds.locked(installation_id)
        if feed.backfill_cursor != cursor or not feed.is_backfilling:
            return
        feed.page_read(page, at=at)
        if feed.is_backfilling:
            _next_page(store, feed)


def _next_page(store: Store, feed: OrderFeed) -> None:
    shop = feed.installation_id
    store.enqueue("backfill", lock=f"feed:{shop}", installation_id=shop)
