"""What a shopper waits for: the order, the quote, the return."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from werkzeug.test import Client

from bench.measuring import Table, measure
from bench.stage import InProcess
from bench.webhooks import look
from saleor_returns_app.domain.followed_orders import follow_order
from saleor_returns_app.use_cases.portal.order_access import grant_access
from tests.support.orders import a_bought_line, a_parcel, a_snapshot
from tests.support.returns import SEED_POLICY
from tests.support.whole_app import WholeApp

API = "/api/portal/v1"
TIMES, LINES = 210, 10


@dataclass(frozen=True)
class Visitor:
    """A shopper who was let in to an order."""

    headers: dict[str, str]
    line_ids: tuple[str, ...]


def visitors(app: WholeApp) -> list[Visitor]:
    """Let a shopper in to each of many orders of ten lines, all that we know of already."""
    app.publish(SEED_POLICY)
    shop, now = app.shop, datetime.now(UTC)
    made = []
    with app.parts.services.transaction() as store:
        for number in range(TIMES):
            lines = [a_bought_line(f"{number}-{n}", quantity=2, total=3273) for n in range(LINES)]
            parcel = a_parcel({line.id: line.quantity for line in lines}, at=now)
            snapshot = replace(
                a_snapshot(lines, fulfillments=[parcel]),
                id=f"order-{number}",
                number=f"B{number}",
                placed_at=now,
            )
            order = follow_order(
                snapshot, id=f"bench-{number}", installation_id=shop.id, policy_version=1, at=now
            )
            store.orders.add_new(order)
            access = grant_access(order, at=now, sealer=app.parts.services.sealer)
            headers = {"Authorization": f"Bearer {access.token}"}
            made.append(Visitor(headers, tuple(line.id for line in lines)))
    return made


class Portal:
    """The portal's API, called by a storefront."""

    def __init__(self, app: WholeApp) -> None:
        self._client = Client(app.flask)
        self._quotes: dict[str, str] = {}

    def order(self, visitor: Visitor) -> None:
        """See what may come back."""
        answer = self._client.get(f"{API}/order", headers=visitor.headers)
        _check(answer.status_code, 200)

    def quote(self, visitor: Visitor) -> None:
        """Choose one unit of each line."""
        items = [
            {"line_id": line_id, "quantity": 1, "reason": "too_small"}
            for line_id in visitor.line_ids
        ]
        words = {"items": items, "outcome": "refund", "method": "drop_off"}
        answer = self._client.post(f"{API}/quotes", json=words, headers=visitor.headers)
        _check(answer.status_code, 200)
        self._quotes[visitor.line_ids[0]] = json.loads(answer.data)["quote"]

    def submit(self, visitor: Visitor) -> None:
        """Confirm the quote."""
        words = {"quote": self._quotes[visitor.line_ids[0]]}
        answer = self._client.post(f"{API}/returns", json=words, headers=visitor.headers)
        _check(answer.status_code, 201)


def _check(status: int, expected: int) -> None:
    if status != expected:
        raise RuntimeError(f"the portal answered {status}")


def portal_table(app: WholeApp) -> Table:
    """Measure a shopper's steps."""
    everybody, portal, way = visitors(app), Portal(app), InProcess(app)
    return Table(
        f"The portal's API, orders with {LINES} lines, one shopper at a time",
        [
            measure("/healthz", range(TIMES), lambda _: look(way)),
            measure("see the order", everybody, portal.order),
            measure("quote", everybody, portal.quote),
            measure("submit", everybody, portal.submit),
        ],
    )
