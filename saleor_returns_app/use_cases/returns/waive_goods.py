"""The customer keeps the goods, and gets what they would have brought."""

from datetime import datetime

from saleor_returns_app.domain.case_events import SYSTEM, Actor
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.ports import Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.use_cases.settlement.opening import settlement_of


def waive_goods(
    installation_id: str, number: str, *, at: datetime, by: Actor, transaction: Transaction
) -> ReturnRequest:
    """Let the customer keep what was to come back; the money falls due at once."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        _waive(store, case, at=at, by=by)
    return case


def waive_by_method(store: Store, case: ReturnRequest, *, at: datetime) -> None:
    """Do so for an approved return that was offered like this."""
    if case.wish.method is ReturnMethod.KEEP:
        _waive(store, case, at=at, by=SYSTEM)


def _waive(store: Store, case: ReturnRequest, *, at: datetime, by: Actor) -> None:
    case.waive_goods(at=at, by=by)
    if case.money_status is MoneyStatus.DUE:
        settlement_of(store, case, at=at)
