"""Every day our ledger is held against Saleor's books; what differs waits for the merchant."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from saleor_returns_app.domain.features import STORE_CREDIT, feature_named
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.ports import Saleor, SaleorGate, Store, Transaction
from saleor_returns_app.domain.reconciliation import (
    Books,
    Check,
    Difference,
    DifferenceKind,
    GivenCard,
    KnownDifference,
    compare,
)
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import Settlement
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.domain.store_credit import StoreCredit, check_cards
from saleor_returns_app.use_cases.care.problems import open_problem, solve_problem

# Disputes and reversals come weeks after a refund; nothing older is looked at again.
LOOKED_BACK = timedelta(days=60)
# What the other kinds of settlement compare beside what all do.
CHECKS: tuple[Check, ...] = (check_cards,)


def reconcile_shops(*, at: datetime, transaction: Transaction) -> int:
    """Have the books of every shop in use compared; returns how many orders that concerns."""
    with transaction() as store:
        shops = [shop.id for shop in store.installations.in_use()]
    return sum(reconcile_shop(shop, at=at, transaction=transaction) for shop in shops)


def reconcile_shop(installation_id: str, *, at: datetime, transaction: Transaction) -> int:
    """Have a shop's open and lately settled returns compared with Saleor, order by order."""
    with transaction() as store:
        orders = store.settlements.orders_to_reconcile(installation_id, since=at - LOOKED_BACK)
        for order_id in orders:
            have_reconciled(store, order_id)
    return len(orders)


def have_reconciled(store: Store, order_id: str) -> None:
    """Have one order's books compared; one that waits to be begun will do."""
    store.enqueue("reconcile_order", lock=f"books:{order_id}", once=True, order_id=order_id)


def reconcile_order(
    order_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> int:
    """Compare the settlements of an order with what Saleor has; returns how many things differ."""
    with transaction() as store:
        order = store.orders.get(order_id)
        shop = store.installations.get(order.installation_id)
        issued = _credits(store, order_id)
    way = saleor.open(shop)
    snapshot = way.fetch_order(order.saleor_id)
    if snapshot is None:
        return 0
    cards = _cards(way, issued) if shop.can(feature_named(STORE_CREDIT)) else None
    with transaction() as store:
        found = [
            _keep(store, store.returns.locked(one.case_id), one, books, at=at)
            for one, books in _books(store, order_id, snapshot, cards)
        ]
    return sum(found)


def _credits(store: Store, order_id: str) -> list[StoreCredit]:
    found = (store.credits.find(one.case_id) for one in store.settlements.of_order(order_id))
    return [one for one in found if one is not None and one.card_id]


def _cards(saleor: Saleor, issued: Sequence[StoreCredit]) -> dict[str, Money]:
    """Read over what the cards of an order's returns were made."""
    found = (saleor.gift_card(one.card_id) for one in issued)
    return {card.id: card.initial for card in found if card is not None}


def _books(
    store: Store, order_id: str, snapshot: OrderSnapshot, cards: Mapping[str, Money] | None
) -> Sequence[tuple[Settlement, Books]]:
    """Gather what is compared; without the permission nothing can be said of cards."""
    issued = {one.case_id: one for one in _credits(store, order_id)}
    settlements = store.settlements.of_order(order_id)
    books = []
    for index, one in enumerate(settlements):
        credit = issued.get(one.case_id) if cards is not None else None
        given = GivenCard(credit.card_id, credit.amount) if credit else None
        number = store.returns.by_id(one.case_id).number
        books.append((one, Books(number, one, snapshot, index == 0, cards or {}, given)))
    return books


def _keep(
    store: Store, case: ReturnRequest, settlement: Settlement, books: Books, *, at: datetime
) -> int:
    """Write down what differs now, and that what no longer does is gone."""
    now = {one.key: one for one in compare(books, CHECKS)}
    known = {one.key: one for one in store.differences.open_of(case.id)}
    for key, old in known.items():
        if key in now:
            old.seen(now[key], at=at)
        else:
            old.gone_at = at
    for key in now.keys() - known.keys():
        store.differences.add(_new(case, now[key], at))
    _tell(store, case, list(now.values()), at)
    return len(now)


def _tell(store: Store, case: ReturnRequest, found: Sequence[Difference], at: datetime) -> None:
    shop, kind = case.installation_id, ProblemKind.MONEY_DIFFERS
    if not found:
        solve_problem(store, shop, kind, at=at, case=case)
        return
    gaps = ", ".join(str(_gap(one)) for one in found)
    open_problem(store, shop, kind, at=at, case=case, about=f"{case.number} ({gaps})")


def _gap(difference: Difference) -> Money:
    return difference.theirs - difference.ours


def _new(case: ReturnRequest, difference: Difference, at: datetime) -> KnownDifference:
    return KnownDifference(
        id=str(uuid4()),
        installation_id=case.installation_id,
        case_id=case.id,
        key=difference.key,
        kind=DifferenceKind(difference.kind),
        about=difference.about,
        ours=difference.ours,
        theirs=difference.theirs,
        found_at=at,
        seen_at=at,
    )
