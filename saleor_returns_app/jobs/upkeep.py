"""The jobs that come by the clock."""

import asyncio
from datetime import UTC, datetime

from procrastinate import JobContext

from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.jobs.registry import log, registry
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.care import look_after_shop as caring
from saleor_returns_app.use_cases.exchanges import order_exchange as exchanging
from saleor_returns_app.use_cases.installing.erase_shops import erase_removed_shops
from saleor_returns_app.use_cases.orders import catch_up as catching_up
from saleor_returns_app.use_cases.orders import customers
from saleor_returns_app.use_cases.orders import forget_deliveries as forgetting
from saleor_returns_app.use_cases.parcels import (
    cancelling,
    hooks,
    looking,
    unused,
)
from saleor_returns_app.use_cases.photos import erasing
from saleor_returns_app.use_cases.settlement import due_dates
from saleor_returns_app.use_cases.settlement import reconcile as reconciling

KEPT_HOURS = 24 * 7
STALLED_AFTER_SECONDS = 60


@registry.periodic(cron="* * * * *")
@registry.task(name="take_back_stalled_jobs", queue=Queue.UPKEEP, pass_context=True)
async def take_back_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Give the jobs of a worker that has died to another."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        log.warning("job_taken_back", task=job.task_name)
        await manager.retry_job(job)
        await asyncio.sleep(0)


@registry.periodic(cron="*/10 * * * *")
@registry.task(name="forget_tries", queue=Queue.UPKEEP, pass_context=True)
def forget_tries(context: JobContext, timestamp: int) -> None:
    """Drop the counts of tries whose time is over."""
    services: Services = context.additional_context["services"]
    with services.transaction() as store:
        store.rates.forget(at=datetime.now(UTC))


@registry.periodic(cron="* * * * *")
@registry.task(name="look_for_missed_orders", queue=Queue.UPKEEP, pass_context=True)
def look_for_missed_orders(context: JobContext, timestamp: int) -> None:
    """Have each shop looked at that was not for five minutes: spread over time, as installs are."""
    services: Services = context.additional_context["services"]
    catching_up.look_for_due_shops(at=datetime.now(UTC), transaction=services.transaction)


@registry.periodic(cron="* * * * *")
@registry.task(name="look_after_due_shops", queue=Queue.UPKEEP, pass_context=True)
def look_after_due_shops(context: JobContext, timestamp: int) -> None:
    """Have each shop looked after that was not for an hour: spread over time, as installs are."""
    services: Services = context.additional_context["services"]
    caring.look_after_due_shops(at=datetime.now(UTC), transaction=services.transaction)


@registry.periodic(cron="*/10 * * * *")
@registry.task(name="follow_exchanges", queue=Queue.UPKEEP, pass_context=True)
def follow_exchanges(context: JobContext, timestamp: int) -> None:
    """Send the exchanges whose moment has come."""
    services: Services = context.additional_context["services"]
    exchanging.follow_exchanges(at=datetime.now(UTC), transaction=services.transaction)


@registry.periodic(cron="11 4 * * *")
@registry.task(name="reconcile_shops", queue=Queue.UPKEEP, pass_context=True)
def reconcile_shops(context: JobContext, timestamp: int) -> None:
    """Have every shop's books compared, once a day."""
    services: Services = context.additional_context["services"]
    orders = reconciling.reconcile_shops(at=datetime.now(UTC), transaction=services.transaction)
    log.info("reconciling", orders=orders)


@registry.periodic(cron="7 * * * *")
@registry.task(name="look_at_due_dates", queue=Queue.UPKEEP, pass_context=True)
def look_at_due_dates(context: JobContext, timestamp: int) -> None:
    """Tell of money that falls due."""
    services: Services = context.additional_context["services"]
    due_dates.look_at_due_dates(at=datetime.now(UTC), transaction=services.transaction)


@registry.periodic(cron="* * * * *")
@registry.task(name="look_for_due_parcels", queue=Queue.UPKEEP, pass_context=True)
def look_for_due_parcels(context: JobContext, timestamp: int) -> None:
    """Have the parcels looked at whose turn it is."""
    services: Services = context.additional_context["services"]
    looking.look_for_due_parcels(at=datetime.now(UTC), transaction=services.transaction)


@registry.periodic(cron="37 5 * * *")
@registry.task(name="see_to_labels", queue=Queue.UPKEEP, pass_context=True)
def see_to_labels(context: JobContext, timestamp: int) -> None:
    """Remind of unused labels and give them up, and tell of cancellations without an answer."""
    services: Services = context.additional_context["services"]
    at = datetime.now(UTC)
    count = unused.give_up_unused(
        at=at,
        after=services.labels_unused,
        letters=services.letters,
        transaction=services.transaction,
    )
    late = cancelling.raise_unanswered(at=at, transaction=services.transaction)
    log.info("labels_seen_to", unused=count, cancellations_late=late)


@registry.periodic(cron="41 3 * * *")
@registry.task(name="erase_shops", queue=Queue.UPKEEP, pass_context=True)
def erase_shops(context: JobContext, timestamp: int) -> None:
    """Erase the shops that took the app away long ago."""
    services: Services = context.additional_context["services"]
    for shop in erase_removed_shops(
        at=datetime.now(UTC), retention=services.retention, transaction=services.transaction
    ):
        log.info("shop_erased", installation=shop)


@registry.periodic(cron="53 3 * * *")
@registry.task(name="forget_departed", queue=Queue.UPKEEP, pass_context=True)
def forget_departed(context: JobContext, timestamp: int) -> None:
    """Look whether customers who are gone can be forgotten now."""
    services: Services = context.additional_context["services"]
    waiting = customers.forget_departed(at=datetime.now(UTC), transaction=services.transaction)
    log.info("looked_for_departed", orders=waiting)


@registry.periodic(cron="29 3 * * *")
@registry.task(name="forget_deliveries", queue=Queue.UPKEEP, pass_context=True)
def forget_deliveries(context: JobContext, timestamp: int) -> None:
    """Erase the personal data in deliveries that were applied long ago."""
    services: Services = context.additional_context["services"]
    erased = forgetting.forget_deliveries(
        at=datetime.now(UTC), bodies_kept=services.bodies_kept, transaction=services.transaction
    )
    hooks.forget_carrier_deliveries(
        at=datetime.now(UTC), bodies_kept=services.bodies_kept, transaction=services.transaction
    )
    log.info("deliveries_forgotten", bodies=erased)


@registry.periodic(cron="23 * * * *")
@registry.task(name="erase_photos", queue=Queue.UPKEEP, pass_context=True)
def erase_photos(context: JobContext, timestamp: int) -> None:
    """Erase the photos that no return came for."""
    services: Services = context.additional_context["services"]
    count = erasing.erase_unclaimed(at=datetime.now(UTC), transaction=services.transaction)
    if count:
        log.info("photos_erased", count=count)


@registry.periodic(cron="17 3 * * *")
@registry.task(name="delete_old_jobs", queue=Queue.UPKEEP, pass_context=True)
async def delete_old_jobs(context: JobContext, timestamp: int) -> None:
    """Forget the jobs that ended well a week ago."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)
