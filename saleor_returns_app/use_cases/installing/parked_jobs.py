"""Jobs that cannot be done for now wait until they can: none is lost, none is tried in vain.

Those of a shop that takes no part wait for the shop, those for a carrier that refuses the shop's key
for another key.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.errors import InstallationUnknown, ShopAsleep
from saleor_returns_app.domain.ports import ParkedJob, Store, Transaction
from saleor_returns_app.domain.shipping.connections import ConnectionPaused, ConnectionState


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


def park_carrier_job(
    name: str,
    lock: str | None,
    ids: Mapping[str, str],
    paused: ConnectionPaused,
    *,
    at: datetime,
    transaction: Transaction,
) -> None:
    """Keep a job until a carrier accepts the shop's key; one that it accepts by now is done at once."""
    with transaction() as store:
        connection = store.carrier_connections.locked(paused.connection_id)
        shop = connection.installation_id
        job = ParkedJob(str(uuid4()), shop, name, lock, dict(ids), at, connection.id)
        if connection.state is ConnectionState.KEY_WRONG:
            store.parked_jobs.add(job)
        else:
            store.resume(job)


def resume_carrier_jobs(store: Store, connection_id: str) -> None:
    """Have everything done that waited for an account with a carrier."""
    for job in store.parked_jobs.take_of(connection_id):
        store.resume(job)


def resume_jobs(store: Store, installation_id: str) -> None:
    """Have everything done that waited for a shop."""
    for job in store.parked_jobs.take_all(installation_id):
        store.resume(job)
