"""Telling apps what happened: the subscription's answer, signed, sent, and sent again."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import uuid4

from graphql import execute_sync

from saleor_returns_app.sandbox.saleor.api import Context
from saleor_returns_app.sandbox.saleor.deliveries import Deliveries, Delivery, DeliveryState
from saleor_returns_app.sandbox.saleor.installed import App, Webhook
from saleor_returns_app.sandbox.saleor.instance import Happening, Principal, Saleor
from saleor_returns_app.sandbox.saleor.model import Customer
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.orders import fulfillment_node, order_node
from saleor_returns_app.sandbox.saleor.nodes.shop import app_node, customer_node, principal_node
from saleor_returns_app.sandbox.saleor.schema import load_schema
from saleor_returns_app.sandbox.saleor.subscriptions import body_of, document, type_name
from saleor_returns_app.sandbox.transport import Send

BUILT_LATE = (3, 23)
# Before, only apps that manage apps heard of any app's life, and no inactive one of its own.
TELLS_AN_APP_OF_ITSELF = (3, 23, 5)
BUILT_AT_ONCE = {"FULFILLMENT_CREATED", "FULFILLMENT_APPROVED"}


class Webhooks:
    """Sends every event to the webhooks that asked for it."""

    def __init__(self, saleor: Saleor, deliveries: Deliveries, send: Send) -> None:
        self._saleor = saleor
        self._deliveries = deliveries
        self._send = send

    def tell(self, happenings: list[Happening]) -> None:
        """Put the events of one change on their way."""
        for happening in happenings:
            for app in self._listeners(happening):
                for webhook in app.webhooks:
                    if self._wants(app, webhook, happening):
                        self._dispatch(app, webhook, happening)

    def _listeners(self, happening: Happening) -> list[App]:
        """List the apps that may be told: of its own end an app hears when it is gone."""
        removed = self._saleor.removed_apps.get(happening.app or 0)
        return [*self._saleor.apps.values(), *([removed] if removed else [])]

    def _wants(self, app: App, webhook: Webhook, happening: Happening) -> bool:
        if not webhook.is_active or happening.event not in webhook.async_events:
            return False
        if happening.app is None:
            needed = "MANAGE_ORDERS" if happening.customer is None else "MANAGE_USERS"
            return app.is_active and needed in app.permissions
        if self._saleor.settings.release >= TELLS_AN_APP_OF_ITSELF:
            return happening.app == app.pk
        return app.is_active and "MANAGE_APPS" in app.permissions

    def _dispatch(self, app: App, webhook: Webhook, happening: Happening) -> None:
        late = self._saleor.settings.minor >= BUILT_LATE and happening.event not in BUILT_AT_ONCE
        body = None if late else self._body(app, webhook, happening)
        if not late and body is None:
            return
        delivery = Delivery(
            uuid4().hex, happening.event, webhook.target_url, app.identifier, webhook.pk
        )
        payload = {
            "delivery": delivery.key,
            "app": app.pk,
            "webhook": webhook.pk,
            "happening": asdict(happening) | {"at": happening.at.isoformat()},
            "body": body,
            "attempt": 0,
        }
        self._deliveries.dispatch(
            delivery,
            lambda delay: self._saleor.scheduler.add("webhook", payload, delay=delay),
        )

    def handle(self, payload: dict[str, Any]) -> None:
        """Send one delivery, and plan another try when that may help."""
        happening = _happening(payload["happening"])
        app, webhook = self._addressee(payload)
        if app is None or webhook is None:
            return
        if payload["body"] is None:
            with self._saleor.change():
                payload["body"] = self._body(app, webhook, happening)
        if payload["body"] is None:
            return
        self._attempt(payload, app, webhook, happening)

    def _attempt(
        self, payload: dict[str, Any], app: App, webhook: Webhook, happening: Happening
    ) -> None:
        body: bytes = payload["body"].encode()
        headers = self.headers(webhook, happening.event, body)
        delivery = self._deliveries.find(payload["delivery"])
        if delivery is None:
            delivery = Delivery("", happening.event, webhook.target_url, app.identifier)
        delivery.body, delivery.headers = body, headers
        reply = self._send("POST", webhook.target_url, headers, body)
        delivery.attempts.append(reply.status)
        delivery.answer = reply.text[:1024]
        if reply.is_success:
            delivery.state = DeliveryState.DELIVERED
            return
        attempt, settings = payload["attempt"], self._saleor.settings
        if not reply.deserves_another_try or attempt >= settings.retries:
            delivery.state = DeliveryState.FAILED
            return
        again = payload | {"attempt": attempt + 1}
        delay = settings.retry_base_seconds * 2**attempt
        self._saleor.scheduler.add("webhook", again, delay=delay)

    def headers(self, webhook: Webhook, event: str, body: bytes) -> dict[str, str]:
        """Return the headers of a delivery, in Saleor's order."""
        settings, name = self._saleor.settings, event.lower()
        signature = self._saleor.key.signature(body)
        return {
            "User-Agent": f"Saleor/{settings.schema_version}",
            "Content-Type": "application/json",
            "X-Saleor-Event": name,
            "X-Saleor-Domain": settings.domain,
            "X-Saleor-Signature": signature,
            "Saleor-Event": name,
            "Saleor-Domain": settings.domain,
            "Saleor-Signature": signature,
            "Saleor-Api-Url": settings.api_url,
            **webhook.headers,
        }

    def _addressee(self, payload: dict[str, Any]) -> tuple[App | None, Webhook | None]:
        app = self._saleor.app_ever(payload["app"])
        if app is None:
            return None, None
        return app, next((w for w in app.webhooks if w.pk == payload["webhook"]), None)

    def _body(self, app: App, webhook: Webhook, happening: Happening) -> str | None:
        event = self._event(app, happening)
        if event is None or webhook.query is None:
            return None
        principal = Principal(app=app, permissions=frozenset(app.permissions))
        result = execute_sync(
            load_schema(),
            document(webhook.query),
            {"event": event},
            Context(self._saleor, principal),
        )
        body = body_of(result.data)
        return json.dumps(body) if body else None

    def _event(self, app: App, happening: Happening) -> Node | None:
        saleor = self._saleor
        node: Node = {
            "__typename": type_name(happening.event),
            "issuedAt": happening.at.isoformat(),
            "version": saleor.settings.saleor_version,
            "issuingPrincipal": principal_node(saleor, happening.by_app, happening.by_user),
            "recipient": app_node(saleor, app),
        }
        if happening.app is not None:
            concerned = saleor.app_ever(happening.app)
            return node | {"app": app_node(saleor, concerned)} if concerned else None
        if happening.customer is not None:
            return node | {"user": customer_node(happening.customer)}
        order = saleor.orders.get(happening.order or "")
        if order is None:
            return None
        node |= {"order": order_node(saleor, order), "notifyCustomer": False}
        if happening.fulfillment is not None:
            parcels = (item for item in order.fulfillments if item.pk == happening.fulfillment)
            parcel = next(parcels, None)
            node["fulfillment"] = fulfillment_node(saleor, order, parcel) if parcel else None
        return node


def _happening(kept: dict[str, Any]) -> Happening:
    """Read an event that waited to be told."""
    customer = Customer(**kept["customer"]) if kept.get("customer") else None
    return Happening(**kept | {"at": datetime.fromisoformat(kept["at"]), "customer": customer})
