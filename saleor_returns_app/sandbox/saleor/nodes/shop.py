"""The shop, its channels, its people and its apps."""

from datetime import datetime
from functools import partial
from typing import Any

from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.installed import (
    App,
    AppProblem,
    Extension,
    Webhook,
)
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.model import Address, Customer
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.pages import connection
from saleor_returns_app.sandbox.saleor.nodes.values import (
    address,
    country,
    metadata,
    moment,
    permissions,
)
from saleor_returns_app.sandbox.saleor.people import (
    PERMISSIONS,
    Channel,
    find_staff,
)
from saleor_returns_app.sandbox.saleor.stock import WAREHOUSES, Warehouse

COMPANY = Address(
    first_name="",
    last_name="",
    company_name="Maison Fil SAS",
    street_address_1="8 quai Saint-Vincent",
    city="LYON",
    postal_code="69001",
    phone="+33478000000",
)


def shop_node(saleor: Saleor) -> Node:
    """Write the shop."""
    settings = saleor.settings
    return {
        "__typename": "Shop",
        "name": settings.shop_name,
        "version": settings.saleor_version,
        "schemaVersion": settings.schema_version,
        "domain": {"host": settings.domain, "url": f"{settings.public_url.rstrip('/')}/"},
        "defaultCountry": country("FR"),
        "companyAddress": address("company", COMPANY),
        "permissions": permissions(list(PERMISSIONS)),
    }


def channel_node(channel: Channel) -> Node:
    """Write a channel."""
    return {
        "__typename": "Channel",
        "id": global_id("Channel", channel.pk),
        "slug": channel.slug,
        "name": channel.name,
        "isActive": True,
        "currencyCode": channel.currency,
        "defaultCountry": country(channel.country),
    }


def warehouse_node(place: Warehouse = WAREHOUSES[0]) -> Node:
    """Write a warehouse; parcels leave from the first one."""
    return {"id": global_id("Warehouse", place.pk), "name": place.name, "slug": place.slug}


def user_node(pk: int | None) -> Node | None:
    """Write a staff user."""
    staff = find_staff(pk)
    if staff is None:
        return None
    return {
        "__typename": "User",
        "id": global_id("User", staff.pk),
        "email": staff.email,
        "firstName": staff.first_name,
        "lastName": staff.last_name,
        "isStaff": True,
        **metadata({}, {}),
    }


def customer_node(customer: Customer | None) -> Node | None:
    """Write a customer."""
    if customer is None:
        return None
    return {
        "__typename": "User",
        "id": global_id("User", customer.pk),
        "email": customer.email,
        "firstName": customer.first_name,
        "lastName": customer.last_name,
        "isStaff": False,
        **metadata(customer.metadata, {}),
    }


def principal_node(saleor: Saleor, app: int | None, user: int | None) -> Node | None:
    """Write whoever did something."""
    known = saleor.apps.get(app) if app is not None else None
    return app_node(saleor, known) if known else user_node(user)


def app_node(saleor: Saleor, app: App) -> Node:
    """Write an app."""
    return {
        "__typename": "App",
        "id": global_id("App", app.pk),
        "name": app.name,
        "identifier": app.identifier,
        "version": app.version,
        "isActive": app.is_active,
        "created": moment(app.created),
        "type": app.type,
        "permissions": permissions(app.permissions),
        "problems": lambda _info, limit=100: [
            problem_node(item) for item in reversed(app.problems[-limit:])
        ],
        "webhooks": lambda _info: [webhook_node(saleor, app, item) for item in app.webhooks],
        "appUrl": app.app_url,
        "accessToken": lambda info: _token(info, app, None),
        "author": app.author,
        "extensions": lambda _info: [_extension(saleor, app, item) for item in app.extensions],
        **metadata(app.metadata, app.private_metadata),
    }


def webhook_node(saleor: Saleor, app: App, webhook: Webhook) -> Node:
    """Write a webhook."""
    return {
        "__typename": "Webhook",
        "id": global_id("Webhook", webhook.pk),
        "name": webhook.name,
        "targetUrl": webhook.target_url,
        "isActive": webhook.is_active,
        "asyncEvents": [_event(name) for name in webhook.async_events],
        "syncEvents": [_event(name) for name in webhook.sync_events],
        "subscriptionQuery": webhook.query,
        "eventDeliveries": lambda _info, **arguments: _deliveries(saleor, webhook, **arguments),
        "app": lambda _info: app_node(saleor, app),
    }


def _deliveries(saleor: Saleor, webhook: Webhook, **arguments: Any) -> Node:
    """Write a webhook's deliveries, newest first; Saleor forgets those that went well at once."""
    wanted = (arguments.pop("filter", None) or {}).get("status", "FAILED")
    failed = saleor.failed_deliveries(webhook.pk) if wanted == "FAILED" else []
    nodes = [(key, partial(_delivery, key, at)) for key, at in failed]
    return connection("eventDeliveries", nodes, **arguments)


def _delivery(key: str, at: datetime) -> Node:
    return {"id": global_id("EventDelivery", key), "createdAt": moment(at), "status": "FAILED"}


def problem_node(problem: AppProblem) -> Node:
    """Write what an app says is wrong."""
    return {
        "__typename": "AppProblem",
        "id": global_id("AppProblem", problem.pk),
        "key": problem.key,
        "message": problem.message,
        "createdAt": moment(problem.created),
        "updatedAt": moment(problem.updated),
        "count": problem.count,
        "isCritical": problem.is_critical,
        "dismissed": {"by": problem.dismissed_by} if problem.dismissed_by else None,
    }


def _event(name: str) -> Node:
    return {"eventType": name, "name": name.replace("_", " ").capitalize()}


def _extension(saleor: Saleor, app: App, extension: Extension) -> Node:
    return {
        "__typename": "AppExtension",
        "id": global_id("AppExtension", extension.pk),
        "label": extension.label,
        "url": extension.url,
        "accessToken": lambda info: _token(info, app, extension),
        "permissions": permissions(extension.permissions),
        "app": lambda _info: app_node(saleor, app),
    }


def _token(info: Any, app: App, extension: Extension | None) -> str | None:
    token: str | None = info.context.user_token(app, extension)
    return token
