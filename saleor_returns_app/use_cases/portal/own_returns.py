"""A shopper looks at a return of the order that was opened, or takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.case_events import CUSTOMER
from saleor_returns_app.domain.errors import ReturnNotFound, TransitionNotAllowed
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import Letters, Store, Transaction
from saleor_returns_app.domain.receipts.receipt import SettlementReceipt
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import customer_may_cancel
from saleor_returns_app.domain.shipping.parcels import ReturnParcel
from saleor_returns_app.domain.shipping.tracking import RecordedEvent
from saleor_returns_app.use_cases.parcels.cancelling import withdraw_parcels
from saleor_returns_app.use_cases.receipts.drawn import drawn_receipt
from saleor_returns_app.use_cases.returns.follow_ups import queue_message


@dataclass(frozen=True)
class OwnReturn:
    """A return as its owner may see it, with its order and shop; `zone` is the shop's clock.

    `receipt` is there once its money has come to rest and the receipt is drawn.
    `parcels` are those that the goods travel in, each with its timeline by the carrier's time.
    """

    case: ReturnRequest
    order: Order
    shop: Installation
    zone: str
    receipt: SettlementReceipt | None = None
    parcels: tuple[tuple[ReturnParcel, Sequence[RecordedEvent]], ...] = ()

    @property
    def may_be_cancelled(self) -> bool:
        """Whether the owner can still take it back."""
        return customer_may_cancel(self.case.status, self.case.parcel_status)


def own_return(order_id: str, number: str, *, transaction: Transaction) -> OwnReturn:
    """Return a return of this order; `ReturnNotFound` for one of another order."""
    with transaction() as store:
        return _view(store, _find(store, order_id, number))


def cancel_own_return(
    order_id: str, number: str, *, at: datetime, letters: Letters, transaction: Transaction
) -> OwnReturn:
    """Take a return back before its goods have left; its units may be returned anew."""
    with transaction() as store:
        case = store.returns.locked(_find(store, order_id, number).id)
        if not customer_may_cancel(case.status, case.parcel_status):
            raise TransitionNotAllowed(
                status=case.status.value, parcel=case.parcel_status.value, wanted="cancelled"
            )
        case.cancel(at=at, by=CUSTOMER, parcel=withdraw_parcels(store, case))
        queue_message(store, MessageKind.CANCELLED, case, at=at, letters=letters)
        return _view(store, case)


def _find(store: Store, order_id: str, number: str) -> ReturnRequest:
    for case in store.returns.of_order(order_id):
        if case.number == number:
            return case
    raise ReturnNotFound


def _view(store: Store, case: ReturnRequest) -> OwnReturn:
    parcels = [one for one in store.parcels.of_case(case.id) if one.counts]
    known = store.parcels.events_of([one.id for one in parcels]) if parcels else {}
    policy = store.policies.get(case.installation_id, case.wish.policy_version)
    return OwnReturn(
        case=case,
        order=store.orders.get(case.order_id),
        shop=store.installations.get(case.installation_id),
        zone=policy.document.time_zone,
        receipt=drawn_receipt(store, case.id),
        parcels=tuple((one, known[one.id]) for one in parcels),
    )
