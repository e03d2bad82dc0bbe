"""Orders are read that no webhook told of: those from before the install, and those that were missed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from saleor_returns_app.adapters.saleor import client
from saleor_returns_app.domain.errors import SaleorUnreachable
from saleor_returns_app.domain.order_feed import OrderFeed, StampPage
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.use_cases.orders.backfill import backfill
from saleor_returns_app.use_cases.orders.catch_up import catch_up, look_for_due_shops
from tests.support.returns import Walk
from tests.support.sandbox import PlacedOrder, a_line
from tests.support.whole_app import WholeApp, whole_app

LATER = timedelta(minutes=6)


def feed_of(app: WholeApp) -> OrderFeed:
    with app.parts.services.transaction() as store:
        feed = store.order_feeds.find(app.shop.id)
    assert feed is not None
    return feed


def known(app: WholeApp, order: PlacedOrder) -> bool:
    with app.parts.services.transaction() as store:
        return store.orders.find_by_saleor_id(app.shop.id, order.id) is not None


def look(app: WholeApp, *, at: datetime | None = None) -> int | None:
    services = app.parts.services
    return catch_up(
        app.shop.id,
        at=at or datetime.now(UTC) + LATER,
        saleor=services.saleor,
        transaction=services.transaction,
    )


def a_missed_order(app: WholeApp) -> PlacedOrder:
    app.saleor.deliveries.drop_next(times=20)
    order = app.saleor.place_order([a_line()], days_ago=0.0, sent_after_days=0.0)
    app.settle()
    app.saleor.deliveries.deliver_all()
    return order


ORDERS_CHANGED = client.ShopSaleor.orders_changed


def lost_after_a_page(shop: client.ShopSaleor, since: datetime, *, after: str) -> StampPage:
    if after:
        raise SaleorUnreachable
    return ORDERS_CHANGED(shop, since, after=after)


@pytest.fixture
def two_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PAGE", 2)


class TestALook:
    def test_finds_what_no_webhook_told_of_and_says_how_much(self, app: WholeApp) -> None:
        told = app.saleor.place_order([a_line()])
        app.settle()
        missed = a_missed_order(app)

        before = known(app, missed)
        found = look(app)

        assert (before, found) == (False, 1)
        assert known(app, missed)
        assert known(app, told)
        assert feed_of(app).found == 1

    def test_finds_an_order_that_is_known_as_it_was_before(self, app: WholeApp) -> None:
        order = app.saleor.place_order([a_line(quantity=2)], fulfilled=False, days_ago=0.0)
        app.settle()
        app.saleor.deliveries.drop_next(times=20)
        app.saleor.fulfill(order)
        app.settle()

        assert look(app) == 1
        with app.parts.services.transaction() as store:
            now = store.orders.find_by_saleor_id(app.shop.id, order.id)
        assert now is not None
        assert now.snapshot.shipped_units(order.line_ids[0]) == 2

    def test_finds_nothing_twice(self, app: WholeApp) -> None:
        a_missed_order(app)

        assert [look(app), look(app)] == [1, 0]

    def test_reads_page_after_page(self, app: WholeApp, two_a_page: None) -> None:
        orders = [a_missed_order(app) for _ in range(5)]

        assert look(app) == 5
        assert all(known(app, order) for order in orders)

    def test_leaves_what_has_just_changed_to_its_webhook(self, app: WholeApp) -> None:
        order = a_missed_order(app)

        assert look(app, at=datetime.now(UTC)) == 0
        assert not known(app, order)
        assert look(app) == 1

    def test_keeps_how_far_it_came_when_saleor_goes_away(
        self, app: WholeApp, two_a_page: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for _ in range(4):
            a_missed_order(app)

        with monkeypatch.context() as patch:
            patch.setattr(client.ShopSaleor, "orders_changed", lost_after_a_page)
            with pytest.raises(SaleorUnreachable):
                look(app)

        assert feed_of(app).found == 2
        assert look(app) == 2

    def test_looks_at_refunds_that_are_open(self, app: WholeApp) -> None:
        case, _ = Walk(app).to_the_goods()
        app.saleor.deliveries.drop_next(times=50)
        Walk(app).refund(case)
        app.work()
        app.saleor.settle(ahead=1.0)
        look(app)
        before = app.waiting_jobs()

        found = look(app)
        after = app.waiting_jobs()
        app.settle(ahead=True)

        assert found == 0
        assert after == [*before, "watch_refund"]
        assert app.case(case.number).money_status is MoneyStatus.REFUNDED

    def test_finds_a_token_that_works_again(self, app: WholeApp) -> None:
        with app.parts.services.transaction() as store:
            store.installations.get(app.shop.id).was_lost(at=datetime.now(UTC))

        assert look(app) == 0
        assert app.shop.is_connected

    def test_says_nothing_of_orders_while_the_token_is_worthless(self, app: WholeApp) -> None:
        app.saleor.deliveries.drop_next(times=9)
        app.saleor.set_active(is_active=False)

        assert look(app) is None
        assert app.shop.disconnected_at is not None


class TestTheShopsThatAreDue:
    def due(self, app: WholeApp, minutes: float) -> int:
        at = datetime.now(UTC) + timedelta(minutes=minutes)
        return look_for_due_shops(at=at, transaction=app.parts.services.transaction)

    def test_are_those_not_looked_at_for_five_minutes(self, app: WholeApp) -> None:
        assert [self.due(app, 4), self.due(app, 6), self.due(app, 7), self.due(app, 12)] == [
            0,
            1,
            0,
            1,
        ]
        app.settle()
        assert app.failed_jobs() == []

    def test_are_not_those_that_took_the_app_away(self, app: WholeApp) -> None:
        app.saleor.uninstall()
        app.settle()

        assert self.due(app, 6) == 0

    def test_are_looked_at_again_later_when_saleor_is_down(self, app: WholeApp) -> None:
        app.saleor.faults.add("OwnApp", "http_503")
        self.due(app, 6)

        app.settle()

        assert app.failed_jobs() == []
        assert "catch_up" not in app.waiting_jobs()


class TestTheFirstReading:
    @pytest.fixture
    def fresh(self, database_url: str, tmp_path: Path) -> Iterator[WholeApp]:
        with whole_app(database_url, tmp_path, backfill_days=60) as running:
            self.orders = [running.saleor.place_order([a_line()]) for _ in range(5)]
            running.install()
            yield running

    def test_brings_in_the_orders_from_before_the_install(
        self, fresh: WholeApp, two_a_page: None
    ) -> None:
        fresh.settle()

        feed = feed_of(fresh)
        assert all(known(fresh, order) for order in self.orders)
        assert (feed.backfill_read, feed.backfill_total) == (5, 5)
        assert feed.backfilled_at is not None
        assert feed.found == 0

    def test_goes_on_where_it_was(self, fresh: WholeApp, two_a_page: None) -> None:
        self.page(fresh)
        fresh.saleor.calls.log.clear()

        fresh.settle()

        asked = [call for call in fresh.saleor.calls.log if "orders" in call.fields]
        assert len(asked) == 2
        assert feed_of(fresh).backfill_read == 5

    def test_counts_a_page_once_though_its_job_runs_twice(
        self, fresh: WholeApp, two_a_page: None
    ) -> None:
        fresh.settle()
        self.page(fresh)

        assert feed_of(fresh).backfill_read == 5

    def test_shows_its_progress_at_the_desk(self, fresh: WholeApp, two_a_page: None) -> None:
        self.page(fresh)

        headers = fresh.staff_headers()
        during = fresh.client.get("/desk/parts/returns", headers=headers).get_data(as_text=True)
        told = fresh.client.get("/api/desk/v1/shop", headers=headers).get_json()["orders"]
        fresh.settle()
        after = fresh.client.get("/desk/parts/returns", headers=headers).get_data(as_text=True)

        assert '<progress id="backfill-bar" max="5" value="2">' in during
        assert "2 of 5" in during
        assert (told["backfill_read"], told["backfill_total"]) == (2, 5)
        assert told["is_backfilling"] is True
        assert "backfill" not in after

    def test_is_not_repeated_by_a_second_install(self, fresh: WholeApp) -> None:
        fresh.settle()
        done = feed_of(fresh).backfilled_at

        fresh.install()
        fresh.settle()

        assert feed_of(fresh).backfilled_at == done

    def page(self, app: WholeApp) -> None:
        services = app.parts.services
        backfill(
            app.shop.id,
            at=datetime.now(UTC),
            saleor=services.saleor,
            transaction=services.transaction,
        )
