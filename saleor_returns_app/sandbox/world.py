"""One sandbox: the pretend Saleor with its payment app, its webhooks and its ways to be steered."""

import re
from datetime import timedelta
from functools import partial
from typing import Any

from saleor_returns_app.sandbox.books import Books
from saleor_returns_app.sandbox.faults import Calls, Faults
from saleor_returns_app.sandbox.saleor.api import Answer, Api
from saleor_returns_app.sandbox.saleor.behaviours import PaymentBehaviour
from saleor_returns_app.sandbox.saleor.deliveries import Deliveries
from saleor_returns_app.sandbox.saleor.install import Installer, ensure_payment_app
from saleor_returns_app.sandbox.saleor.installed import App
from saleor_returns_app.sandbox.saleor.instance import PAYMENT_APP, Saleor
from saleor_returns_app.sandbox.saleor.keys import SigningKey
from saleor_returns_app.sandbox.saleor.letters import post
from saleor_returns_app.sandbox.saleor.model import Fulfillment, Order
from saleor_returns_app.sandbox.saleor.orders import OrderDraft, place_order
from saleor_returns_app.sandbox.saleor.parcels import fulfil
from saleor_returns_app.sandbox.saleor.payment_app import PaymentApp
from saleor_returns_app.sandbox.saleor.people import STAFF
from saleor_returns_app.sandbox.saleor.tokens import staff_principal
from saleor_returns_app.sandbox.saleor.webhooks import Webhooks
from saleor_returns_app.sandbox.scheduler import Scheduler
from saleor_returns_app.sandbox.settings import SandboxSettings
from saleor_returns_app.sandbox.store import Documents
from saleor_returns_app.sandbox.transport import Send, send_over_http

SHOP_SLUG = "shop_slug"
DELIVERED_AT = "returns.delivered_at"


class Sandbox:
    """A pretend shop on Saleor, complete with what a test wants to know and to break."""

    def __init__(
        self,
        settings: SandboxSettings,
        *,
        send: Send = send_over_http,
        key: SigningKey | None = None,
    ) -> None:
        self.settings = settings
        self._store = Documents(settings.state_folder)
        self.scheduler = Scheduler(self._store)
        self.books = Books(self._store)
        self.deliveries = Deliveries()
        self.faults = Faults()
        self.calls = Calls()
        key = key or self._key()
        self.saleor = Saleor(settings, self._store, self.scheduler, self.books, key)
        self.saleor.load()
        ensure_payment_app(self.saleor)
        self.installer = Installer(self.saleor, send)
        self.api = Api(self.saleor, self.faults, self.calls)
        webhooks = Webhooks(self.saleor, self.deliveries, send)
        self.saleor.tell = webhooks.tell
        self.saleor.post = partial(post, settings)
        self.saleor.failed_deliveries = self.deliveries.failed
        payments = PaymentApp(self.saleor)
        self.scheduler.start({"webhook": webhooks.handle, "payment": payments.handle})

    def _key(self) -> SigningKey:
        kept = self._store.all("key").get("signing")
        if kept:
            return SigningKey.read(kept)
        key = SigningKey.make()
        self._store.put("key", "signing", key.pem())
        return key

    def close(self) -> None:
        """Stop working and close the files."""
        self.scheduler.stop()
        self._store.close()

    @property
    def app(self) -> App | None:
        """The app that was installed last, the payment app apart."""
        apps = [a for a in self.saleor.apps.values() if a.identifier != PAYMENT_APP]
        return max(apps, key=lambda app: app.pk, default=None)

    def execute(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        token: str | None = None,
        operation: str | None = None,
    ) -> Answer:
        """Execute a GraphQL request without HTTP."""
        return self.api.answer(query, variables, token=token, operation=operation)

    def place_order(self, draft: OrderDraft) -> Order:
        """Place an order."""
        return place_order(self.saleor, draft)

    def fulfil(
        self,
        order: Order,
        *,
        quantities: dict[str, int] | None = None,
        tracking_number: str | None = None,
        days_after: float = 0.0,
        delivered_after: float | None = None,
    ) -> Fulfillment:
        """Send units of an order, or all that is left, some days after it was placed.

        `delivered_after` counts from the same moment: the shop's own systems note the day.
        """
        number = f"6A{order.number:011d}" if tracking_number is None else tracking_number
        at = order.created + timedelta(days=days_after) if days_after else None
        by = staff_principal(STAFF[0])
        with self.saleor.change():
            parcel = fulfil(
                self.saleor, order, by, quantities=quantities, tracking_number=number, at=at
            )
            if delivered_after is not None:
                arrived = order.created + timedelta(days=delivered_after)
                parcel.metadata[DELIVERED_AT] = arrived.date().isoformat()
            return parcel

    def set_payment_behaviour(
        self, behaviour: PaymentBehaviour | str, order: Order | None = None
    ) -> None:
        """Choose how the payment app behaves: for one order's payments, or by default."""
        value = PaymentBehaviour(behaviour).value
        with self.saleor.change():
            if order is None:
                self.saleor.remember("payment_behaviour", value)
                return
            for transaction in order.transactions:
                transaction.behaviour = value
            self.saleor.touch(order)

    def tell_shop(self, slug: str) -> None:
        """Learn by which name the app knows this shop."""
        if not re.fullmatch(r"[\w.~-]{1,200}", slug):
            raise ValueError("A shop's slug is made of letters, digits, dots and hyphens.")
        self.saleor.remember(SHOP_SLUG, slug)

    def settle(self, timeout: float = 10.0, *, ahead: float = 0.0) -> bool:
        """Wait until webhooks and payments have nothing due; say whether that came."""
        return self.scheduler.settle(timeout, ahead=ahead)
