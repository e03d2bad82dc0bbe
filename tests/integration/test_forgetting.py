"""Deliveries that were applied are forgotten in time: first their bodies, then the rest."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from saleor_returns_app.domain.deliveries import Arrival
from saleor_returns_app.use_cases.orders.forget_deliveries import forget_deliveries
from tests.support.sandbox import a_line
from tests.support.whole_app import WholeApp

NOW = datetime.now(UTC)
KEPT = timedelta(days=30)


def keep(app: WholeApp, id: str, *, days: float, state: str = "applied") -> None:
    """Keep a delivery that was received, and dealt with, some days ago."""
    inbox = app.parts.services.inbox
    at = NOW - timedelta(days=days)
    delivery = Arrival(id, app.shop.id, "order_updated", b"Camille", f"digest of {id}", at)
    assert inbox.keep(delivery, inbox.shop(app.shop.api_url))
    change = "update deliveries set state = :state, applied_at = :at where id = :id"
    applied = None if state == "stored" else at
    with app.parts.database.connection() as connection:
        connection.execute(text(change), {"state": state, "at": applied, "id": id})


def bodies(app: WholeApp) -> dict[str, bytes]:
    with app.parts.database.connection() as connection:
        rows = connection.execute(text("select id, body from deliveries"))
        return {row.id: bytes(row.body) for row in rows}


def forget(app: WholeApp) -> int:
    return forget_deliveries(at=NOW, bodies_kept=KEPT, transaction=app.parts.services.transaction)


class TestABody:
    def test_is_erased_when_its_time_is_over_and_not_before(self, app: WholeApp) -> None:
        keep(app, "young", days=29)
        keep(app, "old", days=31)
        keep(app, "ignored", days=31, state="ignored")

        assert (forget(app), forget(app)) == (2, 0)
        assert bodies(app) == {"young": b"Camille", "old": b"", "ignored": b""}

    def test_is_kept_while_it_waits_to_be_applied(self, app: WholeApp) -> None:
        keep(app, "waiting", days=400, state="stored")

        forget(app)

        assert bodies(app) == {"waiting": b"Camille"}

    def test_is_erased_in_pieces(self, app: WholeApp, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("saleor_returns_app.use_cases.orders.forget_deliveries.AT_A_TIME", 2)
        for number in range(5):
            keep(app, f"old-{number}", days=31)

        assert forget(app) == 5
        assert set(bodies(app).values()) == {b""}


class TestADelivery:
    def test_is_known_again_after_its_body_is_gone(self, app: WholeApp) -> None:
        app.saleor.place_order([a_line()])
        app.settle()
        sent = app.saleor.deliveries.of_event("ORDER_CREATED")[0]
        before = len(bodies(app))

        forget_deliveries(
            at=NOW + KEPT + timedelta(days=1),
            bodies_kept=KEPT,
            transaction=app.parts.services.transaction,
        )
        again = app.client.post(
            "/api/webhooks/saleor/order_created", data=sent.body, headers=sent.headers
        )

        assert again.get_json() == {"status": "known"}
        assert len(bodies(app)) == before
        assert set(bodies(app).values()) == {b""}

    def test_is_forgotten_altogether_after_a_year(self, app: WholeApp) -> None:
        keep(app, "ancient", days=366)
        keep(app, "old", days=364)

        forget(app)

        assert list(bodies(app)) == ["old"]
