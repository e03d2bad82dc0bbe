"""Saleor tells us something: genuine deliveries are kept and applied, all others refused."""

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import responses
import structlog
import time_machine
from sqlalchemy import text
from werkzeug.test import TestResponse

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation, InstallationState
from saleor_returns_app.domain.policy.document import PolicyDocument, PolicyVersion
from tests.support import recorded
from tests.support.orders import NOON
from tests.support.recorded import RecordedDelivery
from tests.support.sandbox import a_line
from tests.support.shared import shared_path
from tests.support.whole_app import WholeApp, whole_app
from webhooks.saleor.definition import EVENTS

GENUINE = recorded.recorded_delivery("order_updated--fulfilled-first-parcel")
JWKS = "http://127.0.0.1:8000/.well-known/jwks.json"


@pytest.fixture
def recorded_shop(database_url: str, tmp_path: Path) -> Iterator[WholeApp]:
    """Return the app as installed in the Saleor that was recorded."""
    with whole_app(database_url, tmp_path) as running:
        shop = Installation(
            id="shop-1",
            slug="shop",
            api_url=recorded.API_URL,
            app_id=recorded.FIRST_APP_ID,
            token="t" * 30,
            key_set=recorded.key_set(),
            saleor_version="3.23.28",
            installed_at=NOON,
            looked_after_at=datetime.now(UTC),
        )
        with running.parts.services.transaction() as store:
            store.installations.add(shop)
        with running.parts.services.transaction() as store:
            store.policies.add(PolicyVersion("shop-1", 1, PolicyDocument(), NOON, ""))
        yield running


def deliver(app: WholeApp, delivery: RecordedDelivery, **changes: str | None) -> TestResponse:
    names = {name.replace("_", "-"): value for name, value in changes.items()}
    headers = {name: value for name, value in delivery.headers if name != "Host"} | names
    return app.client.post(
        f"/api/webhooks/saleor/{delivery.event}",
        data=delivery.body,
        headers={name: value for name, value in headers.items() if value is not None},
    )


def stored(app: WholeApp) -> int:
    with app.parts.database.connection() as connection:
        return int(connection.scalar(text("select count(*) from deliveries")) or 0)


def states(app: WholeApp) -> set[str]:
    with app.parts.database.connection() as connection:
        return set(connection.scalars(text("select state from deliveries")))


def order_numbered(app: WholeApp, number: str) -> Order | None:
    with app.parts.services.transaction() as store:
        return store.orders.find_by_number("shop-1", number)


class TestARecordedDelivery:
    @pytest.mark.parametrize("name", recorded.DELIVERIES)
    def test_is_kept_as_it_came(self, recorded_shop: WholeApp, name: str) -> None:
        delivery = recorded.recorded_delivery(name)

        answer = deliver(recorded_shop, delivery)

        assert answer.status_code == 200
        with recorded_shop.parts.database.connection() as connection:
            bodies = [bytes(row) for row in connection.scalars(text("select body from deliveries"))]
        assert bodies == [delivery.body]

    def test_brings_no_session_along_and_is_given_none(self, recorded_shop: WholeApp) -> None:
        answer = deliver(recorded_shop, GENUINE, Cookie="returns_session=a.b.c")

        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")

    def test_builds_the_order_that_saleor_tells_when_asked(self, recorded_shop: WholeApp) -> None:
        deliver(recorded_shop, GENUINE)

        with responses.RequestsMock() as web:
            web.post(recorded.API_URL, body=recorded.answer("017-order"))
            recorded_shop.work()

        order = order_numbered(recorded_shop, "40")
        assert order is not None
        assert order.snapshot.shipped_units(order.snapshot.lines[0].id) == 3
        assert recorded_shop.failed_jobs() == []

    def test_builds_the_order_from_its_own_words_while_saleor_is_down(
        self, recorded_shop: WholeApp
    ) -> None:
        deliver(recorded_shop, GENUINE)

        with responses.RequestsMock() as web:
            web.post(recorded.API_URL, status=503)
            recorded_shop.work()

        order = order_numbered(recorded_shop, "40")
        assert order is not None
        assert order.snapshot.shipped_units(order.snapshot.lines[0].id) == 2
        assert recorded_shop.waiting_jobs() == ["apply_delivery"]

    def test_is_kept_once_however_often_it_comes(self, recorded_shop: WholeApp) -> None:
        answers = [deliver(recorded_shop, GENUINE).get_json()["status"] for _ in range(3)]

        assert answers == ["kept", "known", "known"]
        assert stored(recorded_shop) == 1

    def test_is_kept_in_every_recording_of_every_event_we_listen_to(
        self, recorded_shop: WholeApp
    ) -> None:
        folder = shared_path("saleor", "recordings", "saleor-3.23", "webhooks")
        wanted = [
            file
            for file in sorted(folder.glob("*.json"))
            if file.stem.split("--")[0] in EVENTS and "--to-" not in file.stem
        ]
        answers = {
            deliver(recorded_shop, recorded.delivery_in(file)).status_code for file in wanted
        }

        assert len(wanted) > 150
        assert answers == {200}


Forgery = tuple[RecordedDelivery, dict[str, str | None]]


def a_body(body: bytes) -> RecordedDelivery:
    return RecordedDelivery(GENUINE.event, GENUINE.headers, body)


REFUSED: dict[str, tuple[Forgery, int, str]] = {
    "changed by a byte": ((a_body(GENUINE.body + b" "), {}), 401, "signature_invalid"),
    "without a signature": ((GENUINE, {"Saleor_Signature": None}), 401, "unauthenticated"),
    "with a foreign signature": ((GENUINE, {"Saleor_Signature": "a..b"}), 401, "signature_invalid"),
    "of an unknown shop": (
        (GENUINE, {"Saleor_Api_Url": "https://elsewhere.example/graphql/"}),
        404,
        "installation_unknown",
    ),
    "with no shop at all": ((GENUINE, {"Saleor_Api_Url": None}), 422, "api_url_invalid"),
    "with an address that is none": (
        (GENUINE, {"Saleor_Api_Url": "file:///etc/passwd"}),
        422,
        "api_url_invalid",
    ),
    "under another event's name": ((GENUINE, {"Saleor_Event": "order_paid"}), 404, "event_unknown"),
    "that is no JSON": ((a_body(b"<html>"), {}), 401, "signature_invalid"),
}


class TestAForgedDelivery:
    @pytest.mark.parametrize("name", REFUSED)
    def test_is_refused_for_good_and_not_kept(self, recorded_shop: WholeApp, name: str) -> None:
        (delivery, changes), status, code = REFUSED[name]

        answer = deliver(recorded_shop, delivery, **changes)

        assert (answer.status_code, answer.get_json()["code"]) == (status, code)
        assert stored(recorded_shop) == 0

    @pytest.mark.parametrize("name", ["Saleor-Signature", "Saleor-Api-Url", "Saleor-Event"])
    def test_is_refused_when_a_header_comes_twice(self, recorded_shop: WholeApp, name: str) -> None:
        headers = [pair for pair in GENUINE.headers if pair[0] != "Host"]
        twice = [pair for pair in headers if pair[0] == name]

        answer = recorded_shop.client.post(
            f"/api/webhooks/saleor/{GENUINE.event}", data=GENUINE.body, headers=headers + twice
        )

        assert len(twice) == 1
        assert 400 <= answer.status_code < 500
        assert stored(recorded_shop) == 0

    def test_is_refused_when_it_was_meant_for_another_app(self, recorded_shop: WholeApp) -> None:
        with recorded_shop.parts.services.transaction() as store:
            store.installations.get("shop-1").app_id = recorded.SECOND_APP_ID

        answer = deliver(recorded_shop, GENUINE)

        assert (answer.status_code, stored(recorded_shop)) == (401, 0)


class TestTheAnswer:
    """It is the same to whoever looks at it, whether the door gave it or Flask did."""

    @pytest.mark.parametrize(
        ("changes", "status"), [({}, 200), ({"Saleor_Signature": "a..b"}, 401)]
    )
    def test_has_the_requests_id_and_one_line_in_the_log(
        self, recorded_shop: WholeApp, changes: dict[str, str | None], status: int
    ) -> None:
        with structlog.testing.capture_logs() as logs:
            answer = deliver(recorded_shop, GENUINE, X_Request_Id="from-the-proxy", **changes)

        assert (answer.status_code, answer.headers["X-Request-Id"]) == (status, "from-the-proxy")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        (line,) = [one for one in logs if one["event"] == "request"]
        assert (line["method"], line["status"]) == ("POST", status)
        assert line["route"] == "/api/webhooks/saleor/<event>"

    @pytest.mark.parametrize(
        "path", ["/api/webhooks/saleor/order_updated/", "/api/webhooks//saleor/order_updated"]
    )
    def test_is_given_at_addresses_with_a_slash_too_many(
        self, recorded_shop: WholeApp, path: str
    ) -> None:
        headers = [pair for pair in GENUINE.headers if pair[0] != "Host"]

        answer = recorded_shop.client.post(path, data=GENUINE.body, headers=headers)

        assert (answer.status_code, answer.get_json()) == (200, {"status": "kept"})

    def test_is_413_to_more_than_a_megabyte(self, recorded_shop: WholeApp) -> None:
        answer = deliver(recorded_shop, a_body(b" " * (1024 * 1024 + 1)))

        assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")

    @pytest.mark.parametrize("size", [100, 1024 * 1024 + 1])
    def test_is_no_other_to_a_body_in_chunks(self, recorded_shop: WholeApp, size: int) -> None:
        """A server that takes chunks says that the stream has an end, and no length."""
        answer = recorded_shop.client.post(
            f"/api/webhooks/saleor/{GENUINE.event}",
            input_stream=io.BytesIO(b" " * size),
            headers=[pair for pair in GENUINE.headers if pair[0] not in {"Host", "Content-Length"}],
            environ_overrides={"wsgi.input_terminated": True},
        )

        assert answer.status_code == (401 if size == 100 else 413)

    def test_is_405_to_another_method(self, recorded_shop: WholeApp) -> None:
        answer = recorded_shop.client.get(f"/api/webhooks/saleor/{GENUINE.event}")

        assert (answer.status_code, answer.allow) == (405, {"OPTIONS", "POST"})

    def test_is_500_to_a_bug_of_ours_and_tells_nothing_of_it(self, recorded_shop: WholeApp) -> None:
        with recorded_shop.parts.database.connection() as connection:
            connection.execute(text("alter table deliveries rename to elsewhere"))

        with structlog.testing.capture_logs() as logs:
            answer = deliver(recorded_shop, GENUINE)

        assert (answer.status_code, answer.get_json()["code"]) == (500, "unexpected")
        assert "deliveries" not in answer.text
        assert "unexpected_error" in [one["event"] for one in logs]


class TestAShopThatIsRemembered:
    """The first delivery has the shop remembered; then the shop changes."""

    SECOND = recorded.recorded_delivery("order_created--order-created")

    @pytest.fixture(autouse=True)
    def remembered(self, recorded_shop: WholeApp) -> None:
        assert deliver(recorded_shop, GENUINE).status_code == 200

    def change(self, app: WholeApp, **values: Any) -> None:
        with app.parts.services.transaction() as store:
            shop = store.installations.get("shop-1")
            for name, value in values.items():
                setattr(shop, name, value)

    def test_is_turned_away_from_the_moment_it_removes_the_app(
        self, recorded_shop: WholeApp
    ) -> None:
        self.change(recorded_shop, state=InstallationState.REMOVED, removed_at=NOON)

        assert deliver(recorded_shop, self.SECOND).status_code == 410
        assert stored(recorded_shop) == 1

    def test_is_turned_away_when_the_app_was_installed_anew_under_another_id(
        self, recorded_shop: WholeApp
    ) -> None:
        self.change(recorded_shop, app_id=recorded.SECOND_APP_ID)

        assert deliver(recorded_shop, self.SECOND).status_code == 401
        assert stored(recorded_shop) == 1

    def test_is_heard_as_soon_as_its_new_id_or_its_new_keys_are_known(
        self, recorded_shop: WholeApp
    ) -> None:
        self.change(recorded_shop, app_id=recorded.SECOND_APP_ID, key_set={"keys": []})
        with responses.RequestsMock() as web:
            web.get(JWKS, status=502)
            assert deliver(recorded_shop, self.SECOND).status_code == 503
        self.change(recorded_shop, app_id=recorded.FIRST_APP_ID, key_set=recorded.key_set())

        assert deliver(recorded_shop, self.SECOND).get_json()["status"] == "kept"

    def test_is_turned_away_with_a_key_that_is_no_longer_its_own(
        self, recorded_shop: WholeApp
    ) -> None:
        (key,) = recorded.key_set()["keys"]
        self.change(recorded_shop, key_set={"keys": [key | {"kid": "new"}]}, keys_fetched_at=NOON)
        with responses.RequestsMock() as web:
            web.get(JWKS, json={"keys": [key | {"kid": "new"}]})
            assert deliver(recorded_shop, self.SECOND).status_code == 401

        assert stored(recorded_shop) == 1

    def test_is_forgotten_when_it_is_erased(self, recorded_shop: WholeApp) -> None:
        with recorded_shop.parts.services.transaction() as store:
            store.installations.erase("shop-1")

        assert deliver(recorded_shop, self.SECOND).status_code == 404


class TestManyDeliveriesAtOnce:
    def test_are_kept_each_once_with_a_job_for_each(self, recorded_shop: WholeApp) -> None:
        names = [name for name in recorded.DELIVERIES for _ in range(3)]
        with ThreadPoolExecutor(8) as pool:
            answers = list(
                pool.map(
                    lambda name: deliver(recorded_shop, recorded.recorded_delivery(name)), names
                )
            )

        told = [answer.get_json()["status"] for answer in answers]
        assert (told.count("kept"), told.count("known")) == (len(names) / 3, len(names) * 2 / 3)
        assert stored(recorded_shop) == len(recorded.DELIVERIES)
        assert recorded_shop.waiting_jobs() == ["apply_delivery"] * len(recorded.DELIVERIES)


class TestAKeyThatWeDoNotKnow:
    @pytest.fixture(autouse=True)
    def without_keys(self, recorded_shop: WholeApp) -> None:
        with recorded_shop.parts.services.transaction() as store:
            store.installations.get("shop-1").key_set = {"keys": []}

    def test_is_fetched_and_kept(self, recorded_shop: WholeApp) -> None:
        with responses.RequestsMock() as web:
            web.get(JWKS, json=recorded.key_set())
            first = deliver(recorded_shop, GENUINE)

        second = deliver(recorded_shop, recorded.recorded_delivery("order_created--order-created"))

        assert (first.status_code, second.status_code) == (200, 200)

    def test_that_cannot_be_fetched_lets_saleor_try_again(self, recorded_shop: WholeApp) -> None:
        with responses.RequestsMock() as web:
            web.get(JWKS, status=502)
            answer = deliver(recorded_shop, GENUINE)

        assert (answer.status_code, answer.get_json()["code"]) == (503, "saleor_unreachable")

    def test_is_not_fetched_again_and_again(self, recorded_shop: WholeApp) -> None:
        with responses.RequestsMock() as web:
            web.get(JWKS, json={"keys": []})
            answers = [deliver(recorded_shop, GENUINE).status_code for _ in range(5)]
            asked = len(web.calls)

        assert (answers, asked) == ([401, 503, 503, 503, 503], 1)


class TestALiveDelivery:
    def test_brings_the_order_up_to_date(self, app: WholeApp) -> None:
        order = app.saleor.place_order([a_line(quantity=2)], fulfilled=False)
        app.settle()
        app.saleor.fulfill(order, quantities={order.line_ids[0]: 1})
        app.settle()

        with app.parts.services.transaction() as store:
            known = store.orders.find_by_number(app.shop.id, order.number)

        assert known is not None
        assert known.snapshot.shipped_units(order.line_ids[0]) == 1
        assert known.last_shipped_at is not None

    @pytest.mark.parametrize(
        "disturb",
        [
            lambda app: app.saleor.deliveries.duplicate_next(times=20),
            lambda app: app.saleor.deliveries.drop_next("order_updated", times=2),
        ],
    )
    def test_may_come_twice_or_not_at_all(
        self, app: WholeApp, disturb: Callable[[WholeApp], None]
    ) -> None:
        disturb(app)
        order = app.saleor.place_order([a_line(quantity=2)])
        app.settle()

        with app.parts.services.transaction() as store:
            known = store.orders.find_by_number(app.shop.id, order.number)

        assert known is not None
        assert known.snapshot.shipped_units(order.line_ids[0]) == 2

    def test_is_not_asked_about_when_its_order_was_read_since(self, app: WholeApp) -> None:
        app.saleor.place_order([a_line()])
        app.saleor.settle()
        waiting = app.waiting_jobs().count("apply_delivery")

        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=10), tick=True):
            app.settle()

        # Two jobs run side by side; whatever comes after them finds the order read.
        assert app.saleor.calls.count("order") <= 2 < waiting
        assert states(app) == {"applied"}

    def test_is_asked_about_while_saleor_may_still_lag_behind_it(self, app: WholeApp) -> None:
        app.saleor.place_order([a_line()])
        app.saleor.settle()
        waiting = app.waiting_jobs().count("apply_delivery")

        app.settle()

        assert app.saleor.calls.count("order") == waiting

    def test_leaves_no_personal_data_in_the_logs(
        self, app: WholeApp, capsys: pytest.CaptureFixture[str]
    ) -> None:
        app.saleor.place_order([a_line()], email="very.private@example.com")
        app.settle()

        assert "very.private" not in capsys.readouterr().out
