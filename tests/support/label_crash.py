"""A worker that announces a parcel and is killed on the way, in a process of its own."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from saleor_returns_app.adapters.carriers.offline import OfflineCarrier
from saleor_returns_app.domain.ports import Store, Transaction
from saleor_returns_app.jobs.engine import defer
from saleor_returns_app.storage.encryption import secret_keys
from saleor_returns_app.storage.store import Database
from saleor_returns_app.use_cases.parcels.announcing import announce_parcels
from saleor_returns_app.use_cases.parcels.planning import plan_parcels
from tests.support.builders import a_policy, a_return, an_installation, an_order
from tests.support.carriers import Books, ScriptedCarrier, ScriptedCarriers, a_connection
from tests.support.orders import NOON
from tests.support.parcel_desk import PLACE

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


@dataclass(frozen=True)
class Death:
    """When the worker dies: around a call to the carrier, or around its n-th transaction's commit."""

    name: str
    transaction: int = 0
    is_after: bool = False

    @property
    def is_at_the_call(self) -> bool:
        return not self.transaction


# Once the carrier's options are known: what waits, what is asked for, the options, the intent, the label.
DEATHS = (
    Death("before the call"),
    Death("after the call", is_after=True),
    *(
        Death(f"{'after' if is_after else 'before'} commit {place}", place, is_after)
        for place in range(1, 6)
        for is_after in (False, True)
    ),
)


def die() -> None:
    """End without a word."""
    os.kill(os.getpid(), signal.SIGKILL)


def opened(url: str) -> Database:
    """Open the database, as every process does for itself."""
    secret_keys.use([KEY])
    return Database(url, defer)


def fill(database: Database, count: int) -> list[str]:
    """Put in a shop with an account and as many approved returns, planned; returns their ids."""
    shop, policy, connection = an_installation(), a_policy(return_address=PLACE), a_connection()
    with database.transaction() as store:
        store.installations.add(shop)
    with database.transaction() as store:
        store.policies.add(policy)
        store.carrier_connections.add(connection)
    ids = []
    for place in range(count):
        order = an_order()
        order.id, order.saleor_id, order.number = str(uuid4()), f"order-{place}", str(1000 + place)
        with database.transaction() as store:
            store.orders.add_new(order)
        case = a_return(order, number=f"R-2026-{place:06d}", approved=True)
        with database.transaction() as store:
            store.returns.add(case)
        with database.transaction() as store:
            plan_parcels(store, case, at=NOON)
        ids.append(case.id)
    return ids


def announce(database: Database, case_id: str, folder: Path) -> None:
    """Do the job, as a worker that lives."""
    _announce(case_id, folder, database.transaction, None)


def announce_and_die(url: str, case_id: str, folder: Path, death: Death) -> None:
    """Do the job and die in it."""
    database = opened(url)
    count = 0

    @contextmanager
    def transaction() -> Iterator[Store]:
        nonlocal count
        count += 1
        mine = count
        with database.transaction() as store:
            yield store
            if (death.transaction, death.is_after) == (mine, False):
                store.ping()  # What was written is at the server, and not committed.
                die()
        if (death.transaction, death.is_after) == (mine, True):
            die()

    _announce(case_id, folder, transaction, death)
    database.close()


def _announce(case_id: str, folder: Path, transaction: Transaction, death: Death | None) -> None:
    carrier = ScriptedCarrier(Books(folder))
    if death is not None and death.is_at_the_call:
        if death.is_after:
            carrier.after_announcing = die
        else:
            carrier.before_announcing = die
    carriers = ScriptedCarriers(carrier, OfflineCarrier())
    announce_parcels(case_id, at=NOON, carriers=carriers, transaction=transaction)
