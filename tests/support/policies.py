"""Policies for tests: one that says everything, and any that can be written."""

from typing import Any, cast

from hypothesis import strategies as st

from saleor_returns_app.domain.errors import PolicyInvalid
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.conditions import (
    ALWAYS,
    COUNTS_DAYS,
    KIND_OF,
    NAMES_A_KEY,
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
from saleor_returns_app.domain.policy.document import (
    DEFAULTS,
    FeeRule,
    Informed,
    PolicyDocument,
    Refuse,
    Rule,
    Settings,
    Texts,
    WindowRule,
)
from saleor_returns_app.domain.policy.terms import (
    Outcome,
    Payer,
    ReturnMethod,
    ReturnReason,
    Source,
    WindowStart,
)

CURRENCIES = ("EUR", "USD", "JPY", "KWD")


def faults_of(refusal: PolicyInvalid) -> list[tuple[str, str]]:
    """Give the place and the code of each fault."""
    faults = cast(list[dict[str, str]], refusal.facts["faults"])
    assert all(fault["message"] in str(refusal) for fault in faults)
    return [(fault["path"], fault["code"]) for fault in faults]


def everything() -> dict[str, Any]:
    """Write a policy that uses every field, fact and operator that there is."""
    euros = {"amount": "50.00", "currency": "EUR"}
    return {
        "format": 2,
        "time_zone": "Europe/Paris",
        "languages": ["fr", "en", "pt-br"],
        "informed": {"of_withdrawal": True, "of_return_cost": False},
        "reasons": ["too_small", "damaged", "other"],
        "message_needed_for": ["other"],
        "return_addresses": {
            "default": {"company": "Fil", "street_1": "12 rue", "city": "Lyon", "country": "FR"},
            "pl": {"street_1": "Prosta 1", "city": "Warszawa", "country": "PL"},
        },
        "defaults": {
            "window": {"days": 30, "from": "delivered"},
            "fee": {"amounts": [euros], "payer": "customer"},
            "outcomes": ["refund", "store_credit"],
            "methods": ["drop_off", "in_store"],
        },
        "rules": [
            {
                "id": "fee-de",
                "name": "Germany pays 2 €",
                "on": True,
                "source": "portal",
                "when": {
                    "all": [
                        {"fact": "order.country", "is": "DE"},
                        {
                            "any": [
                                {"fact": "item.category", "in": ["shoes", "hats"]},
                                {"fact": "item.attribute", "of": "material", "is_not": "silk"},
                                {"fact": "item.unit_price", "between": [euros, euros]},
                            ]
                        },
                        {
                            "none": [
                                {"fact": "item.is_discounted", "is": True},
                                {"fact": "order.total", "greater": euros},
                                {"fact": "order.days_since_delivered", "less": 5},
                                {"fact": "item.weight", "not_in": [1, 2]},
                                {"fact": "item.sku", "starts_with": "B-"},
                                {"fact": "order.customer_group", "contains": "vip"},
                                {
                                    "fact": "order.customer_returns",
                                    "within_days": 90,
                                    "greater": 3,
                                },
                            ]
                        },
                    ]
                },
                "then": {
                    "window": {"days": 60, "from": "placed"},
                    "fee": {"percent": "7.5", "payer": "merchant"},
                    "restocking_percent": "10",
                    "outcomes": ["exchange"],
                    "credit_bonus_percent": "5",
                    "methods": ["pick_up", "label_less", "keep"],
                    "ship_with": "dpd:return",
                    "return_address": "pl",
                    "keep_below": [{"amount": "10.00", "currency": "EUR"}],
                    "approval": True,
                    "photo": False,
                    "message": True,
                },
            },
            {
                "id": "no-lingerie",
                "name": "No lingerie",
                "on": False,
                "when": {"fact": "item.collection", "is": "lingerie"},
                "then": {"refuse_item": {"message": {"en": "No.", "fr": "Non."}}},
            },
            {"id": "closed", "name": "Closed", "then": {"refuse_order": {}, "fee": "free"}},
        ],
    }


names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20
).filter(lambda text: bool(text.strip()))
ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
money = st.builds(Money, st.integers(0, 10**8), st.sampled_from(CURRENCIES))
amounts = st.lists(money, max_size=3, unique_by=lambda one: one.currency).map(tuple)
rates = st.integers(0, 10_000)
CLOSED: dict[FactName, list[str]] = {
    FactName.COUNTRY: ["DE", "FR", "JP"],
    FactName.CURRENCY: ["EUR", "USD"],
    FactName.LANGUAGE: ["fr", "pt-br", "EN"],
    FactName.REASON: list(ReturnReason),
    FactName.OUTCOME: list(Outcome),
    FactName.METHOD: list(ReturnMethod),
}
_PIECES = (Operator.CONTAINS, Operator.STARTS_WITH)
_LISTS = (Operator.IN, Operator.NOT_IN)


@st.composite
def fact_tests(draw: st.DrawFn) -> FactTest:
    """Draw any test that a policy can hold."""
    fact = draw(st.sampled_from(FactName))
    kind = KIND_OF[fact]
    texts = st.sampled_from(CLOSED[fact]) if fact in CLOSED else names
    currency = draw(st.sampled_from(CURRENCIES)) if kind is FactKind.MONEY else ""
    equal: list[Operator] = [Operator.IS, Operator.IS_NOT]
    ordered = [*equal, Operator.GREATER, Operator.LESS, Operator.BETWEEN]
    values: dict[FactKind, tuple[list[Operator], st.SearchStrategy[Any]]] = {
        FactKind.TEXT: ([*equal, *_LISTS, *(() if fact in CLOSED else _PIECES)], texts),
        FactKind.TEXTS: ([*equal, *_LISTS, *_PIECES], texts),
        FactKind.NUMBER: ([*ordered, *_LISTS], st.integers(0, 100)),
        FactKind.MONEY: (ordered, st.integers(0, 10**6)),
        FactKind.FLAG: (equal, st.booleans()),
    }
    operators, value = values[kind]
    operator = draw(st.sampled_from(operators))
    operands: list[Scalar] = draw(
        st.lists(value, min_size=1, max_size=3)
        if operator in _LISTS
        else st.lists(value, min_size=2, max_size=2).map(sorted)
        if operator is Operator.BETWEEN
        else st.lists(value, min_size=1, max_size=1)
    )
    return FactTest(
        fact,
        operator,
        tuple(operands),
        of=draw(names) if fact in NAMES_A_KEY else "",
        within_days=draw(st.integers(1, 3650)) if fact in COUNTS_DAYS else 0,
        currency=currency,
    )


def nested(leaves: st.SearchStrategy[FactTest]) -> st.SearchStrategy[Condition]:
    """Draw conditions over some tests, no deeper than a policy may nest them."""
    parts: st.SearchStrategy[Condition] = leaves
    for _ in range(3):
        several = st.lists(parts, min_size=1, max_size=3).map(tuple)
        parts = st.one_of(
            leaves, several.map(AllOf), several.map(AnyOf), several.map(NoneOf), st.just(ALWAYS)
        )
    return parts


conditions = nested(fact_tests())
windows = st.builds(WindowRule, st.integers(14, 3650), st.sampled_from(WindowStart))
fees = st.one_of(
    st.builds(FeeRule, amounts=amounts, payer=st.sampled_from(Payer)),
    st.builds(FeeRule, rate=rates, payer=st.sampled_from(Payer)),
)


def some(choices: type[Outcome] | type[ReturnMethod]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(choices), min_size=1, unique=True).map(tuple)


def settings_with(addresses: list[str]) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "window": windows,
        "fee": fees,
        "restocking_rate": rates,
        "outcomes": some(Outcome),
        "credit_bonus_rate": rates,
        "methods": some(ReturnMethod),
        "ship_with": st.just("") | names,
        "return_address": st.sampled_from(["", *addresses]),
        "keep_below": amounts,
        "approval": st.booleans(),
        "photo": st.booleans(),
        "message": st.booleans(),
    }


refusals = st.builds(
    Refuse,
    st.builds(Texts, st.dictionaries(st.sampled_from(["en", "fr", "pt-br"]), names)),
    whole_order=st.booleans(),
)


@st.composite
def documents(draw: st.DrawFn) -> PolicyDocument:
    """Draw any policy."""
    addresses = draw(st.dictionaries(st.just("") | ids, _ADDRESSES, max_size=2))
    fields = settings_with(sorted(addresses))
    rules = []
    for name in draw(st.lists(ids, max_size=4, unique=True)):
        refusal = draw(st.none() | refusals)
        chosen = st.lists(st.sampled_from(sorted(fields)), min_size=0 if refusal else 1, max_size=3)
        then = Settings(**{field: draw(fields[field]) for field in draw(chosen)})
        rule = Rule(
            name,
            draw(names),
            draw(conditions),
            then,
            refusal,
            draw(st.booleans()),
            draw(st.sampled_from(Source)),
        )
        rules.append(rule)
    return PolicyDocument(
        time_zone=draw(st.sampled_from(["UTC", "Europe/Paris"])),
        defaults=draw(st.just(DEFAULTS) | st.builds(Settings, **fields)),
        rules=tuple(rules),
        reasons=draw(st.lists(st.sampled_from(ReturnReason), min_size=1, unique=True).map(tuple)),
        message_needed_for=draw(st.lists(st.sampled_from(ReturnReason), unique=True).map(tuple)),
        return_addresses=addresses,
        informed=Informed(draw(st.booleans()), draw(st.booleans())),
        languages=draw(st.sampled_from([("en",), ("fr", "en"), ("pt-br",)])),
    )


_ADDRESSES = st.builds(
    Address,
    company=st.just("") | names,
    street_1=names,
    city=names,
    country=st.sampled_from(["FR", "PL"]),
)
