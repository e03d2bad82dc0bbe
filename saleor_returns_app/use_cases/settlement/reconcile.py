"""Every day our ledger is held against Saleor's books; what differs waits for the merchant."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.domain.reconciliation import (
    Books,
    Check,
    Difference,
    DifferenceKind,
    KnownDifference,
    compare,
)
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import Settlement
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.care.problems import open_problem, solve_problem

# Disputes and reversals come weeks after a refund; nothing older is looked at again.
LOOKED_BACK = timedelta(days=60)
# What the other kinds of settlement compare beside what all do.
CHECKS: tuple[Check, ...] = ()


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
    snapshot = saleor.open(shop).fetch_order(order.saleor_id)
    if snapshot is None:
        return 0
    with transaction() as store:
        found = [
            _keep(store, store.returns.locked(one.case_id), one, books, at=at)
            for one, books in _books(store, order_id, snapshot)
        ]
    return sum(found)


def _books(
    store: Store, order_id: str, snapshot: OrderSnapshot
) -> Sequence[tuple[Settlement, Books]]:
    settlements = store.settlements.of_order(order_id)
    return [
        (one, Books(store.returns.by_id(one.case_id).number, one, snapshot, index == 0))
        for index, one in enumerate(settlements)
    ]


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
