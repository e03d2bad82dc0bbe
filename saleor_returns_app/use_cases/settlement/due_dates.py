"""Money that falls due by law is told of before its last day, and again after it."""

from collections.abc import Iterable
from datetime import datetime

from saleor_returns_app.domain.ports import Store, Transaction
from saleor_returns_app.domain.settlement_acts import SOON, Urgency, urgency
from saleor_returns_app.domain.settlements import Settlement
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.care.problems import open_problem, solve_problem

URGENT = {
    Urgency.SOON: ProblemKind.MONEY_DUE_SOON,
    Urgency.OVERDUE: ProblemKind.MONEY_OVERDUE,
}


def look_at_due_dates(*, at: datetime, transaction: Transaction) -> int:
    """Open a problem for each return whose money is due soon or overdue; say how many there are."""
    with transaction() as store:
        urgent = store.settlements.due_before(at + SOON)
        follow_due_dates(store, urgent, at=at)
    return len(urgent)


def follow_due_dates(store: Store, settlements: Iterable[Settlement], *, at: datetime) -> None:
    """Have each problem about a due date stand exactly as long as it is one."""
    for settlement in settlements:
        case = store.returns.by_id(settlement.case_id)
        now = URGENT.get(urgency(settlement, at=at))
        for kind in URGENT.values():
            if kind is now:
                open_problem(store, settlement.installation_id, kind, at=at, case=case)
            else:
                solve_problem(store, settlement.installation_id, kind, at=at, case=case)
