"""The way to a Saleor, and the proof that one wrote something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from saleor_returns_app.domain.installation import Installation, KeySet, Registration
from saleor_returns_app.domain.order_feed import StampPage
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.own_webhooks import WantedWebhook
from saleor_returns_app.domain.ports.saleor_money import (
    SaleorExchanges,
    SaleorGiftCards,
    SaleorRefunds,
    SaleorStocks,
)
from saleor_returns_app.domain.saleor_versions import Release
from saleor_returns_app.domain.shop_problems import ShopProblem
from saleor_returns_app.domain.standing import Standing


class Saleor(SaleorRefunds, SaleorGiftCards, SaleorExchanges, SaleorStocks, Protocol):
    """One shop's Saleor, spoken to with the app's token.

    Every method may raise `SaleorUnreachable`, `SaleorRefused` or `SaleorDenied`; one that writes raises
    `OutcomeUncertain` when it was sent and no answer came.
    """

    @property
    def release(self) -> Release:
        """Which version it is, as far as we were told: what it can do depends on it."""

    def fetch_order(self, order_id: str) -> OrderSnapshot | None: ...
    def find_order(self, number: str) -> OrderSnapshot | None: ...
    def orders_changed(self, since: datetime, *, after: str) -> StampPage: ...
    def notes(self, order_id: str) -> list[str]: ...
    def add_note(self, order_id: str, message: str) -> None: ...
    def set_private_metadata(self, order_id: str, values: Mapping[str, str]) -> None: ...


class OwnApp(Protocol):
    """This app as one shop's Saleor has it; raises what `Saleor` does."""

    def standing(self) -> Standing: ...
    def create_webhook(self, wanted: WantedWebhook) -> None: ...
    def update_webhook(self, id: str, wanted: WantedWebhook) -> None: ...
    def delete_webhook(self, id: str) -> None: ...
    def failed_deliveries(self) -> Sequence[datetime]:
        """Say when Saleor failed to tell us something, the last of each webhook."""

    def find_problem(self, key: str) -> str | None:
        """Find the problem with a key that Saleor shows, from 3.22.36 on; returns its id there."""

    def report_problem(self, problem: ShopProblem) -> str:
        """Have Saleor show a problem, from 3.22.36 on; returns its id there."""

    def dismiss_problem(self, key: str) -> None: ...


class SaleorGate(Protocol):
    """The way to any shop's Saleor."""

    def open(self, installation: Installation) -> Saleor: ...
    def own_app(self, installation: Installation) -> OwnApp: ...
    def who_are_we(self, installation: Installation) -> str | None:
        """Ask Saleor for the app id that our token stands for; None when it knows no such token."""

    def introduce(self, api_url: str, token: str) -> Registration: ...
    def fetch_keys(self, api_url: str) -> KeySet: ...
    def order_in(self, payload: Mapping[str, Any]) -> OrderSnapshot: ...


@dataclass(frozen=True)
class StaffClaims:
    """What a verified Dashboard token says of the person behind it."""

    email: str
    app_id: str
    issuer: str
    permissions: frozenset[str]


class Signatures(Protocol):
    """Proof that Saleor wrote something, by its key set; what checks raises `Unauthenticated`."""

    def check_delivery(self, signature: str, body: bytes, keys: KeySet) -> None: ...
    def claimed_issuer(self, token: str) -> str:
        """Read which shop a token says it comes from, proven by nothing; empty where it says nothing."""

    def staff_claims(self, token: str, keys: KeySet, *, at: datetime) -> StaffClaims: ...


class KeyUnknown(Exception):
    """The key that signed this is not in the key set that we have."""
