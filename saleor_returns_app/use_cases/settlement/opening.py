"""A settlement comes into being when its return's money falls due."""

from datetime import datetime, timedelta
from uuid import uuid4

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.law import law_of, refund_due
from saleor_returns_app.domain.policy.terms import Outcome, Track
from saleor_returns_app.domain.ports import Store
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import DueDate, Settlement, SettlementKind

# Where no law says when, a shop is held to this after the goods are there.
PROMISED = timedelta(days=14)
PROMISE = "promise"
# From then on the shop waits for no goods.
WAIVED = frozenset({EventKind.GOODS_WAIVED, EventKind.KEPT})
KINDS = {
    Outcome.REFUND: SettlementKind.REFUND,
    Outcome.STORE_CREDIT: SettlementKind.STORE_CREDIT,
    Outcome.EXCHANGE: SettlementKind.EXCHANGE,
}


def settlement_of(store: Store, case: ReturnRequest, *, at: datetime) -> Settlement:
    """Return a return's settlement over what it comes to now, made where there is none; locked."""
    known = store.settlements.find_of_case(case.id)
    if known is not None:
        known.revise(case.refund)
        return known
    settlement = Settlement(
        id=str(uuid4()),
        installation_id=case.installation_id,
        case_id=case.id,
        kind=KINDS[case.outcome],
        amount=case.refund,
        created_at=at,
    )
    settlement.fall_due(due_date(store, case))
    store.settlements.add(settlement)
    return settlement


def due_date(
    store: Store, case: ReturnRequest, *, received_at: datetime | None = None
) -> DueDate | None:
    """Say by when a return's money must be given; None while the shop may wait for the goods.

    `received_at` is when the goods came, where that is not written down yet.
    """
    goods = case.received_at or received_at
    since = goods or next((event.at for event in case.events if event.kind in WAIVED), None)
    lawful = _by_law(store, case, store.orders.get(case.order_id), goods)
    if lawful is not None or since is None:
        return lawful
    return DueDate(since + PROMISED, PROMISE)


def _by_law(
    store: Store, case: ReturnRequest, order: Order, goods: datetime | None
) -> DueDate | None:
    offer = case.wish.offer
    law = law_of(order.snapshot.country)
    if law is None or (offer is not None and offer.track is not Track.STATUTORY):
        return None
    zone = store.policies.get(order.installation_id, order.policy_version).document.time_zone
    due = refund_due(law, stated=case.requested_at, goods=goods, shop_zone=zone)
    return DueDate(due.last_instant, due.article) if due else None
