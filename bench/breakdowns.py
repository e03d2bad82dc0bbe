"""Refund breakdowns beside the sum that first comes to mind."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from bench.measuring import Table, measure
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    PaidBefore,
    PartKind,
    RefundTerms,
    Units,
    break_down,
)
from tests.support.orders import a_bought_line, a_snapshot

ORDERS, LINES = 2_000, 10
FEE = Money(500, "EUR")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Return:
    """Some units of every line of an order."""

    order: OrderSnapshot
    chosen: list[Units]


def some_returns() -> list[Return]:
    """Make the same orders each time: ten lines, prices that do not divide evenly."""
    random = Random(20261122)
    return [_a_return(random) for _ in range(ORDERS)]


def _a_return(random: Random) -> Return:
    lines = []
    for number in range(LINES):
        quantity = random.randint(1, 7)
        total = random.randint(199, 49_999)
        lines.append(a_bought_line(f"product-{number}", quantity=quantity, total=total))
    chosen = [Units(line.id, random.randint(1, line.quantity)) for line in lines]
    return Return(a_snapshot(lines), chosen)


def ours(one: Return) -> Money:
    """Break a refund down, parts and all."""
    order = one.order
    terms = RefundTerms(tuple(one.chosen), PaidBefore({}, order.total), Charge(FEE))
    return break_down(order, terms).total


def by_line_prices(one: Return) -> Decimal:
    """Add up rounded unit prices, as one would on paper."""
    lines = {line.id: line for line in one.order.lines}
    refund = Decimal(0)
    for units in one.chosen:
        line = lines[units.line_id]
        unit = (line.total.decimal / line.quantity).quantize(CENT, ROUND_HALF_UP)
        refund += unit * units.quantity
    return max(refund - FEE.decimal, Decimal(0))


def cents_astray(returns: list[Return]) -> tuple[int, int]:
    """Return every unit of every order one by one: how many orders add up wrongly, in both ways."""
    wrong_by_line_prices = wrong_by_ours = 0
    for one in returns:
        goods = sum(line.total.minor for line in one.order.lines)
        naive = sum(
            (line.total.decimal / line.quantity).quantize(CENT, ROUND_HALF_UP) * line.quantity
            for line in one.order.lines
        )
        wrong_by_line_prices += naive != Decimal(goods) / 100
        wrong_by_ours += _unit_by_unit(one.order) != goods
    return wrong_by_line_prices, wrong_by_ours


def _unit_by_unit(order: OrderSnapshot) -> int:
    given = 0
    for line in order.lines:
        for before in range(line.quantity):
            breakdown = break_down(
                order,
                RefundTerms(
                    chosen=(Units(line.id, 1),),
                    paid=PaidBefore({line.id: before}, order.total),
                    fee=Charge(Money.zero(order.currency)),
                ),
            )
            given += breakdown.sum_of(PartKind.GOODS).minor
    return given


def breakdown_table() -> Table:
    """Measure both, and say what the quicker one costs."""
    returns = some_returns()
    naive = measure("unit prices, rounded", returns, by_line_prices)
    exact = measure("our breakdown", returns, ours)
    sample = returns[:500]
    wrong, wrong_ours = cents_astray(sample)
    return Table(
        f"Refund breakdowns of orders with {LINES} lines",
        [naive, exact],
        [
            f"Units returned one by one miss the order's total in {wrong} of {len(sample)} orders by "
            f"rounded unit prices, in {wrong_ours} by ours."
        ],
    )
