"""A replay of many orders: how long it takes, and what memory it takes."""

import resource
import time
from dataclasses import replace
from datetime import UTC, datetime

import psycopg

from bench.measuring import Measurement, Table
from bench.printing import printed
from bench.stage import stage
from bench.stored_orders import StoredOrders
from saleor_returns_app.cli.memory import settle_memory
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.conditions import AllOf, FactName, FactTest, Operator
from saleor_returns_app.domain.policy.document import (
    DEFAULTS,
    FeeRule,
    PolicyDocument,
    Refuse,
    Rule,
    Settings,
    Texts,
    WindowRule,
)
from saleor_returns_app.domain.policy.facts import Capabilities
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.use_cases.policies.replays import replay_at_once
from tests.support.whole_app import WholeApp

FEW, MANY = 10_000, 100_000
MONTHS = 6
COUNTRIES = ("FR", "DE", "ES", "IT", "NL", "BE", "AT", "PL", "GB", "US")


def a_policy_of(fee: int, window: int) -> PolicyDocument:
    """Make a policy of twenty rules, such as a shop in many countries has."""
    by_country = [
        Rule(
            f"fee-{country.lower()}",
            f"Fee for {country}",
            when=FactTest(FactName.COUNTRY, Operator.IS, (country,)),
            then=Settings(fee=FeeRule((Money(fee + 50 * at, "EUR"),))),
        )
        for at, country in enumerate(COUNTRIES)
    ]
    by_item = [
        Rule(
            f"heavy-{grams}",
            f"Above {grams} g",
            when=AllOf(
                (
                    FactTest(FactName.WEIGHT, Operator.GREATER, (grams,)),
                    FactTest(FactName.CATEGORY, Operator.IN, ("home", "bags")),
                )
            ),
            then=Settings(fee=FeeRule((Money(fee + grams // 10, "EUR"),))),
        )
        for grams in range(1000, 4000, 375)
    ]
    lingerie = Rule(
        "no-lingerie",
        "No lingerie",
        when=FactTest(FactName.CATEGORY, Operator.IS, ("lingerie",)),
        refuse=Refuse(Texts({"en": "For hygiene."})),
    )
    silk = Rule(
        "silk",
        "Silk is looked at first",
        when=FactTest(FactName.ATTRIBUTE, Operator.IS, ("silk",), of="material"),
        then=Settings(approval=True),
    )
    defaults = replace(
        DEFAULTS,
        window=WindowRule(window),
        fee=FeeRule((Money(fee, "EUR"),)),
        outcomes=(Outcome.REFUND, Outcome.STORE_CREDIT),
    )
    return PolicyDocument("Europe/Paris", defaults, (*by_country, *by_item, lingerie, silk))


def with_three_changed(document: PolicyDocument) -> PolicyDocument:
    """Change a fee of a country and one of weight, and have silk dresses photographed."""
    fees = {"fee-de": FeeRule((Money(290, "EUR"),)), "heavy-3625": FeeRule((Money(1490, "EUR"),))}
    changed = [
        replace(rule, then=Settings(fee=fees[rule.id])) if rule.id in fees else rule
        for rule in document.rules
    ]
    parts = (
        FactTest(FactName.CATEGORY, Operator.IS, ("dresses",)),
        FactTest(FactName.ATTRIBUTE, Operator.IS, ("silk",), of="material"),
    )
    dresses = Rule("silk-dresses", "Silk dresses", AllOf(parts), Settings(photo=True))
    return replace(document, rules=(*changed, dresses))


def with_all_changed(document: PolicyDocument) -> PolicyDocument:
    """Change what holds for all, every fee, and drop two rules: hardly an order stays as it is."""
    other = a_policy_of(fee=400, window=30)
    return replace(document, defaults=other.defaults, rules=other.rules[:-2])


PUBLISHED = a_policy_of(fee=500, window=60)
REALISTIC = with_three_changed(PUBLISHED)
WORST = with_all_changed(PUBLISHED)


def replay(app: WholeApp, draft: PolicyDocument, name: str, until: datetime) -> Measurement:
    """Replay all stored orders beside the published policy, as the command line does."""
    services, read = app.parts.services, 0
    began, used = time.perf_counter(), time.process_time()
    for progress in replay_at_once(
        app.shop.slug,
        draft,
        months=MONTHS,
        at=until,
        capabilities=Capabilities(),
        transaction=services.transaction,
    ):
        read, tally = progress.read, progress.tally
    seconds, used = time.perf_counter() - began, time.process_time() - used
    changed = 100 * tally.total.changed_orders // max(1, tally.total.orders)
    return Measurement(f"{name}: {read:,} orders, {changed} % changed", read, seconds, (), used)


def told(row: Measurement) -> str:
    """Say what a replay took, for who waits for the next one."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{row.name}: {row.seconds:.1f} s, of it {row.processor_seconds or 0:.1f} s on the processor;"
        f" this process's memory has been {peak:,} MB at most."
    )


def replay_table(app: WholeApp) -> Table:
    """Measure few orders, then ten times as many in the same process: its memory may not grow."""
    with app.parts.services.transaction() as store:
        store.policies.get(app.shop.id, 1).document = PUBLISHED
    settle_memory()
    until = datetime.now(UTC)
    orders = StoredOrders(app.shop.id, until)
    rows, notes = [], []
    for count, drafts in (
        (FEW, {"three rules changed": REALISTIC, "all changed": WORST}),
        (MANY - FEW, {"three rules changed": REALISTIC}),
    ):
        with psycopg.connect(app.parts.database_url) as connection:
            orders.add(connection.cursor(), count)
        for name, draft in drafts.items():
            rows.append(replay(app, draft, name, until))
            notes.append(told(rows[-1]))
            print(f"  {notes[-1]}", flush=True)
    notes.append("The database's own processor time is not in these figures, waiting for it is.")
    return Table("A replay of a draft beside twenty rules, from the database", rows, notes)


if __name__ == "__main__":
    with stage() as app:
        print(printed(replay_table(app)))
