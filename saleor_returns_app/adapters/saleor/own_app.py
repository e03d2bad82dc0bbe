"""This app as a shop's Saleor has it: its permissions, its webhooks, its problems."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from saleor_returns_app.adapters.saleor.http import SaleorEndpoint
from saleor_returns_app.domain.errors import ShopAsleep
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.own_webhooks import FoundWebhook, WantedWebhook
from saleor_returns_app.domain.shop_problems import ShopProblem
from saleor_returns_app.domain.standing import Standing

LATER = "since_3_22_36"


class OwnApp:
    """What one shop's Saleor lets this app do to itself, with its own token and no permission."""

    def __init__(self, shop: Installation, endpoint: SaleorEndpoint) -> None:
        self._shop, self._endpoint = shop, endpoint

    def standing(self) -> Standing:
        """Read how we stand. Raises `ShopAsleep` when Saleor does not know our token any more."""
        answer = self._endpoint.ask("standing")
        app = answer["app"]
        if app is None:
            raise ShopAsleep(self._shop.id, self._shop.app_id, is_news=True)
        return Standing(
            app_id=app["id"],
            permissions=frozenset(one["code"] for one in app["permissions"] or ()),
            saleor_version=answer["shop"]["version"],
            webhooks=tuple(_webhook(one) for one in app["webhooks"] or ()),
            clock=self._endpoint.clock,
        )

    def create_webhook(self, wanted: WantedWebhook) -> None:
        """Have Saleor tell us of one more event."""
        told = _input(wanted) | {"isActive": True}
        self._endpoint.tell("webhook_create", "webhookCreate", input=told)

    def update_webhook(self, id: str, wanted: WantedWebhook) -> None:
        """Change a webhook; whether it is switched on stays as it is."""
        self._endpoint.tell("webhook_update", "webhookUpdate", id=id, input=_input(wanted))

    def delete_webhook(self, id: str) -> None:
        """Take a webhook away."""
        self._endpoint.tell("webhook_delete", "webhookDelete", id=id)

    def failed_deliveries(self) -> list[datetime]:
        """Say when Saleor failed to tell us something, up to twenty times for each webhook."""
        app = self._endpoint.ask("failed_deliveries")["app"] or {}
        return [
            datetime.fromisoformat(edge["node"]["createdAt"])
            for webhook in app.get("webhooks") or ()
            for edge in (webhook["eventDeliveries"] or {"edges": ()})["edges"]
        ]

    def find_problem(self, key: str) -> str | None:
        """Find the problem with a key that Saleor shows."""
        problems = (self._endpoint.ask(f"{LATER}/own_problems")["app"] or {}).get("problems") or []
        found = [one["id"] for one in problems if one["key"] == key and not one["dismissed"]]
        return found[0] if found else None

    def report_problem(self, problem: ShopProblem) -> str:
        """Have Saleor show a problem; only a critical one calls for haste there."""
        told: dict[str, object] = {"key": problem.key, "message": problem.text}
        if problem.wording.is_critical:
            told["criticalThreshold"] = 1
        answer = self._endpoint.tell(f"{LATER}/report_problem", "appProblemCreate", input=told)
        return str(answer["appProblem"]["id"])

    def dismiss_problem(self, key: str) -> None:
        """Have Saleor no longer show a problem."""
        told = {"byApp": {"keys": [key]}}
        self._endpoint.tell(f"{LATER}/dismiss_problem", "appProblemDismiss", input=told)


def _webhook(words: Mapping[str, Any]) -> FoundWebhook:
    events = [*words["asyncEvents"], *words["syncEvents"]]
    return FoundWebhook(
        id=words["id"],
        name=words["name"] or "",
        target_url=words["targetUrl"],
        is_active=words["isActive"],
        events=frozenset(event["eventType"] for event in events),
        query=words["subscriptionQuery"] or "",
    )


def _input(wanted: WantedWebhook) -> dict[str, object]:
    return {
        "name": wanted.name,
        "targetUrl": wanted.target_url,
        "asyncEvents": [wanted.event],
        "syncEvents": [],
        "query": wanted.query,
    }
