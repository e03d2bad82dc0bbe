"""Many returns at once whose settlement is ordered: orders of the sandbox, and cases made of them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from saleor_returns_app.domain.exchanges import Replacement
from saleor_returns_app.domain.features import STORE_CREDIT
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.stock import VARIANTS, WAREHOUSES, set_stocks
from saleor_returns_app.use_cases.exchanges.choosing import keep_choice
from saleor_returns_app.use_cases.installing.features import refresh_permissions, switch_feature
from saleor_returns_app.use_cases.orders.follow_order import learn_order
from saleor_returns_app.use_cases.settlement.opening import settlement_of
from saleor_returns_app.use_cases.settlement.settle import have_settled
from tests.support.builders import a_return, a_wish
from tests.support.returns import CLERK
from tests.support.sandbox import PlacedOrder, a_line
from tests.support.whole_app import WholeApp

MUG_SKU = "SM-TAS-SAND"
MUG = global_id("ProductVariant", MUG_SKU)


@dataclass(frozen=True)
class Ordered:
    """A return whose goods are here and whose refund was ordered, and its order in Saleor."""

    case: ReturnRequest
    order: PlacedOrder


def allow_credit(app: WholeApp) -> None:
    """Switch store credit on, and give the app its permission."""
    app.saleor.grant("MANAGE_GIFT_CARD")
    shop, services, now = app.shop, app.parts.services, datetime.now(UTC)
    switch_feature(shop.id, STORE_CREDIT, on=True, at=now, transaction=services.transaction)
    refresh_permissions(shop.id, at=now, saleor=services.saleor, transaction=services.transaction)


def fill_the_shelves(app: WholeApp) -> None:
    """Have enough of what is exchanged for: what is sold out rightly waits for a person."""
    saleor = app.saleor.sandbox.saleor
    shelf = {"warehouse": global_id("Warehouse", WAREHOUSES[0].pk), "quantity": 1_000}
    with saleor.change():
        set_stocks(saleor, VARIANTS[MUG_SKU], [shelf])


def order_refunds(
    app: WholeApp,
    count: int,
    *,
    of: PlacedOrder | None = None,
    outcome: Outcome = Outcome.REFUND,
    instead: str = "30.00",
    variant: str = MUG,
    received: bool = True,
) -> list[Ordered]:
    """Make returns of one unit each, received and with what they bring ordered just now.

    Each has an order of its own, unless it is to be `of` a known one. For an exchange there is one
    unit of a variant `instead`, which counts this much. Not `received`, they are approved only.
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
            wish = a_wish(followed, outcome=outcome)
            case = a_return(followed, number=number, at=now, approved=True, wish=wish)
            store.returns.add(case)
            if outcome is Outcome.EXCHANGE:
                unit = Money.from_decimal(Decimal(instead), "EUR")
                line = case.lines[0].order_line_id
                wanted = (Replacement(line, variant, 1, unit, "Something else"),)
                keep_choice(store, case, wanted, at=now)
            if received:
                case.receive(at=now, by=CLERK)
                case.order_refund(at=now, by=CLERK)
                settlement_of(store, case, at=now).order(at=now)
                have_settled(store, case)
                exchange = store.exchanges.find(case.id)
                if exchange is not None:
                    exchange.clear(at=now)
            made.append(Ordered(case, order))
    return made
