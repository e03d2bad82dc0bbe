"""Mutations on an app's own webhooks."""

from typing import Any

from saleor_returns_app.sandbox.saleor.ids import key_of
from saleor_returns_app.sandbox.saleor.installed import App, Webhook
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.mutations import Mutation
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.shop import webhook_node
from saleor_returns_app.sandbox.saleor.refusals import Refused, not_found
from saleor_returns_app.sandbox.saleor.subscriptions import events_in, problem_in


def create(info: Any, input: dict[str, Any]) -> Node:
    """Run webhookCreate."""
    saleor, app = info.context.saleor, _own(info)
    if not input.get("targetUrl"):
        raise Refused("targetUrl", "Target url cannot be empty.", "REQUIRED")
    webhook = Webhook(saleor.next_pk("Webhook"), "", "", [])
    _take_over(saleor, webhook, input)
    app.webhooks.append(webhook)
    saleor.keep_app(app)
    return {"webhook": webhook_node(saleor, app, webhook)}


def update(info: Any, id: str, input: dict[str, Any]) -> Node:
    """Run webhookUpdate."""
    saleor, app = info.context.saleor, _own(info)
    webhook = _webhook(app, id)
    _take_over(saleor, webhook, input)
    saleor.keep_app(app)
    return {"webhook": webhook_node(saleor, app, webhook)}


def delete(info: Any, id: str) -> Node:
    """Run webhookDelete."""
    saleor, app = info.context.saleor, _own(info)
    webhook = _webhook(app, id)
    app.webhooks.remove(webhook)
    saleor.keep_app(app)
    return {"webhook": webhook_node(saleor, app, webhook)}


def _own(info: Any) -> App:
    app: App | None = info.context.principal.app
    if app is None:
        raise Refused("app", "App doesn't exist or is disabled", "NOT_FOUND")
    return app


def _webhook(app: App, global_id: str) -> Webhook:
    key = key_of("Webhook", global_id)
    webhook = next((item for item in app.webhooks if str(item.pk) == key), None)
    if webhook is None:
        raise not_found("id", global_id)
    return webhook


def _take_over(saleor: Saleor, webhook: Webhook, input: dict[str, Any]) -> None:
    if query := input.get("query"):
        if wrong := problem_in(query, saleor.settings.release):
            raise Refused("query", f"Subscription query is not valid: {wrong}", "INVALID")
        webhook.query = query
    webhook.name = input.get("name") or webhook.name
    webhook.target_url = input.get("targetUrl") or webhook.target_url
    if (is_active := input.get("isActive")) is not None:
        webhook.is_active = is_active
    if "asyncEvents" in input or "syncEvents" in input:
        webhook.async_events = list(input.get("asyncEvents") or [])
        webhook.sync_events = list(input.get("syncEvents") or [])
    if not webhook.async_events and not webhook.sync_events and webhook.query:
        webhook.async_events = events_in(webhook.query)


MUTATIONS: dict[str, Mutation] = {
    "webhookCreate": create,
    "webhookUpdate": update,
    "webhookDelete": delete,
}
