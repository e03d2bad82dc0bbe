"""A shop's Saleor has moved to another address, and its returns go along."""

from datetime import datetime

from saleor_returns_app.domain.errors import Conflict
from saleor_returns_app.domain.installation import (
    Installation,
    KeySet,
    Registration,
    plain_api_url,
)
from saleor_returns_app.domain.ports import ReturnFilter, SaleorGate, Store, Transaction
from saleor_returns_app.use_cases.care.look_after_shop import have_looked_after
from saleor_returns_app.use_cases.installing.parked_jobs import resume_jobs


class ShopIsAnother(Conflict):
    """The Saleor at this address is another shop: it knows this app by another id and has other keys."""

    code = "shop_is_another"


class ShopHasReturns(Conflict):
    """The app was installed at this address too, and has returns there already."""

    code = "shop_has_returns"


def move_shop(
    slug: str, api_url: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> Installation:
    """Have a shop lie at another address from now on; its portal's address stays.

    Only on an operator's word: a copy of a shop, made for trying things, has its keys and our token
    too, and nothing that it says tells it from a shop that has moved. Where the app was installed
    at the new address as well, that install ends and its token is taken over.

    Raises `ShopIsAnother`, `ShopHasReturns`, and what registering raises.
    """
    url = plain_api_url(api_url)
    with transaction() as store:
        shop, newer = store.installations.with_slug(slug), store.installations.find_by_api_url(url)
    if newer is not None and newer.id == shop.id:
        newer = None
    registration = saleor.introduce(url, (newer or shop).token)
    if not _is_same(shop, registration):
        raise ShopIsAnother
    with transaction() as store:
        if newer is not None:
            _end(store, newer)
        shop = store.installations.locked(shop.id)
        shop.moved_to(url, registration, at=at)
        resume_jobs(store, shop.id)
        have_looked_after(store, shop, at=at)
    return shop


def _is_same(shop: Installation, registration: Registration) -> bool:
    knows_us = registration.app_id == shop.app_id and registration.token == shop.token
    return knows_us or bool(_moduli(shop.key_set) & _moduli(registration.key_set))


def _moduli(keys: KeySet) -> set[str]:
    return {key["n"] for key in keys.get("keys", []) if isinstance(key, dict) and "n" in key}


def _end(store: Store, newer: Installation) -> None:
    """Drop an install that nobody has used yet; its orders are read again."""
    if store.returns.page(newer.id, ReturnFilter()).total:
        raise ShopHasReturns
    store.installations.locked(newer.id)
    for file in store.files.of_shop(newer.id):
        store.enqueue("delete_file", file_id=file.id)
    store.installations.erase(newer.id)
