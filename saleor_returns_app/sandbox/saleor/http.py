"""The pretend Saleor's HTTP face: the GraphQL endpoint and the key set."""

import json
import socket
import time
from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, request

from saleor_returns_app.sandbox.saleor.api import Answer, Lost
from saleor_returns_app.sandbox.saleor.tokens import token_in
from saleor_returns_app.sandbox.world import Sandbox

COMPACT_SINCE = (3, 23)


def saleor_pages(sandbox: Sandbox) -> Blueprint:
    """Make the routes."""
    pages = Blueprint("saleor", __name__)
    separators = (",", ":") if sandbox.settings.minor >= COMPACT_SINCE else None

    @pages.post("/graphql/")
    def graphql() -> Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        posted = request.get_json(silent=True)
        if not isinstance(posted, dict) or not isinstance(posted.get("query"), str):
            return _json({"errors": [{"message": "Must provide a query string."}]}, 400, separators)
        try:
            answer = _answer(sandbox, posted, token_in(headers))
        except Lost as lost:
            time.sleep(lost.seconds)
            _hang_up()
            return Response(status=502)
        return _json(answer.body, answer.status, separators)

    @pages.get("/.well-known/jwks.json")
    def key_set() -> Response:
        return _json(sandbox.saleor.key.key_set(), 200, None)

    return pages


def _answer(sandbox: Sandbox, posted: dict[str, Any], token: str | None) -> Answer:
    variables = posted.get("variables")
    return sandbox.api.answer(
        posted["query"],
        variables if isinstance(variables, dict) else {},
        operation=posted.get("operationName"),
        token=token,
    )


def _json(body: Any, status: int, separators: tuple[str, str] | None) -> Response:
    text = json.dumps(body, separators=separators)
    return Response(text, status=status, mimetype="application/json")


def _hang_up() -> None:
    """Cut the connection, so that the caller learns nothing."""
    connection = request.environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
