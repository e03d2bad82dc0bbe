"""What the app is called, what it needs and where it lives, for each version of Saleor."""

from importlib.metadata import version
from typing import Any

from manifest.extensions import extensions
from webhooks.saleor.definition import wanted_webhooks

APP_ID = "app.saleor-returns"
PERMISSIONS = ("MANAGE_ORDERS", "HANDLE_PAYMENTS")
SUPPORTED = ((3, 21), (3, 22), (3, 23), (3, 24))


def schema_version(header: str | None) -> tuple[int, int]:
    """Read the `Saleor-Schema-Version` header; without it, or if it makes no sense, the newest."""
    parts = (header or "").split(".")
    try:
        return int(parts[0]), int(parts[1])
    except (ValueError, IndexError):
        return SUPPORTED[-1]


def app_manifest(base_url: str, saleor: tuple[int, int], app_id: str = APP_ID) -> dict[str, Any]:
    """Describe the app to a Saleor of this version, with addresses below `base_url`."""
    return {
        "id": app_id,
        "name": "Returns",
        "version": version("saleor-returns-app"),
        "author": "Saleor Returns",
        "about": (
            "Returns for your shoppers and your team: a portal that explains itself, labels, "
            "an overview, and refunds to the cent."
        ),
        "requiredSaleorVersion": ">=3.21 <4",
        "permissions": list(PERMISSIONS),
        "appUrl": base_url,
        "tokenTargetUrl": f"{base_url}/api/register",
        "homepageUrl": base_url,
        "brand": {"logo": {"default": f"{base_url}/static/logo.png"}},
        "extensions": extensions(saleor),
        "webhooks": [
            {
                "name": webhook.name,
                "asyncEvents": [webhook.event],
                "query": webhook.query,
                "targetUrl": webhook.target_url,
                "isActive": True,
            }
            for webhook in wanted_webhooks(base_url, saleor)
        ],
    }
