"""A shop switches the app off and on, takes it away, or loses its token without a word."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from saleor_returns_app.domain.ports import SaleorGate, Transaction
from saleor_returns_app.use_cases.care.look_after_shop import have_looked_after
from saleor_returns_app.use_cases.installing.parked_jobs import resume_jobs

Payload = Mapping[str, Any]


def app_deleted(
    installation_id: str,
    payload: Payload,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> None:
    """The app was taken away, if it is ours as it is installed now.

    A late word about the old installation must not end a fresh one, whose app id is another.
    """
    with transaction() as store:
        shop = store.installations.locked(installation_id)
        if _concerns(payload, shop.app_id):
            shop.was_removed(at=at)


def app_status_changed(
    installation_id: str,
    payload: Payload,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> None:
    """The app was switched on or off: Saleor is asked which, for words come late and in disorder."""
    with transaction() as store:
        shop = store.installations.get(installation_id)
    if not _concerns(payload, shop.app_id):
        return
    if not look_at_connection(installation_id, at=at, saleor=saleor, transaction=transaction):
        with transaction() as store:
            shop = store.installations.locked(installation_id)
            if shop.app_id == payload["app"]["id"] and not payload["app"].get("isActive"):
                shop.was_switched_off()


def look_at_connection(
    installation_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> bool:
    """Ask Saleor whether it knows our token, keep the answer, and go on with what waited.

    Saleor up to 3.22 does not tell an app that it was switched off or taken away: a token that has
    become worthless is the only sign.
    """
    with transaction() as store:
        asked = store.installations.get(installation_id)
    app_id = saleor.who_are_we(asked)
    with transaction() as store:
        shop = store.installations.locked(installation_id)
        if shop.app_id != asked.app_id:
            return shop.is_connected
        if app_id != shop.app_id:
            shop.was_lost(at=at)
            return False
        if not shop.is_connected:
            shop.was_heard()
            resume_jobs(store, shop.id)
            have_looked_after(store, shop, at=at)
    return True


def _concerns(payload: Payload, app_id: str) -> bool:
    recipient, app = payload.get("recipient") or {}, payload.get("app") or {}
    return bool(recipient.get("id") == app_id == app.get("id"))


LIFE_CYCLE = {
    "app_deleted": app_deleted,
    "app_status_changed": app_status_changed,
}
