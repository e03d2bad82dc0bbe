"""A carrier tells us something: prove that it was the carrier, keep the bytes, answer at once.

A job reads and applies what was kept, many deliveries at a time.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from saleor_returns_app.domain.errors import Invalid, NotFound, ReturnsError, ShopGone
from saleor_returns_app.domain.installation import InstallationState
from saleor_returns_app.domain.ports import CarrierHook, Carriers, Store, Transaction
from saleor_returns_app.domain.shipping.connections import CarrierConnection
from saleor_returns_app.domain.shipping.errors import CarrierSignatureInvalid
from saleor_returns_app.domain.shipping.hook_deliveries import CarrierDelivery, HookState
from saleor_returns_app.domain.shipping.parcels import ReturnParcel
from saleor_returns_app.domain.shipping.tracking import CarrierMessage
from saleor_returns_app.use_cases.parcels.announcing import apply_deliveries
from saleor_returns_app.use_cases.parcels.following import Heard, hear

log = structlog.get_logger()
AT_A_TIME = 500
# Most of what comes is about parcels that went out to customers, which are none of ours.
WAITS_FOR = timedelta(days=7)


class CarrierBodyInvalid(Invalid):
    """The body of this delivery is no text in UTF-8."""

    code = "carrier_body_invalid"


class HookUnknown(NotFound):
    """No carrier tells this shop anything here."""

    code = "carrier_hook_unknown"


def receive_hook(
    carrier: str,
    installation_id: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    at: datetime,
    carriers: Carriers,
    transaction: Transaction,
) -> bool:
    """Keep a genuine delivery and have it applied; says False of one that was here before.

    Raises `CarrierSignatureInvalid`, `CarrierBodyInvalid`, `HookUnknown` or `ShopGone`.
    """
    try:
        return _receive(carrier, installation_id, headers, body, at, carriers, transaction)
    except ReturnsError as refusal:
        log.warning("carrier_hook_refused", carrier=carrier, code=refusal.code, size=len(body))
        raise


def _receive(
    carrier: str,
    installation_id: str,
    headers: Mapping[str, str],
    body: bytes,
    at: datetime,
    carriers: Carriers,
    transaction: Transaction,
) -> bool:
    hook = carriers.hook(carrier)
    if hook is None:
        raise HookUnknown
    with transaction() as store:
        if store.installations.get(installation_id).state is InstallationState.REMOVED:
            raise ShopGone
        connection = _proven(store, installation_id, carrier, hook, headers, body)
        try:
            body.decode()
        except UnicodeDecodeError as error:
            raise CarrierBodyInvalid from error
        delivery = CarrierDelivery(
            id=str(uuid4()),
            installation_id=installation_id,
            carrier=carrier,
            connection_id=connection.id,
            body=body,
            digest=hashlib.sha256(body).hexdigest(),
            received_at=at,
        )
        is_new = store.carrier_deliveries.add_new(delivery)
        if is_new:
            apply_deliveries(store, installation_id, carrier)
    return is_new


def apply_carrier_deliveries(
    installation_id: str,
    carrier: str,
    *,
    at: datetime,
    carriers: Carriers,
    transaction: Transaction,
) -> int:
    """Apply what was kept, the oldest first; what is about an unknown parcel waits for it."""
    hook = carriers.hook(carrier)
    if hook is None:
        return 0
    total = 0
    while True:
        with transaction() as store:
            batch = store.carrier_deliveries.take(installation_id, carrier, most=AT_A_TIME)
            _apply(store, installation_id, carrier, batch, hook, at=at)
        total += len(batch)
        if len(batch) < AT_A_TIME:
            return total


def forget_carrier_deliveries(
    *, at: datetime, bodies_kept: timedelta, transaction: Transaction
) -> int:
    """Delete what was dealt with long ago, and what has waited in vain; both hold personal data."""
    total = 0
    while True:
        with transaction() as store:
            done = store.carrier_deliveries.forget(
                applied_before=at - bodies_kept, waiting_since=at - WAITS_FOR, most=AT_A_TIME
            )
        total += done
        if done < AT_A_TIME:
            return total


def _proven(
    store: Store,
    installation_id: str,
    carrier: str,
    hook: CarrierHook,
    headers: Mapping[str, str],
    body: bytes,
) -> CarrierConnection:
    """Return the account whose key it was signed with."""
    refusal: ReturnsError = HookUnknown()
    for connection in store.carrier_connections.of_shop(installation_id):
        if connection.carrier == carrier and connection.webhook_keys:
            try:
                hook.check(headers, body, connection.webhook_keys)
            except CarrierSignatureInvalid as error:
                refusal = error
            else:
                return connection
    raise refusal


def _apply(
    store: Store,
    installation_id: str,
    carrier: str,
    batch: Sequence[CarrierDelivery],
    hook: CarrierHook,
    *,
    at: datetime,
) -> None:
    read = [(one, message) for one in batch if (message := _read(one, hook, at)) is not None]
    named = {event.parcel_id for _, message in read for event in message.events}
    named |= {shipment for _, message in read for shipment in message.look_at}
    known = _known(store, installation_id, carrier, named)
    heard = []
    for delivery, message in read:
        events = [one for one in message.events if one.parcel_id in known]
        heard += [Heard(known[one.parcel_id], one) for one in events]
        for name in message.look_at:
            if name in known:
                known[name].next_look_at, known[name].looks = at, 0
        lacking = {one.parcel_id for one in message.events} - known.keys()
        delivery.state = HookState.WAITING if lacking else HookState.APPLIED
        delivery.waits_for = tuple(sorted(lacking))
        delivery.applied_at = None if lacking else at
    if heard:
        hear(store, installation_id, heard, at=at)


def _known(
    store: Store, installation_id: str, carrier: str, named: set[str]
) -> dict[str, ReturnParcel]:
    found = store.parcels.known_as(installation_id, carrier, named)
    return {name: one for one in found for name in (one.carrier_parcel_id, one.shipment_id)} | {
        one.carrier_parcel_id: one for one in found
    }


def _read(delivery: CarrierDelivery, hook: CarrierHook, at: datetime) -> CarrierMessage | None:
    try:
        return hook.read(delivery.body)
    except ReturnsError as refusal:
        log.warning("carrier_delivery_refused", code=refusal.code, delivery=delivery.id)
        delivery.state, delivery.applied_at = HookState.REFUSED, at
        return None
