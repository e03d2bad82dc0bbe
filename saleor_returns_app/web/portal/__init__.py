"""The portal: where shoppers send things back, by pages of ours or by the storefront's own."""

from flask import Flask

from saleor_returns_app.web.portal import api, pages


def add_to(app: Flask) -> None:
    """Add the portal to the application."""
    api.add_to(app)
    pages.add_to(app)
