"""A shop switches the app off and on, takes it away, brings it back, or is forgotten."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from saleor_returns_app.domain.deliveries import Arrival
from saleor_returns_app.domain.installation import InstallationState
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.storage.tables import metadata
from saleor_returns_app.use_cases.installing.erase_shops import erase_removed_shops
from saleor_returns_app.use_cases.installing.life_cycle import app_deleted, look_at_connection
from tests.support import recorded
from tests.support.returns import Walk
from tests.support.sandbox import SandboxServer, flask_transport
from tests.support.whole_app import APP_URL, WholeApp, whole_app

RETENTION = timedelta(days=90)


@pytest.fixture
def older_app(database_url: str, tmp_path: Path) -> Iterator[WholeApp]:
    """Return the app in a Saleor that tells it nothing of its own life."""
    with whole_app(database_url, tmp_path, saleor_version="3.21.69") as running:
        running.install()
        yield running


def look(app: WholeApp) -> bool:
    services = app.parts.services
    return look_at_connection(
        app.shop.id, at=datetime.now(UTC), saleor=services.saleor, transaction=services.transaction
    )


def erase(app: WholeApp, *, in_days: float) -> list[str]:
    at = datetime.now(UTC) + timedelta(days=in_days)
    return erase_removed_shops(
        at=at, retention=RETENTION, transaction=app.parts.services.transaction
    )


def rows(app: WholeApp) -> dict[str, int]:
    with app.parts.database.connection() as connection:
        return {
            table.name: len(connection.execute(select(table)).all())
            for table in metadata.sorted_tables
        }


class TestTheEventsOfTheAppsOwnLife:
    @pytest.mark.parametrize(
        ("version", "listed"), [("3.21", False), ("3.22", False), ("3.23", True), ("3.24", True)]
    )
    def test_are_asked_for_where_saleor_tells_of_them(
        self, app: WholeApp, version: str, listed: bool
    ) -> None:
        answer = app.client.get("/api/manifest", headers={"Saleor-Schema-Version": version})

        events = {webhook["asyncEvents"][0] for webhook in answer.get_json()["webhooks"]}
        assert ({"APP_DELETED", "APP_STATUS_CHANGED"} <= events) is listed
        assert {"APP_DELETED", "APP_STATUS_CHANGED"} & events or not listed
        assert "ORDER_UPDATED" in events


class TestAShopThatTookTheAppAway:
    @pytest.fixture(autouse=True)
    def removed(self, app: WholeApp) -> None:
        self.case, self.order = Walk(app).to_the_goods()
        self.staff_token = app.saleor.user_token()
        app.saleor.uninstall()
        app.settle()

    def test_is_known_as_such(self, app: WholeApp) -> None:
        assert app.shop.state is InstallationState.REMOVED
        assert app.shop.removed_at is not None
        assert app.failed_jobs() == []

    def test_has_its_portal_closed_kindly(self, app: WholeApp) -> None:
        page = app.client.get(f"/portal/{app.shop.slug}/")
        api = app.client.get(f"/api/portal/v1/shops/{app.shop.slug}")

        assert page.status_code == 410
        assert "no longer takes returns" in page.get_data(as_text=True)
        assert (api.status_code, api.get_json()["code"]) == (410, "shop_gone")

    def test_keeps_out_a_shopper_who_was_let_in_before(self, app: WholeApp) -> None:
        app.install()
        token = Walk(app).enter(self.order).token
        app.saleor.uninstall()
        app.settle()

        answer = app.client.get(
            "/api/portal/v1/order", headers={"Authorization": f"Bearer {token}"}
        )

        assert (answer.status_code, answer.get_json()["code"]) == (410, "shop_gone")

    def test_has_its_webhooks_refused(self, app: WholeApp) -> None:
        delivery = app.saleor.deliveries.of_event("ORDER_UPDATED")[-1]

        answer = app.client.post(
            "/api/webhooks/saleor/order_updated", data=delivery.body, headers=delivery.headers
        )

        assert (answer.status_code, answer.get_json()["code"]) == (410, "shop_gone")

    def test_has_its_desk_closed(self, app: WholeApp) -> None:
        answer = app.client.get(
            "/api/desk/v1/returns",
            headers={"Authorization-Bearer": self.staff_token, "Saleor-Api-Url": app.shop.api_url},
        )

        assert answer.status_code == 401
        assert answer.get_json()["title"] == "This shop has not installed the app."

    def test_has_its_jobs_wait_and_done_when_it_comes_back(self, app: WholeApp) -> None:
        Walk(app).refund(self.case)
        app.settle(ahead=True)
        before = (app.case(self.case.number).money_status, len(app.saleor.books.all()))

        app.install()
        app.settle()
        app.settle(ahead=True)

        assert before == (MoneyStatus.ORDERED, 0)
        assert app.case(self.case.number).money_status is MoneyStatus.REFUNDED
        assert len(app.saleor.books.all()) == 1
        assert app.shop.state is InstallationState.ACTIVE
        assert app.failed_jobs() == []

    def test_keeps_its_data_for_the_time_of_retention(self, app: WholeApp) -> None:
        before = rows(app)

        assert erase(app, in_days=89) == []
        assert rows(app) == before

    def test_is_forgotten_afterwards(self, app: WholeApp) -> None:
        label = app.case(self.case.number).label
        assert label is not None
        path = f"{app.settings.files_url.removeprefix('file://')}/{label.file_id}"
        assert Path(path).exists()

        erased = erase(app, in_days=91)
        app.work()

        assert len(erased) == 1
        left = rows(app)
        assert {name for name, count in left.items() if count} <= {"rate_hits"}
        assert not Path(path).exists()
        assert app.failed_jobs() == []

    def test_is_not_forgotten_when_it_has_come_back(self, app: WholeApp) -> None:
        app.install()

        assert erase(app, in_days=91) == []
        assert app.case(self.case.number).id == self.case.id

    def test_takes_no_other_shop_with_it(self, app: WholeApp) -> None:
        other = self.another_shop(app)

        erase(app, in_days=91)

        with app.parts.services.transaction() as store:
            assert store.installations.get(other).state is InstallationState.ACTIVE
            assert store.policies.newest(other).version == 1

    def another_shop(self, app: WholeApp) -> str:
        send = flask_transport(lambda: app.flask)
        with SandboxServer(send=send) as second:
            second.install(f"{APP_URL}/api/manifest")
            with app.parts.services.transaction() as store:
                return store.installations.with_api_url(second.api_url).id


class TestALateWordAboutAnOldInstallation:
    def test_does_not_end_a_fresh_one(self, app: WholeApp) -> None:
        old_id = app.saleor.app_id
        app.saleor.deliveries.hold()
        app.install()
        payload = {"recipient": {"id": old_id}, "app": {"id": old_id}}
        services = app.parts.services

        app_deleted(
            app.shop.id,
            payload,
            at=datetime.now(UTC),
            saleor=services.saleor,
            transaction=services.transaction,
        )
        app.saleor.deliveries.release()
        app.settle()

        assert app.shop.state is InstallationState.ACTIVE
        late = app.saleor.deliveries.of_event("APP_DELETED")[-1]
        assert late.attempts == [401]

    def test_about_another_app_of_the_shop_changes_nothing(self, app: WholeApp) -> None:
        services = app.parts.services

        app_deleted(
            app.shop.id,
            {"recipient": {"id": app.shop.app_id}, "app": {"id": "QXBwOjk5"}},
            at=datetime.now(UTC),
            saleor=services.saleor,
            transaction=services.transaction,
        )

        assert app.shop.state is InstallationState.ACTIVE


class TestARecordedEnd:
    def test_is_understood(self, app: WholeApp) -> None:
        delivery = recorded.recorded_delivery("app_deleted--app-deleted")
        with app.parts.services.transaction() as store:
            shop = store.installations.get(app.shop.id)
            shop.app_id = delivery.payload["recipient"]["id"]
        inbox = app.parts.services.inbox
        inbox.keep(
            Arrival("d-1", shop.id, "app_deleted", delivery.body, "x", shop.installed_at),
            inbox.shop(shop.api_url),
        )

        app.work()

        assert app.shop.state is InstallationState.REMOVED


class TestAShopThatSwitchedTheAppOff:
    @pytest.fixture(autouse=True)
    def switched_off(self, app: WholeApp) -> None:
        self.case, self.order = Walk(app).to_the_goods()
        app.saleor.set_active(is_active=False)
        app.settle()

    def test_is_paused(self, app: WholeApp) -> None:
        page = app.client.get(f"/portal/{app.shop.slug}/")

        assert app.shop.state is InstallationState.DEACTIVATED
        assert page.status_code == 503
        assert "paused" in page.get_data(as_text=True)

    def test_is_told_so_at_the_desk(self, app: WholeApp) -> None:
        number = self.case.number
        page = app.client.get(f"/desk/parts/returns/{number}", headers=app.staff_headers())

        assert "This app is switched off." in page.get_data(as_text=True)

    def test_goes_on_where_it_was_when_switched_on(self, app: WholeApp) -> None:
        Walk(app).refund(self.case)
        app.settle(ahead=True)

        app.saleor.set_active(is_active=True)
        app.settle()
        app.settle(ahead=True)

        assert app.shop.state is InstallationState.ACTIVE
        assert app.case(self.case.number).money_status is MoneyStatus.REFUNDED
        assert len(app.saleor.books.all()) == 1
        assert app.client.get(f"/portal/{app.shop.slug}/").status_code == 200

    def test_is_judged_by_what_saleor_says_now_not_by_the_order_of_the_words(
        self, app: WholeApp
    ) -> None:
        app.saleor.deliveries.hold()
        app.saleor.set_active(is_active=True)
        app.saleor.set_active(is_active=False)
        app.saleor.set_active(is_active=True)
        app.saleor.deliveries.release(lambda held: reversed(held))
        app.settle()

        assert app.shop.state is InstallationState.ACTIVE


class TestATokenThatSaleorNoLongerKnows:
    def test_is_noticed_by_the_job_that_meets_it_first(self, older_app: WholeApp) -> None:
        app = older_app
        case, _ = Walk(app).to_the_goods()
        app.saleor.set_active(is_active=False)
        Walk(app).refund(case)
        app.settle(ahead=True)

        assert app.shop.state is InstallationState.ACTIVE
        assert app.shop.disconnected_at is not None
        assert app.case(case.number).money_status is MoneyStatus.ORDERED
        assert app.case(case.number).problem == ""
        assert app.failed_jobs() == []

    def test_is_good_again_when_saleor_says_so(self, older_app: WholeApp) -> None:
        app = older_app
        case, _ = Walk(app).to_the_goods()
        app.saleor.set_active(is_active=False)
        Walk(app).refund(case)
        app.settle(ahead=True)
        app.saleor.set_active(is_active=True)

        assert look(app)
        app.settle()
        app.settle(ahead=True)

        assert app.shop.disconnected_at is None
        assert app.case(case.number).money_status is MoneyStatus.REFUNDED
        assert len(app.saleor.books.all()) == 1

    def test_is_shown_at_the_desk_with_what_to_do(self, older_app: WholeApp) -> None:
        headers = older_app.staff_headers()
        older_app.saleor.set_active(is_active=False)
        before = older_app.client.get("/desk/parts/returns", headers=headers)

        look(older_app)

        page = older_app.client.get("/desk/parts/returns", headers=headers)
        told = older_app.client.get("/api/desk/v1/shop", headers=headers).get_json()
        assert "has not accepted this app" not in before.get_data(as_text=True)
        assert "has not accepted this app since <time" in page.get_data(as_text=True)
        assert "install it again" in page.get_data(as_text=True)
        assert (told["state"], told["is_connected"]) == ("active", False)
        assert told["disconnected_at"] is not None

    def test_leaves_the_portal_open_for_the_orders_that_are_known(
        self, older_app: WholeApp
    ) -> None:
        order = Walk(older_app).order()
        older_app.saleor.set_active(is_active=False)

        assert not look(older_app)

        assert Walk(older_app).enter(order).token

    def test_is_told_from_a_permission_that_is_missing(self, app: WholeApp) -> None:
        case, _ = Walk(app).to_the_goods()
        app.saleor.app.permissions.remove("HANDLE_PAYMENTS")
        app.saleor.app.permissions.remove("MANAGE_ORDERS")
        Walk(app).refund(case)
        app.settle()

        assert app.shop.disconnected_at is None
        assert app.case(case.number).money_status is MoneyStatus.FAILED

    def test_is_replaced_by_the_next_registration(self, older_app: WholeApp) -> None:
        older_app.saleor.uninstall()
        look(older_app)
        lost = older_app.shop.disconnected_at

        older_app.install()

        assert lost is not None
        assert older_app.shop.disconnected_at is None
