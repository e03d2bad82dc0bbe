"""The webhooks of a shop are made what this release wants them to be."""

from collections.abc import Callable, Iterator
from functools import partial

from saleor_returns_app.domain.errors import SaleorNotFound, SaleorRefused
from saleor_returns_app.domain.own_webhooks import WebhookPlan
from saleor_returns_app.domain.ports import OwnApp

Work = Callable[[], None]


def repair_webhooks(app: OwnApp, plan: WebhookPlan) -> tuple[str, ...]:
    """Create, change and take away as planned; returns the names that Saleor refused.

    One that is refused does not hold up the others. Where an answer is lost the whole is planned anew
    later: what was created meanwhile is found by its name, and a second one is taken away.
    """
    refused = [name for name, work in _works(app, plan) if not _is_taken(work)]
    return tuple(dict.fromkeys(refused))


def _works(app: OwnApp, plan: WebhookPlan) -> Iterator[tuple[str, Work]]:
    for want in plan.missing:
        yield want.name, partial(app.create_webhook, want)
    for webhook_id, want in plan.wrong:
        yield want.name, partial(app.update_webhook, webhook_id, want)
    for needless in (*plan.surplus, *plan.idle):
        yield needless.name, partial(app.delete_webhook, needless.id)


def _is_taken(work: Work) -> bool:
    try:
        work()
    except SaleorNotFound:
        return True  # Somebody took it away just now: the next look sees what that means.
    except SaleorRefused:
        return False
    return True
