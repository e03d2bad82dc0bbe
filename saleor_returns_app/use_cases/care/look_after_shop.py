"""Every shop is looked after: at each start of a worker, and every hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.own_webhooks import WebhookPlan
from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.domain.saleor_versions import TAKES_PROBLEMS, release_of
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.domain.standing import Asked
from saleor_returns_app.use_cases.care.problems import have_told, settle_problem
from saleor_returns_app.use_cases.care.repair_webhooks import repair_webhooks

PAUSE_BETWEEN_LOOKS = timedelta(hours=1)
SHOPS_A_SECOND = 20
# Saleor goes on with an install after it has registered the app.
INSTALLING = timedelta(minutes=1)


@dataclass(frozen=True)
class Care:
    """What was found and done: the plan, and the names of webhooks that Saleor refused."""

    plan: WebhookPlan
    refused: tuple[str, ...]


def look_after_all_shops(*, at: datetime, transaction: Transaction) -> int:
    """Have every shop looked after, as this release may want to hear other things than the last."""
    with transaction() as store:
        return _ask_for(store, store.installations.in_use(), at)


def look_after_due_shops(*, at: datetime, transaction: Transaction) -> int:
    """Have each shop looked after that was not for an hour."""
    with transaction() as store:
        return _ask_for(store, store.installations.neglected_since(at - PAUSE_BETWEEN_LOOKS), at)


def look_after_shop(
    installation_id: str,
    *,
    at: datetime,
    saleor: SaleorGate,
    asked: Asked,
    transaction: Transaction,
) -> Care:
    """Learn the shop's version, repair its webhooks, and say what the merchant must do himself.

    Raises `ShopAsleep` or `SaleorUnreachable`.
    """
    with transaction() as store:
        shop = store.installations.get(installation_id)
    app = saleor.own_app(shop)
    standing = app.standing()
    plan = asked.plan(shop.features, standing)
    care = Care(plan, repair_webhooks(app, plan))
    with transaction() as store:
        known = store.installations.locked(installation_id)
        if known.app_id == standing.app_id:
            known.was_looked_after(standing, at=at)
            _tell_merchant(store, known, asked.lacking(standing), care, at)
    return care


def _tell_merchant(
    store: Store, shop: Installation, lacking: frozenset[str], care: Care, at: datetime
) -> None:
    """Open and solve the problems that only the merchant can do something about."""
    switched_off = (want.name for want in care.plan.switched_off)
    for kind, about in (
        (ProblemKind.PERMISSION_MISSING, sorted(lacking)),
        (ProblemKind.FEATURE_WAITS, sorted(one.permission for one in shop.lacking_features)),
        (ProblemKind.WEBHOOKS_MISSING, care.refused),
        (ProblemKind.WEBHOOKS_OFF, switched_off),
    ):
        settle_problem(store, shop.id, kind, ", ".join(about), at=at)
    if release_of(shop.saleor_version) >= TAKES_PROBLEMS:
        for problem in store.problems.open_of(shop.id):
            if problem.is_to_be_told:
                have_told(store, problem)


def have_looked_after(
    store: Store, shop: Installation, *, at: datetime, after: timedelta | None = None
) -> None:
    """Ask once for one shop; a job that is waiting already will do."""
    shop.looked_after_at = at
    store.enqueue(
        "look_after_shop",
        once=True,
        lock=f"care:{shop.id}",
        after=after,
        installation_id=shop.id,
    )


def _ask_for(store: Store, shops: Iterable[Installation], at: datetime) -> int:
    """Ask for each shop that takes part, so many a second."""
    connected = [shop for shop in shops if shop.is_connected]
    for count, shop in enumerate(connected):
        pause = timedelta(seconds=count // SHOPS_A_SECOND) or None
        have_looked_after(store, shop, at=at, after=pause)
    return len(connected)
