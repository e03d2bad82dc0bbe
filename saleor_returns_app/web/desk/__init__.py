"""The desk: what the merchant's staff see in the frame of their Dashboard."""

from flask import Flask

from saleor_returns_app.web.desk import api, features, health, pages, parts, widgets


def add_to(app: Flask) -> None:
    """Add the desk's pages, their content and its API to the application."""
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(parts.blueprint)
    app.register_blueprint(features.blueprint)
    app.register_blueprint(widgets.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(api.blueprint)
