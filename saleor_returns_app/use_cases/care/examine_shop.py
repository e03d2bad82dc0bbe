"""A shop's connection is examined: what Saleor says of us, and what we know ourselves."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from saleor_returns_app.domain.errors import (
    SaleorRefused,
    SaleorUnreachable,
    ShopAsleep,
)
from saleor_returns_app.domain.features import features_lacking
from saleor_returns_app.domain.health import Check, Finding, Health
from saleor_returns_app.domain.installation import Installation, InstallationState
from saleor_returns_app.domain.own_webhooks import WebhookPlan
from saleor_returns_app.domain.ports import OwnApp, SaleorGate, Store, Transaction
from saleor_returns_app.domain.saleor_versions import is_supported
from saleor_returns_app.domain.standing import Asked, Standing

FAILED_LATELY = timedelta(hours=24)
JOBS_LATELY = timedelta(days=7)
# Tokens of the Dashboard are taken with ten seconds of leeway.
CLOCKS_AGREE = timedelta(seconds=10)


def examine_shop(
    installation_id: str,
    *,
    at: datetime,
    saleor: SaleorGate,
    asked: Asked,
    transaction: Transaction,
) -> Health:
    """Look at everything, and change nothing."""
    with transaction() as store:
        shop = store.installations.get(installation_id)
        own = tuple(_of_our_own(store, shop, at))
    return Health((*_of_saleors(shop, saleor, asked, at), *own))


def _of_our_own(store: Store, shop: Installation, at: datetime) -> Iterator[Finding]:
    heard = store.health.last_delivery(shop.id)
    if heard is None:
        yield Finding(Check.DELIVERIES, "delivery_never")
    else:
        yield Finding(Check.DELIVERIES, "delivery_heard", {"at": heard.isoformat()})
    failed = store.health.failed_jobs(shop.id, at - JOBS_LATELY)
    names = ", ".join(f"{name} ({count})" for name, count in failed.items())
    yield Finding(Check.JOBS, "jobs_failed" if failed else "jobs_done", {"names": names})


def _of_saleors(
    shop: Installation, saleor: SaleorGate, asked: Asked, at: datetime
) -> Iterator[Finding]:
    if shop.state is InstallationState.DEACTIVATED:
        yield Finding(Check.CONNECTION, "switched_off")
        return
    try:
        app = saleor.own_app(shop)
        standing = app.standing()
    except ShopAsleep:
        yield Finding(Check.CONNECTION, "token_unknown")
    except SaleorUnreachable:
        yield Finding(Check.CONNECTION, "unreachable", {"url": shop.api_url})
    except SaleorRefused as refusal:
        yield Finding(Check.CONNECTION, "not_understood", {"why": str(refusal)})
    else:
        yield Finding(Check.CONNECTION, "connected")
        yield from _of_permissions(shop, standing, asked)
        wanted = asked.wanted(shop.features, standing)
        yield from _of_webhooks(asked.plan(shop.features, standing), len(wanted))
        yield from _of_failed_deliveries(app, wanted[0].target_url if wanted else "", at)
        yield _of_version(standing.saleor_version)
        yield from _of_clock(standing.clock, at)


def _of_permissions(shop: Installation, standing: Standing, asked: Asked) -> Iterator[Finding]:
    lacking = asked.lacking(standing)
    code = "permissions_missing" if lacking else "permissions_granted"
    yield Finding(Check.PERMISSIONS, code, _names(lacking or asked.permissions))
    waiting = features_lacking(shop.features, standing.permissions)
    if waiting:
        names = _names(feature.permission for feature in waiting)
        yield Finding(Check.PERMISSIONS, "features_wait", names)


def _of_webhooks(plan: WebhookPlan, count: int) -> Iterator[Finding]:
    found = {
        "webhooks_missing": [want.name for want in plan.missing],
        "webhooks_wrong": [want.name for _, want in plan.wrong],
        "webhooks_double": [one.name for one in plan.surplus],
        "webhooks_idle": [one.name for one in plan.idle],
        "webhooks_off": [want.name for want in plan.switched_off],
    }
    if not any(found.values()):
        yield Finding(Check.WEBHOOKS, "webhooks_right", {"count": str(count)})
    for code, names in found.items():
        if names:
            yield Finding(Check.WEBHOOKS, code, _names(names))
    if plan.foreign:
        yield Finding(Check.WEBHOOKS, "webhooks_foreign", {"count": str(plan.foreign)})


def _of_failed_deliveries(app: OwnApp, url: str, at: datetime) -> Iterator[Finding]:
    """Say what Saleor gave up; one that is too busy to tell is asked another time."""
    try:
        failed = [moment for moment in app.failed_deliveries() if moment > at - FAILED_LATELY]
    except (SaleorRefused, SaleorUnreachable):
        return
    if failed:
        facts = {"count": str(len(failed)), "at": max(failed).isoformat(), "url": url}
        yield Finding(Check.DELIVERIES, "deliveries_failed", facts)


def _of_version(version: str) -> Finding:
    code = "version_supported" if is_supported(version) else "version_unsupported"
    return Finding(Check.VERSION, code, {"version": version})


def _of_clock(clock: datetime | None, at: datetime) -> Iterator[Finding]:
    if clock is not None:
        apart = abs(clock - at)
        code = "clock_right" if apart <= CLOCKS_AGREE else "clock_wrong"
        yield Finding(Check.CLOCK, code, {"seconds": str(int(apart.total_seconds()))})


def _names(names: Iterable[str]) -> dict[str, str]:
    return {"names": ", ".join(sorted(names))}
