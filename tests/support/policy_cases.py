"""Policies, and facts to judge by them: built by hand, or made up by hypothesis."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.law import law_of
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import (
    DeliveredAt,
    DeliverySource,
    Fulfillment,
    OrderLine,
    OrderSnapshot,
    RecordedExclusion,
)
from saleor_returns_app.domain.policy.conditions import (
    COUNTS_DAYS,
    KIND_OF,
    NAMES_A_KEY,
    OPERATORS,
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
from saleor_returns_app.domain.policy.deciding import decide
from saleor_returns_app.domain.policy.decision import Decision, Offer
from saleor_returns_app.domain.policy.document import (
    FeeRule,
    Informed,
    PolicyDocument,
    PolicyVersion,
    Refuse,
    Rule,
    Settings,
    Texts,
    WindowRule,
)
from saleor_returns_app.domain.policy.facts import (
    Capabilities,
    ChosenLine,
    CustomerHistory,
    EarlierReturn,
    Facts,
    LineUse,
)
from saleor_returns_app.domain.policy.terms import (
    Outcome,
    Payer,
    ReturnMethod,
    ReturnReason,
    Source,
    WindowStart,
)
from tests.support.orders import NOON, SHIPPED, a_bought_line, a_followed_order, a_snapshot

EURO = "EUR"
EVERYTHING = Capabilities(frozenset(ReturnMethod), frozenset({"dhl", "colissimo"}))


def euros(amount: str) -> Money:
    """Make an amount of euros."""
    return Money.from_decimal(amount, EURO)


def flat(amount: str, **more: Any) -> FeeRule:
    """Make a fee of so many euros."""
    return FeeRule((euros(amount),), **more)


def asks(fact: FactName, operator: Operator, *operands: Scalar, **more: Any) -> FactTest:
    """Make a test."""
    return FactTest(fact, operator, operands, **more)


def refusing(id: str, when: Condition, *, whole_order: bool = False, **more: Any) -> Rule:
    """Make a rule that refuses."""
    refuse = Refuse(Texts({"en": f"Not by {id}."}), whole_order=whole_order)
    return Rule(id, id.title(), when, refuse=refuse, **more)


def setting(id: str, when: Condition, then: Settings, **more: Any) -> Rule:
    """Make a rule that sets something."""
    return Rule(id, id.title(), when, then, **more)


def a_version(
    *rules: Rule, defaults: Settings | None = None, version: int = 1, **more: Any
) -> PolicyVersion:
    """Publish a document."""
    document = PolicyDocument(rules=rules, defaults=defaults or Settings(), **more)
    return PolicyVersion("shop-1", version, document, SHIPPED, "")


def delivered_order(
    *lines: OrderLine, at: datetime | None = SHIPPED, country: str = "US", **more: Any
) -> Order:
    """Make an order that arrived whole; `at` None leaves open when. No law of ours is American."""
    snapshot = a_snapshot(lines, country=country)
    snapshot = replace(snapshot, **{"fulfillments": _arrived(snapshot, at), **more})
    return a_followed_order(snapshot)


def facts_about(order: Order, **more: Any) -> Facts:
    """Gather facts; at noon, unless said otherwise."""
    return Facts(**{"order": order, "at": NOON, "capabilities": EVERYTHING, **more})


def judged(order: Order, *rules: Rule, **more: Any) -> Decision:
    """Decide about an order by rules; what the document has no word for is a fact."""
    of_document = {"defaults", "informed", "time_zone", "message_needed_for", "reasons"}
    document = {name: more.pop(name) for name in of_document & more.keys()}
    return decide(facts_about(order, **more), a_version(*rules, **document))


def ways(offers: Sequence[Offer]) -> list[tuple[Outcome, ReturnMethod]]:
    """List the ways of offers."""
    return [(offer.outcome, offer.method) for offer in offers]


def codes(decision: Decision) -> list[str]:
    """List why lines are refused."""
    return [refusal.code for line in decision.lines for refusal in line.refusals]


def _arrived(snapshot: OrderSnapshot, at: datetime | None) -> tuple[Fulfillment, ...]:
    known = DeliveredAt(at, DeliverySource.CARRIER) if at else None
    return tuple(replace(parcel, delivered=known) for parcel in snapshot.fulfillments)


WORDS = ("shoes", "Silk", "été", "DE", "fr", "default", "tee", "")
COUNTRIES = ("FR", "DE", "GB", "US", "PL", "")
MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
SUMS = st.integers(0, 10_000).map(lambda minor: Money(minor, EURO))
RATES = st.integers(0, 12_000)


def _operands(fact: FactName, operator: Operator) -> st.SearchStrategy[tuple[Scalar, ...]]:
    kinds: dict[FactKind, st.SearchStrategy[Any]] = {
        FactKind.TEXT: st.sampled_from((*WORDS, *ReturnReason, *Outcome, *ReturnMethod)),
        FactKind.TEXTS: st.sampled_from(WORDS),
        FactKind.NUMBER: st.integers(0, 60),
        FactKind.MONEY: st.integers(0, 10_000),
        FactKind.FLAG: st.booleans(),
    }
    one = kinds[KIND_OF[fact]]
    if operator in {Operator.IN, Operator.NOT_IN}:
        return st.lists(one, min_size=1, max_size=3).map(tuple)
    return st.tuples(one, one) if operator is Operator.BETWEEN else st.tuples(one)


@st.composite
def fact_tests(draw: st.DrawFn) -> FactTest:
    """Make up a test."""
    fact = draw(st.sampled_from(FactName))
    operator = draw(st.sampled_from(sorted(OPERATORS[KIND_OF[fact]])))
    return FactTest(
        fact,
        operator,
        draw(_operands(fact, operator)),
        of=draw(st.sampled_from(("material", "vip"))) if fact in NAMES_A_KEY else "",
        within_days=draw(st.sampled_from((0, 30, 365))) if fact in COUNTS_DAYS else 0,
        currency=draw(st.sampled_from((EURO, "USD"))) if KIND_OF[fact] is FactKind.MONEY else "",
    )


def _nested(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, max_size=3).map(tuple)
    return st.one_of(several.map(AllOf), several.map(AnyOf), several.map(NoneOf))


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(fact_tests(), _nested, max_leaves=6)
FEES = st.builds(
    FeeRule,
    amounts=st.lists(SUMS, max_size=1).map(tuple),
    rate=st.one_of(st.just(0), RATES),
    payer=st.sampled_from(Payer),
)
WINDOWS = st.builds(WindowRule, st.integers(0, 400), st.sampled_from(WindowStart))
_SETTINGS: dict[str, st.SearchStrategy[Any]] = {
    "window": WINDOWS,
    "fee": FEES,
    "restocking_rate": RATES,
    "outcomes": st.lists(st.sampled_from(Outcome), unique=True).map(tuple),
    "credit_bonus_rate": RATES,
    "methods": st.lists(st.sampled_from(ReturnMethod), unique=True).map(tuple),
    "ship_with": st.sampled_from(("", "dhl", "ups")),
    "return_address": st.sampled_from(("", "lyon")),
    "keep_below": st.lists(SUMS, max_size=1).map(tuple),
    "approval": st.booleans(),
    "photo": st.booleans(),
    "message": st.booleans(),
}


@st.composite
def settings_of_rules(draw: st.DrawFn) -> Settings:
    """Make up what a rule sets."""
    names = draw(st.lists(st.sampled_from(sorted(_SETTINGS)), unique=True, max_size=4))
    return Settings(**{name: draw(_SETTINGS[name]) for name in names})


@st.composite
def refusals(draw: st.DrawFn, id: str = "refusal") -> Rule:
    """Make up a rule that refuses."""
    whole_order = draw(st.booleans())
    return refusing(
        id, draw(CONDITIONS), whole_order=whole_order, source=draw(st.sampled_from(Source))
    )


@st.composite
def rules(draw: st.DrawFn, id: str) -> Rule:
    """Make up a rule."""
    if draw(st.integers(0, 4)) == 0:
        return draw(refusals(id))
    then = draw(settings_of_rules())
    return setting(id, draw(CONDITIONS), then, is_on=draw(st.booleans()))


@st.composite
def documents(draw: st.DrawFn, most: int = 6) -> PolicyDocument:
    """Make up a document."""
    return PolicyDocument(
        time_zone=draw(st.sampled_from(("UTC", "Europe/Paris", "Pacific/Auckland"))),
        defaults=draw(settings_of_rules()),
        rules=tuple(draw(rules(f"rule-{at}")) for at in range(draw(st.integers(0, most)))),
        informed=draw(st.builds(Informed, st.booleans(), st.booleans())),
    )


@st.composite
def bought_lines(draw: st.DrawFn, name: str) -> OrderLine:
    """Make up a line."""
    ground = st.sampled_from(_grounds())
    exclusions = st.builds(RecordedExclusion, ground, st.sampled_from(("", "Photo 7")))
    quantity = draw(st.integers(1, 4))
    return a_bought_line(
        name,
        quantity=quantity,
        total=draw(st.integers(0, 20_000)),
        is_discounted=draw(st.booleans()),
        is_gift=draw(st.integers(0, 9)) == 0,
        categories=draw(st.lists(st.sampled_from(WORDS), max_size=2).map(tuple)),
        attributes={"material": (draw(st.sampled_from(WORDS)),)},
        weight_grams=draw(st.one_of(st.none(), st.integers(0, 60))),
        exclusion=draw(st.one_of(st.none(), exclusions)),
    )


def _grounds() -> tuple[str, ...]:
    law = law_of("FR")
    return (*sorted(law.exclusions)[:2], "no such ground") if law else ()


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Make up an order that left whole, and may have arrived."""
    lines = [draw(bought_lines(f"p{at}")) for at in range(draw(st.integers(1, 3)))]
    return delivered_order(
        *lines,
        at=draw(st.one_of(st.none(), MOMENTS)),
        country=draw(st.sampled_from(COUNTRIES)),
        voucher=draw(st.sampled_from(WORDS)),
    )


@st.composite
def facts(draw: st.DrawFn, order: Order | None = None) -> Facts:
    """Make up facts."""
    order = order or draw(orders())
    chosen = [
        ChosenLine(
            line.id,
            draw(st.integers(1, line.quantity)),
            draw(st.one_of(st.none(), st.sampled_from(ReturnReason))),
        )
        for line in order.snapshot.lines
        if draw(st.booleans())
    ]
    earlier = st.builds(EarlierReturn, at=MOMENTS, value=SUMS)
    return Facts(
        order=order,
        at=draw(MOMENTS),
        uses={line.id: LineUse(draw(st.integers(0, 1))) for line in order.snapshot.lines},
        history=CustomerHistory(
            draw(st.integers(0, 2)), tuple(draw(st.lists(earlier, max_size=2)))
        ),
        chosen=tuple(chosen),
        outcome=draw(st.one_of(st.none(), st.sampled_from(Outcome))),
        method=draw(st.one_of(st.none(), st.sampled_from(ReturnMethod))),
        source=draw(st.sampled_from([Source.PORTAL, Source.STAFF, Source.API])),
        capabilities=draw(
            st.builds(Capabilities, st.sets(st.sampled_from(ReturnMethod)).map(frozenset))
        ),
    )


def many_rules(count: int = 50) -> PolicyDocument:
    """Write a policy as large as a big shop's: rules on orders, items, choices and offers."""
    return PolicyDocument(
        time_zone="Europe/Paris",
        defaults=Settings(
            window=WindowRule(30),
            fee=flat("5.00"),
            outcomes=(Outcome.REFUND, Outcome.STORE_CREDIT, Outcome.EXCHANGE),
            methods=(ReturnMethod.DROP_OFF, ReturnMethod.IN_STORE),
        ),
        rules=tuple(_one_of_many(at) for at in range(count)),
    )


def _one_of_many(at: int) -> Rule:
    country = COUNTRIES[at % 5]
    of_item: list[Condition] = [
        asks(FactName.CATEGORY, Operator.IN, f"category-{at % 7}", f"category-{at % 11}"),
        asks(FactName.SKU, Operator.STARTS_WITH, f"p{at % 20}"),
        asks(FactName.UNIT_PRICE, Operator.GREATER, 100 * at, currency=EURO),
        asks(FactName.ATTRIBUTE, Operator.CONTAINS, "sil", of="material"),
        asks(FactName.WEIGHT, Operator.BETWEEN, at, 10 * at),
    ]
    of_order: list[Condition] = [
        asks(FactName.COUNTRY, Operator.IS_NOT, country),
        asks(FactName.TOTAL, Operator.LESS, 1000 * at, currency=EURO),
        AnyOf(
            (
                asks(FactName.COUNTRY, Operator.IN, country, "FR"),
                asks(FactName.CUSTOMER_RETURNS, Operator.GREATER, 3, within_days=90),
            )
        ),
    ]
    then = [
        Settings(fee=flat(f"{at % 5}.00")),
        Settings(window=WindowRule(14 + at), photo=at % 2 == 0),
        Settings(restocking_rate=10 * at, approval=True),
        Settings(methods=(ReturnMethod.IN_STORE, ReturnMethod.DROP_OFF), return_address="lyon"),
    ]
    parts: tuple[Condition, ...] = (of_item[at % 5], of_order[at % 3])
    if at % 25 == 24:
        parts = (*parts, asks(FactName.OUTCOME, Operator.IS, Outcome.STORE_CREDIT.value))
    elif at % 10 == 9:
        parts = (*parts, asks(FactName.REASON, Operator.IN, "too_small", "too_large"))
    if at % 17 == 16:
        return refusing(f"rule-{at}", AllOf(parts))
    return setting(f"rule-{at}", AllOf(parts), then[at % 4])


def many_facts(count: int = 20, *, country: str = "FR", seed: int = 0) -> Facts:
    """Make an order of many lines, half of them chosen."""
    lines = [
        a_bought_line(
            f"p{at}",
            quantity=1 + at % 3,
            total=1000 + 731 * ((at + seed) % 23),
            categories=(f"category-{(at + seed) % 9}", "clothes"),
            collections=("summer", f"collection-{at % 4}"),
            attributes={"material": ("Silk" if at % 3 else "Wool",)},
            weight_grams=50 * at,
        )
        for at in range(count)
    ]
    chosen = [ChosenLine(line.id, 1, ReturnReason.TOO_SMALL) for line in lines[::2]]
    return facts_about(delivered_order(*lines, country=country), chosen=tuple(chosen))
