"""The ports to outside systems in memory: they answer at once and remember what was asked."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from saleor_returns_app.domain.errors import (
    AccessExpired,
    LabelNotFound,
    SaleorRefused,
    Unauthenticated,
)
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation, KeySet, Registration
from saleor_returns_app.domain.messages import Attachment, Message, MessageKind, Words
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.order_feed import OrderStamp, StampPage
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.own_webhooks import FoundWebhook, WantedWebhook
from saleor_returns_app.domain.ports import (
    CarrierLabel,
    LabelOrder,
)
from saleor_returns_app.domain.refund_breakdown import Units
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.saleor_versions import NEWEST, Release
from saleor_returns_app.domain.shop_problems import ShopProblem
from saleor_returns_app.domain.standing import Standing
from tests.support.fake_saleor_money import FakeGoodsAndCards
from tests.support.memory_store import MemoryStore

__all__ = [
    "FakeCarrier",
    "FakeFileStore",
    "FakeGate",
    "FakeLetters",
    "FakeMailer",
    "FakeOwnApp",
    "FakeSaleor",
    "FakeSealer",
    "MemoryStore",
]


@dataclass
class FakeSaleor(FakeGoodsAndCards):
    """One shop's Saleor: orders to read, and a list of everything that was written."""

    orders: list[OrderSnapshot] = field(default_factory=list)
    noted: dict[str, list[str]] = field(default_factory=dict)
    release: Release = NEWEST

    def fetch_order(self, order_id: str) -> OrderSnapshot | None:
        self._fail()
        return next((order for order in self.orders if order.id == order_id), None)

    def find_order(self, number: str) -> OrderSnapshot | None:
        self._fail()
        return next((order for order in self.orders if order.number == number), None)

    def orders_changed(self, since: datetime, *, after: str) -> StampPage:
        self._fail()
        stamps = [OrderStamp(one.id, one.updated_at) for one in self.orders]
        return StampPage(tuple(stamps), None, len(stamps))

    def notes(self, order_id: str) -> list[str]:
        self._fail()
        return list(self.noted.get(order_id, []))

    def add_note(self, order_id: str, message: str) -> None:
        self._fail()
        self.noted.setdefault(order_id, []).append(message)
        self.written.append(("add_note", message))

    def set_private_metadata(self, order_id: str, values: Mapping[str, str]) -> None:
        self._fail()
        self.written.append(("set_private_metadata", dict(values)))

    def return_products(self, order_id: str, lines: Sequence[tuple[str, int]], reason: str) -> str:
        self._fail()
        self.written.append(("return_products", list(lines)))
        return f"return-{len(self.written)}"

    def grant_refund(
        self,
        order_id: str,
        *,
        amount: Money,
        lines: Sequence[Units],
        with_shipping: bool,
        transaction_id: str,
        reason: str,
        line_reasons: Mapping[str, str] | None = None,
    ) -> str:
        self._fail()
        self.written.append(("grant_refund", amount))
        return f"grant-{len(self.written)}"

    def void_grant(self, granted_refund_id: str, line_ids: Sequence[str], reason: str) -> None:
        self._fail()
        self.written.append(("void_grant", granted_refund_id))

    def request_refund(self, granted_refund_id: str) -> None:
        self._fail()
        self.written.append(("request_refund", granted_refund_id))


@dataclass
class FakeOwnApp:
    """This app in one Saleor: what it has, and a list of everything that was changed."""

    webhooks: list[FoundWebhook] = field(default_factory=list)
    permissions: frozenset[str] = frozenset({"MANAGE_ORDERS", "HANDLE_PAYMENTS"})
    version: str = "3.23.28"
    clock: datetime | None = None
    done: list[tuple[str, str]] = field(default_factory=list)
    refuses: frozenset[str] = frozenset()
    shown: list[str] = field(default_factory=list)

    def standing(self) -> Standing:
        webhooks = tuple(self.webhooks)
        return Standing("QXBwOjE=", self.permissions, self.version, webhooks, self.clock)

    def create_webhook(self, wanted: WantedWebhook) -> None:
        self._do("create", wanted.name)

    def update_webhook(self, id: str, wanted: WantedWebhook) -> None:
        self._do("update", wanted.name)

    def delete_webhook(self, id: str) -> None:
        self._do("delete", id)

    def failed_deliveries(self) -> list[datetime]:
        return []

    def find_problem(self, key: str) -> str | None:
        return f"saleor-{key}" if key in self.shown else None

    def report_problem(self, problem: ShopProblem) -> str:
        self._do("report", problem.key)
        self.shown.append(problem.key)
        return f"saleor-{problem.key}"

    def dismiss_problem(self, key: str) -> None:
        self._do("dismiss", key)
        self.shown.remove(key)

    def _do(self, what: str, name: str) -> None:
        if name in self.refuses:
            raise SaleorRefused
        self.done.append((what, name))


@dataclass
class FakeGate:
    """The way to one Saleor, whatever the shop."""

    saleor: FakeSaleor = field(default_factory=FakeSaleor)
    app: FakeOwnApp = field(default_factory=FakeOwnApp)
    registration: Registration | None = None
    keys: KeySet = field(default_factory=dict)
    knows_us: bool = True

    def open(self, installation: Installation) -> FakeSaleor:
        installation.must_be_connected()
        return self.saleor

    def own_app(self, installation: Installation) -> FakeOwnApp:
        installation.must_be_connected()
        return self.app

    def who_are_we(self, installation: Installation) -> str | None:
        return installation.app_id if self.knows_us else None

    def introduce(self, api_url: str, token: str) -> Registration:
        if self.registration is None:
            raise Unauthenticated
        return self.registration

    def fetch_keys(self, api_url: str) -> KeySet:
        return self.keys

    def order_in(self, payload: Mapping[str, Any]) -> OrderSnapshot:
        return self.saleor.orders[0]


@dataclass
class FakeSealer:
    """Words that are opened by looking them up."""

    sealed: list[tuple[str, dict[str, Any], datetime]] = field(default_factory=list)

    def seal(self, purpose: str, content: Mapping[str, Any], *, at: datetime) -> str:
        self.sealed.append((purpose, deepcopy(dict(content)), at.astimezone(UTC)))
        return f"sealed-{len(self.sealed) - 1}"

    def unseal(
        self, purpose: str, token: str, *, at: datetime, lifetime: timedelta
    ) -> dict[str, Any]:
        place = token.removeprefix("sealed-")
        if not place.isdecimal() or int(place) >= len(self.sealed):
            raise Unauthenticated
        made_for, content, since = self.sealed[int(place)]
        if made_for != purpose:
            raise Unauthenticated
        if at - since > lifetime:
            raise AccessExpired
        return content


@dataclass
class FakeCarrier:
    """A carrier that makes a label of a few bytes, the same for the same return."""

    orders: list[LabelOrder] = field(default_factory=list)
    fails_with: Exception | None = None

    def issue_label(self, order: LabelOrder) -> CarrierLabel:
        if self.fails_with is not None:
            raise self.fails_with
        self.orders.append(order)
        return CarrierLabel("fake", f"T-{order.number}", b"%PDF-1.7 " + order.number.encode())


@dataclass
class FakeFileStore:
    """Files in a dictionary."""

    files: dict[str, bytes] = field(default_factory=dict)

    def write(self, id: str, content: bytes) -> None:
        self.files[id] = content

    def read(self, id: str) -> bytes:
        if id not in self.files:
            raise LabelNotFound
        return self.files[id]

    def delete(self, id: str) -> None:
        self.files.pop(id, None)


@dataclass
class FakeMailer:
    """A mailbox."""

    sent: list[tuple[Message, list[Attachment]]] = field(default_factory=list)

    def send(self, message: Message, attachments: Sequence[Attachment]) -> None:
        self.sent.append((message, list(attachments)))


class FakeLetters:
    """Letters that say only what they are about."""

    def write(
        self, kind: MessageKind, *, case: ReturnRequest, order: Order, shop: Installation
    ) -> Words:
        words = f"{kind.value} {case.number}"
        return Words(words, words, f"<p>{words}</p>")
