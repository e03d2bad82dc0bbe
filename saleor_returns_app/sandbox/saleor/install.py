"""Installing an app: fetch the manifest, check it, make the app, hand it its token."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from saleor_returns_app.sandbox.saleor.installed import App, Extension, Webhook
from saleor_returns_app.sandbox.saleor.instance import PAYMENT_APP, Happening, Saleor
from saleor_returns_app.sandbox.saleor.manifest import Complaint, complaints, webhook_events
from saleor_returns_app.sandbox.saleor.tokens import new_app_token
from saleor_returns_app.sandbox.transport import Reply, Send

UNKNOWN = "Unknown error. Contact with app support."


class InstallationFailed(Exception):
    """The app could not be installed; the message is what the merchant reads."""

    def __init__(self, message: str, complaints: list[Complaint] | None = None) -> None:
        super().__init__(message[:255])
        self.complaints = complaints or []


class Installer:
    """Installs and removes apps."""

    def __init__(self, saleor: Saleor, send: Send) -> None:
        self._saleor = saleor
        self._send = send

    def install(self, manifest_url: str) -> App:
        """Install an app; one that is there already goes first, with its token."""
        manifest = self.fetch(manifest_url)
        if earlier := self._saleor.app_named(manifest["id"]):
            self.remove(earlier)
        app = self._make(manifest, manifest_url)
        with self._undone_on_failure(app):
            self._register(app, manifest)
        self._happen("APP_INSTALLED", app)
        return app

    def fetch(self, manifest_url: str) -> dict[str, Any]:
        """Fetch a manifest and check it."""
        settings = self._saleor.settings
        headers = {
            "User-Agent": f"Saleor/{settings.schema_version}",
            "Saleor-Schema-Version": settings.schema_version,
        }
        reply = self._send("GET", manifest_url, headers, b"")
        if reply.status is None or reply.status >= 300:
            raise InstallationFailed("Can't fetch manifest data. Please try later.")
        try:
            manifest = json.loads(reply.text)
        except ValueError as error:
            raise InstallationFailed("Incorrect structure of manifest.") from error
        if not isinstance(manifest, dict):
            raise InstallationFailed("Incorrect structure of manifest.")
        if wrong := complaints(manifest, settings.release):
            text = "; ".join(f"{item.field}: {item.message} ({item.code})" for item in wrong)
            raise InstallationFailed(text, wrong)
        return manifest

    def remove(self, app: App) -> None:
        """Uninstall an app; its token is worth nothing from now on."""
        with self._saleor.change():
            self._saleor.forget_app(app)
        self._happen("APP_DELETED", app)

    def set_active(self, app: App, *, is_active: bool) -> None:
        """Switch an app on or off."""
        with self._saleor.change():
            app.is_active = is_active
            self._saleor.keep_app(app)
        self._happen("APP_STATUS_CHANGED", app)

    def _make(self, manifest: dict[str, Any], manifest_url: str) -> App:
        saleor = self._saleor
        with saleor.change():
            app = App(
                pk=saleor.next_pk("App"),
                identifier=manifest["id"],
                name=manifest["name"],
                version=manifest["version"],
                token=new_app_token(),
                created=saleor.now(),
                permissions=list(manifest.get("permissions") or []),
                manifest_url=manifest_url,
                app_url=manifest.get("appUrl") or "",
                author=manifest.get("author"),
                audience=manifest.get("audience"),
                about=manifest.get("about") or "",
                webhooks=[self._webhook(item) for item in manifest.get("webhooks") or []],
                extensions=[self._extension(item) for item in manifest.get("extensions") or []],
            )
            saleor.keep_app(app)
        return app

    def _webhook(self, item: dict[str, Any]) -> Webhook:
        asynchronous, synchronous = webhook_events(item)
        return Webhook(
            pk=self._saleor.next_pk("Webhook"),
            name=item["name"],
            target_url=item["targetUrl"],
            async_events=asynchronous,
            sync_events=synchronous,
            query=item["query"],
            is_active=item.get("isActive", True),
            headers={key.lower(): text for key, text in (item.get("customHeaders") or {}).items()},
        )

    def _extension(self, item: dict[str, Any]) -> Extension:
        return Extension(
            pk=self._saleor.next_pk("AppExtension"),
            label=item["label"],
            url=item["url"],
            mount=item["mount"],
            target=item.get("target", "POPUP"),
            permissions=list(item.get("permissions") or []),
        )

    def _register(self, app: App, manifest: dict[str, Any]) -> None:
        url = manifest.get("tokenTargetUrl")
        if not url:
            return
        body = json.dumps({"auth_token": app.token}).encode()
        reply = self._send("POST", url, self._headers(), body)
        if reply.status is None:
            raise InstallationFailed(
                "Failed to connect to app. Try later or contact with app support."
            )
        if reply.status >= 400:
            raise InstallationFailed(_words_of(reply))

    def _headers(self) -> dict[str, str]:
        settings = self._saleor.settings
        return {
            "User-Agent": f"Saleor/{settings.schema_version}",
            "Content-Type": "application/json",
            "X-Saleor-Domain": settings.domain,
            "Saleor-Domain": settings.domain,
            "Saleor-Api-Url": settings.api_url,
            "Saleor-Schema-Version": settings.schema_version,
        }

    @contextmanager
    def _undone_on_failure(self, app: App) -> Iterator[None]:
        try:
            yield
        except InstallationFailed:
            with self._saleor.change():
                self._saleor.forget_app(app)
            raise

    def _happen(self, event: str, app: App) -> None:
        with self._saleor.change():
            self._saleor.happen(Happening(event, self._saleor.now(), app=app.pk))


def _words_of(reply: Reply) -> str:
    """Return what the app says went wrong, if it says so in the agreed form."""
    try:
        message = json.loads(reply.text)["error"]["message"]
    except (ValueError, KeyError, TypeError):
        message = None
    return str(message) if message else f"App internal error ({reply.status}). Try later."


def ensure_payment_app(saleor: Saleor) -> App:
    """Return the pretend payment app, made at the first start."""
    if app := saleor.app_named(PAYMENT_APP):
        return app
    with saleor.change():
        app = App(
            pk=saleor.next_pk("App"),
            identifier=PAYMENT_APP,
            name="Sandbox Payments",
            version="1.0.0",
            token=new_app_token(),
            created=saleor.now(),
            permissions=["HANDLE_PAYMENTS", "MANAGE_ORDERS"],
            type="LOCAL",
        )
        saleor.keep_app(app)
    return app
