"""What a rule can ask for, read from the facts in the form that tests compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cached_property, lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from saleor_returns_app.domain.money import Money, share
from saleor_returns_app.domain.orders import OrderLine, OrderSnapshot
from saleor_returns_app.domain.policy.conditions import FactName, FactTest
from saleor_returns_app.domain.policy.facts import ChosenLine, Facts, LineUse
from saleor_returns_app.domain.refund_breakdown import Units, is_whole_order

CUSTOMER_GROUP = "customer_group"
"""The key of a customer's metadata that names the group: Saleor itself groups staff only."""

_LONGEST_INTEGER = 8192
_UNUSED = LineUse()


class Unknown(Enum):
    """What has not been chosen yet."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
Value = str | int | bool | frozenset[str] | Unknown | None


class FactKey(NamedTuple):
    """A fact as precisely as a test asks for it."""

    fact: FactName
    of: str = ""
    within_days: int = 0
    currency: str = ""

    @classmethod
    def asked_by(cls, test: FactTest) -> FactKey:
        """Say what a test asks for."""
        return cls(test.fact, test.of, test.within_days, test.currency)

    @property
    def label(self) -> str:
        """What an explanation calls it."""
        return f"{self.fact}[{self.of}]" if self.of else str(self.fact)


@dataclass(frozen=True)
class Asked:
    """What order and return are asked about, with what several answers need."""

    facts: Facts
    zone: ZoneInfo

    @property
    def order(self) -> OrderSnapshot:
        """The order as Saleor last told of it."""
        return self.facts.order.snapshot

    @cached_property
    def chosen(self) -> dict[str, ChosenLine]:
        """What was chosen, by line."""
        return {line.line_id: line for line in self.facts.chosen}

    def days_since(self, moment: datetime | None) -> int | None:
        """Count days as a calendar in the shop does."""
        if moment is None:
            return None
        today = self.facts.at.astimezone(self.zone).date()
        return (today - moment.astimezone(self.zone).date()).days

    def value_of(self, line: OrderLine, quantity: int) -> Money:
        """Return what was paid for units of a line that no return of ours speaks for yet."""
        taken = min(self.use(line).claimed, line.quantity)
        wanted = max(0, min(quantity, line.quantity - taken))
        return share(line.total, max(1, line.quantity), taken, wanted)

    def use(self, line: OrderLine) -> LineUse:
        """Return what our own returns have done with a line."""
        return self.facts.uses.get(line.id, _UNUSED)

    @cached_property
    def chosen_value(self) -> int | None:
        """What was paid for all that was chosen, in minor units; None while nothing was."""
        if not self.chosen:
            return None
        return sum(
            self.value_of(line, self.chosen[line.id].quantity).minor
            for line in self.order.lines
            if line.id in self.chosen
        )


def of_order(key: FactKey, asked: Asked) -> Value:
    """Read a fact that is the same for every line."""
    return _OF_ORDER[key.fact](key, asked)


def line_reader(key: FactKey) -> Reader:
    """Return what reads a fact of an item."""
    return _OF_LINE[key.fact](key)


def of_choice(key: FactKey, chosen: ChosenLine | None) -> Value:
    """Read what was chosen for a line."""
    if chosen is None:
        return UNKNOWN
    if key.fact is FactName.QUANTITY:
        return chosen.quantity
    return UNKNOWN if chosen.reason is None else chosen.reason.value


def said(value: Value) -> str:
    """Put a value into words that are the same in every language."""
    match value:
        case None | Unknown.UNKNOWN:
            return ""
        case bool():
            return "true" if value else "false"
        case frozenset():
            return ", ".join(sorted(value))
        case int() if value.bit_length() > _LONGEST_INTEGER:
            return "∞" if value > 0 else "-∞"
        case _:
            return str(value)


def _text(value: str | None) -> str | None:
    return value.casefold() if value else None


@lru_cache(maxsize=4096)
def _texts(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(value.casefold() for value in values)


def _money(value: Money | None, key: FactKey) -> int | None:
    return value.minor if value is not None and value.currency == key.currency else None


def _entry(metadata: Mapping[str, str], key: FactKey) -> str | None:
    return _text(metadata.get(key.of))


def _recent_returns(key: FactKey, asked: Asked) -> list[Money]:
    """Pick out the returns of the last days; without a number of days all of them count."""
    returns = asked.facts.history.returns
    if not key.within_days:
        return [one.value for one in returns]
    longest = (asked.facts.at - datetime.min.replace(tzinfo=asked.facts.at.tzinfo)).days
    since = asked.facts.at - timedelta(days=min(key.within_days, longest))
    return [one.value for one in returns if one.at >= since]


def _returned_value(key: FactKey, asked: Asked) -> int | None:
    if asked.order.currency != key.currency:
        return None
    recent = _recent_returns(key, asked)
    return sum(value.minor for value in recent if value.currency == key.currency)


def _return_value(key: FactKey, asked: Asked) -> Value:
    if asked.chosen_value is None:
        return UNKNOWN
    return asked.chosen_value if asked.order.currency == key.currency else None


def _is_whole_order(_: FactKey, asked: Asked) -> Value:
    if not asked.chosen:
        return UNKNOWN
    units = [Units(one.line_id, one.quantity) for one in asked.chosen.values()]
    return is_whole_order(asked.order, units)


_OF_ORDER: dict[FactName, Callable[[FactKey, Asked], Value]] = {
    FactName.COUNTRY: lambda _, asked: _text(asked.order.country),
    FactName.CHANNEL: lambda _, asked: _text(asked.order.channel),
    FactName.DAYS_SINCE_PLACED: lambda _, asked: asked.days_since(asked.order.placed_at),
    FactName.DAYS_SINCE_FULFILLED: lambda _, asked: asked.days_since(
        asked.facts.order.last_shipped_at
    ),
    FactName.DAYS_SINCE_DELIVERED: lambda _, asked: asked.days_since(
        asked.facts.order.last_delivered_at
    ),
    FactName.TOTAL: lambda key, asked: _money(asked.order.total, key),
    FactName.CURRENCY: lambda _, asked: _text(asked.order.currency),
    FactName.VOUCHER: lambda _, asked: _text(asked.order.voucher),
    FactName.IS_DISCOUNTED: lambda _, asked: asked.order.is_discounted,
    FactName.PAID_BY_GIFT_CARD: lambda _, asked: asked.order.paid_by_gift_card,
    FactName.LANGUAGE: lambda _, asked: _text(asked.order.language),
    FactName.ORDER_METADATA: lambda key, asked: _entry(asked.order.metadata, key),
    FactName.CUSTOMER_GROUP: lambda _, asked: _text(
        asked.order.customer_metadata.get(CUSTOMER_GROUP)
    ),
    FactName.CUSTOMER_METADATA: lambda key, asked: _entry(asked.order.customer_metadata, key),
    FactName.IS_FIRST_ORDER: lambda _, asked: asked.facts.history.orders_before == 0,
    FactName.CUSTOMER_RETURNS: lambda key, asked: len(_recent_returns(key, asked)),
    FactName.CUSTOMER_RETURNED_VALUE: _returned_value,
    FactName.RETURN_VALUE: _return_value,
    FactName.IS_WHOLE_ORDER: _is_whole_order,
}
Reader = Callable[[OrderLine], Value]
_OF_LINE: dict[FactName, Callable[[FactKey], Reader]] = {
    FactName.SKU: lambda _: lambda line: line.sku.casefold() or None,
    FactName.PRODUCT: lambda _: lambda line: line.product_id.casefold() or None,
    FactName.PRODUCT_TYPE: lambda _: lambda line: line.product_type.casefold() or None,
    FactName.CATEGORY: lambda _: lambda line: _texts(line.categories),
    FactName.COLLECTION: lambda _: lambda line: _texts(line.collections),
    FactName.ATTRIBUTE: lambda key: lambda line: _texts(line.attributes.get(key.of, ())),
    FactName.UNIT_PRICE: lambda key: lambda line: _money(line.unit_price, key),
    FactName.ITEM_IS_DISCOUNTED: lambda _: lambda line: line.is_discounted,
    FactName.WEIGHT: lambda _: lambda line: line.weight_grams,
    FactName.ITEM_METADATA: lambda key: lambda line: _entry(line.metadata, key),
}
