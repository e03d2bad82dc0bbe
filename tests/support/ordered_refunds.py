"""Many returns at once whose refund is ordered: orders of the sandbox, and cases made of them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.use_cases.orders.follow_order import learn_order
from saleor_returns_app.use_cases.settlement.opening import settlement_of
from saleor_returns_app.use_cases.settlement.settle import have_settled
from tests.support.builders import a_return
from tests.support.returns import CLERK
from tests.support.sandbox import PlacedOrder, a_line
from tests.support.whole_app import WholeApp


@dataclass(frozen=True)
class Ordered:
    """A return whose goods are here and whose refund was ordered, and its order in Saleor."""

    case: ReturnRequest
    order: PlacedOrder


def order_refunds(app: WholeApp, count: int, *, of: PlacedOrder | None = None) -> list[Ordered]:
    """Make returns of one unit each, received and with their refund ordered just now.

    Each has an order of its own, unless it is to be `of` a known one.
    """
    shop, services, now = app.shop, app.parts.services, datetime.now(UTC)
    placed = [
        of or app.saleor.place_order([a_line(unit="32.73")], shipping="6.00") for _ in range(count)
    ]
    saleor = services.saleor.open(shop)
    snapshots = [saleor.fetch_order(order.id) for order in placed]
    made = []
    with services.transaction() as store:
        for order, snapshot in zip(placed, snapshots, strict=True):
            assert snapshot is not None
            followed = learn_order(store, shop.id, snapshot, at=now)
            number = store.returns.next_number(shop.id, now.year)
            case = a_return(followed, number=number, at=now, approved=True)
            case.receive(at=now, by=CLERK)
            case.order_refund(at=now, by=CLERK)
            store.returns.add(case)
            settlement_of(store, case, at=now).order(at=now)
            have_settled(store, case)
            made.append(Ordered(case, order))
    return made
