"""The IF of a rule: tests on facts, nested with all, any and none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

Scalar = str | int | bool


class FactName(StrEnum):
    """A fact that a rule can ask for; the part before the dot says what it is a fact of."""

    COUNTRY = "order.country"
    CHANNEL = "order.channel"
    DAYS_SINCE_PLACED = "order.days_since_placed"
    DAYS_SINCE_FULFILLED = "order.days_since_fulfilled"
    DAYS_SINCE_DELIVERED = "order.days_since_delivered"
    TOTAL = "order.total"
    CURRENCY = "order.currency"
    VOUCHER = "order.voucher"
    IS_DISCOUNTED = "order.is_discounted"
    PAID_BY_GIFT_CARD = "order.paid_by_gift_card"
    LANGUAGE = "order.language"
    ORDER_METADATA = "order.metadata"
    CUSTOMER_GROUP = "order.customer_group"
    CUSTOMER_METADATA = "order.customer_metadata"
    IS_FIRST_ORDER = "order.is_first"
    CUSTOMER_RETURNS = "order.customer_returns"
    CUSTOMER_RETURNED_VALUE = "order.customer_returned_value"

    SKU = "item.sku"
    PRODUCT = "item.product"
    PRODUCT_TYPE = "item.product_type"
    CATEGORY = "item.category"
    COLLECTION = "item.collection"
    ATTRIBUTE = "item.attribute"
    UNIT_PRICE = "item.unit_price"
    ITEM_IS_DISCOUNTED = "item.is_discounted"
    WEIGHT = "item.weight"
    ITEM_METADATA = "item.metadata"

    REASON = "return.reason"
    QUANTITY = "return.quantity"
    RETURN_VALUE = "return.value"
    IS_WHOLE_ORDER = "return.is_whole_order"
    OUTCOME = "return.outcome"
    METHOD = "return.method"

    @property
    def of_item(self) -> bool:
        """Whether its value differs from line to line of an order."""
        return self.startswith("item.") or self in {FactName.REASON, FactName.QUANTITY}

    @property
    def of_return(self) -> bool:
        """Whether it is known only once something was chosen."""
        return self.startswith("return.")


class FactKind(StrEnum):
    """What a fact's value is."""

    TEXT = "text"
    TEXTS = "texts"
    NUMBER = "number"
    MONEY = "money"
    FLAG = "flag"


class Operator(StrEnum):
    """How a fact is held against operands; text is compared without regard to case."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    NOT_IN = "not_in"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    GREATER = "greater"
    LESS = "less"
    BETWEEN = "between"


_EQUAL = frozenset({Operator.IS, Operator.IS_NOT})
_SETS = _EQUAL | {Operator.IN, Operator.NOT_IN}
_WORDS = _SETS | {Operator.CONTAINS, Operator.STARTS_WITH}
_ORDERED = _EQUAL | {Operator.GREATER, Operator.LESS, Operator.BETWEEN}
OPERATORS: dict[FactKind, frozenset[Operator]] = {
    FactKind.TEXT: _WORDS,
    FactKind.TEXTS: _WORDS,
    FactKind.NUMBER: _SETS | _ORDERED,
    FactKind.MONEY: _ORDERED,
    FactKind.FLAG: _EQUAL,
}

_KINDS: dict[FactKind, frozenset[FactName]] = {
    FactKind.TEXTS: frozenset({FactName.CATEGORY, FactName.COLLECTION, FactName.ATTRIBUTE}),
    FactKind.NUMBER: frozenset(
        {
            FactName.DAYS_SINCE_PLACED,
            FactName.DAYS_SINCE_FULFILLED,
            FactName.DAYS_SINCE_DELIVERED,
            FactName.CUSTOMER_RETURNS,
            FactName.WEIGHT,
            FactName.QUANTITY,
        }
    ),
    FactKind.MONEY: frozenset(
        {
            FactName.TOTAL,
            FactName.CUSTOMER_RETURNED_VALUE,
            FactName.UNIT_PRICE,
            FactName.RETURN_VALUE,
        }
    ),
    FactKind.FLAG: frozenset(
        {
            FactName.IS_DISCOUNTED,
            FactName.PAID_BY_GIFT_CARD,
            FactName.IS_FIRST_ORDER,
            FactName.ITEM_IS_DISCOUNTED,
            FactName.IS_WHOLE_ORDER,
        }
    ),
}
KIND_OF: dict[FactName, FactKind] = {
    name: next((kind for kind, names in _KINDS.items() if name in names), FactKind.TEXT)
    for name in FactName
}

NAMES_A_KEY = frozenset(
    {
        FactName.ATTRIBUTE,
        FactName.ITEM_METADATA,
        FactName.ORDER_METADATA,
        FactName.CUSTOMER_METADATA,
    }
)
COUNTS_DAYS = frozenset({FactName.CUSTOMER_RETURNS, FactName.CUSTOMER_RETURNED_VALUE})


@dataclass(frozen=True)
class FactTest:
    """One fact held against operands: one, two for `between` (both ends count), any number for sets.

    Money is in minor units of `currency`, and never converted: an order in another currency fails
    the test. Weight is in grams. `of` names the attribute or metadata key, `within_days` how far
    back a customer's returns are counted.
    """

    fact: FactName
    operator: Operator
    operands: tuple[Scalar, ...]
    of: str = ""
    within_days: int = 0
    currency: str = ""


@dataclass(frozen=True)
class AllOf:
    """True when every part is; with no part it is true."""

    all: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class AnyOf:
    """True when at least one part is."""

    any: tuple[Condition, ...]


@dataclass(frozen=True)
class NoneOf:
    """True when no part is."""

    none: tuple[Condition, ...]


Condition = FactTest | AllOf | AnyOf | NoneOf
ALWAYS = AllOf()

DEEPEST = 20
"""How many conditions may lie within one another; more is no rule that a person wrote."""


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return what a condition holds; a test holds nothing."""
    match condition:
        case AllOf(parts) | AnyOf(parts) | NoneOf(parts):
            return parts
        case FactTest():
            return ()


def tests_of(condition: Condition) -> Iterator[FactTest]:
    """Go through the tests in a condition as they are written, however deep they lie."""
    waiting = [condition]
    while waiting:
        one = waiting.pop()
        if isinstance(one, FactTest):
            yield one
        else:
            waiting.extend(reversed(parts_of(one)))


def depth_of(condition: Condition) -> int:
    """Count how many conditions lie within one another; a test alone is one."""
    depth, level = 0, [condition]
    while level:
        depth, level = depth + 1, [part for one in level for part in parts_of(one)]
    return depth
