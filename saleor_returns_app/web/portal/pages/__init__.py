"""The portal's hosted pages: they work without JavaScript, and better with it."""

from flask import Flask
from flask_wtf import CSRFProtect

from saleor_returns_app.web.portal.pages import (
    choosing,
    confirming,
    following,
    opening,
    photographing,
)
from saleor_returns_app.web.portal.pages.frame import blueprint, csrf

__all__ = ["add_to", "choosing", "confirming", "following", "opening", "photographing"]


def add_to(app: Flask) -> None:
    """Add the pages; their forms carry a word against forgery, the app's APIs need none."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    protection: CSRFProtect = csrf
    protection.init_app(app)
    app.register_blueprint(blueprint)
