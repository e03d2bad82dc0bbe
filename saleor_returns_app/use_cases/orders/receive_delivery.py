"""Saleor tells us something: prove that it was Saleor, keep the bytes, answer at once."""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.deliveries import Arrival
from saleor_returns_app.domain.errors import (
    InstallationUnknown,
    Invalid,
    ShopGone,
    Unauthenticated,
)
from saleor_returns_app.domain.installation import InstallationState, plain_api_url
from saleor_returns_app.domain.ports import (
    Inbox,
    KeyUnknown,
    KnownShop,
    SaleorGate,
    ShopChanged,
    Signatures,
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
    inbox: Inbox,
) -> bool:
    """Keep a genuine delivery and have it applied; says False of one that was here before.

    What is remembered of the shop lets a delivery in, since the inbox makes sure of it; only what
    the shop is now turns one away. Raises `ShopGone` for a shop that has taken the app away.
    """
    url = plain_api_url(incoming.api_url)
    with suppress(InstallationUnknown, ShopGone, Unauthenticated, KeyUnknown, ShopChanged):
        return _keep(incoming, inbox.shop(url), at, signatures, inbox)
    try:
        return _keep(incoming, inbox.shop(url, afresh=True), at, signatures, inbox)
    except KeyUnknown:
        with_shop_keys(
            inbox.shop(url).installation,
            lambda keys: signatures.check_delivery(incoming.signature, incoming.body, keys),
            at=at,
            saleor=saleor,
            transaction=transaction,
        )
    return _keep(incoming, inbox.shop(url, afresh=True), at, signatures, inbox)


def _keep(
    incoming: Incoming, shop: KnownShop, at: datetime, signatures: Signatures, inbox: Inbox
) -> bool:
    installation = shop.installation
    if installation.state is InstallationState.REMOVED:
        raise ShopGone
    signatures.check_delivery(incoming.signature, incoming.body, installation.key_set)
    _refuse_foreign(incoming.body, installation.app_id)
    arrival = Arrival(
        id=str(uuid4()),
        installation_id=installation.id,
        event=incoming.event,
        body=incoming.body,
        digest=hashlib.sha256(incoming.body + incoming.signature.encode()).hexdigest(),
        received_at=at,
    )
    return inbox.keep(arrival, shop)


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
