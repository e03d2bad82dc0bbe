"""Things that use cases work on, with a default for whatever a test does not care about."""

from datetime import datetime
from typing import Any

from saleor_returns_app.domain.case_events import CUSTOMER, SYSTEM
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address, OrderLine, OrderSnapshot
from saleor_returns_app.domain.policy.document import PolicyVersion
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    PaidBefore,
    RefundBreakdown,
    RefundTerms,
    Units,
    break_down,
)
from saleor_returns_app.domain.return_request import (
    Door,
    ReturnLine,
    ReturnRequest,
    Wish,
    open_return,
)
from tests.support.orders import (
    NOON,
    SHIPPED,
    a_bought_line,
    a_followed_order,
    a_policy_version,
    a_snapshot,
)

__all__ = [
    "NOON",
    "SHIPPED",
    "a_line",
    "a_policy",
    "a_return",
    "a_wish",
    "an_installation",
    "an_order",
    "an_order_snapshot",
]


def an_installation(
    *, id: str = "shop-1", slug: str = "maison-fil", shop_name: str = "Maison Fil"
) -> Installation:
    """Make a shop that installed the app."""
    return Installation(
        id=id,
        slug=slug,
        api_url=f"https://{slug}.example/graphql/",
        app_id="QXBwOjE=",
        token="t" * 30,
        key_set={"keys": []},
        saleor_version="3.23.0",
        installed_at=SHIPPED,
        shop_name=shop_name,
        shop_address=Address(company=shop_name, city="Lyon", country="FR"),
    )


def a_line(name: str = "tee", **more: Any) -> OrderLine:
    """Make a line of an order."""
    return a_bought_line(name, **more)


def an_order_snapshot(*lines: OrderLine, **more: Any) -> OrderSnapshot:
    """Make an order as Saleor tells of it, sent whole."""
    return a_snapshot(lines, **more)


def an_order(*lines: OrderLine, **more: Any) -> Order:
    """Make an order that we follow."""
    return a_followed_order(a_snapshot(lines, **more))


def a_policy(**rules: Any) -> PolicyVersion:
    """Make a published policy with the given rules."""
    return a_policy_version(**({"fees": (), "window_days": 30} | rules))


def a_wish(order: Order, *lines: ReturnLine, **more: Any) -> Wish:
    """Make a wish to send lines back, or all that was bought."""
    snapshot = order.snapshot
    chosen = lines or tuple(
        ReturnLine(line.id, line.quantity, ReturnReason.TOO_SMALL) for line in snapshot.lines
    )
    parts: dict[str, Any] = {
        "lines": chosen,
        "outcome": Outcome.REFUND,
        "method": ReturnMethod.DROP_OFF,
        "breakdown": _breakdown(snapshot, chosen),
        "policy_version": order.policy_version,
    }
    return Wish(**(parts | more))


def a_return(
    order: Order | None = None,
    *,
    number: str = "R-2026-000001",
    at: datetime = NOON,
    approved: bool = False,
    wish: Wish | None = None,
) -> ReturnRequest:
    """Make a return of an order, just requested unless it is to be approved."""
    order = order or an_order()
    case = open_return(
        wish or a_wish(order),
        id=f"case-{number}",
        installation_id=order.installation_id,
        order_id=order.id,
        number=number,
        quote_id=f"quote-{number}",
        door=Door.PORTAL,
        at=at,
        by=CUSTOMER,
    )
    if approved:
        case.approve(at=at, by=SYSTEM)
    return case


def _breakdown(snapshot: OrderSnapshot, lines: tuple[ReturnLine, ...]) -> RefundBreakdown:
    return break_down(
        snapshot,
        RefundTerms(
            chosen=tuple(Units(line.order_line_id, line.quantity) for line in lines),
            paid=PaidBefore({}, snapshot.total),
            fee=Charge(Money.zero(snapshot.currency)),
        ),
    )
