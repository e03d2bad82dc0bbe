"""Saleor tells us something: prove that it was Saleor, keep the bytes, answer at once."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.deliveries import Delivery
from saleor_returns_app.domain.errors import Invalid, ShopGone, Unauthenticated
from saleor_returns_app.domain.installation import (
    Installation,
    InstallationState,
    plain_api_url,
)
from saleor_returns_app.domain.ports import (
    KeyUnknown,
    SaleorGate,
    Signatures,
    Store,
    Transaction,
)
from saleor_returns_app.use_cases.installing.shop_keys import with_shop_keys


class BodyInvalid(Invalid):
    """The body of this delivery is not a JSON object."""

    code = "body_invalid"


@dataclass(frozen=True)
class Incoming:
    """A delivery as it came over the wire; `api_url` is the shop that it says it comes from."""

    event: str
    body: bytes
    api_url: str
    signature: str


def receive_delivery(
    incoming: Incoming,
    *,
    at: datetime,
    signatures: Signatures,
    saleor: SaleorGate,
    transaction: Transaction,
) -> bool:
    """Keep a genuine delivery and have it applied; says False of one that was here before.

    One transaction, as Saleor waits; only a key that we do not know costs more. Raises `ShopGone`
    for a shop that has taken the app away.
    """
    url = plain_api_url(incoming.api_url)
    with transaction() as store:
        installation = store.installations.with_api_url(url)
        if installation.state is InstallationState.REMOVED:
            raise ShopGone
        try:
            signatures.check_delivery(incoming.signature, incoming.body, installation.key_set)
            return _keep(store, installation, incoming, at)
        except KeyUnknown:
            pass
    with_shop_keys(
        installation,
        lambda keys: signatures.check_delivery(incoming.signature, incoming.body, keys),
        at=at,
        saleor=saleor,
        transaction=transaction,
    )
    with transaction() as store:
        return _keep(store, installation, incoming, at)


def _keep(store: Store, installation: Installation, incoming: Incoming, at: datetime) -> bool:
    _refuse_foreign(incoming.body, installation.app_id)
    delivery = Delivery(
        id=str(uuid4()),
        installation_id=installation.id,
        event=incoming.event,
        body=incoming.body,
        digest=hashlib.sha256(incoming.body + incoming.signature.encode()).hexdigest(),
        received_at=at,
    )
    is_new = store.deliveries.add_new(delivery)
    if is_new:
        store.enqueue("apply_delivery", delivery_id=delivery.id)
    return is_new


def _refuse_foreign(body: bytes, app_id: str) -> None:
    """Refuse what was meant for another app: all apps of a shop share one signing key."""
    try:
        payload = json.loads(body)
    except ValueError as error:
        raise BodyInvalid from error
    if not isinstance(payload, dict):
        raise BodyInvalid
    recipient = payload.get("recipient")
    if not isinstance(recipient, dict) or recipient.get("id") != app_id:
        raise Unauthenticated("This delivery was meant for another app.")
