"""While the database is away nobody is refused for good, and afterwards all goes on by itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from saleor_returns_app.sandbox.saleor.deliveries import DeliveryState
from tests.support.databases import Databases
from tests.support.sandbox import a_line
from tests.support.shopper import Shopper
from tests.support.whole_app import WholeApp

KICK_OUT = "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s"


@contextmanager
def database_away(databases: Databases, app: WholeApp) -> Iterator[None]:
    """Cut every connection to the app's database and let nobody in."""
    name = str(make_url(app.settings.database_url).database)
    allow = sql.SQL("alter database {} with allow_connections {}")
    with psycopg.connect(databases.url_of("postgres"), autocommit=True) as connection:
        connection.execute(allow.format(sql.Identifier(name), sql.SQL("false")))
        connection.execute(KICK_OUT, [name])
        yield
        connection.execute(allow.format(sql.Identifier(name), sql.SQL("true")))


class TestWhileTheDatabaseIsAway:
    def test_saleor_is_asked_to_try_again_and_nothing_is_lost(
        self, app: WholeApp, databases: Databases
    ) -> None:
        with database_away(databases, app):
            order = app.saleor.place_order([a_line()])
            app.saleor.settle()
            tries = [delivery.attempts for delivery in app.saleor.deliveries.all()]

        app.saleor.hurry()
        app.settle(ahead=True)

        assert tries[-1][0] == 503
        lost = [one for one in app.saleor.deliveries.all() if one.state is DeliveryState.FAILED]
        assert lost == []
        with app.parts.services.transaction() as store:
            assert store.orders.find_by_number(app.shop.id, order.number) is not None

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/api/portal/v1/shops/{shop}"),
            ("POST", "/api/portal/v1/shops/{shop}/orders/find"),
            ("GET", "/api/portal/v1/order"),
            ("GET", "/api/desk/v1/returns"),
            ("GET", "/desk/parts/returns"),
            ("POST", "/api/desk/v1/returns/R-2026-000001/approve"),
            ("POST", "/api/webhooks/saleor/order_updated"),
        ],
    )
    def test_the_doors_answer_503_with_a_pause(
        self, app: WholeApp, databases: Databases, method: str, path: str
    ) -> None:
        shopper = Shopper(app, app.saleor.place_order([a_line()]))
        app.settle()
        assert shopper.find().status_code == 200
        signed = {"Saleor-Event": "order_updated", "Saleor-Signature": "a..b"}
        headers = {**app.staff_headers(), **signed, **shopper.headers}
        body = {"number": "1", "email": "a@example.com"} if path.endswith("find") else None
        address = path.format(shop=app.shop.slug)

        with database_away(databases, app):
            answer = app.client.open(address, method=method, headers=headers, json=body)

        assert answer.status_code == 503, answer.text
        if "/parts/" not in path:  # Pieces of pages have a button for trying again.
            assert int(answer.headers["Retry-After"]) > 0
            assert answer.mimetype == "application/problem+json"
            assert answer.get_json()["code"] == "database_unavailable"

    def test_a_page_apologises(self, app: WholeApp, databases: Databases) -> None:
        address = f"/portal/{app.shop.slug}/"

        with database_away(databases, app):
            answer = app.client.get(address)
        afterwards = app.client.get(address)

        assert (answer.status_code, answer.mimetype) == (503, "text/html")
        assert int(answer.headers["Retry-After"]) > 0
        assert afterwards.status_code == 200

    def test_the_process_lives_but_is_not_ready(self, app: WholeApp, databases: Databases) -> None:
        with database_away(databases, app):
            states = [app.client.get(path).status_code for path in ("/healthz", "/readyz")]
        ready = app.client.get("/readyz").status_code

        assert (states, ready) == ([200, 503], 200)
