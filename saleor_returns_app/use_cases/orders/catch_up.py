"""Orders that changed while no webhook reached us are found by looking."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from saleor_returns_app.domain.order_feed import GRACE, OVERLAP, OrderStamp, StampPage, outdated
from saleor_returns_app.domain.ports import SaleorGate, Transaction
from saleor_returns_app.use_cases.installing.life_cycle import look_at_connection
from saleor_returns_app.use_cases.orders.follow_order import refresh_order
from saleor_returns_app.use_cases.orders.renew_facts import ask_for_renewal

PAUSE_BETWEEN_LOOKS = timedelta(minutes=5)


def look_for_due_shops(*, at: datetime, transaction: Transaction) -> int:
    """Ask for a look at each shop whose last one began a while ago; returns how many there are."""
    with transaction() as store:
        due = store.order_feeds.looked_before(at - PAUSE_BETWEEN_LOOKS)
        for feed in due:
            feed.look_begins(at=at)
            shop = feed.installation_id
            store.enqueue("catch_up", lock=f"feed:{shop}", installation_id=shop)
    return len(due)


def catch_up(
    installation_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> int | None:
    """Read what changed since the last look, and open refunds; returns how many orders were found.

    None when Saleor does not know our token. How far it came is kept after every page.
    """
    if not look_at_connection(installation_id, at=at, saleor=saleor, transaction=transaction):
        return None
    with transaction() as store:
        shop = store.installations.get(installation_id)
        since = store.order_feeds.locked(installation_id).seen_until - OVERLAP
    after: str | None = ""
    total = 0
    while after is not None:
        page = _older_than(at - GRACE, saleor.open(shop).orders_changed(since, after=after))
        found = read_outdated(installation_id, page, at=at, saleor=saleor, transaction=transaction)
        with transaction() as store:
            feed = store.order_feeds.locked(installation_id)
            feed.caught_up_to(_last_of(page.stamps, feed.seen_until), found)
        after, total = page.cursor, total + found
    with transaction() as store:
        for case_id in store.returns.with_open_refund(installation_id):
            store.enqueue("watch_refund", case_id=case_id)
        ask_for_renewal(store, installation_id)
    return total


def read_outdated(
    installation_id: str,
    page: StampPage,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> int:
    """Read the orders of a page that we do not know as they are, one after the other."""
    with transaction() as store:
        known = store.orders.last_changes(installation_id, [one.id for one in page.stamps])
    missed = outdated(page, known)
    for stamp in missed:
        refresh_order(installation_id, stamp.id, at=at, saleor=saleor, transaction=transaction)
    return len(missed)


def _older_than(moment: datetime, page: StampPage) -> StampPage:
    """Leave what has just changed to its webhook, and to the next look."""
    old = tuple(stamp for stamp in page.stamps if stamp.updated_at <= moment)
    return page if len(old) == len(page.stamps) else StampPage(old, None, page.total)


def _last_of(stamps: Iterable[OrderStamp], otherwise: datetime) -> datetime:
    return max((stamp.updated_at for stamp in stamps), default=otherwise)
