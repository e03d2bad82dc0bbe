"""Where the Dashboard shows the app."""

from typing import Any

Extension = dict[str, Any]
Version = tuple[int, int]
SEEN_BY = ["MANAGE_ORDERS"]


def extensions(saleor: Version) -> list[Extension]:
    """List the mounts that a Saleor of this version knows."""
    found = {
        "returns": _navigation(),
        "order": _beside("ORDER", saleor),
        "customer": _beside("CUSTOMER", saleor),
    }
    if saleor < (3, 23):
        return list(found.values())
    found["home"] = _home()
    return [extension | {"identifier": name} for name, extension in found.items()]


def _navigation() -> Extension:
    return {
        "label": "Returns",
        "mount": "NAVIGATION_ORDERS",
        "target": "APP_PAGE",
        "permissions": SEEN_BY,
        "url": "/desk/",
    }


def _beside(what: str, saleor: Version) -> Extension:
    """Show the returns of something beside it, or in a pop-up where there are no widgets yet."""
    extension: Extension = {"label": "Returns", "permissions": SEEN_BY}
    if saleor < (3, 22):
        return extension | {
            "mount": f"{what}_DETAILS_MORE_ACTIONS",
            "target": "POPUP",
            "url": f"/desk/popups/{what.lower()}",
        }
    return extension | {
        "mount": f"{what}_DETAILS_WIDGETS",
        "target": "WIDGET",
        "url": f"/desk/widgets/{what.lower()}",
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
