"""The webhooks of installed shops become what this release wants, and stay what the merchant wants."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from saleor_returns_app.domain.errors import ShopAsleep
from saleor_returns_app.domain.own_webhooks import WantedFor
from saleor_returns_app.jobs import engine
from saleor_returns_app.sandbox.saleor.installed import Webhook
from saleor_returns_app.use_cases.care.look_after_shop import (
    Care,
    look_after_all_shops,
    look_after_due_shops,
    look_after_shop,
)
from tests.support.sandbox import a_line
from tests.support.whole_app import APP_URL, WholeApp, whole_app
from webhooks.saleor.definition import webhooks_for

UPDATED = "Returns: order updated"
WRITING = {"WebhookCreate", "WebhookUpdate", "WebhookDelete"}


def webhook(app: WholeApp, name: str = UPDATED) -> Webhook:
    return next(one for one in app.saleor.app.webhooks if one.name == name)


def care(app: WholeApp, wanted: WantedFor | None = None) -> Care:
    services = app.parts.services
    asked = services.asked
    return look_after_shop(
        app.shop.id,
        at=datetime.now(UTC),
        saleor=services.saleor,
        asked=replace(asked, webhooks=wanted or asked.webhooks),
        transaction=services.transaction,
    )


def written(app: WholeApp) -> list[str | None]:
    return [call.operation for call in app.saleor.calls.log if call.operation in WRITING]


class TestAShopThatIsLookedAfter:
    @pytest.fixture(params=["3.21.69", "3.22.67", "3.23.28", "3.24.0-a.0"])
    def any_app(
        self, request: pytest.FixtureRequest, database_url: str, tmp_path: Path
    ) -> Iterator[WholeApp]:
        with whole_app(database_url, tmp_path, saleor_version=request.param) as running:
            running.install()
            yield running

    def test_has_nothing_changed_after_an_install(self, any_app: WholeApp) -> None:
        assert care(any_app).plan.is_done
        assert written(any_app) == []

    def test_gets_back_what_is_missing_and_hears_of_it_again(self, app: WholeApp) -> None:
        app.saleor.app.webhooks.remove(webhook(app))

        assert [want.name for want in care(app).plan.missing] == [UPDATED]
        assert care(app).plan.is_done
        app.saleor.deliveries.clear()
        app.saleor.place_order([a_line()])
        app.settle()
        assert {one.state for one in app.saleor.deliveries.of_event("ORDER_UPDATED")} == {
            "delivered"
        }

    def test_has_a_wrong_one_mended(self, app: WholeApp) -> None:
        one = webhook(app)
        good = (one.query, list(one.async_events), one.target_url)
        one.query = "subscription { event { ... on OrderUpdated { order { id } } } }"
        one.async_events, one.target_url = ["ORDER_PAID"], "https://old.example/"

        care(app)

        assert (one.query, one.async_events, one.target_url) == good
        assert written(app) == ["WebhookUpdate"]

    def test_keeps_one_off_that_the_merchant_switched_off(self, app: WholeApp) -> None:
        one = webhook(app)
        one.is_active, good = False, one.query
        one.query = "subscription { event { ... on OrderUpdated { order { id } } } }"

        plan = care(app).plan

        assert [want.name for want in plan.switched_off] == [UPDATED]
        assert (one.is_active, one.query) == (False, good)

    def test_keeps_what_is_not_ours(self, app: WholeApp) -> None:
        foreign = Webhook(999, "Own idea", "https://else.example/", ["ORDER_PAID"])
        app.saleor.app.webhooks.append(foreign)

        assert care(app).plan.foreign == 1
        assert foreign in app.saleor.app.webhooks

    def test_has_doubles_taken_away(self, app: WholeApp) -> None:
        one = webhook(app)
        app.saleor.app.webhooks.append(Webhook(998, one.name, one.target_url, ["ORDER_PAID"]))

        care(app)

        assert [two.pk for two in app.saleor.app.webhooks if two.name == UPDATED] == [one.pk]

    def test_hears_of_what_a_new_release_wants(self, app: WholeApp) -> None:
        wanted = app.parts.services.asked.webhooks
        app.saleor.app.webhooks.clear()

        care(app, lambda release, granted: wanted(release, granted)[:3])
        care(app)

        names = {one.name for one in app.saleor.app.webhooks}
        assert names == {one.name for one in webhooks_for((3, 23, 28))}
        assert all(one.target_url.startswith(APP_URL) for one in app.saleor.app.webhooks)

    @pytest.mark.parametrize(
        ("version", "more"),
        [
            ("3.23.28", {"Returns: customer deleted", "Returns: customer updated"}),
            ("3.22.67", {"Returns: customer updated"}),
        ],
    )
    def test_hears_what_a_feature_needs_while_saleor_lets_it(
        self, database_url: str, tmp_path: Path, version: str, more: set[str]
    ) -> None:
        with whole_app(database_url, tmp_path, saleor_version=version) as app:
            app.install()
            before = {one.name for one in app.saleor.app.webhooks}
            with app.parts.services.transaction() as store:
                store.installations.locked(app.shop.id).switch("forget_customers", on=True)
            care(app)
            lacking = {one.name for one in app.saleor.app.webhooks}
            app.saleor.grant("MANAGE_USERS")
            care(app)
            granted = {one.name for one in app.saleor.app.webhooks}
            app.saleor.withdraw("MANAGE_USERS")
            care(app)
            withdrawn = {one.name for one in app.saleor.app.webhooks}

        assert (lacking, granted, withdrawn) == (before, before | more, before)

    def test_is_asked_for_what_its_version_knows_when_that_has_changed(
        self, database_url: str, tmp_path: Path
    ) -> None:
        with whole_app(database_url, tmp_path, saleor_version="3.22.67") as app:
            app.install()
            before = {one.name for one in app.saleor.app.webhooks}
            app.saleor.upgrade("3.23.28")

            care(app)

            after = {one.name for one in app.saleor.app.webhooks}
            assert after - before == {"Returns: app deleted", "Returns: app status changed"}
            assert app.shop.saleor_version == "3.23.28"

    def test_has_the_others_mended_where_one_is_refused(self, app: WholeApp) -> None:
        del app.saleor.app.webhooks[:2]
        app.saleor.faults.add("WebhookCreate", "refuse", code="INVALID")

        seen = care(app)

        assert len(seen.refused) == 1
        assert len(care(app).plan.missing) == 1

    def test_gets_nothing_twice_when_an_answer_is_lost(self, app: WholeApp) -> None:
        app.saleor.app.webhooks.remove(webhook(app))
        app.saleor.faults.add("WebhookCreate", "lost_after")
        look_after_all_shops(at=datetime.now(UTC), transaction=app.parts.services.transaction)

        app.settle(ahead=True)

        assert [one.name for one in app.saleor.app.webhooks].count(UPDATED) == 1
        assert app.failed_jobs() == []

    def test_is_left_alone_while_it_does_not_know_us(self, app: WholeApp) -> None:
        app.saleor.set_active(is_active=False)

        with pytest.raises(ShopAsleep):
            care(app)


class TestTheCare:
    def test_is_asked_for_once_however_many_workers_start(self, app: WholeApp) -> None:
        app.settle(ahead=True)
        transaction = app.parts.services.transaction

        counts = [look_after_all_shops(at=datetime.now(UTC), transaction=transaction) for _ in "ab"]

        assert counts == [1, 1]
        assert app.waiting_jobs() == ["look_after_shop"]

    def test_begins_with_a_worker(self, app: WholeApp, monkeypatch: pytest.MonkeyPatch) -> None:
        app.settle(ahead=True)

        async def nothing(*_: object, **__: object) -> None:
            """Work on nothing."""

        monkeypatch.setattr(engine, "work", nothing)

        engine.run_worker(app.parts.database_url, app.parts.services, queues=[], concurrency=1)

        assert app.waiting_jobs() == ["look_after_shop"]

    def test_comes_every_hour(self, app: WholeApp) -> None:
        app.settle(ahead=True)
        transaction, now = app.parts.services.transaction, datetime.now(UTC)

        def due(minutes: int) -> int:
            at = now + timedelta(minutes=minutes)
            return look_after_due_shops(at=at, transaction=transaction)

        assert [due(58), due(61), due(62)] == [0, 1, 0]

    def test_follows_an_install(self, app: WholeApp) -> None:
        app.saleor.app.webhooks.remove(webhook(app))

        app.settle(ahead=True)

        assert webhook(app).is_active

    def test_leaves_out_a_shop_that_takes_no_part(self, app: WholeApp) -> None:
        app.settle(ahead=True)
        app.saleor.uninstall()
        app.settle()

        transaction = app.parts.services.transaction
        assert look_after_all_shops(at=datetime.now(UTC), transaction=transaction) == 0

    def test_comes_when_a_shop_is_back(self, app: WholeApp) -> None:
        app.settle(ahead=True)
        app.saleor.set_active(is_active=False)
        app.settle()
        app.saleor.app.webhooks.remove(webhook(app))

        app.saleor.set_active(is_active=True)
        app.settle()

        assert webhook(app).is_active
