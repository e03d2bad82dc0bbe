"""The goods arrive."""

from datetime import datetime

from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.write_back import Step
from saleor_returns_app.use_cases.exchanges.order_exchange import follow_exchange
from saleor_returns_app.use_cases.parcels.attending import arrive
from saleor_returns_app.use_cases.returns.follow_ups import tell_customer, write_to_saleor
from saleor_returns_app.use_cases.settlement.opening import settlement_of


def receive_parcel(
    installation_id: str, number: str, *, at: datetime, by: Actor, transaction: Transaction
) -> ReturnRequest:
    """Mark a return as received and have Saleor move its units."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        case.receive(at=at, by=by)
        if case.refund:
            settlement_of(store, case, at=at)
        arrive(store, case, store.parcels.locked(case.id), at=at, by=by)
        tell_customer(store, case, MessageKind.RECEIVED)
        write_to_saleor(store, case, Step.RETURN_PRODUCTS)
        follow_exchange(store, case, at=at)
    return case
