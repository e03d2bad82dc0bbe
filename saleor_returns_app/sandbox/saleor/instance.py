"""One pretend Saleor: its data, its clock, and the one lock that every change takes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from saleor_returns_app.sandbox.books import Books
from saleor_returns_app.sandbox.saleor import documents
from saleor_returns_app.sandbox.saleor.cards import GiftCard
from saleor_returns_app.sandbox.saleor.installed import App
from saleor_returns_app.sandbox.saleor.keys import SigningKey
from saleor_returns_app.sandbox.saleor.model import Customer, Order, Transaction
from saleor_returns_app.sandbox.scheduler import Scheduler
from saleor_returns_app.sandbox.settings import SandboxSettings
from saleor_returns_app.sandbox.store import Documents

PAYMENT_APP = "sandbox.payments"


@dataclass(frozen=True)
class Principal:
    """Who is asking: an app, a staff user, both, or nobody."""

    app: App | None = None
    user: int | None = None
    permissions: frozenset[str] = frozenset()
    problem: str | None = None

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is known to ask."""
        return self.app is None and self.user is None


NOBODY = Principal()


@dataclass(frozen=True)
class Happening:
    """An event that apps may want to hear of."""

    event: str
    at: datetime
    order: str | None = None
    fulfillment: int | None = None
    app: int | None = None
    customer: Customer | None = None
    by_app: int | None = None
    by_user: int | None = None


@dataclass
class Saleor:
    """The data of a pretend Saleor and the rules for changing them."""

    settings: SandboxSettings
    store: Documents
    scheduler: Scheduler
    books: Books
    key: SigningKey
    orders: dict[str, Order] = field(default_factory=dict)
    apps: dict[int, App] = field(default_factory=dict)
    customers: dict[int, Customer] = field(default_factory=dict)
    gift_cards: dict[int, GiftCard] = field(default_factory=dict)
    stock: dict[str, int] = field(default_factory=dict)
    removed_apps: dict[int, App] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    happenings: list[Happening] = field(default_factory=list)
    tell: Callable[[list[Happening]], None] = lambda _happenings: None
    post: Callable[[str, str, str], None] = lambda _to, _subject, _text: None
    failed_deliveries: Callable[[int], list[tuple[str, datetime]]] = lambda _webhook: []
    lock: threading.RLock = field(default_factory=threading.RLock)
    _depth: int = 0
    _touched: dict[str, Order] = field(default_factory=dict)

    def now(self) -> datetime:
        """Read the clock."""
        return datetime.now(UTC)

    def load(self) -> None:
        """Read what an earlier run kept."""
        for text in self.store.all("order").values():
            order = documents.load_order(text)
            self.orders[order.pk] = order
        for text in self.store.all("app").values():
            app = documents.load_app(text)
            self.apps[app.pk] = app
        for text in self.store.all("customer").values():
            customer = documents.load_customer(text)
            self.customers[customer.pk] = customer
        for text in self.store.all("gift_card").values():
            card = documents.load_card(text)
            self.gift_cards[card.pk] = card
        self.stock.update({key: int(text) for key, text in self.store.all("stock").items()})
        self.facts.update(self.store.all("fact"))

    def remember(self, name: str, value: str) -> None:
        """Keep a fact about the shop."""
        self.facts[name] = value
        self.store.put("fact", name, value)

    def next_pk(self, kind: str) -> int:
        """Count up."""
        name = f"next:{kind}"
        number = int(self.facts.get(name, "1"))
        self.remember(name, str(number + 1))
        return number

    def touch(self, order: Order, *, at: datetime | None = None) -> None:
        """Have the order kept at the end of the change, as changed now when a time is given."""
        self.orders[order.pk] = order
        self._touched[order.pk] = order
        if at is not None:
            order.updated = at

    def keep_app(self, app: App) -> None:
        """Keep an app."""
        self.apps[app.pk] = app
        self.store.put("app", str(app.pk), documents.dump(app))

    def forget_app(self, app: App) -> None:
        """Take an app away; its last webhook may still be on its way."""
        app.is_active = False
        self.removed_apps[app.pk] = app
        self.apps.pop(app.pk, None)
        self.store.drop("app", str(app.pk))

    def keep_customer(self, customer: Customer) -> None:
        """Keep a customer."""
        self.customers[customer.pk] = customer
        self.store.put("customer", str(customer.pk), documents.dump(customer))

    def keep_card(self, card: GiftCard) -> None:
        """Keep a gift card."""
        self.gift_cards[card.pk] = card
        self.store.put("gift_card", str(card.pk), documents.dump(card))

    def keep_stock(self, key: str, quantity: int) -> None:
        """Keep how many units of a variant a warehouse holds."""
        self.stock[key] = quantity
        self.store.put("stock", key, str(quantity))

    def forget_order(self, order: Order) -> None:
        """Take an order away, which Saleor does with drafts alone."""
        self.orders.pop(order.pk, None)
        self._touched.pop(order.pk, None)
        self.store.drop("order", order.pk)

    def forget_customer(self, customer: Customer) -> None:
        """Take a customer away."""
        self.customers.pop(customer.pk, None)
        self.store.drop("customer", str(customer.pk))

    def happen(self, happening: Happening) -> None:
        """Note an event; apps are told when the change is over."""
        self.happenings.append(happening)

    @contextmanager
    def change(self) -> Iterator[None]:
        """Change things alone; when the outermost change ends, keep what was touched and tell."""
        with self.lock:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._end_change()

    def _end_change(self) -> None:
        for order in self._touched.values():
            self.store.put("order", order.pk, documents.dump(order))
        self._touched.clear()
        happenings, self.happenings = self.happenings, []
        if happenings:
            self.tell(happenings)

    def app_ever(self, pk: int) -> App | None:
        """Return an app, also one that was taken away."""
        return self.apps.get(pk) or self.removed_apps.get(pk)

    def app_with_token(self, token: str) -> App | None:
        """Return the active app that holds a token."""
        found = (app for app in self.apps.values() if app.token == token and app.is_active)
        return next(found, None)

    def app_named(self, identifier: str) -> App | None:
        """Return the installed app with this identifier."""
        return next((app for app in self.apps.values() if app.identifier == identifier), None)

    def order_numbered(self, number: object) -> Order | None:
        """Return the order with this number."""
        return next((o for o in self.orders.values() if str(o.number) == str(number)), None)

    def order_of_line(self, pk: str | None) -> Order | None:
        """Return the order that has this order line."""
        return next((o for o in self.orders.values() if o.find_line(pk)), None)

    def find_transaction(self, pk: str | None) -> tuple[Order, Transaction] | None:
        """Return a transaction with its order."""
        for order in self.orders.values():
            if transaction := order.find_transaction(pk):
                return order, transaction
        return None
