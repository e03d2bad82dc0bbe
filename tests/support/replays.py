"""Orders of the past for replays: half of them with a return."""

from dataclasses import replace
from datetime import timedelta

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.conditions import FactName, FactTest, Operator
from saleor_returns_app.domain.policy.document import (
    DEFAULTS,
    FeeRule,
    PolicyDocument,
    Refuse,
    Rule,
    Texts,
    WindowRule,
)
from saleor_returns_app.domain.policy.terms import ReturnReason, WindowStart
from saleor_returns_app.domain.return_request import ReturnLine, ReturnRequest
from tests.support.builders import NOON, a_line, a_return, a_wish, an_order

AMERICAN = "US"


def with_fee(minor: int, *rules: Rule) -> PolicyDocument:
    """Make a policy with a fee, and rules."""
    fee = FeeRule((Money(minor, "EUR"),))
    window = WindowRule(30, WindowStart.FULFILLED)
    return PolicyDocument(defaults=replace(DEFAULTS, fee=fee, window=window), rules=rules)


def refusing(sku: str) -> Rule:
    """Make a rule that refuses a product."""
    when = FactTest(FactName.SKU, Operator.IS, (sku,))
    return Rule(f"no-{sku.lower()}", f"No {sku}", when=when, refuse=Refuse(Texts({"en": "No."})))


def past(count: int, *, country: str = AMERICAN) -> tuple[list[Order], list[ReturnRequest]]:
    """Make orders, one a day, of a shirt and a mug; every other one has a return of its shirt."""
    orders, returns = [], []
    for number in range(count):
        shirt, mug = a_line("tee", total=3000), a_line("mug", total=1000)
        order = an_order(shirt, mug, country=country)
        order.id, order.number = f"order-{number:03}", f"{1000 + number}"
        order.saleor_id = f"saleor-{number:03}"
        order.placed_at = NOON - timedelta(days=count - number)
        sent = order.placed_at + timedelta(hours=1)
        order.snapshot = replace(
            order.snapshot, id=order.saleor_id, number=order.number, placed_at=order.placed_at
        )
        order.shipments = tuple(replace(one, shipped_at=sent) for one in order.shipments)
        orders.append(order)
        if number % 2 == 0:
            returns.append(_return_of(order, number))
    return orders, returns


def _return_of(order: Order, number: int) -> ReturnRequest:
    line = ReturnLine(order.snapshot.lines[0].id, 1, ReturnReason.TOO_SMALL)
    at = order.placed_at + timedelta(hours=12)
    return a_return(
        order, number=f"R-2026-{number:06}", at=at, wish=a_wish(order, line), approved=True
    )
