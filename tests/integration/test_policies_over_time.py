"""Drafts, versions and replays in the database, and the job that replays."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.policy.conditions import FactName, FactTest, Operator
from saleor_returns_app.domain.policy.document import FeeRule, PolicyDocument, Rule, Settings
from saleor_returns_app.domain.policy.drafts import PolicyDraft
from saleor_returns_app.domain.policy.facts import Capabilities, ChosenLine
from saleor_returns_app.domain.policy.replays import PolicyReplay, ReplayState
from saleor_returns_app.domain.policy.terms import ReturnReason
from saleor_returns_app.storage.store import Database
from saleor_returns_app.use_cases.policies import drafts, replays
from saleor_returns_app.use_cases.policies.trying import Candidate, Choice, Trial, try_policy
from tests.support.builders import NOON, a_policy, an_installation
from tests.support.fakes import MemoryStore
from tests.support.replays import past, refusing, with_fee
from tests.support.whole_app import WholeApp, whole_app

ABLE = Capabilities()
ORDERS = 12


@pytest.fixture
def quiet(database_url: str, tmp_path: Path) -> Iterator[WholeApp]:
    """Return the app with a shop that has orders, without a Saleor that would be asked."""
    with whole_app(database_url, tmp_path) as app:
        orders, returns = past(ORDERS)
        for things, name in (
            ([an_installation()], "installations"),
            ([replace(a_policy(), document=with_fee(500))], "policies"),
            (orders, "orders"),
            (returns, "returns"),
        ):
            with app.parts.services.transaction() as store:
                for thing in things:
                    home = getattr(store, name)
                    home.add_new(thing) if isinstance(thing, Order) else home.add(thing)
        yield app


def begin(app: WholeApp, document: PolicyDocument, name: str = "D") -> PolicyDraft:
    return drafts.begin_draft(
        "shop-1",
        document,
        name=name,
        author="ada",
        at=NOON,
        transaction=app.parts.services.transaction,
    )


def start(app: WholeApp, draft: PolicyDraft) -> PolicyReplay:
    return replays.start_replay(
        "shop-1",
        draft.id,
        months=6,
        asked_by="ada",
        at=NOON,
        transaction=app.parts.services.transaction,
    )


def shown(app: WholeApp, replay: PolicyReplay) -> PolicyReplay:
    transaction = app.parts.services.transaction
    return replays.show_replay("shop-1", replay.id, transaction=transaction)


class TestADraftInTheDatabase:
    def test_is_read_as_it_was_saved(self, quiet: WholeApp) -> None:
        document = with_fee(300, refusing("TEE-M"))
        draft = begin(quiet, document)

        transaction = quiet.parts.services.transaction
        view = drafts.show_draft("shop-1", draft.id, transaction=transaction)

        assert view.draft.document == document
        assert (view.draft.revision, view.is_outdated) == (1, False)

    def test_has_its_name_alone_even_if_nobody_looked(self, quiet: WholeApp) -> None:
        draft = begin(quiet, with_fee(300))

        def add_twin() -> None:
            with quiet.parts.services.transaction() as store:
                twin = PolicyDraft("x", "shop-1", draft.name, draft.document, 1, "eve", NOON, NOON)
                store.policy_drafts.add(twin)

        with pytest.raises(IntegrityError):
            add_twin()


class TestAReplayInTheDatabase:
    def test_is_done_by_its_job(self, quiet: WholeApp) -> None:
        replay = start(quiet, begin(quiet, with_fee(300, refusing("MUG-M"))))

        quiet.work()

        done = shown(quiet, replay)
        assert (done.state, done.read, done.percent) == (ReplayState.DONE, ORDERS, 100)
        assert done.result.total.money["EUR"].after.fees == ORDERS // 2 * 300
        assert done.result.total.items_refused == ORDERS // 2

    def test_comes_to_the_same_as_in_memory(self, quiet: WholeApp) -> None:
        orders, returns = past(ORDERS)
        policy = replace(a_policy(), document=with_fee(500))
        memory = MemoryStore(an_installation(), policy, *orders, *returns)
        draft = with_fee(300, refusing("TEE-M"))

        found = [
            list(
                replays.replay_at_once(
                    "maison-fil",
                    draft,
                    months=6,
                    at=NOON,
                    capabilities=ABLE,
                    transaction=transaction,
                    page=5,
                )
            )[-1].tally
            for transaction in (quiet.parts.services.transaction, memory.transaction)
        ]

        assert found[0] == found[1]

    def test_goes_on_where_a_crash_stopped_it(self, quiet: WholeApp) -> None:
        replay = start(quiet, begin(quiet, with_fee(300)))
        transaction = quiet.parts.services.transaction
        replays.continue_replay(
            replay.id, at=NOON, capabilities=ABLE, transaction=transaction, page=5
        )
        assert shown(quiet, replay).read == 5
        other = Database(quiet.parts.database_url, lambda connection, call: None)

        def crash() -> None:
            with other.transaction() as store:
                store.policy_replays.locked(replay.id).read = 11
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            crash()
        while replays.continue_replay(
            replay.id, at=NOON, capabilities=ABLE, transaction=other.transaction, page=5
        ):
            pass

        done = shown(quiet, replay)
        other.engine.dispose()
        assert (done.state, done.read) == (ReplayState.DONE, ORDERS)
        assert done.result.total.orders == ORDERS

    def test_that_breaks_says_so(self, quiet: WholeApp, monkeypatch: pytest.MonkeyPatch) -> None:
        replay = start(quiet, begin(quiet, with_fee(300)))
        with quiet.parts.database.connection() as connection:
            connection.exec_driver_sql(
                "update orders set snapshot = snapshot - 'currency' where number = '1003'"
            )

        quiet.work()

        failed = shown(quiet, replay)
        assert failed.state is ReplayState.FAILED
        assert failed.problem
        assert quiet.failed_jobs() == ["replay_policy"]

    def test_is_erased_with_its_shop(self, quiet: WholeApp) -> None:
        start(quiet, begin(quiet, with_fee(300)))

        with quiet.parts.services.transaction() as store:
            store.installations.erase("shop-1")

        with quiet.parts.services.transaction() as store:
            assert store.policy_replays.latest("shop-1", limit=5) == []

    def test_asks_for_the_customers_history_when_a_rule_does(self, quiet: WholeApp) -> None:
        is_first = FactTest(FactName.IS_FIRST_ORDER, Operator.IS, (True,))
        rule = Rule("first", "First", when=is_first, then=Settings(fee=FeeRule()))

        replay = start(quiet, begin(quiet, with_fee(500, rule)))
        quiet.work()

        tally = shown(quiet, replay).result
        assert tally.rules["rule:first"].changed_orders == 1


class TestTryingAPolicy:
    def tried(self, app: WholeApp, document: PolicyDocument, named: str) -> Trial:
        return try_policy(
            "shop-1",
            Candidate(draft_id=begin(app, document).id),
            order=named,
            at=NOON,
            capabilities=ABLE,
            transaction=app.parts.services.transaction,
            choice=Choice((ChosenLine("line-mug", 1, ReturnReason.TOO_SMALL),)),
        )

    @pytest.mark.parametrize("named", ["1011", "#1011", "order-011"])
    def test_says_what_changes_for_an_order(self, quiet: WholeApp, named: str) -> None:
        trial = self.tried(quiet, with_fee(300, refusing("TEE-M")), named)

        assert trial.order.number == "1011"
        assert [step.rule_id for step in trial.tried.trace] == ["no-tee-m"]
        told = {
            (one.line_id, one.aspect.value, one.before, one.after) for one in trial.against_today
        }
        assert told == {
            ("line-tee", "returnable", "", "product_refused"),
            ("line-mug", "fee", "5.00 EUR", "3.00 EUR"),
        }
        assert trial.against_order == trial.against_today
