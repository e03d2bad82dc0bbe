from collections.abc import Sequence
from dataclasses import replace

import pytest

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.comparing import Aspect, Effect
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.policy.drafts import PolicyDraft
from saleor_returns_app.domain.policy.facts import Capabilities
from saleor_returns_app.domain.policy.replay_report import (
    Grouping,
    chart,
    report_csv,
    report_rows,
)
from saleor_returns_app.domain.policy.replaying import MOST_EXAMPLES, Tally
from saleor_returns_app.domain.policy.replays import (
    PolicyReplay,
    ReplayEnded,
    ReplayMonthsInvalid,
    ReplayState,
)
from saleor_returns_app.use_cases.policies import replays
from tests.support.builders import NOON, a_policy, an_installation
from tests.support.fakes import MemoryStore
from tests.support.replays import past, refusing, with_fee

ABLE = Capabilities()


def a_store(*, orders: int = 20, country: str = "US", published: PolicyDocument) -> MemoryStore:
    made, returns = past(orders, country=country)
    policy = replace(a_policy(), document=published)
    return MemoryStore(an_installation(), policy, *made, *returns)


def replayed(store: MemoryStore, document: PolicyDocument, *, page: int = 7) -> Tally:
    pages = replays.replay_at_once(
        "maison-fil",
        document,
        months=6,
        at=NOON,
        capabilities=ABLE,
        transaction=store.transaction,
        page=page,
    )
    return list(pages)[-1].tally


class TestAReplay:
    def test_of_the_rules_in_force_finds_nothing(self) -> None:
        tally = replayed(a_store(published=with_fee(500)), with_fee(500))

        assert (tally.orders, tally.total.changed_orders, tally.findings) == (20, 0, {})

    def test_counts_what_a_lower_fee_would_have_cost(self) -> None:
        tally = replayed(a_store(published=with_fee(500)), with_fee(300))

        pair = tally.total.money["EUR"]
        assert (pair.before.fees, pair.after.fees) == (10 * 500, 10 * 300)
        assert (pair.before.refunds, pair.after.refunds) == (10 * 2500, 10 * 2700)
        assert tally.total.returns == 10

    def test_counts_items_that_a_rule_newly_refuses(self) -> None:
        tally = replayed(a_store(published=with_fee(500)), with_fee(500, refusing("TEE-M")))

        (finding,) = tally.findings.values()
        assert (finding.aspect, finding.effect) == (Aspect.RETURNABLE, Effect.WORSE)
        assert (finding.rule_id, finding.items, finding.returns) == ("no-tee-m", 20, 10)
        assert finding.goods == {"EUR": 20 * 3000}
        assert finding.countries == {"US": 20}
        assert tally.total.items_refused == 20
        after = tally.total.money["EUR"].after
        assert (after.taken, after.refused, after.refunds) == (0, 10, 0)

    def test_counts_items_that_are_newly_allowed(self) -> None:
        store = a_store(published=with_fee(500, refusing("TEE-M")))

        tally = replayed(store, with_fee(500))

        assert tally.total.items_allowed == 20
        assert tally.rules["rule:no-tee-m"].changed_orders == 20

    def test_knows_that_law_prevails_over_a_refusal(self) -> None:
        store = a_store(published=with_fee(500), country="DE")

        tally = replayed(store, with_fee(500, refusing("TEE-M")))

        assert tally.total.items_refused == 0

    def test_keeps_a_few_examples_however_many_cases_there_are(self) -> None:
        store = a_store(orders=60, published=with_fee(500))

        tally = replayed(store, with_fee(500, refusing("TEE-M")))

        (finding,) = tally.findings.values()
        assert (finding.items, len(finding.examples)) == (60, MOST_EXAMPLES)

    def test_shows_cases_that_can_be_looked_up(self) -> None:
        tally = replayed(a_store(published=with_fee(500)), with_fee(500, refusing("TEE-M")))

        example = next(iter(tally.findings.values())).examples[0]
        assert (example.order_id, example.order_number) == ("order-000", "1000")
        assert (example.return_number, example.sku) == ("R-2026-000000", "TEE-M")
        assert example.after == "product_refused"

    def test_is_the_same_however_its_pages_are_cut(self) -> None:
        store = a_store(published=with_fee(500))
        draft = with_fee(300, refusing("MUG-M"))

        cut: Sequence[Tally] = [replayed(store, draft, page=page) for page in (1, 7, 20, 500)]

        assert cut[0] == cut[1] == cut[2] == cut[3]

    def test_leaves_other_shops_and_older_orders_out(self) -> None:
        store = a_store(published=with_fee(500))
        store.orders.kept[0].installation_id = "shop-2"
        store.orders.kept[1].placed_at = NOON.replace(year=NOON.year - 1)

        assert replayed(store, with_fee(300)).orders == 18


class TestTheReport:
    def rows_of(self, store: MemoryStore) -> Tally:
        return replayed(store, with_fee(300, refusing("MUG-M")))

    def test_has_a_row_for_everything_each_country_month_and_rule(self) -> None:
        tally = self.rows_of(a_store(published=with_fee(500)))

        rows = report_rows(tally)

        assert {row.grouping for row in rows} == set(Grouping)
        assert [row.key for row in rows if row.grouping is Grouping.COUNTRY] == ["US"]
        names = [row.name for row in rows if row.grouping is Grouping.RULE]
        assert "No MUG-M" in names

    def test_puts_parcels_into_money_where_it_is_told_what_one_costs(self) -> None:
        tally = self.rows_of(a_store(published=with_fee(500)))

        (money,) = report_rows(tally, [Money(490, "EUR")])[0].money

        assert money.parcels == (Money(4900, "EUR"), Money(4900, "EUR"))
        assert (money.fees_gained, money.refunds_saved) == (
            Money(-2000, "EUR"),
            Money(-2000, "EUR"),
        )

    def test_draws_a_bar_for_each_month(self) -> None:
        tally = self.rows_of(a_store(published=with_fee(500)))

        points = chart(report_rows(tally), Grouping.MONTH)

        assert [point.key for point in points] == ["2026-10", "2026-11"][-len(points) :]

    def test_disarms_what_a_spreadsheet_would_run(self) -> None:
        rule = replace(refusing("MUG-M"), name="=HYPERLINK(1)")
        tally = replayed(a_store(published=with_fee(500)), with_fee(300, rule))

        text = report_csv(report_rows(tally))

        assert "'=HYPERLINK(1)" in text
        assert ",=HYPERLINK(1)" not in text
        assert len({line.count(",") for line in text.splitlines()}) == 1


def with_draft(store: MemoryStore, document: PolicyDocument) -> MemoryStore:
    store.policy_drafts.add(PolicyDraft("draft-1", "shop-1", "D", document, 1, "ada", NOON, NOON))
    return store


def start(store: MemoryStore) -> PolicyReplay:
    return replays.start_replay(
        "shop-1",
        "draft-1",
        months=6,
        asked_by="ada",
        at=NOON,
        transaction=store.transaction,
    )


def go_on(store: MemoryStore, replay: PolicyReplay, *, page: int = 6) -> bool:
    return replays.continue_replay(
        replay.id, at=NOON, capabilities=ABLE, transaction=store.transaction, page=page
    )


class TestAReplayByAJob:
    @pytest.fixture
    def store(self) -> MemoryStore:
        return with_draft(a_store(published=with_fee(500)), with_fee(300))

    def test_waits_for_its_job(self, store: MemoryStore) -> None:
        replay = start(store)

        assert (replay.state, replay.total, replay.percent) == (ReplayState.WAITING, 20, 0)
        assert store.jobs == [("replay_policy", {"replay_id": replay.id})]

    def test_tells_how_far_it_is(self, store: MemoryStore) -> None:
        replay = start(store)

        assert go_on(store, replay)
        assert (replay.state, replay.read, replay.percent) == (ReplayState.RUNNING, 6, 30)

    def test_comes_to_what_one_without_a_job_comes_to(self, store: MemoryStore) -> None:
        replay = start(store)

        while go_on(store, replay):
            pass

        assert replay.state is ReplayState.DONE
        assert replay.result == replayed(store, with_fee(300))

    def test_stops_when_it_is_cancelled_and_keeps_what_it_found(self, store: MemoryStore) -> None:
        replay = start(store)
        go_on(store, replay)

        replays.cancel_replay("shop-1", replay.id, at=NOON, transaction=store.transaction)

        assert not go_on(store, replay)
        assert (replay.state, replay.read) == (ReplayState.CANCELLED, 6)
        with pytest.raises(ReplayEnded):
            replays.cancel_replay("shop-1", replay.id, at=NOON, transaction=store.transaction)

    def test_gives_way_to_a_newer_one_of_the_same_draft(self, store: MemoryStore) -> None:
        older = start(store)
        newer = start(store)

        assert (older.state, newer.state) == (ReplayState.SUPERSEDED, ReplayState.WAITING)
        assert not go_on(store, older)

    def test_holds_on_to_the_draft_as_it_was(self, store: MemoryStore) -> None:
        replay = start(store)
        store.policy_drafts.kept[0].document = with_fee(900)

        while go_on(store, replay):
            pass

        assert replay.result.total.money["EUR"].after.fees == 10 * 300

    @pytest.mark.parametrize("months", [0, -1, 61])
    def test_goes_back_a_sensible_time(self, store: MemoryStore, months: int) -> None:
        with pytest.raises(ReplayMonthsInvalid):
            replays.start_replay(
                "shop-1",
                "draft-1",
                months=months,
                asked_by="ada",
                at=NOON,
                transaction=store.transaction,
            )
