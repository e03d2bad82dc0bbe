"""The merchant decides a request."""

from datetime import datetime

from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import Letters, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.use_cases.exchanges.order_exchange import call_off, follow_exchange
from saleor_returns_app.use_cases.returns.follow_ups import after_approval, queue_message


def approve_return_request(
    installation_id: str,
    number: str,
    *,
    at: datetime,
    by: Actor,
    letters: Letters,
    transaction: Transaction,
) -> ReturnRequest:
    """Approve a request and have its label made."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        case.approve(at=at, by=by)
        after_approval(store, case, at=at, letters=letters)
        follow_exchange(store, case, at=at)
    return case


def reject_return_request(
    installation_id: str,
    number: str,
    reason: str,
    *,
    at: datetime,
    by: Actor,
    letters: Letters,
    transaction: Transaction,
) -> ReturnRequest:
    """Reject a request; the customer is told the reason."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        case.reject(reason.strip(), at=at, by=by)
        call_off(store, case)
        queue_message(store, MessageKind.REJECTED, case, at=at, letters=letters)
    return case
