"""A shop's key set: kept, and fetched anew when something was signed with a key that is not in it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from saleor_returns_app.domain.errors import SignatureInvalid, Unavailable
from saleor_returns_app.domain.installation import Installation, KeySet
from saleor_returns_app.domain.ports import KeyUnknown, SaleorGate, Transaction

PAUSE_BETWEEN_FETCHES = timedelta(minutes=1)


class KeysJustFetched(Unavailable):
    """The key that signed this is unknown, and the shop's keys were fetched a moment ago."""

    code = "keys_just_fetched"


T = TypeVar("T")


def with_shop_keys(
    installation: Installation,
    check: Callable[[KeySet], T],
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> T:
    """Run a check with the keys we have; once more with fresh ones if the key is unknown.

    Keys are fetched at most once a minute for a shop, so that forged key names hammer nobody; within
    that minute `KeysJustFetched` asks to come again, for a key may have been changed just now.
    Raises `SaleorUnreachable` when fresh keys are needed and cannot be had.
    """
    try:
        return check(installation.key_set)
    except KeyUnknown:
        fetched = installation.keys_fetched_at
        if fetched is not None and at - fetched < PAUSE_BETWEEN_FETCHES:
            raise KeysJustFetched from None
    keys = saleor.fetch_keys(installation.api_url)
    with transaction() as store:
        known = store.installations.get(installation.id)
        known.key_set, known.keys_fetched_at = keys, at
    try:
        return check(keys)
    except KeyUnknown:
        raise SignatureInvalid from None
