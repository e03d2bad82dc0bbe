"""Orders for tests of the rules: everything that a test does not care about has a default."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from saleor_returns_app.domain.followed_orders import Order, follow_order
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import (
    Address,
    Fulfillment,
    FulfillmentLine,
    FulfillmentStatus,
    GrantedRefund,
    OrderLine,
    OrderSnapshot,
    PaymentTransaction,
)
from saleor_returns_app.domain.policy.document import PolicyVersion
from tests.support.flat_policies import FlatPolicy, ruled

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SHIPPED = datetime(2026, 11, 10, 9, tzinfo=UTC)
_ids = count(1)


def a_bought_line(
    name: str = "tee", *, quantity: int = 1, total: int = 3273, currency: str = "EUR", **more: Any
) -> OrderLine:
    """Make a line; `total` is what was paid for all units, in minor units."""
    paid = Money(total, currency)
    return OrderLine(
        id=f"line-{name}",
        product_name=name.title(),
        variant_name="M",
        sku=f"{name}-m".upper(),
        quantity=quantity,
        unit_price=Money(total // quantity, currency),
        total=paid,
        total_net=paid,
        **more,
    )


def a_parcel(
    units: dict[str, int],
    *,
    status: FulfillmentStatus = FulfillmentStatus.FULFILLED,
    at: datetime = SHIPPED,
) -> Fulfillment:
    """Make a fulfillment of units by line id."""
    number = next(_ids)
    lines = [FulfillmentLine(f"fl-{number}-{line}", line, many) for line, many in units.items()]
    return Fulfillment(f"fulfillment-{number}", status, at, "TRACK", tuple(lines))


def a_snapshot(
    lines: Sequence[OrderLine] = (),
    *,
    fulfillments: Sequence[Fulfillment] | None = None,
    shipping: int = 600,
    country: str = "FR",
    status: str = "FULFILLED",
    grants: Sequence[GrantedRefund] = (),
    transactions: Sequence[PaymentTransaction] = (),
) -> OrderSnapshot:
    """Make an order that was sent whole unless its fulfillments are given."""
    lines = tuple(lines) or (a_bought_line(),)
    currency = lines[0].total.currency
    goods = sum(line.total.minor for line in lines)
    sent = [a_parcel({line.id: line.quantity for line in lines})]
    return OrderSnapshot(
        id="T3JkZXI6MQ==",
        number="1042",
        status=status,
        currency=currency,
        channel="default",
        placed_at=SHIPPED - timedelta(days=1),
        updated_at=SHIPPED,
        email="camille@example.com",
        language="EN",
        total=Money(goods + shipping, currency),
        shipping=Money(shipping, currency),
        shipping_address=Address(
            first_name="Camille", last_name="Petit", postal_code="69003", country=country
        ),
        lines=lines,
        fulfillments=tuple(sent if fulfillments is None else fulfillments),
        granted_refunds=tuple(grants),
        transactions=tuple(transactions),
    )


def a_followed_order(snapshot: OrderSnapshot | None = None) -> Order:
    """Make an order that we follow."""
    return follow_order(
        snapshot or a_snapshot(), id="order-1", installation_id="shop-1", policy_version=1, at=NOON
    )


def a_policy_version(**rules: object) -> PolicyVersion:
    """Make a published policy with the rules that format 1 knows."""
    document = ruled(FlatPolicy(**rules))  # type: ignore[arg-type]
    return PolicyVersion("shop-1", 1, document, SHIPPED, "")
