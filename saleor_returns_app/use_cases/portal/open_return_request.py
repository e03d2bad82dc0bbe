"""A quote is confirmed and becomes a return."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.case_events import CUSTOMER, SYSTEM, Actor
from saleor_returns_app.domain.errors import QuoteOutdated, QuoteUsed
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.policy.terms import Source
from saleor_returns_app.domain.ports import Letters, Sealer, Store, Transaction
from saleor_returns_app.domain.return_request import Door, ReturnRequest, Wish, open_return
from saleor_returns_app.domain.shipping.ways import ChosenWay
from saleor_returns_app.use_cases.exchanges.choosing import keep_choice
from saleor_returns_app.use_cases.exchanges.order_exchange import follow_exchange
from saleor_returns_app.use_cases.photos.claiming import claim_photos
from saleor_returns_app.use_cases.portal.quote_return import promised, read_quote, wish_now
from saleor_returns_app.use_cases.returns.follow_ups import after_approval, queue_message


@dataclass(frozen=True)
class Entrance:
    """Which way a return comes in, and who asks for it."""

    door: Door
    by: Actor


NO_CHOICE = ChosenWay()
FROM_PORTAL = Entrance(Door.PORTAL, CUSTOMER)


def open_return_request(
    quote: str,
    *,
    order_id: str,
    at: datetime,
    sealer: Sealer,
    letters: Letters,
    transaction: Transaction,
    entrance: Entrance = FROM_PORTAL,
    way: ChosenWay = NO_CHOICE,
) -> ReturnRequest:
    """Open the return that a quote promises, at exactly its money.

    `way` is where the parcel is handed in, or when it is fetched. Raises `QuoteUsed` (with the
    return's number) on a second submit, and `QuoteOutdated` when what was promised no longer holds.
    """
    quote_id, selection, money = read_quote(quote, order_id=order_id, at=at, sealer=sealer)
    with transaction() as store:
        order = store.orders.locked(order_id)
        earlier = store.returns.find_by_quote(quote_id)
        if earlier is not None:
            raise QuoteUsed(number=earlier.number)
        wish = wish_now(store, order, selection, at=at, source=Source(entrance.door.value))
        if promised(wish) != money:
            raise QuoteOutdated
        wish = replace(wish, way=way)
        case = _open(store, order, wish, quote_id, at, entrance)
        if wish.needs_approval:
            queue_message(store, MessageKind.RETURN_REQUESTED, case, at=at, letters=letters)
        else:
            case.approve(at=at, by=SYSTEM)
            after_approval(store, case, at=at, letters=letters)
            follow_exchange(store, case, at=at)
    return case


def _open(
    store: Store, order: Order, wish: Wish, quote_id: str, at: datetime, entrance: Entrance
) -> ReturnRequest:
    case = open_return(
        wish,
        id=str(uuid4()),
        installation_id=order.installation_id,
        order_id=order.id,
        number=store.returns.next_number(order.installation_id, at.year),
        quote_id=quote_id,
        door=entrance.door,
        at=at,
        by=entrance.by,
    )
    store.returns.add(case)
    claim_photos(store, case)
    if wish.exchange_for:
        keep_choice(store, case, wish.exchange_for, at=at)
    return case
