"""Many stored orders, made quickly: a few hundred different ones, written over and over by COPY."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from psycopg import Cursor

from saleor_returns_app.domain.followed_orders import Shipment
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import DeliveredAt, DeliverySource, OrderLine, OrderSnapshot
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    PaidBefore,
    RefundTerms,
    Units,
    break_down,
)
from saleor_returns_app.domain.return_request import ReturnLine, Wish
from saleor_returns_app.storage.json_columns import converter
from tests.support.orders import a_bought_line, a_parcel, a_snapshot

DIFFERENT = 400
RETURNED_PERCENT = 12
PERIOD = timedelta(days=180)
COUNTRIES = ("FR", "DE", "FR", "ES", "IT", "NL", "GB", "US")
CATEGORIES = ("shoes", "dresses", "lingerie", "home", "bags")
ORDER_COLUMNS = (
    "id, installation_id, saleor_id, number, email, postal_codes, placed_at, policy_version,"
    " snapshot, read_at, shipments"
)
RETURN_COLUMNS = (
    "id, installation_id, order_id, number, version, requested_at, door, quote_id, wish, status,"
    " parcel_status, money_status, tab, rejection_reason, problem, goods_written,"
    " granted_refund_id, settled_reference"
)
RETURNS = f"copy returns ({RETURN_COLUMNS}) from stdin"
ORDERS = f"copy orders ({ORDER_COLUMNS}) from stdin"


@dataclass(frozen=True)
class _Kind:
    """An order that stands for many: its JSON, in which only the moments and its name differ."""

    snapshot: dict[str, Any]
    shipments: list[dict[str, Any]]
    wish: str


class StoredOrders:
    """Orders of one shop, the same ones each time."""

    def __init__(self, installation_id: str, until: datetime) -> None:
        self._shop, self._until = installation_id, until
        random = Random(20261123)
        self._kinds = [_kind(random, until) for _ in range(DIFFERENT)]
        self.made = 0

    def add(self, cursor: Cursor[Any], count: int) -> None:
        """Store more of them, spread evenly over the period."""
        first, self.made = self.made, self.made + count
        numbers = range(first, first + count)
        with cursor.copy(ORDERS) as copy:
            for number in numbers:
                copy.write_row(self._order(number, self._placed(number - first, count)))
        with cursor.copy(RETURNS) as copy:
            for number in numbers:
                if number % 100 < RETURNED_PERCENT:
                    copy.write_row(self._return(number, self._placed(number - first, count)))
        cursor.execute("analyze orders")
        cursor.execute("analyze returns")

    def _placed(self, at: int, count: int) -> datetime:
        return self._until - PERIOD * (count - at) / count

    def _order(self, number: int, placed: datetime) -> tuple[object, ...]:
        kind = self._kinds[number % DIFFERENT]
        shipped = (placed + timedelta(days=1)).isoformat()
        delivered = (placed + timedelta(days=3)).isoformat()
        snapshot = kind.snapshot | {
            "id": f"order-{number}",
            "number": f"B{number}",
            "placed_at": placed.isoformat(),
            "updated_at": shipped,
        }
        for fulfillment in snapshot["fulfillments"]:
            fulfillment["created_at"] = shipped
        for shipment in kind.shipments:
            shipment["shipped_at"] = shipped
            shipment["delivered"] = {"at": delivered, "source": "carrier"}
        return (
            f"bench-{number}",
            self._shop,
            f"order-{number}",
            f"B{number}",
            f"customer-{number % 5000}@example.com",
            ["69003"],
            placed,
            1,
            json.dumps(snapshot),
            self._until,
            json.dumps(kind.shipments),
        )

    def _return(self, number: int, placed: datetime) -> tuple[object, ...]:
        kind = self._kinds[number % DIFFERENT]
        return (
            f"return-{number}",
            self._shop,
            f"bench-{number}",
            f"R-{number}",
            1,
            placed + timedelta(days=4 + number % 30),
            "portal",
            f"quote-{number}",
            kind.wish,
            "completed",
            "delivered",
            "refunded",
            "completed",
            "",
            "",
            False,
            "",
            "",
        )


def _kind(random: Random, at: datetime) -> _Kind:
    lines = [_line(random, number) for number in range(random.randint(1, 5))]
    parcel = a_parcel({line.id: line.quantity for line in lines}, at=at)
    snapshot = a_snapshot(lines, fulfillments=[parcel], country=random.choice(COUNTRIES))
    shipment = Shipment(parcel.id, at, "TRACK", DeliveredAt(at, DeliverySource.CARRIER))
    words = converter.unstructure(snapshot, unstructure_as=OrderSnapshot)
    wish = converter.unstructure(_wish(random, snapshot), unstructure_as=Wish)
    shipments = [converter.unstructure(shipment, unstructure_as=Shipment)]
    return _Kind(words, shipments, json.dumps(wish))


def _line(random: Random, number: int) -> OrderLine:
    quantity = random.randint(1, 3)
    line = a_bought_line(
        f"item-{random.randint(1, 500)}-{number}",
        quantity=quantity,
        total=quantity * random.randint(490, 24_900),
    )
    return replace(
        line,
        product_type="clothes",
        categories=(random.choice(CATEGORIES), "all"),
        collections=("autumn",),
        attributes={"material": (random.choice(("silk", "wool", "cotton")),)},
        metadata={"season": "2026"},
        weight_grams=random.randint(100, 4000),
    )


def _wish(random: Random, snapshot: OrderSnapshot) -> Wish:
    line = random.choice(snapshot.lines)
    breakdown = break_down(
        snapshot,
        RefundTerms(
            chosen=(Units(line.id, 1),),
            paid=PaidBefore({}, snapshot.total),
            fee=Charge(Money(500, snapshot.currency)),
        ),
    )
    reason = random.choice(list(ReturnReason))
    wanted = (ReturnLine(line.id, 1, reason),)
    return Wish(wanted, Outcome.REFUND, ReturnMethod.DROP_OFF, breakdown, 1)
