"""A return ends before its goods arrive."""

from datetime import datetime

from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import Letters, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.use_cases.exchanges.order_exchange import call_off
from saleor_returns_app.use_cases.parcels.cancelling import withdraw_parcels
from saleor_returns_app.use_cases.returns.follow_ups import queue_message


def cancel_return(
    installation_id: str,
    number: str,
    *,
    at: datetime,
    by: Actor,
    letters: Letters,
    transaction: Transaction,
) -> ReturnRequest:
    """Cancel a return; its units may be returned anew."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        case.cancel(at=at, by=by, parcel=withdraw_parcels(store, case))
        call_off(store, case)
        queue_message(store, MessageKind.CANCELLED, case, at=at, letters=letters)
    return case
