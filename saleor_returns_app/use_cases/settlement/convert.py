"""What was to be credit or goods becomes money instead: who withdraws may always have that."""

from datetime import datetime

from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.errors import OutcomeUnavailable
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.ports import Store, Transaction
from saleor_returns_app.domain.refund_breakdown import without_bonus
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import SettlementKind
from saleor_returns_app.use_cases.care.problems import follow_refund

KINDS = {
    Outcome.REFUND: SettlementKind.REFUND,
    Outcome.STORE_CREDIT: SettlementKind.STORE_CREDIT,
}


def convert_return(
    installation_id: str,
    number: str,
    outcome: Outcome,
    *,
    at: datetime,
    by: Actor,
    transaction: Transaction,
) -> ReturnRequest:
    """Change what a return brings, while nothing of it was given."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        convert(store, case, outcome, at=at, by=by)
    return case


def convert(
    store: Store, case: ReturnRequest, outcome: Outcome, *, at: datetime, by: Actor
) -> None:
    """Let a return and its settlement be another; a bonus was for credit alone."""
    if outcome not in KINDS or case.outcome in (outcome, Outcome.REFUND):
        raise OutcomeUnavailable(outcome=outcome.value)
    settlement = store.settlements.find_of_case(case.id)
    case.change_outcome(outcome, without_bonus(case.breakdown), at=at, by=by)
    if settlement is not None:
        settlement.convert(KINDS[outcome], case.refund)
    follow_refund(store, case, at=at)
