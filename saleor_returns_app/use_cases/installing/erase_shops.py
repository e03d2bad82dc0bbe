"""What is known of a shop that took the app away is erased when its time is over."""

from datetime import datetime, timedelta

from saleor_returns_app.domain.installation import InstallationState
from saleor_returns_app.domain.ports import Transaction

RETENTION = timedelta(days=90)


def erase_removed_shops(
    *, at: datetime, retention: timedelta, transaction: Transaction
) -> list[str]:
    """Erase the shops that were removed longer ago than `retention`; returns their ids."""
    with transaction() as store:
        due = store.installations.removed_before(at - retention)
    return [shop_id for shop_id in due if _erase(shop_id, at - retention, transaction)]


def _erase(shop_id: str, before: datetime, transaction: Transaction) -> bool:
    """Erase one shop, unless it has come back since; its files follow by jobs of this transaction."""
    with transaction() as store:
        shop = store.installations.locked(shop_id)
        is_due = shop.removed_at is not None and shop.removed_at < before
        if shop.state is not InstallationState.REMOVED or not is_due:
            return False
        for file in store.files.of_shop(shop_id):
            store.enqueue("delete_file", file_id=file.id)
        store.installations.erase(shop_id)
    return True
