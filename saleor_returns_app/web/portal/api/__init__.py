"""The portal's JSON API, for storefronts that show returns in their own way."""

from typing import Any

from flask import Flask, Response, jsonify
from flask_smorest import Api

from saleor_returns_app.http.entry import open_to_all
from saleor_returns_app.web.portal.api import (
    labels,
    orders,
    photos,
    quotes,
    receipts,
    returns,
    shops,
    ways,
)
from saleor_returns_app.web.portal.api.description import DESCRIPTION, SECURITY, TAGS
from saleor_returns_app.web.portal.api.operation import PREFIX, blueprint
from saleor_returns_app.web.portal.api.origins import answer_other_origins
from saleor_returns_app.web.portal.api.told import ProblemSchema

__all__ = ["add_to", "labels", "orders", "photos", "quotes", "receipts", "returns", "shops", "ways"]
VERSION = "1.0.0"


class PortalApi(Api):  # type: ignore[misc]
    """The API with its description; its errors are the whole app's, answered in `http.problems`."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave the handlers alone: one place in the app answers problems."""


def add_to(app: Flask) -> None:
    """Add the API and its description to the application."""
    answer_other_origins(app)
    described = PortalApi(
        app,
        config_prefix="PORTAL",
        spec_kwargs={
            "title": "Returns portal",
            "version": VERSION,
            "openapi_version": "3.1.0",
            "info": {"description": DESCRIPTION},
            "servers": [{"url": app.config["PUBLIC_URL"]}],
            "tags": TAGS,
        },
    )
    described.spec.components.security_scheme("shopper", SECURITY)
    described.register_blueprint(blueprint)
    _publish(app, _document(described))


def _document(described: PortalApi) -> dict[str, Any]:
    """Return the description, with each schema explained by its docstring."""
    document: dict[str, Any] = described.spec.to_dict()
    document["tags"] = TAGS
    schemas = document["components"]["schemas"]
    for key, name in described.ma_plugin.converter.refs.items():
        schemas[name] = {"description": key[0].__doc__, **schemas[name]}
    schemas.pop("PaginationMetadata", None)
    return document


def _publish(app: Flask, document: dict[str, Any]) -> None:

    @open_to_all
    def openapi() -> Response:
        """Describe the API in the words of OpenAPI 3.1."""
        answer = jsonify(document)
        answer.headers["Cache-Control"] = "public, max-age=300"
        return answer

    app.add_url_rule(f"{PREFIX}/openapi.json", "portal_openapi", openapi)
