"""A person gives store credit, sends its code again, or has the money paid instead."""

from datetime import datetime

from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.errors import OutcomeUnavailable, TransitionNotAllowed
from saleor_returns_app.domain.features import STORE_CREDIT, feature_named
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.ports import Letters, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.use_cases.care.problems import follow_refund
from saleor_returns_app.use_cases.returns.follow_ups import queue_message
from saleor_returns_app.use_cases.settlement.credit import SWITCHED_OFF
from saleor_returns_app.use_cases.settlement.opening import settlement_of
from saleor_returns_app.use_cases.settlement.settle import have_settled


def give_credit(
    installation_id: str, number: str, *, at: datetime, by: Actor, transaction: Transaction
) -> ReturnRequest:
    """Have a gift card issued for a return; after a refusal this asks once more."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        if case.outcome is not Outcome.STORE_CREDIT:
            raise OutcomeUnavailable("This return is not settled by store credit.")
        if not store.installations.get(installation_id).can(feature_named(STORE_CREDIT)):
            raise OutcomeUnavailable(SWITCHED_OFF)
        case.order_refund(at=at, by=by)
        settlement_of(store, case, at=at).order(at=at)
        follow_refund(store, case, at=at)
        have_settled(store, case)
    return case


def resend_credit(
    installation_id: str, number: str, *, at: datetime, letters: Letters, transaction: Transaction
) -> ReturnRequest:
    """Mail the code of a return's gift card to the customer once more."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        credit = store.credits.find(case.id)
        if credit is None or credit.issued_at is None:
            raise TransitionNotAllowed(state=case.money_status.value, wanted="issued")
        queue_message(store, MessageKind.STORE_CREDIT, case, at=at, letters=letters)
    return case
