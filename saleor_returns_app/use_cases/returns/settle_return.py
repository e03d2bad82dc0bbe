"""The money of a return: paid through Saleor, or settled by the merchant outside of it."""

from datetime import datetime

from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.errors import OutcomeUnavailable
from saleor_returns_app.domain.inspections import Answer
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.ports import Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import SettlementKind
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.domain.write_back import Step
from saleor_returns_app.use_cases.care.problems import follow_refund, solve_problem
from saleor_returns_app.use_cases.returns.follow_ups import order_receipt, write_to_saleor
from saleor_returns_app.use_cases.settlement.due_dates import follow_due_dates
from saleor_returns_app.use_cases.settlement.opening import settlement_of
from saleor_returns_app.use_cases.settlement.settle import have_settled


def refund_return(
    installation_id: str, number: str, *, at: datetime, by: Actor, transaction: Transaction
) -> ReturnRequest:
    """Have Saleor refund to the original payment; after a failure this asks once more."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        if case.outcome is not Outcome.REFUND:
            raise OutcomeUnavailable("Only a refund can be paid through Saleor.")
        case.order_refund(at=at, by=by)
        settlement_of(store, case, at=at).order(at=at)
        follow_refund(store, case, at=at)
        solve_problem(store, installation_id, ProblemKind.AMOUNTS_OBJECTED, at=at, case=case)
        have_settled(store, case)
    return case


def mark_refunded(
    installation_id: str,
    number: str,
    amount: Money,
    *,
    reference: str,
    at: datetime,
    by: Actor,
    transaction: Transaction,
) -> ReturnRequest:
    """Note that the merchant has settled a return by other means; Saleor is told by a note."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        case.settle_outside(amount, reference=reference.strip(), at=at, by=by)
        settlement = settlement_of(store, case, at=at)
        settlement.settle_as(SettlementKind.OUTSIDE, amount, at=at)
        follow_due_dates(store, [settlement], at=at)
        follow_refund(store, case, at=at)
        order_receipt(store, case)
        solve_problem(store, installation_id, ProblemKind.AMOUNTS_OBJECTED, at=at, case=case)
        if case.answer is Answer.OBJECTED and case.units and not case.goods_written:
            write_to_saleor(store, case, Step.RETURN_PRODUCTS)
        write_to_saleor(store, case, Step.REFUND_NOTE)
    return case
