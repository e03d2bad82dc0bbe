"""Accepted units go back into a warehouse of the shop's: each exactly once, or a person is asked."""

from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.errors import (
    Conflict,
    NotFound,
    OutcomeUncertain,
    SaleorRefused,
    SaleorUnreachable,
)
from saleor_returns_app.domain.features import RESTOCKING
from saleor_returns_app.domain.inspections import Disposition
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.ports import Saleor, SaleorGate, Store, Transaction
from saleor_returns_app.domain.restocking import (
    Hitch,
    Level,
    Restock,
    RestockState,
    StockPlace,
    Verdict,
    level_in,
    why_not,
)
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.saleor_things import Warehouse
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.care.problems import open_problem, solve_problem

# How often a number may change under our eyes until a person is asked.
LOOKS = 5


class RestockSettled(Conflict):
    """Nobody is asked about these units any more."""

    code = "restock_settled"


def plan_restocks(store: Store, case: ReturnRequest, *, at: datetime) -> None:
    """Have the accepted units that are to be sold again put into stock, those that are not yet."""
    shop = store.installations.get(case.installation_id)
    place = store.restocks.place_of(shop.id) if RESTOCKING in shop.features else None
    if place is None or not case.goods_written or case.wish.method is ReturnMethod.KEEP:
        return
    snapshot = store.orders.get(case.order_id).snapshot
    known = {restock.line_id for restock in store.restocks.of_case(case.id)}
    for units in case.units:
        line = snapshot.line(units.line_id)
        if line is None or not line.variant_id or units.line_id in known:
            continue
        if _is_to_be_sold(case, units.line_id):
            _plan(store, case, place, units.line_id, line.variant_id, units.quantity, at)


def restock_line(
    restock_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> None:
    """Add a line's units to what its warehouse holds; what an earlier run may have done is looked up.

    Raises `OutcomeUncertain` or `SaleorUnreachable`: the job must come again. No other run is at work
    on this variant meanwhile: their jobs share a lock.
    """
    with transaction() as store:
        restock = store.restocks.locked(restock_id)
        shop = store.installations.get(restock.installation_id)
    if restock.is_over:
        return
    endpoint = saleor.open(shop)
    try:
        if restock.state is RestockState.SENT and _look_up(restock, endpoint, at, transaction):
            return
        if RESTOCKING not in shop.features:
            _end(restock_id, RestockState.SKIPPED, Hitch.SWITCHED_OFF, at, transaction)
            return
        _write(restock, endpoint, at, transaction)
    except SaleorRefused:
        _end(restock_id, RestockState.UNCLEAR, Hitch.REFUSED, at, transaction)


def answer_restock(
    installation_id: str,
    number: str,
    line_id: str,
    *,
    is_added: bool,
    at: datetime,
    transaction: Transaction,
) -> ReturnRequest:
    """Take a person's word whether a line's units are in stock; those that are not are added anew."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        found = [one for one in store.restocks.of_case(case.id) if one.line_id == line_id]
        if not found:
            raise NotFound
        restock = store.restocks.locked(found[0].id)
        if restock.state is not RestockState.UNCLEAR:
            raise RestockSettled
        if is_added:
            restock.end(RestockState.DONE, at=at)
        else:
            restock.begin_again()
            _enqueue(store, restock)
        _follow_problem(store, case, at)
    return case


def choose_warehouse(
    installation_id: str,
    warehouse_id: str,
    *,
    by: str,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> StockPlace:
    """Choose the warehouse that returned goods go into, among those that the shop has."""
    found = {one.id: one for one in warehouses_of(installation_id, saleor, transaction)}
    if warehouse_id not in found:
        raise NotFound("There is no such warehouse.")
    place = StockPlace(installation_id, warehouse_id, found[warehouse_id].name, at, by)
    with transaction() as store:
        store.restocks.choose(place)
    return place


def warehouses_of(
    installation_id: str, saleor: SaleorGate, transaction: Transaction
) -> list[Warehouse]:
    """List a shop's warehouses."""
    with transaction() as store:
        shop = store.installations.get(installation_id)
    return saleor.open(shop).warehouses()


def _is_to_be_sold(case: ReturnRequest, line_id: str) -> bool:
    found = case.inspection.line(line_id) if case.inspection else None
    return found is None or found.disposition is Disposition.RESTOCK


def _plan(
    store: Store,
    case: ReturnRequest,
    place: StockPlace,
    line_id: str,
    variant_id: str,
    quantity: int,
    at: datetime,
) -> None:
    restock = Restock(
        id=str(uuid4()),
        installation_id=case.installation_id,
        case_id=case.id,
        line_id=line_id,
        variant_id=variant_id,
        warehouse_id=place.warehouse_id,
        warehouse_name=place.name,
        quantity=quantity,
        created_at=at,
    )
    store.restocks.add(restock)
    _enqueue(store, restock)


def _enqueue(store: Store, restock: Restock) -> None:
    lock = f"stock:{restock.installation_id}:{restock.variant_id}"
    store.enqueue("restock_line", lock=lock, case_id=restock.case_id, restock_id=restock.id)


def _look_up(restock: Restock, endpoint: Saleor, at: datetime, transaction: Transaction) -> bool:
    """Find out what became of a call without an answer; says whether there is nothing left to do."""
    level = level_in(endpoint.stocks(restock.variant_id), restock.warehouse_id)
    match restock.verdict(level, at=at):
        case Verdict.ADDED:
            _end(restock.id, RestockState.DONE, None, at, transaction)
        case Verdict.UNCLEAR:
            _end(restock.id, RestockState.UNCLEAR, Hitch.CHANGED_SINCE, at, transaction)
        case Verdict.TOO_EARLY:
            raise OutcomeUncertain
        case Verdict.NOT_ADDED:
            return False
    return True


def _write(restock: Restock, endpoint: Saleor, at: datetime, transaction: Transaction) -> None:
    level: Level | None = None
    for _ in range(LOOKS):
        stocks = endpoint.stocks(restock.variant_id)
        if hitch := why_not(stocks):
            _end(restock.id, RestockState.SKIPPED, hitch, at, transaction)
            return
        seen = level_in(stocks, restock.warehouse_id)
        if seen == level:
            # Written down, and the same still: now there is but one call between reading and writing.
            _set(restock, level.quantity + restock.quantity, endpoint, at, transaction)
            return
        level = seen
        with transaction() as store:
            store.restocks.locked(restock.id).send(level, at=at)
    _end(restock.id, RestockState.UNCLEAR, Hitch.MOVING, at, transaction)


def _set(
    restock: Restock, quantity: int, endpoint: Saleor, at: datetime, transaction: Transaction
) -> None:
    try:
        endpoint.set_stock(restock.variant_id, restock.warehouse_id, quantity)
    except SaleorUnreachable:
        with transaction() as store:
            store.restocks.locked(restock.id).was_not_sent()
        raise
    _end(restock.id, RestockState.DONE, None, at, transaction)


def _end(
    restock_id: str,
    state: RestockState,
    hitch: Hitch | None,
    at: datetime,
    transaction: Transaction,
) -> None:
    with transaction() as store:
        case = store.returns.locked(store.restocks.locked(restock_id).case_id)
        restock = store.restocks.locked(restock_id)
        if restock.is_over:
            return
        restock.end(state, at=at, hitch=hitch)
        if state is RestockState.DONE:
            case.tell(
                EventKind.RESTOCKED,
                at=at,
                line_id=restock.line_id,
                units=restock.quantity,
                warehouse=restock.warehouse_name,
            )
        _follow_problem(store, case, at)


def _follow_problem(store: Store, case: ReturnRequest, at: datetime) -> None:
    asks = any(one.state is RestockState.UNCLEAR for one in store.restocks.of_case(case.id))
    follow = open_problem if asks else solve_problem
    follow(store, case.installation_id, ProblemKind.RESTOCK_UNCLEAR, at=at, case=case)
