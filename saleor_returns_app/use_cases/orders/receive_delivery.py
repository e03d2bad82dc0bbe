"""Saleor tells us something: prove that it was Saleor, keep the bytes, answer at once."""

import hashlib
import json
from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.deliveries import Delivery
from saleor_returns_app.domain.errors import Invalid, Unauthenticated
from saleor_returns_app.domain.installation import plain_api_url
from saleor_returns_app.domain.ports import SaleorGate, Signatures, Transaction
from saleor_returns_app.use_cases.installing.shop_keys import with_shop_keys


class BodyInvalid(Invalid):
    """The body of this delivery is not a JSON object."""

    code = "body_invalid"


def receive_delivery(
    event: str,
    body: bytes,
    *,
    api_url: str,
    signature: str,
    at: datetime,
    signatures: Signatures,
    saleor: SaleorGate,
    transaction: Transaction,
) -> bool:
    """Keep a genuine delivery and have it applied; says False of one that was here before."""
    with transaction() as store:
        installation = store.installations.with_api_url(plain_api_url(api_url))
    with_shop_keys(
        installation,
        lambda keys: signatures.check_delivery(signature, body, keys),
        at=at,
        saleor=saleor,
        transaction=transaction,
    )
    _refuse_foreign(body, installation.app_id)
    delivery = Delivery(
        id=str(uuid4()),
        installation_id=installation.id,
        event=event,
        body=body,
        digest=hashlib.sha256(body + signature.encode()).hexdigest(),
        received_at=at,
    )
    with transaction() as store:
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
