"""A small app for the sandbox to install: it keeps what it is told."""

from typing import Any

from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue

URL = "http://app.test"
QUERY = """subscription {
  event {
    __typename issuedAt version recipient { id name }
    issuingPrincipal { ... on App { id name } ... on User { id email } }
    ... on OrderUpdated { order { id number status userEmail } }
    ... on OrderRefunded { order { id grantedRefunds { status } } }
  }
}"""


class StubApp:
    """Answers the manifest, the handshake and webhooks."""

    def __init__(self, **manifest: Any) -> None:
        self.manifest: dict[str, Any] = {
            "id": "test.returns",
            "name": "Test returns",
            "version": "1.0.0",
            "permissions": ["MANAGE_ORDERS", "HANDLE_PAYMENTS"],
            "appUrl": URL,
            "tokenTargetUrl": f"{URL}/register",
            "webhooks": [
                {
                    "name": "orders",
                    "targetUrl": f"{URL}/hooks",
                    "asyncEvents": ["ORDER_UPDATED", "ORDER_REFUNDED"],
                    "query": QUERY,
                }
            ],
            "extensions": [
                {
                    "label": "Returns",
                    "mount": "NAVIGATION_ORDERS",
                    "target": "APP_PAGE",
                    "url": "/desk/",
                    "permissions": ["MANAGE_ORDERS"],
                }
            ],
        } | manifest
        self.fetches: list[list[tuple[str, str]]] = []
        self.registrations: list[tuple[list[tuple[str, str]], bytes]] = []
        self.hooks: list[tuple[dict[str, str], bytes]] = []
        self.register_answer: tuple[dict[str, Any], int] = ({"success": True}, 200)
        self.hook_statuses: list[int] = []
        self.flask = Flask(__name__)
        self.flask.add_url_rule("/manifest", view_func=self._manifest)
        self.flask.add_url_rule("/register", view_func=self._register, methods=["POST"])
        self.flask.add_url_rule("/hooks", view_func=self._hook, methods=["POST"])

    def _manifest(self) -> ResponseReturnValue:
        self.fetches.append(list(request.headers))
        return jsonify(self.manifest)

    def _register(self) -> ResponseReturnValue:
        self.registrations.append((list(request.headers), request.get_data()))
        body, status = self.register_answer
        return jsonify(body), status

    def _hook(self) -> Response:
        self.hooks.append((dict(request.headers), request.get_data()))
        return Response(status=self.hook_statuses.pop(0) if self.hook_statuses else 200)
