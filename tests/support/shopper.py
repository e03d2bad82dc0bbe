"""A shopper who uses the portal's API as a storefront would."""

from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.whole_app import PlacedOrder, WholeApp

API = "/api/portal/v1"


@dataclass
class Shopper:
    """Somebody with an order; calls need no thought about headers."""

    app: WholeApp
    order: PlacedOrder
    client: FlaskClient = field(init=False)
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = self.app.client

    @property
    def shop(self) -> str:
        """The shop's address in the API."""
        return f"{API}/shops/{self.app.shop.slug}"

    def find(self, **proof: Any) -> TestResponse:
        """Find the order and keep the token, if there is one."""
        wanted = {"number": self.order.number, **(proof or {"email": self.order.email})}
        answer = self.client.post(f"{self.shop}/orders/find", json=wanted)
        if answer.status_code == 200:
            self.headers["Authorization"] = f"Bearer {answer.get_json()['access_token']}"
        return answer

    def get(self, path: str) -> TestResponse:
        """Read something."""
        return self.client.get(f"{API}{path}", headers=self.headers)

    def post(self, path: str, body: Any = None) -> TestResponse:
        """Send something."""
        return self.client.post(f"{API}{path}", json=body, headers=self.headers)

    def choice(self, quantity: Any = 1, **more: Any) -> dict[str, Any]:
        """Choose some of the first line."""
        item = {"line_id": self.order.line_ids[0], "quantity": quantity, "reason": "too_small"}
        item |= {name: more.pop(name) for name in ("line_id", "reason", "message") if name in more}
        return {"items": [item], "outcome": "refund", "method": "drop_off", **more}

    def quote(self, quantity: Any = 1, **more: Any) -> TestResponse:
        """Ask what a choice brings."""
        return self.post("/quotes", self.choice(quantity, **more))

    def submit(self, quantity: int = 1, **more: Any) -> TestResponse:
        """Quote a choice and confirm it."""
        quote = self.quote(quantity, **more).get_json()["quote"]
        return self.post("/returns", {"quote": quote})
