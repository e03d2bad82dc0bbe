"""A shopper finds an order and is let in to it, and to nothing else."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from saleor_returns_app.domain.errors import OrderNotFound, TooManyAttempts
from saleor_returns_app.domain.followed_orders import Order, plain_postal_code
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.ports import SaleorGate, Sealer, Transaction
from saleor_returns_app.use_cases.orders.follow_order import learn_order
from saleor_returns_app.use_cases.orders.renew_facts import with_todays_facts

ACCESS_LIFETIME = timedelta(hours=2)
# Order numbers can be guessed, so that only the proof keeps strangers out: both who asks and what is
# asked for are counted, against one guesser at many orders and against many guessers at one.
TRIES_WINDOW = timedelta(minutes=10)
TRIES_BY_CLIENT = 30
TRIES_AT_ORDER = 10


@dataclass(frozen=True)
class Access:
    """What opens one order: a signed word that anybody may carry, and until when it opens."""

    token: str
    expires_at: datetime
    installation_id: str
    order_id: str


def find_order(
    slug: str,
    *,
    number: str,
    proof: str,
    client: str,
    at: datetime,
    saleor: SaleorGate,
    sealer: Sealer,
    transaction: Transaction,
) -> Access:
    """Let in whoever knows an order's number together with its e-mail address or postal code.

    One and the same `OrderNotFound` for an unknown number and for a wrong proof; `TooManyAttempts`
    for somebody who guesses. `client` is the network address that asks.
    """
    with transaction() as store:
        installation = store.installations.with_slug(slug)
        installation.must_welcome_shoppers()
    _count_try(installation, client, _plain_number(number), at, transaction)
    with transaction() as store:
        order = store.orders.find_by_number(installation.id, _plain_number(number))
    if order is None:
        order = _ask_saleor(installation, _plain_number(number), at, saleor, transaction)
    if order is None or not _fits(order, proof):
        raise OrderNotFound
    order = with_todays_facts(order, at=at, saleor=saleor, transaction=transaction)
    return grant_access(order, at=at, sealer=sealer)


def grant_access(order: Order, *, at: datetime, sealer: Sealer) -> Access:
    """Write the word that opens an order."""
    content = {"installation": order.installation_id, "order": order.id}
    token = sealer.seal("order-access", content, at=at)
    return Access(token, at + ACCESS_LIFETIME, order.installation_id, order.id)


def read_access(token: str, *, at: datetime, sealer: Sealer, transaction: Transaction) -> Access:
    """Say which order a word opens. Raises `Unauthenticated` or `AccessExpired`.

    Raises `ShopGone` or `ShopPaused` too: a word does not outlive its shop.
    """
    content = sealer.unseal("order-access", token, at=at, lifetime=ACCESS_LIFETIME)
    with transaction() as store:
        store.installations.get(content["installation"]).must_welcome_shoppers()
    return Access(token, at + ACCESS_LIFETIME, content["installation"], content["order"])


def _count_try(
    installation: Installation, client: str, number: str, at: datetime, transaction: Transaction
) -> None:
    """Count a try in a transaction of its own, so that it stays counted when the try is refused."""
    limits = {
        f"find-order:client:{installation.id}:{client}": TRIES_BY_CLIENT,
        f"find-order:number:{installation.id}:{number}": TRIES_AT_ORDER,
    }
    with transaction() as store:
        within = [
            store.rates.hit(key, limit=limit, window=TRIES_WINDOW, at=at)
            for key, limit in limits.items()
        ]
    if not all(within):
        raise TooManyAttempts(int(TRIES_WINDOW.total_seconds()))


def _ask_saleor(
    installation: Installation,
    number: str,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> Order | None:
    """Look for an order that no webhook told of, such as one placed before the app was installed."""
    snapshot = saleor.open(installation).find_order(number) if number else None
    if snapshot is None:
        return None
    with transaction() as store:
        return learn_order(store, installation.id, snapshot, at=at)


def _fits(order: Order, proof: str) -> bool:
    known = [order.email.casefold(), *order.postal_codes]
    said = (proof.strip().casefold(), plain_postal_code(proof))
    matches = [
        hmac.compare_digest(one.encode(), word.encode()) for one in known if one for word in said
    ]
    return any(matches)


def _plain_number(number: str) -> str:
    return number.strip().lstrip("#").strip()
