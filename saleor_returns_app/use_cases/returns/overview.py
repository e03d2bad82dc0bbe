"""The merchant looks: at all returns, or at one of them."""

from dataclasses import dataclass

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.messages import Message
from saleor_returns_app.domain.ports import ReturnFilter, ReturnPage, Transaction
from saleor_returns_app.domain.receipts.receipt import SettlementReceipt
from saleor_returns_app.domain.restocking import Restock
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.use_cases.receipts.drawn import drawn_receipt


@dataclass(frozen=True)
class ReturnView:
    """One return with its order, the mails that were sent about it, and its receipt if drawn."""

    case: ReturnRequest
    order: Order
    messages: tuple[Message, ...]
    receipt: SettlementReceipt | None = None
    restocks: tuple[Restock, ...] = ()


def list_returns(
    installation_id: str, wanted: ReturnFilter, *, transaction: Transaction
) -> ReturnPage:
    """Return one page of a shop's returns."""
    with transaction() as store:
        return store.returns.page(installation_id, wanted)


def show_return(installation_id: str, number: str, *, transaction: Transaction) -> ReturnView:
    """Return everything there is to see of one return."""
    with transaction() as store:
        case = store.returns.look_at(installation_id, number)
        return ReturnView(
            case=case,
            order=store.orders.get(case.order_id),
            messages=tuple(store.messages.of_case(case.id)),
            receipt=drawn_receipt(store, case.id),
            restocks=tuple(store.restocks.of_case(case.id)),
        )
