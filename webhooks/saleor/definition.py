"""The events of Saleor's that we listen to; the manifest lists exactly these."""

from dataclasses import dataclass

from saleor_returns_app.graphql_documents import document, operation_names

SUBSCRIPTIONS = "webhooks.saleor.subscriptions"


@dataclass(frozen=True)
class SaleorWebhook:
    """One event: how Saleor calls it in its headers (small letters), and what we ask to be told."""

    event: str

    @property
    def name(self) -> str:
        """The name by which the webhook is found again in Saleor; never to be changed."""
        return f"Returns: {self.event.replace('_', ' ')}"

    @property
    def query(self) -> str:
        """The subscription."""
        return document(SUBSCRIPTIONS, self.event)


WEBHOOKS = tuple(SaleorWebhook(event) for event in operation_names(SUBSCRIPTIONS))
EVENTS = frozenset(webhook.event for webhook in WEBHOOKS)
