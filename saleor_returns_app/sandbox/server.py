"""Builds the sandbox's web server."""

import secrets

from flask import Flask, redirect
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined

from saleor_returns_app.sandbox.control import control_pages
from saleor_returns_app.sandbox.pages.assets import asset_pages
from saleor_returns_app.sandbox.pages.carrier import carrier_pages
from saleor_returns_app.sandbox.pages.dashboard import dashboard_pages
from saleor_returns_app.sandbox.pages.formats import use_formats
from saleor_returns_app.sandbox.pages.frames import frame_pages
from saleor_returns_app.sandbox.pages.mail import mail_pages
from saleor_returns_app.sandbox.pages.shop import shop_pages
from saleor_returns_app.sandbox.saleor.http import saleor_pages
from saleor_returns_app.sandbox.sendcloud.http import sendcloud_pages
from saleor_returns_app.sandbox.settings import SandboxSettings
from saleor_returns_app.sandbox.world import Sandbox

__all__ = ["SandboxSettings", "create_sandbox", "serve"]


def create_sandbox(settings: SandboxSettings) -> Flask:
    """Make a sandbox and return it as a Flask app."""
    return serve(Sandbox(settings))


def serve(sandbox: Sandbox) -> Flask:
    """Put a sandbox behind HTTP."""
    app = Flask(__name__, static_folder=None)
    app.secret_key = secrets.token_bytes(32)
    app.config["SESSION_COOKIE_NAME"] = "sandbox_session"
    app.extensions["sandbox"] = sandbox
    app.jinja_env.undefined = StrictUndefined
    use_formats(app)
    app.register_blueprint(saleor_pages(sandbox))
    app.register_blueprint(sendcloud_pages(sandbox))
    app.register_blueprint(control_pages(sandbox))
    app.register_blueprint(asset_pages())
    app.register_blueprint(dashboard_pages(sandbox))
    app.register_blueprint(frame_pages(sandbox))
    app.register_blueprint(shop_pages(sandbox))
    app.register_blueprint(carrier_pages(sandbox))
    app.register_blueprint(mail_pages(sandbox.settings.mail_folder))
    app.add_url_rule("/", "home", _home)
    return app


def _home() -> ResponseReturnValue:
    return redirect("/dashboard/")
