"""The money of a return: paid through Saleor, or settled by the merchant outside of it."""

from datetime import datetime

from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.errors import OutcomeUnavailable
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.ports import Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.write_back import Step
from saleor_returns_app.use_cases.care.problems import follow_refund
from saleor_returns_app.use_cases.returns.follow_ups import order_receipt, write_to_saleor
from saleor_returns_app.use_cases.write_back.once import allow_again


def refund_return(
    installation_id: str, number: str, *, at: datetime, by: Actor, transaction: Transaction
) -> ReturnRequest:
    """Have Saleor refund to the original payment; after a failure this asks once more."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        if case.wish.outcome is not Outcome.REFUND:
            raise OutcomeUnavailable("Only a refund can be paid through Saleor.")
        case.order_refund(at=at, by=by)
        for step in (Step.GRANT, Step.REQUEST_REFUND):
            allow_again(store, case.id, step, at=at)
        follow_refund(store, case, at=at)
        store.enqueue("pay_refund", lock=f"order:{case.order_id}", case_id=case.id)
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
        follow_refund(store, case, at=at)
        order_receipt(store, case)
        write_to_saleor(store, case, Step.REFUND_NOTE)
    return case
