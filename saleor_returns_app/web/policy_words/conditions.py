"""The IF of a rule in words: "the order goes to Germany and the item is in category shoes"."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.conditions import (
    ALWAYS,
    KIND_OF,
    AllOf,
    AnyOf,
    Condition,
    FactKind,
    FactName,
    FactTest,
    NoneOf,
    Operator,
    Scalar,
)
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.web.policy_words.values import (
    count,
    country_name,
    grams,
    joined,
    language_name,
)
from saleor_returns_app.web.words import format_money, method_label, outcome_label, reason_label

_IS: Mapping[FactName, tuple[LazyString, LazyString]] = {
    FactName.COUNTRY: (
        _("the order goes to %(value)s"),
        _("the order does not go to %(value)s"),
    ),
    FactName.CHANNEL: (
        _("the order is from channel %(value)s"),
        _("the order is not from channel %(value)s"),
    ),
    FactName.CURRENCY: (_("the order is in %(value)s"), _("the order is not in %(value)s")),
    FactName.VOUCHER: (
        _("voucher %(value)s was used"),
        _("voucher %(value)s was not used"),
    ),
    FactName.LANGUAGE: (
        _("the customer's language is %(value)s"),
        _("the customer's language is not %(value)s"),
    ),
    FactName.ORDER_METADATA: (
        _("the order's metadata %(of)s is %(value)s"),
        _("the order's metadata %(of)s is not %(value)s"),
    ),
    FactName.CUSTOMER_GROUP: (
        _("the customer is in group %(value)s"),
        _("the customer is not in group %(value)s"),
    ),
    FactName.CUSTOMER_METADATA: (
        _("the customer's metadata %(of)s is %(value)s"),
        _("the customer's metadata %(of)s is not %(value)s"),
    ),
    FactName.SKU: (_("the SKU is %(value)s"), _("the SKU is not %(value)s")),
    FactName.PRODUCT: (_("the product is %(value)s"), _("the product is not %(value)s")),
    FactName.PRODUCT_TYPE: (
        _("the product type is %(value)s"),
        _("the product type is not %(value)s"),
    ),
    FactName.CATEGORY: (
        _("the item is in category %(value)s"),
        _("the item is not in category %(value)s"),
    ),
    FactName.COLLECTION: (
        _("the item is in collection %(value)s"),
        _("the item is not in collection %(value)s"),
    ),
    FactName.ATTRIBUTE: (
        _("the item's attribute %(of)s is %(value)s"),
        _("the item's attribute %(of)s is not %(value)s"),
    ),
    FactName.ITEM_METADATA: (
        _("the item's metadata %(of)s is %(value)s"),
        _("the item's metadata %(of)s is not %(value)s"),
    ),
    FactName.REASON: (_("the reason is %(value)s"), _("the reason is not %(value)s")),
    FactName.OUTCOME: (
        _("the customer chooses %(value)s"),
        _("the customer does not choose %(value)s"),
    ),
    FactName.METHOD: (
        _("the way back is %(value)s"),
        _("the way back is not %(value)s"),
    ),
}
_FLAGS: Mapping[FactName, tuple[LazyString, LazyString]] = {
    FactName.IS_DISCOUNTED: (
        _("the order was discounted"),
        _("the order was not discounted"),
    ),
    FactName.PAID_BY_GIFT_CARD: (
        _("the order was paid by gift card"),
        _("the order was not paid by gift card"),
    ),
    FactName.IS_FIRST_ORDER: (
        _("it is the customer's first order"),
        _("it is not the customer's first order"),
    ),
    FactName.ITEM_IS_DISCOUNTED: (
        _("the item was discounted"),
        _("the item was not discounted"),
    ),
    FactName.IS_WHOLE_ORDER: (
        _("the whole order comes back"),
        _("only a part of the order comes back"),
    ),
}
_NAMES: Mapping[FactName, LazyString] = {
    FactName.COUNTRY: _("the country"),
    FactName.CHANNEL: _("the channel"),
    FactName.CURRENCY: _("the currency"),
    FactName.VOUCHER: _("the voucher"),
    FactName.LANGUAGE: _("the customer's language"),
    FactName.ORDER_METADATA: _("the order's metadata %(of)s"),
    FactName.CUSTOMER_GROUP: _("the customer's group"),
    FactName.CUSTOMER_METADATA: _("the customer's metadata %(of)s"),
    FactName.SKU: _("the SKU"),
    FactName.PRODUCT: _("the product"),
    FactName.PRODUCT_TYPE: _("the product type"),
    FactName.CATEGORY: _("a category of the item"),
    FactName.COLLECTION: _("a collection of the item"),
    FactName.ATTRIBUTE: _("the item's attribute %(of)s"),
    FactName.ITEM_METADATA: _("the item's metadata %(of)s"),
    FactName.REASON: _("the reason"),
    FactName.OUTCOME: _("the customer's choice"),
    FactName.METHOD: _("the way back"),
    FactName.IS_DISCOUNTED: _("the order's discount"),
    FactName.PAID_BY_GIFT_CARD: _("payment by gift card"),
    FactName.IS_FIRST_ORDER: _("the customer's first order"),
    FactName.ITEM_IS_DISCOUNTED: _("the item's discount"),
    FactName.IS_WHOLE_ORDER: _("the whole order"),
    FactName.DAYS_SINCE_PLACED: _("the number of days since the order was placed"),
    FactName.DAYS_SINCE_FULFILLED: _("the number of days since the last parcel left"),
    FactName.DAYS_SINCE_DELIVERED: _("the number of days since the delivery"),
    FactName.TOTAL: _("the order's total"),
    FactName.CUSTOMER_RETURNS: _("the number of the customer's returns in %(days)s days"),
    FactName.CUSTOMER_RETURNED_VALUE: _("the amount of the customer's returns in %(days)s days"),
    FactName.UNIT_PRICE: _("the item's price"),
    FactName.WEIGHT: _("the item's weight"),
    FactName.QUANTITY: _("the number of units"),
    FactName.RETURN_VALUE: _("the amount of the returned items"),
}
_COMPARED: Mapping[Operator, LazyString] = {
    Operator.IS: _("%(fact)s is %(value)s"),
    Operator.IN: _("%(fact)s is %(value)s"),
    Operator.IS_NOT: _("%(fact)s is not %(value)s"),
    Operator.NOT_IN: _("%(fact)s is not %(value)s"),
    Operator.CONTAINS: _("%(fact)s contains %(value)s"),
    Operator.STARTS_WITH: _("%(fact)s begins with %(value)s"),
    Operator.GREATER: _("%(fact)s is more than %(value)s"),
    Operator.LESS: _("%(fact)s is less than %(value)s"),
    Operator.BETWEEN: _("%(fact)s is from %(low)s to %(high)s"),
}
_NEGATIVE = frozenset({Operator.IS_NOT, Operator.NOT_IN})
_EQUAL = _NEGATIVE | {Operator.IS, Operator.IN}
SEPARATOR = _("; ")
_AND, _OR = _("and"), _("or")
_NONE = _("none of this is so: %(parts)s")
_NOT = _("it is not so that %(part)s")
_QUOTED = _("“%(text)s”")
_WHEN = _("When %(condition)s")
_ALWAYS = _("Always")


def when_words(condition: Condition) -> str:
    """Say when a rule fires, as the beginning of a sentence."""
    if condition == ALWAYS:
        return str(_ALWAYS)
    return str(_WHEN) % {"condition": condition_words(condition)}


def condition_words(condition: Condition) -> str:
    """Say a condition, as a part of a sentence."""
    match condition:
        case AllOf((part,)) | AnyOf((part,)):
            return condition_words(part)
        case AllOf(parts):
            return f" {_AND} ".join(map(_within, parts)) if parts else str(_ALWAYS).lower()
        case AnyOf(parts):
            return f" {_OR} ".join(map(_within, parts))
        case NoneOf((FactTest() as part,)):
            return _test(part, is_so=False)
        case NoneOf(parts):
            return str(_NONE) % {"parts": str(SEPARATOR).join(map(_within, parts))}
        case FactTest():
            return _test(condition)


def fact_name(test: FactTest) -> str:
    """Name what a test asks for."""
    return str(_NAMES[test.fact]) % {"of": test.of, "days": count(test.within_days)}


def fact_label(fact: FactName) -> str:
    """Name a fact where nobody has said yet which key or how many days."""
    name = str(_NAMES[fact]) % {"of": "…", "days": "…"}
    return name[0].upper() + name[1:]


def _within(part: Condition) -> str:
    """Put what has several parts into brackets."""
    words = condition_words(part)
    match part:
        case FactTest() | NoneOf((FactTest(),)):
            return words
        case _:
            return f"({words})"


def _test(test: FactTest, *, is_so: bool = True) -> str:
    """Say a test, or that it fails."""
    holds = is_so is not (test.operator in _NEGATIVE)
    values = [_value(test, operand) for operand in test.operands]
    if test.fact in _FLAGS:
        return str(_FLAGS[test.fact][0 if bool(test.operands[0]) is holds else 1])
    if test.fact in _IS and test.operator in _EQUAL:
        return str(_IS[test.fact][0 if holds else 1]) % {
            "value": joined(values, "or"),
            "of": test.of,
        }
    facts = {"fact": fact_name(test), "low": values[0], "high": values[-1]}
    words = str(_COMPARED[test.operator]) % {**facts, "value": joined(values, "or")}
    return words if is_so else str(_NOT) % {"part": words}


def _value(test: FactTest, operand: Scalar) -> str:
    match KIND_OF[test.fact]:
        case FactKind.MONEY:
            return format_money(Money(int(operand), test.currency))
        case FactKind.NUMBER:
            number = int(operand)
            return grams(number) if test.fact is FactName.WEIGHT else count(number)
        case _:
            return _text(test.fact, str(operand))


def _quoted(label: str) -> str:
    return str(_QUOTED) % {"text": label}


def _text(fact: FactName, text: str) -> str:
    word = text.casefold()
    if fact is FactName.COUNTRY:
        return country_name(text)
    if fact is FactName.LANGUAGE:
        return language_name(text)
    if fact is FactName.REASON and word in set(ReturnReason):
        return _quoted(reason_label(ReturnReason(word)))
    if fact is FactName.OUTCOME and word in set(Outcome):
        return _quoted(outcome_label(Outcome(word)))
    if fact is FactName.METHOD and word in set(ReturnMethod):
        return _quoted(method_label(ReturnMethod(word)))
    return text
