"""Where the Dashboard shows the app."""

from typing import Any


def extensions(saleor: tuple[int, int]) -> list[dict[str, Any]]:
    """List the mounts that a Saleor of this version knows."""
    navigation: dict[str, Any] = {
        "label": "Returns",
        "mount": "NAVIGATION_ORDERS",
        "target": "APP_PAGE",
        "permissions": ["MANAGE_ORDERS"],
        "url": "/desk/",
    }
    if saleor >= (3, 23):
        navigation["identifier"] = "returns"
    return [navigation]
