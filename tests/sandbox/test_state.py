"""What a sandbox keeps survives a restart."""

from pathlib import Path

from saleor_returns_app.sandbox.demo import load_demo_orders
from saleor_returns_app.sandbox.saleor.instance import NOBODY
from saleor_returns_app.sandbox.saleor.refunds import request_refund
from saleor_returns_app.sandbox.settings import SandboxSettings
from saleor_returns_app.sandbox.world import Sandbox


class TestState:
    def test_survives_a_restart(self, tmp_path: Path) -> None:
        settings = SandboxSettings(state_folder=tmp_path / "state")
        first = Sandbox(settings)
        load_demo_orders(first)
        first.tell_shop("maison-fil")
        order = first.saleor.order_numbered(1001)
        assert order
        app = first.saleor.app_named("sandbox.payments")
        with first.saleor.change():
            request_refund(first.saleor, order, order.transactions[0], None, NOBODY)
        assert first.settle()
        first.close()

        second = Sandbox(settings)

        assert second.saleor.orders == first.saleor.orders
        assert second.saleor.key.key_set() == first.saleor.key.key_set()
        assert second.saleor.facts == first.saleor.facts
        assert second.saleor.app_named("sandbox.payments") == app
        assert [str(m.amount) for m in second.books.of_order(1001)] == ["38.73"]
        assert not load_demo_orders(second)
        second.close()

    def test_of_a_delayed_payment_survives_too(self, tmp_path: Path) -> None:
        settings = SandboxSettings(state_folder=tmp_path, payment_delay_seconds=60)
        first = Sandbox(settings)
        load_demo_orders(first)
        order = first.saleor.order_numbered(1007)
        assert order
        with first.saleor.change():
            request_refund(first.saleor, order, order.transactions[0], None, NOBODY)
        first.settle()
        assert first.books.all() == []
        first.close()

        second = Sandbox(settings)
        assert second.settle()

        assert second.books.paid_back(1007) == order.total.gross
        second.close()
