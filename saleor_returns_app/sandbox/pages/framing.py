"""How the Dashboard frames an app: the address, the frame's limits, what the bridge must know."""

import json
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from flask import request, url_for

from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.installed import App, Extension
from saleor_returns_app.sandbox.settings import SandboxSettings

OLD_ACTIONS = ["notifyReady", "notification", "redirect", "updateRouting", "requestPermissions"]
NEWER_ACTIONS = ["popupClose", "formPayloadUpdate"]
NEWEST_ACTIONS = ["widgetResize", "refreshEntity", "openPopup"]
LIMITS = "allow-same-origin allow-forms allow-scripts allow-downloads"


class Framing:
    """Frames apps as the Dashboard of the emulated version does."""

    def __init__(self, settings: SandboxSettings) -> None:
        self._settings = settings

    @property
    def actions(self) -> list[str]:
        """What the Dashboard of the emulated version can be asked for."""
        newer = NEWER_ACTIONS if self._settings.minor >= (3, 22) else []
        newest = NEWEST_ACTIONS if self._settings.minor >= (3, 23) else []
        return [*OLD_ACTIONS, *newer, *newest]

    def frame(
        self,
        app: App,
        extension: Extension | None,
        *,
        inside: str | None = None,
        kind: str,
        context: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        """Describe an app's frame: its address, its sandbox, and what the bridge must know."""
        settings = self._settings
        more = context if context is not None else request.args.to_dict()
        query = {
            "domain": settings.domain,
            "id": global_id("App", app.pk),
            "saleorApiUrl": settings.api_url,
            **more,
        }
        address = _address(app, extension, inside or more.get("appPath", ""))
        separator = "&" if urlsplit(address).query else "?"
        return {
            "src": f"{address}{separator}{urlencode(query)}",
            "sandbox": LIMITS if settings.minor < (3, 22) else f"{LIMITS} allow-popups",
            "kind": kind,
            "title": extension.label if extension else app.name,
            "bridge": json.dumps(self._bridge(app, extension, kind)),
        }

    def _bridge(self, app: App, extension: Extension | None, kind: str) -> dict[str, Any]:
        settings = self._settings
        app_id = global_id("App", app.pk)
        token_url = url_for("frames.token", app_id=app_id)
        if extension is not None:
            token_url += f"?extension={extension.pk}"
        return {
            "kind": kind,
            "appId": app_id,
            "tokenUrl": token_url,
            "home": url_for("frames.page", app_id=app_id),
            "consent": url_for("frames.consent", app_id=app_id),
            "dashboard": url_for("dashboard.home"),
            "saleorVersion": "" if kind == "widget" else settings.saleor_version,
            "dashboardVersion": settings.saleor_version,
            "actions": self.actions,
        }


def _address(app: App, extension: Extension | None, inside: str) -> str:
    """Resolve an address: three kinds of frame, three rules."""
    if extension is None:
        return f"{app.app_url.rstrip('/')}/{inside}" if inside else app.app_url
    if not extension.url.startswith("/"):
        return extension.url
    if extension.target == "POPUP":
        return urljoin(app.app_url, extension.url.lstrip("/"))
    return app.app_url + extension.url
