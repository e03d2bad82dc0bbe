"""The events of Saleor's that we listen to; the manifest lists those that every shop wants."""

from collections.abc import Collection
from dataclasses import dataclass

from saleor_returns_app.domain.own_webhooks import WantedWebhook
from saleor_returns_app.graphql_documents import document, operation_names

SUBSCRIPTIONS = "webhooks.saleor.subscriptions"
Version = tuple[int, ...]


@dataclass(frozen=True)
class SaleorWebhook:
    """One event: how Saleor calls it in its headers (small letters), and what we ask to be told.

    `since` is the first Saleor that tells an app like this one of it; `needs` a permission that the
    app holds only where the merchant has switched on what it is for.
    """

    event: str
    since: Version = (3, 21)
    needs: str = ""

    @property
    def name(self) -> str:
        """The name by which the webhook is found again in Saleor; never to be changed."""
        return f"Returns: {self.event.replace('_', ' ')}"

    @property
    def query(self) -> str:
        """The subscription."""
        return document(SUBSCRIPTIONS, self.event)

    def target_url(self, base_url: str) -> str:
        """Where Saleor is to tell of it."""
        return f"{base_url}/api/webhooks/saleor/{self.event}"


# Before 3.23.5 an app hears of its own life only with MANAGE_APPS, and never of its end. The manifest
# is asked for by minor version alone, and these two are known, if silent, to all of 3.23.
LATER: dict[str, Version] = {
    "app_deleted": (3, 23),
    "app_status_changed": (3, 23),
    "customer_deleted": (3, 23, 5),
}
NEEDS = {"customer_deleted": "MANAGE_USERS", "customer_updated": "MANAGE_USERS"}
WEBHOOKS = tuple(
    SaleorWebhook(event, LATER.get(event, (3, 21)), NEEDS.get(event, ""))
    for event in operation_names(SUBSCRIPTIONS)
)


def webhooks_for(saleor: Version, granted: Collection[str] = ()) -> tuple[SaleorWebhook, ...]:
    """List the webhooks for a Saleor of this version, with what the permissions granted later allow."""
    return tuple(
        webhook
        for webhook in WEBHOOKS
        if saleor >= webhook.since and (not webhook.needs or webhook.needs in granted)
    )


def wanted_webhooks(
    base_url: str, saleor: Version, granted: Collection[str] = ()
) -> tuple[WantedWebhook, ...]:
    """Say what a Saleor is to tell us, and where, as `webhooks_for`, with addresses below `base_url`."""
    return tuple(
        WantedWebhook(
            name=webhook.name,
            event=webhook.event.upper(),
            target_url=webhook.target_url(base_url),
            query=webhook.query,
        )
        for webhook in webhooks_for(saleor, granted)
    )


EVENTS = frozenset(webhook.event for webhook in WEBHOOKS)
