"""The Dashboard's pages about apps, and the frame in which an app is shown."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saleor_returns_app.sandbox.pages.dashboard import surroundings_of
from saleor_returns_app.sandbox.pages.framing import Framing
from saleor_returns_app.sandbox.pages.visitor import read_visitor, refuse_strangers
from saleor_returns_app.sandbox.saleor.ids import global_id, key_of
from saleor_returns_app.sandbox.saleor.install import InstallationFailed
from saleor_returns_app.sandbox.saleor.installed import App, Extension
from saleor_returns_app.sandbox.saleor.people import PERMISSIONS
from saleor_returns_app.sandbox.saleor.tokens import user_token
from saleor_returns_app.sandbox.world import Sandbox


def frame_pages(sandbox: Sandbox) -> Blueprint:
    """Make the routes."""
    pages = Blueprint("frames", __name__, url_prefix="/dashboard/extensions")
    pages.before_request(refuse_strangers)
    views = _Frames(sandbox)

    @pages.context_processor
    def surroundings() -> dict[str, Any]:
        return surroundings_of(sandbox, read_visitor())

    pages.add_url_rule("/", view_func=views.installed)
    pages.add_url_rule("/installed", view_func=views.installed, endpoint="installed_too")
    pages.add_url_rule("/install", view_func=views.install, methods=["POST"])
    pages.add_url_rule("/app/<app_id>", view_func=views.page)
    pages.add_url_rule("/app/<app_id>/<path:inside>", view_func=views.page)
    pages.add_url_rule("/token/<app_id>", view_func=views.token)
    pages.add_url_rule("/frame/<app_id>/<extension_id>", view_func=views.bare)
    pages.add_url_rule("/remove/<app_id>", view_func=views.remove, methods=["POST"])
    pages.add_url_rule("/permissions/<app_id>", view_func=views.consent, methods=["GET", "POST"])
    return pages


class _Frames:
    """The views on apps."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._saleor = sandbox.saleor
        self._framing = Framing(sandbox.settings)

    def installed(self) -> ResponseReturnValue:
        apps = sorted(self._saleor.apps.values(), key=lambda app: app.pk, reverse=True)
        return render_template("dashboard/extensions.html", apps=apps)

    def install(self) -> ResponseReturnValue:
        try:
            app = self._sandbox.installer.install(request.form.get("manifest_url", "").strip())
        except InstallationFailed as failure:
            flash(str(failure), "error")
            return redirect(url_for("frames.installed"))
        return redirect(url_for("frames.page", app_id=global_id("App", app.pk)))

    def remove(self, app_id: str) -> ResponseReturnValue:
        self._sandbox.installer.remove(self._app(app_id))
        return redirect(url_for("frames.installed"))

    def page(self, app_id: str, inside: str | None = None) -> ResponseReturnValue:
        app = self._app(app_id)
        shown = self._framing.frame(app, None, inside=inside, kind="page")
        return render_template("dashboard/app.html", app=app, shown=shown)

    def bare(self, app_id: str, extension_id: str) -> ResponseReturnValue:
        app, extension = self._app(app_id), self._extension(app_id, extension_id)
        shown = self._framing.frame(app, extension, kind="popup", context=request.args.to_dict())
        return render_template("dashboard/_frame.html", shown=shown)

    def token(self, app_id: str) -> ResponseReturnValue:
        app = self._app(app_id)
        wanted = request.args.get("extension")
        extension = self._extension(app_id, wanted) if wanted else None
        token = user_token(self._saleor, app, read_visitor().staff, extension=extension)
        return jsonify({"token": token, "lifetime": self._sandbox.settings.user_token_seconds})

    def consent(self, app_id: str) -> ResponseReturnValue:
        app = self._app(app_id)
        asked = request.values.get("permissions", "").split(",")
        wanted = [name for name in asked if name in PERMISSIONS]
        path = request.values.get("redirectPath", "/")
        if request.method == "GET":
            return render_template("dashboard/consent.html", app=app, wanted=wanted, path=path)
        parameters = {"appPath": path}
        if request.form.get("answer") == "allow":
            with self._saleor.change():
                app.permissions = list(dict.fromkeys([*app.permissions, *wanted]))
                self._saleor.keep_app(app)
        else:
            parameters["error"] = "USER_DENIED_PERMISSIONS"
        return redirect(f"{url_for('frames.page', app_id=app_id)}?{urlencode(parameters)}")

    def _app(self, app_id: str) -> App:
        return self._saleor.apps.get(int(key_of("App", app_id) or 0)) or abort(404)

    def _extension(self, app_id: str, extension_id: str | None) -> Extension:
        extensions = self._app(app_id).extensions
        return next((e for e in extensions if str(e.pk) == str(extension_id)), None) or abort(404)
