"""Where the Dashboard shows the app."""

from typing import Any

Extension = dict[str, Any]
Version = tuple[int, int]
SEEN_BY = ["MANAGE_ORDERS"]


def extensions(saleor: Version) -> list[Extension]:
    """List the mounts that a Saleor of this version knows."""
    found = [_navigation(), _order(saleor)]
    if saleor >= (3, 23):
        found.append(_home())
        for extension, identifier in zip(found, ("returns", "order", "home"), strict=True):
            extension["identifier"] = identifier
    return found


def _navigation() -> Extension:
    return {
        "label": "Returns",
        "mount": "NAVIGATION_ORDERS",
        "target": "APP_PAGE",
        "permissions": SEEN_BY,
        "url": "/desk/",
    }


def _order(saleor: Version) -> Extension:
    """Show the returns of an order: beside it, or in a pop-up where there are no widgets yet."""
    extension: Extension = {
        "label": "Returns",
        "permissions": SEEN_BY,
        "url": "/desk/widgets/order",
    }
    if saleor < (3, 22):
        return extension | {"mount": "ORDER_DETAILS_MORE_ACTIONS", "target": "POPUP"}
    return extension | {
        "mount": "ORDER_DETAILS_WIDGETS",
        "target": "WIDGET",
        "options": {"widgetTarget": {"method": "GET"}},
    }


def _home() -> Extension:
    """Show how many returns wait; Saleor's own default of the method is not what its docs say."""
    return {
        "label": "Returns",
        "mount": "HOMEPAGE_WIDGETS",
        "target": "WIDGET",
        "permissions": SEEN_BY,
        "url": "/desk/widgets/home",
        "options": {"homeWidgetTarget": {"method": "GET", "fullscreen": False}},
    }
