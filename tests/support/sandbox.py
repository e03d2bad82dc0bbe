"""A running sandbox for tests: place orders, install the app, steer payments, break things."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from saleor_returns_app.sandbox.books import Books
from saleor_returns_app.sandbox.faults import Calls, FaultEffect, Faults
from saleor_returns_app.sandbox.saleor.api import Answer
from saleor_returns_app.sandbox.saleor.behaviours import PaymentBehaviour
from saleor_returns_app.sandbox.saleor.customers import delete_customer, rename_customer
from saleor_returns_app.sandbox.saleor.deliveries import Deliveries
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.installed import App
from saleor_returns_app.sandbox.saleor.instance import PAYMENT_APP
from saleor_returns_app.sandbox.saleor.keys import SigningKey
from saleor_returns_app.sandbox.saleor.ledger import amounts, grant_status
from saleor_returns_app.sandbox.saleor.model import Address, Customer, Order
from saleor_returns_app.sandbox.saleor.orders import LineDraft, OrderDraft
from saleor_returns_app.sandbox.saleor.people import STAFF
from saleor_returns_app.sandbox.saleor.tokens import user_token
from saleor_returns_app.sandbox.server import serve
from saleor_returns_app.sandbox.settings import SandboxSettings
from saleor_returns_app.sandbox.transport import Reply, Send, send_over_http
from saleor_returns_app.sandbox.world import Sandbox

__all__ = [
    "FaultEffect",
    "PaymentBehaviour",
    "PlacedOrder",
    "SandboxServer",
    "a_line",
    "flask_transport",
    "shared_key",
]


def a_line(
    product: str = "echarpe",
    quantity: int = 1,
    *,
    unit: str | None = None,
    total: str | None = None,
    **options: Any,
) -> LineDraft:
    """Describe an order line; prices are gross, as text."""
    return LineDraft(
        product,
        quantity,
        Decimal(unit) if unit is not None else None,
        Decimal(total) if total is not None else None,
        **options,
    )


class PlacedOrder:
    """An order in the sandbox, with its ids as the API writes them; it shows the present state."""

    def __init__(self, model: Order) -> None:
        self.model = model

    @property
    def id(self) -> str:
        """The order's global id."""
        return global_id("Order", self.model.pk)

    @property
    def number(self) -> str:
        """The order's number."""
        return str(self.model.number)

    @property
    def email(self) -> str:
        """Who ordered."""
        return self.model.email

    @property
    def postal_code(self) -> str:
        """Where it went."""
        return self.model.shipping_address.postal_code

    @property
    def status(self) -> str:
        """The order's status."""
        return self.model.status

    @property
    def total(self) -> Decimal:
        """Goods and shipping, gross."""
        return self.model.total.gross

    @property
    def line_ids(self) -> list[str]:
        """The ids of the order lines."""
        return [global_id("OrderLine", line.pk) for line in self.model.lines]

    @property
    def fulfillment_ids(self) -> list[str]:
        """The ids of the fulfillments that there are now."""
        return [global_id("Fulfillment", item.pk) for item in self.model.fulfillments]

    @property
    def fulfillment_line_ids(self) -> list[str]:
        """The ids of the fulfillment lines that there are now."""
        lines = (line for item in self.model.fulfillments for line in item.lines)
        return [global_id("FulfillmentLine", line.pk) for line in lines]

    @property
    def transaction_id(self) -> str:
        """The id of the first transaction."""
        return global_id("TransactionItem", self.model.transactions[0].pk)

    @property
    def charged(self) -> Decimal:
        """What the transactions hold now."""
        return sum((amounts(item).charged for item in self.model.transactions), Decimal(0))

    @property
    def refunded(self) -> Decimal:
        """What Saleor believes went back."""
        return sum((amounts(item).refunded for item in self.model.transactions), Decimal(0))

    @property
    def grant_statuses(self) -> list[str]:
        """The statuses of the granted refunds."""
        return [grant_status(self.model, grant) for grant in self.model.grants]

    @property
    def returned(self) -> dict[str, int]:
        """The units that came back, by order line id."""
        units: dict[str, int] = {}
        for parcel in self.model.fulfillments:
            if parcel.status == "RETURNED":
                for line in parcel.lines:
                    key = global_id("OrderLine", line.line)
                    units[key] = units.get(key, 0) + line.quantity
        return units

    @property
    def notes(self) -> list[str]:
        """The notes in the history."""
        events = (event for event in self.model.events if event.type == "NOTE_ADDED")
        return [event.message or "" for event in events]


@cache
def shared_key() -> SigningKey:
    """Make one key for all sandboxes of a test run: making them takes time."""
    return SigningKey.make()


class _QuietHandler(WSGIRequestHandler):
    def log(self, kind: str, message: str, *args: Any) -> None:
        """Say nothing."""


class SandboxServer:
    """A sandbox behind HTTP on a free port, for the length of a `with` block."""

    def __init__(
        self, *, send: Send = send_over_http, own_key: bool = False, **settings: Any
    ) -> None:
        self._app: Flask | None = None
        self._server: BaseWSGIServer = make_server(
            "127.0.0.1", 0, self._wsgi, threaded=True, request_handler=_QuietHandler
        )
        self.url = f"http://127.0.0.1:{self._server.port}"
        defaults = {
            "retry_base_seconds": 0.05,
            "payment_delay_seconds": 0.2,
            "label_delay_seconds": 0.05,
        }
        chosen = SandboxSettings(public_url=self.url, **(defaults | settings))
        self.sandbox = Sandbox(chosen, send=send, key=None if own_key else shared_key())
        self._app = serve(self.sandbox)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )

    def _wsgi(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        assert self._app is not None
        return self._app(environ, start_response)

    def __enter__(self) -> Self:
        """Begin to serve."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._thread.join(timeout=5)
        self._server.server_close()
        self.sandbox.close()

    @property
    def flask(self) -> Flask:
        """The sandbox as a Flask app."""
        assert self._app is not None
        return self._app

    @property
    def api_url(self) -> str:
        """The GraphQL address."""
        return self.sandbox.settings.api_url

    @property
    def deliveries(self) -> Deliveries:
        """The webhooks sent, and the levers on them."""
        return self.sandbox.deliveries

    @property
    def books(self) -> Books:
        """The money really moved."""
        return self.sandbox.books

    @property
    def faults(self) -> Faults:
        """The mishaps on order."""
        return self.sandbox.faults

    @property
    def calls(self) -> Calls:
        """The GraphQL requests that came in."""
        return self.sandbox.calls

    @property
    def app(self) -> App:
        """The installed app."""
        assert self.sandbox.app, "No app is installed"
        return self.sandbox.app

    @property
    def app_id(self) -> str:
        """The installed app's global id."""
        return global_id("App", self.app.pk)

    @property
    def app_token(self) -> str:
        """The installed app's token."""
        return self.app.token

    @property
    def payment_token(self) -> str:
        """The payment app's token: holds MANAGE_ORDERS and HANDLE_PAYMENTS."""
        app = self.sandbox.saleor.app_named(PAYMENT_APP)
        assert app is not None
        return app.token

    def place_order(
        self,
        lines: Sequence[LineDraft] | None = None,
        *,
        shipping: str = "6.00",
        country: str = "FR",
        currency: str = "EUR",
        email: str = "camille@example.com",
        postal_code: str = "69003",
        fulfilled: bool = True,
        days_ago: float = 3.0,
        sent_after_days: float = 1.0,
        delivered_after_days: float | None = None,
        behaviour: PaymentBehaviour | str | None = None,
        **options: Any,
    ) -> PlacedOrder:
        """Place an order that was paid; by default it was sent a day later."""
        now = self.sandbox.saleor.now()
        draft = OrderDraft(
            lines=tuple(lines or [a_line()]),
            shipping=Decimal(shipping),
            currency=currency,
            email=email,
            address=replace(Address(), country=country, postal_code=postal_code),
            behaviour=PaymentBehaviour(behaviour).value if behaviour else None,
            placed_at=now - timedelta(days=days_ago),
            **options,
        )
        order = PlacedOrder(self.sandbox.place_order(draft))
        if fulfilled:
            self.fulfill(order, days_after=sent_after_days, delivered_after=delivered_after_days)
        return order

    def fulfill(
        self,
        order: PlacedOrder,
        *,
        quantities: dict[str, int] | None = None,
        tracking_number: str | None = None,
        days_after: float = 0.0,
        delivered_after: float | None = None,
    ) -> None:
        """Send units, by order line id, or all that is left."""
        by_key = {line.pk: global_id("OrderLine", line.pk) for line in order.model.lines}
        units = None
        if quantities is not None:
            units = {pk: quantities[text] for pk, text in by_key.items() if text in quantities}
        self.sandbox.fulfil(
            order.model,
            quantities=units,
            tracking_number=tracking_number,
            days_after=days_after,
            delivered_after=delivered_after,
        )

    def order(self, number: str | int) -> PlacedOrder:
        """Return the order with this number."""
        model = self.sandbox.saleor.order_numbered(number)
        assert model is not None, f"There is no order {number}"
        return PlacedOrder(model)

    def install(self, manifest_url: str) -> App:
        """Install the app, anew if it is there."""
        return self.sandbox.installer.install(manifest_url)

    def uninstall(self) -> None:
        """Take the app away; its token is worth nothing from now on."""
        self.sandbox.installer.remove(self.app)

    def set_active(self, *, is_active: bool) -> None:
        """Switch the app on or off; while it is off its token makes the caller anonymous."""
        self.sandbox.installer.set_active(self.app, is_active=is_active)

    def upgrade(self, version: str) -> None:
        """Bring the pretend Saleor to another version, as its operator does."""
        saleor = self.sandbox.saleor
        saleor.settings = replace(saleor.settings, saleor_version=version)

    def move(self) -> None:
        """Give the pretend Saleor another public address, as its operator does."""
        there = self.sandbox.settings.public_url.replace("127.0.0.1", "localhost")
        self.sandbox.settings = replace(self.sandbox.settings, public_url=there)
        self.sandbox.saleor.settings = self.sandbox.settings

    def customer_id(self, email: str) -> str:
        """Return the global id of the customer with this address of e-mail."""
        return global_id("User", self._customer(email).pk)

    def rename_customer(self, email: str, first_name: str, last_name: str) -> None:
        """Change a customer's name."""
        rename_customer(self.sandbox.saleor, self._customer(email), first_name, last_name)

    def delete_customer(self, email: str) -> None:
        """Delete a customer's account; their orders stay."""
        delete_customer(self.sandbox.saleor, self._customer(email))

    def grant(self, *permissions: str) -> None:
        """Give the app more permissions, as a merchant does in the Dashboard."""
        self._permit([*self.app.permissions, *permissions])

    def withdraw(self, *permissions: str) -> None:
        """Take permissions from the app."""
        self._permit([name for name in self.app.permissions if name not in permissions])

    def _permit(self, permissions: list[str]) -> None:
        with self.sandbox.saleor.change():
            self.app.permissions = list(dict.fromkeys(permissions))
            self.sandbox.saleor.keep_app(self.app)

    def _customer(self, email: str) -> Customer:
        customers = self.sandbox.saleor.customers.values()
        return next(one for one in customers if one.email == email)

    def hurry(self) -> None:
        """Make retries and late payments due at once."""
        self.sandbox.scheduler.hurry()

    def user_token(
        self,
        *,
        permissions: Sequence[str] | None = None,
        ttl: float | None = None,
        **claims: Any,
    ) -> str:
        """Make the token of a staff user in the app's frame; further claims replace its own."""
        staff = STAFF[0]
        if permissions is not None:
            staff = replace(staff, permissions=tuple(permissions))
        return user_token(self.sandbox.saleor, self.app, staff, ttl=ttl, overrides=claims)

    def payment_behaviour(
        self, behaviour: PaymentBehaviour | str, order: PlacedOrder | None = None
    ) -> None:
        """Choose how the payment app behaves, for one order or by default."""
        self.sandbox.set_payment_behaviour(behaviour, order.model if order else None)

    def execute(
        self, query: str, variables: dict[str, Any] | None = None, token: str | None = None
    ) -> Answer:
        """Execute a GraphQL request without HTTP."""
        return self.sandbox.execute(query, variables, token=token)

    def settle(self, timeout: float = 10.0, *, ahead: float = 0.0) -> None:
        """Wait until payments and webhooks have nothing due within the next seconds."""
        assert self.sandbox.settle(timeout, ahead=ahead), "The sandbox did not come to rest"


def flask_transport(find: Callable[[], Flask]) -> Send:
    """Let the sandbox call an app through its test client, whatever the host in the address."""

    def send(method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        base = f"{parts.scheme}://{parts.netloc}"
        answer = (
            find()
            .test_client()
            .open(path, base_url=base, method=method, headers=headers, data=body)
        )
        return Reply(answer.status_code, answer.get_data(as_text=True))

    return send
