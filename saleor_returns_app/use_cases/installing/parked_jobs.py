"""Jobs of a shop that takes no part wait until it does again: none is lost, none is tried in vain."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.errors import InstallationUnknown, ShopAsleep
from saleor_returns_app.domain.ports import ParkedJob, Store, Transaction


def park_job(
    name: str,
    lock: str | None,
    ids: Mapping[str, str],
    asleep: ShopAsleep,
    *,
    at: datetime,
    transaction: Transaction,
) -> None:
    """Keep a job for later. A shop that has come back in the meantime has it done at once."""
    with transaction() as store:
        try:
            shop = store.installations.locked(asleep.installation_id)
        except InstallationUnknown:
            return
        if asleep.is_news and shop.app_id == asleep.app_id:
            shop.was_lost(at=at)
        job = ParkedJob(str(uuid4()), shop.id, name, lock, dict(ids), at)
        if shop.is_connected:
            store.resume(job)
        else:
            store.parked_jobs.add(job)


def resume_jobs(store: Store, installation_id: str) -> None:
    """Have everything done that waited for a shop."""
    for job in store.parked_jobs.take_all(installation_id):
        store.resume(job)
