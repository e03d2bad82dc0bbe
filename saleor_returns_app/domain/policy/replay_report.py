"""What a replay came to, as rows: for a table, for a chart, for a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.replaying import Group, Pair, Tally


class Grouping(StrEnum):
    """What the orders of a row have in common."""

    ALL = "all"
    COUNTRY = "country"
    MONTH = "month"
    RULE = "rule"


@dataclass(frozen=True)
class MoneyRow:
    """Amounts of one currency, before and after; what the shop gains is positive.

    `fees` and `restocking` are what customers bear, `refunds` what they get, `shipping` the part of
    it that they had paid for delivery. `parcels` is what the parcels back cost the shop, None where
    nobody said what one costs.
    """

    currency: str
    fees: tuple[Money, Money]
    restocking: tuple[Money, Money]
    refunds: tuple[Money, Money]
    shipping: tuple[Money, Money]
    parcels: tuple[Money, Money] | None
    parcels_sent: tuple[int, int]
    returns_taken: tuple[int, int]
    taken_elsewise: tuple[int, int]

    @property
    def fees_gained(self) -> Money:
        """What more the shop keeps of fees and for restocking."""
        return self.fees[1] - self.fees[0] + self.restocking[1] - self.restocking[0]

    @property
    def refunds_saved(self) -> Money:
        """What less the shop pays out."""
        return self.refunds[0] - self.refunds[1]

    @property
    def parcels_saved(self) -> Money | None:
        """What less the parcels back cost the shop."""
        return self.parcels[0] - self.parcels[1] if self.parcels else None


@dataclass(frozen=True)
class ReportRow:
    """Orders that have something in common, and what the document under test changes for them.

    Of returns that two rules touch, the money stands in both rules' rows: those do not add up.
    """

    grouping: Grouping
    key: str
    name: str
    orders: int
    changed_orders: int
    returns: int
    items_allowed: int
    items_refused: int
    money: tuple[MoneyRow, ...]


@dataclass(frozen=True)
class ChartPoint:
    """What a month or a country comes to in one currency, for the shop."""

    key: str
    currency: str
    fees_gained: Money
    refunds_saved: Money
    items_allowed: int
    items_refused: int


def report_rows(tally: Tally, parcel_costs: Iterable[Money] = ()) -> tuple[ReportRow, ...]:
    """List everything, then countries, months and rules; the ones with most changes first."""
    costs = {cost.currency: cost for cost in parcel_costs}
    rows = [_row(Grouping.ALL, "", "", tally.total, costs)]
    rows += _rows(Grouping.COUNTRY, _most_changed(tally.countries), {}, costs)
    rows += _rows(Grouping.MONTH, sorted(tally.months.items()), {}, costs)
    rows += _rows(Grouping.RULE, _most_changed(tally.rules), tally.rule_names, costs)
    return tuple(rows)


def chart(rows: Iterable[ReportRow], grouping: Grouping) -> tuple[ChartPoint, ...]:
    """List one bar for each row and currency of a grouping."""
    return tuple(
        ChartPoint(
            row.key,
            money.currency,
            money.fees_gained,
            money.refunds_saved,
            row.items_allowed,
            row.items_refused,
        )
        for row in rows
        if row.grouping is grouping
        for money in row.money
    )


HEADER = (
    "grouping",
    "key",
    "name",
    "orders",
    "changed_orders",
    "returns",
    "items_newly_allowed",
    "items_newly_refused",
    "currency",
    "fees_before",
    "fees_after",
    "restocking_before",
    "restocking_after",
    "refunds_before",
    "refunds_after",
    "original_shipping_before",
    "original_shipping_after",
    "parcels_before",
    "parcels_after",
    "parcel_costs_before",
    "parcel_costs_after",
    "returns_taken_before",
    "returns_taken_after",
    "returns_taken_otherwise_after",
)


def report_csv(rows: Iterable[ReportRow]) -> str:
    """Write rows as CSV, a line for each currency; text that a spreadsheet would run is disarmed."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in rows:
        start = [
            row.grouping.value,
            _disarmed(row.key),
            _disarmed(row.name),
            row.orders,
            row.changed_orders,
            row.returns,
            row.items_allowed,
            row.items_refused,
        ]
        for money in row.money:
            writer.writerow([*start, money.currency, *_cells(money)])
        if not row.money:
            writer.writerow([*start, *[""] * (len(HEADER) - len(start))])
    return file.getvalue()


def _cells(money: MoneyRow) -> list[object]:
    pairs = (money.fees, money.restocking, money.refunds, money.shipping)
    amounts = [one.decimal for pair in pairs for one in pair]
    costs = [one.decimal for one in money.parcels] if money.parcels else ["", ""]
    return [*amounts, *money.parcels_sent, *costs, *money.returns_taken, money.taken_elsewise[1]]


def _disarmed(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _most_changed(groups: Mapping[str, Group]) -> list[tuple[str, Group]]:
    return sorted(groups.items(), key=lambda item: (-item[1].changed_orders, item[0]))


def _rows(
    grouping: Grouping,
    groups: Iterable[tuple[str, Group]],
    names: Mapping[str, str],
    costs: Mapping[str, Money],
) -> list[ReportRow]:
    return [_row(grouping, key, names.get(key, ""), group, costs) for key, group in groups]


def _row(
    grouping: Grouping, key: str, name: str, group: Group, costs: Mapping[str, Money]
) -> ReportRow:
    money = [
        _money(currency, pair, costs.get(currency))
        for currency, pair in sorted(group.money.items())
    ]
    return ReportRow(
        grouping,
        key,
        name,
        group.orders,
        group.changed_orders,
        group.returns,
        group.items_allowed,
        group.items_refused,
        tuple(money),
    )


def _money(currency: str, pair: Pair, cost: Money | None) -> MoneyRow:
    def both(name: str) -> tuple[int, int]:
        return getattr(pair.before, name), getattr(pair.after, name)

    def amounts(name: str) -> tuple[Money, Money]:
        before, after = both(name)
        return Money(before, currency), Money(after, currency)

    before, after = both("parcels")
    spent = None
    if cost is not None:
        spent = (Money(cost.minor * before, currency), Money(cost.minor * after, currency))
    return MoneyRow(
        currency,
        fees=amounts("fees"),
        restocking=amounts("restocking"),
        refunds=amounts("refunds"),
        shipping=amounts("shipping"),
        parcels=spent,
        parcels_sent=(before, after),
        returns_taken=both("taken"),
        taken_elsewise=both("elsewise"),
    )
