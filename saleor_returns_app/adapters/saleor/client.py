"""Saleor, one function for each thing that we ask of it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import requests

from saleor_returns_app.adapters.clients import guarded_session
from saleor_returns_app.adapters.saleor.breaker import Breaker
from saleor_returns_app.adapters.saleor.exchanges import Exchanges
from saleor_returns_app.adapters.saleor.gift_cards import GiftCards
from saleor_returns_app.adapters.saleor.http import SaleorEndpoint
from saleor_returns_app.adapters.saleor.introducing import (
    PATIENT,
    Patience,
    fetch_keys,
    introduce,
)
from saleor_returns_app.adapters.saleor.order_words import order_from
from saleor_returns_app.adapters.saleor.own_app import OwnApp
from saleor_returns_app.adapters.saleor.refunds import Refunds
from saleor_returns_app.adapters.saleor.shop_endpoint import ShopEndpoint
from saleor_returns_app.adapters.saleor.stocks import Stocks
from saleor_returns_app.domain.errors import SaleorAnonymous, SaleorDenied
from saleor_returns_app.domain.installation import Installation, KeySet, Registration
from saleor_returns_app.domain.order_feed import OrderStamp, StampPage
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.saleor_versions import TAKES_RETURN_REASONS, release_of

PAGE = 100
LATER = "since_3_23_12"
NOTE_EVENTS = frozenset({"NOTE_ADDED", "NOTE_UPDATED"})


class ShopSaleor(Refunds, GiftCards, Exchanges, Stocks):
    """One shop's Saleor, with the app's token."""

    def fetch_order(self, order_id: str) -> OrderSnapshot | None:
        """Read an order as it is now."""
        words = self._endpoint.ask(self._whole("order"), id=order_id)["order"]
        return order_from(words) if words else None

    def find_order(self, number: str) -> OrderSnapshot | None:
        """Find an order by the number that its owner knows."""
        document = self._whole("orders_by_number")
        edges = self._endpoint.ask(document, numbers=[number])["orders"]["edges"]
        found = [edge["node"] for edge in edges if edge["node"]["number"] == number]
        return order_from(found[0]) if found else None

    def _whole(self, operation: str) -> str:
        """Name the document that asks for all that this Saleor knows of an order."""
        return f"{LATER}/{operation}" if self._release >= TAKES_RETURN_REASONS else operation

    def orders_changed(self, since: datetime, *, after: str) -> StampPage:
        """List one page of the orders that were changed since then, the longest unchanged first."""
        found = self._endpoint.ask(
            "orders_changed",
            since=since.isoformat(),
            first=PAGE,
            after=after or None,
            count=not after,
        )["orders"]
        nodes = [edge["node"] for edge in found["edges"]]
        place = found["pageInfo"]
        return StampPage(
            tuple(OrderStamp(one["id"], datetime.fromisoformat(one["updatedAt"])) for one in nodes),
            cursor=place["endCursor"] if place["hasNextPage"] else None,
            total=found.get("totalCount") or 0,
        )

    def notes(self, order_id: str) -> list[str]:
        """List the notes in an order's history."""
        order = self._endpoint.ask("order_notes", id=order_id)["order"] or {"events": []}
        return [
            event["message"]
            for event in order["events"]
            if event["type"] in NOTE_EVENTS and event["message"]
        ]

    def add_note(self, order_id: str, message: str) -> None:
        """Write a note into an order's history."""
        self._endpoint.tell("order_note_add", "orderNoteAdd", order=order_id, message=message)

    def set_private_metadata(self, order_id: str, values: Mapping[str, str]) -> None:
        """Set private metadata of an order, key by key; other keys stay."""
        entries = [{"key": key, "value": value} for key, value in values.items()]
        self._endpoint.tell(
            "update_private_metadata", "updatePrivateMetadata", id=order_id, input=entries
        )


class SaleorShops:
    """The way to any shop's Saleor, over one pool of connections, with a breaker for each shop."""

    def __init__(
        self,
        session: requests.Session | None = None,
        new_breaker: Callable[[], Breaker] = Breaker,
        patience: Patience = PATIENT,
    ) -> None:
        self._session = session or guarded_session()
        self._breakers: defaultdict[str, Breaker] = defaultdict(new_breaker)
        self._patience = patience

    def open(self, installation: Installation) -> ShopSaleor:
        """Speak with a shop that has installed the app. Raises `ShopAsleep` when it takes no part."""
        installation.must_be_connected()
        breaker = self._breakers[installation.api_url]
        endpoint = ShopEndpoint(installation, self._session, breaker)
        return ShopSaleor(endpoint, release_of(installation.saleor_version))

    def own_app(self, installation: Installation) -> OwnApp:
        """Speak with a shop about this app itself. Raises `ShopAsleep` like `open`."""
        installation.must_be_connected()
        breaker = self._breakers[installation.api_url]
        return OwnApp(installation, ShopEndpoint(installation, self._session, breaker))

    def who_are_we(self, installation: Installation) -> str | None:
        """Ask for the app id that the token stands for; None when Saleor knows no such token."""
        try:
            endpoint = SaleorEndpoint(installation.api_url, installation.token, self._session)
            app = endpoint.ask("who_am_i")["app"]
        except (SaleorAnonymous, SaleorDenied):
            return None
        return str(app["id"]) if app else None

    def introduce(self, api_url: str, token: str) -> Registration:
        """Ask a shop who a token makes us; raises `RegistrationRefused` when it makes us nobody.

        It is asked whatever its breaker says: a person waits, and anybody may name any address.
        """
        return introduce(self._session, api_url, token, self._patience)

    def fetch_keys(self, api_url: str) -> KeySet:
        """Fetch the key set that a shop signs with."""
        return fetch_keys(self._session, api_url)

    def order_in(self, payload: Mapping[str, Any]) -> OrderSnapshot:
        """Read the order that a webhook's payload carries."""
        return order_from(payload["order"])
