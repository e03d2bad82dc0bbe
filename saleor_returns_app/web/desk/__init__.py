"""The desk: what the merchant's staff see in the frame of their Dashboard."""

from flask import Flask

from saleor_returns_app.web.desk import (
    api,
    carrier_pages,
    exchanges,
    features,
    health,
    inspecting,
    money,
    money_rules,
    pages,
    parcels,
    parts,
    restocking,
    widgets,
)
from saleor_returns_app.web.desk.policies import api as policies_api
from saleor_returns_app.web.desk.policies import parts as policies_parts


def add_to(app: Flask) -> None:
    """Add the desk's pages, their content and its API to the application."""
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(parts.blueprint)
    app.register_blueprint(inspecting.parts)
    app.register_blueprint(inspecting.api)
    app.register_blueprint(restocking.parts)
    app.register_blueprint(restocking.api)
    app.register_blueprint(features.blueprint)
    app.register_blueprint(widgets.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(exchanges.parts)
    app.register_blueprint(exchanges.api)
    app.register_blueprint(money.parts)
    app.register_blueprint(money.api)
    app.register_blueprint(money_rules.parts)
    app.register_blueprint(money_rules.api)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(parcels.blueprint)
    app.register_blueprint(carrier_pages.blueprint)
    app.register_blueprint(policies_api.schemas)
    app.register_blueprint(policies_api.blueprint)
    app.register_blueprint(policies_parts.blueprint)
