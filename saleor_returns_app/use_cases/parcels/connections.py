"""Accounts with carriers: connected, tried, paused when their key is refused, disconnected."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.errors import Invalid
from saleor_returns_app.domain.ports import Carriers, Store, Transaction
from saleor_returns_app.domain.shipping.connections import (
    OFFLINE,
    CarrierConnection,
    ConnectionPaused,
    ConnectionState,
    offline_connection,
)
from saleor_returns_app.domain.shipping.errors import CarrierKeyWrong
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.care.problems import open_problem, solve_problem
from saleor_returns_app.use_cases.installing.parked_jobs import resume_carrier_jobs


class CarrierNotConnectable(Invalid):
    """No account can be connected with this carrier."""

    code = "carrier_not_connectable"


def connect_carrier(
    installation_id: str,
    carrier: str,
    credentials: Mapping[str, str],
    *,
    webhook_key: str = "",
    at: datetime,
    carriers: Carriers,
    transaction: Transaction,
) -> CarrierConnection:
    """Connect an account, or give the one there is a new key, once the carrier has accepted it.

    Whatever waited for the key goes on. Raises `CarrierKeyWrong`; then nothing has changed.
    """
    if carrier == OFFLINE or carrier not in carriers.names():
        raise CarrierNotConnectable
    trial = CarrierConnection(str(uuid4()), installation_id, carrier, dict(credentials))
    carriers.open(trial).check()
    with transaction() as store:
        store.installations.locked(installation_id)
        connection = find_connection(store, installation_id, carrier)
        if connection is None:
            connection = trial
            store.carrier_connections.add(connection)
        connection.was_given(credentials, at=at)
        if webhook_key:
            connection.takes_webhook_key(webhook_key)
        store.carrier_connections.forget_options(connection.id)
        go_on(store, connection, at=at)
        store.enqueue("learn_carrier", connection_id=connection.id)
    return connection


def check_connection(
    installation_id: str,
    carrier: str,
    *,
    at: datetime,
    carriers: Carriers,
    transaction: Transaction,
) -> CarrierConnection:
    """Try an account's key without doing anything. Raises `ConnectionPaused` for a wrong one."""
    with transaction() as store:
        connection = connected(store, installation_id, carrier)
    with speaking_with(connection, at=at, transaction=transaction):
        carriers.open(connection).check()
    with transaction() as store:
        connection = store.carrier_connections.locked(connection.id)
        connection.was_given(connection.credentials, at=at)
        go_on(store, connection, at=at)
    return connection


def rotate_webhook_key(
    installation_id: str, carrier: str, key: str, *, transaction: Transaction
) -> None:
    """Use a new key for webhooks; the one before stays good until the rotation is ended."""
    with transaction() as store:
        found = connected(store, installation_id, carrier)
        store.carrier_connections.locked(found.id).takes_webhook_key(key)


def end_rotation(installation_id: str, carrier: str, *, transaction: Transaction) -> None:
    """Accept the newest webhook key only."""
    with transaction() as store:
        found = connected(store, installation_id, carrier)
        store.carrier_connections.locked(found.id).forget_old_webhook_keys()


def disconnect_carrier(
    installation_id: str, carrier: str, *, at: datetime, transaction: Transaction
) -> None:
    """Forget an account's secrets; parcels that were sent with it stay, and are followed no more."""
    with transaction() as store:
        found = connected(store, installation_id, carrier)
        connection = store.carrier_connections.locked(found.id)
        connection.was_removed()
        store.carrier_connections.forget_options(connection.id)
        go_on(store, connection, at=at)


def list_connections(installation_id: str, *, transaction: Transaction) -> list[CarrierConnection]:
    """List a shop's accounts."""
    with transaction() as store:
        return store.carrier_connections.of_shop(installation_id)


def connected(store: Store, installation_id: str, carrier: str) -> CarrierConnection:
    """Return a shop's account with a carrier; raises `CarrierNotConnectable` where there is none."""
    found = find_connection(store, installation_id, carrier)
    if found is None:
        raise CarrierNotConnectable
    return found


def find_connection(store: Store, installation_id: str, carrier: str) -> CarrierConnection | None:
    """Find a shop's account with a carrier."""
    connections = store.carrier_connections.of_shop(installation_id)
    return next((one for one in connections if one.carrier == carrier), None)


def connection_of(
    store: Store, installation_id: str, connection_id: str | None
) -> CarrierConnection:
    """Return the account that a parcel goes with."""
    if connection_id is None:
        return offline_connection(installation_id)
    return store.carrier_connections.get(connection_id)


def go_on(store: Store, connection: CarrierConnection, *, at: datetime) -> None:
    """Have everything done that waited for an account's key."""
    solve_problem(store, connection.installation_id, ProblemKind.CARRIER_KEY_WRONG, at=at)
    for other in store.carrier_connections.of_shop(connection.installation_id):
        if other.state is ConnectionState.KEY_WRONG and other.id != connection.id:
            _tell(store, other, at)
    resume_carrier_jobs(store, connection.id)


@contextmanager
def speaking_with(
    connection: CarrierConnection, *, at: datetime, transaction: Transaction
) -> Iterator[None]:
    """Speak with a carrier, beside any transaction; a key that is refused pauses the account.

    Raises `ConnectionPaused` then, and without calling anybody while the account is paused.
    """
    try:
        yield
    except CarrierKeyWrong as error:
        with transaction() as store:
            known = store.carrier_connections.locked(connection.id)
            if known.credentials == connection.credentials:
                known.key_was_refused()
                _tell(store, known, at)
        raise ConnectionPaused(connection.id) from error


def _tell(store: Store, connection: CarrierConnection, at: datetime) -> None:
    shop = connection.installation_id
    open_problem(
        store, shop, ProblemKind.CARRIER_KEY_WRONG, at=at, about=connection.carrier.capitalize()
    )
