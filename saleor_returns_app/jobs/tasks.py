"""The jobs: each carries ids and calls one use case."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from procrastinate import App, JobContext, PsycopgConnector

from saleor_returns_app.domain.errors import (
    SaleorRefused,
    SaleorUnreachable,
    ShopAsleep,
    Unavailable,
)
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.shipping.connections import ConnectionPaused
from saleor_returns_app.domain.shipping.errors import CarrierUnreachable
from saleor_returns_app.domain.write_back import Step
from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.jobs.retries import MOST_ATTEMPTS, RetryWhatMayPass
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.care import look_after_shop as caring
from saleor_returns_app.use_cases.care import tell_of_problem as telling
from saleor_returns_app.use_cases.exchanges import order_exchange as exchanging
from saleor_returns_app.use_cases.installing import parked_jobs
from saleor_returns_app.use_cases.installing.erase_shops import erase_removed_shops
from saleor_returns_app.use_cases.orders import apply_delivery as applying
from saleor_returns_app.use_cases.orders import backfill as backfilling
from saleor_returns_app.use_cases.orders import catch_up as catching_up
from saleor_returns_app.use_cases.orders import customers, follow_order
from saleor_returns_app.use_cases.orders import forget_deliveries as forgetting
from saleor_returns_app.use_cases.orders import renew_facts as renewing
from saleor_returns_app.use_cases.parcels import (
    announcing,
    cancelling,
    fetching,
    hooks,
    looking,
    options,
    planning,
    unused,
)
from saleor_returns_app.use_cases.photos import erasing
from saleor_returns_app.use_cases.policies import replays
from saleor_returns_app.use_cases.receipts import issue_receipt as receipts
from saleor_returns_app.use_cases.returns import inspect_goods as inspecting
from saleor_returns_app.use_cases.returns import note_problem, restocking
from saleor_returns_app.use_cases.returns import send_message as sending
from saleor_returns_app.use_cases.settlement import due_dates
from saleor_returns_app.use_cases.settlement import reconcile as reconciling
from saleor_returns_app.use_cases.settlement import settle as settling
from saleor_returns_app.use_cases.settlement import void_payments as voiding
from saleor_returns_app.use_cases.settlement import watch_refund as watching
from saleor_returns_app.use_cases.write_back import write_to_saleor as writing

KEPT_HOURS = 24 * 7
STALLED_AFTER_SECONDS = 60
PAGES_AT_A_TIME = 50

# Knows every job; a worker gives it the connector of its database.
registry = App(connector=PsycopgConnector())
log = structlog.get_logger()
Work = Callable[..., None]


def _job(queue: Queue) -> Callable[[Work], Work]:
    """Make a job of a function that takes the services, the moment and ids."""

    def decorate(work: Work) -> Work:
        def run(context: JobContext, /, **ids: str) -> None:
            services: Services = context.additional_context["services"]
            with structlog.contextvars.bound_contextvars(job=work.__name__, **ids):
                _run(work, services, context, ids)

        task = registry.task(
            name=work.__name__, queue=queue, retry=RetryWhatMayPass(), pass_context=True
        )
        task(run)
        return work

    return decorate


def _run(work: Work, services: Services, context: JobContext, ids: dict[str, str]) -> None:
    try:
        work(services, datetime.now(UTC), **ids)
    except ShopAsleep as asleep:
        log.info("job_parked", installation=asleep.installation_id)
        parked_jobs.park_job(
            work.__name__,
            context.job.lock,
            ids,
            asleep,
            at=datetime.now(UTC),
            transaction=services.transaction,
        )
    except ConnectionPaused as paused:
        log.info("job_parked", connection=paused.connection_id)
        parked_jobs.park_carrier_job(
            work.__name__,
            context.job.lock,
            ids,
            paused,
            at=datetime.now(UTC),
            transaction=services.transaction,
        )
    except Unavailable as error:
        log.warning("job_waits", code=error.code)
        if context.job.attempts >= MOST_ATTEMPTS - 1:
            _tell(services, work, ids, str(error))
        raise
    except Exception as error:
        log.exception("job_failed")
        _tell(services, work, ids, type(error).__name__)
        raise


def _tell(services: Services, work: Work, ids: dict[str, str], why: str) -> None:
    """Put the last failure where the merchant sees it."""
    if "message_id" in ids:
        sending.give_up_message(
            ids["message_id"], at=datetime.now(UTC), transaction=services.transaction
        )
    if "case_id" in ids:
        problem = f"The step '{work.__name__}' failed: {why}"
        note_problem.note_problem(
            ids["case_id"], problem, at=datetime.now(UTC), transaction=services.transaction
        )


@_job(Queue.INBOX)
def apply_delivery(services: Services, at: datetime, *, delivery_id: str) -> None:
    """Apply what Saleor told us."""
    applying.apply_delivery(
        delivery_id, at=at, saleor=services.saleor, transaction=services.transaction
    )


@_job(Queue.SALEOR)
def refresh_order(services: Services, at: datetime, *, order_id: str) -> None:
    """Read an order anew."""
    with services.transaction() as store:
        order = store.orders.get(order_id)
    follow_order.refresh_order(
        order.installation_id,
        order.saleor_id,
        at=at,
        saleor=services.saleor,
        transaction=services.transaction,
    )


@_job(Queue.UPKEEP)
def forget_order(services: Services, at: datetime, *, order_id: str) -> None:
    """Forget whose an order was, if nothing is owed any more."""
    if customers.forget_order(order_id, at=at, transaction=services.transaction):
        log.info("order_forgotten")


@_job(Queue.SALEOR)
def backfill(services: Services, at: datetime, *, installation_id: str) -> None:
    """Read one page of the orders from before the install."""
    backfilling.backfill(
        installation_id, at=at, saleor=services.saleor, transaction=services.transaction
    )


@_job(Queue.SALEOR)
def catch_up(services: Services, at: datetime, *, installation_id: str) -> None:
    """Find what no webhook told of; where Saleor is out of reach, the next look does it."""
    try:
        found = catching_up.catch_up(
            installation_id, at=at, saleor=services.saleor, transaction=services.transaction
        )
    except SaleorUnreachable as error:
        log.warning("look_put_off", installation=installation_id, code=error.code)
        return
    if found is None:
        log.warning("token_unknown", installation=installation_id)
    else:
        log.info("caught_up", installation=installation_id, found=found)


@_job(Queue.SALEOR)
def renew_facts(services: Services, at: datetime, *, installation_id: str) -> None:
    """Read orders anew that were stored before rules asked for more; the next look does the rest."""
    try:
        renewed = renewing.renew_facts(
            installation_id, at=at, saleor=services.saleor, transaction=services.transaction
        )
    except SaleorUnreachable as error:
        log.warning("renewal_put_off", installation=installation_id, code=error.code)
    else:
        log.info("facts_renewed", installation=installation_id, orders=renewed)


@_job(Queue.SALEOR)
def write_to_saleor(services: Services, at: datetime, *, case_id: str, step: str) -> None:
    """Tell Saleor what happened."""
    writing.write_to_saleor(
        case_id, Step(step), at=at, saleor=services.saleor, transaction=services.transaction
    )


@_job(Queue.SALEOR)
def settle(services: Services, at: datetime, *, case_id: str) -> None:
    """Do what is left to do of a settlement."""
    settling.settle(
        case_id,
        at=at,
        saleor=services.saleor,
        codes=services.card_codes,
        letters=services.letters,
        transaction=services.transaction,
    )


@_job(Queue.SALEOR)
def pay_refund(services: Services, at: datetime, *, case_id: str) -> None:
    """Do what an earlier release has asked for by this name."""
    settle(services, at, case_id=case_id)


@_job(Queue.SALEOR)
def watch_refund(services: Services, at: datetime, *, case_id: str, look: str = "0") -> None:
    """Look what became of a refund."""
    watching.watch_refund(
        case_id,
        int(look),
        at=at,
        saleor=services.saleor,
        transaction=services.transaction,
    )


@_job(Queue.MAIL)
def issue_receipt(services: Services, at: datetime, *, case_id: str) -> None:
    """Make the receipt of a settlement."""
    receipts.issue_receipt(
        case_id,
        at=at,
        url=services.public_url,
        notary=services.notary,
        paper=services.receipt_paper,
        files=services.files,
        letters=services.letters,
        transaction=services.transaction,
    )


@_job(Queue.SALEOR)
def void_payments(services: Services, at: datetime, *, case_id: str) -> None:
    """Empty the promises that nobody has paid."""
    voiding.void_payments(case_id, at=at, saleor=services.saleor, transaction=services.transaction)


@_job(Queue.SALEOR)
def call_off_exchange(services: Services, at: datetime, *, case_id: str, then: str = "") -> None:
    """Take an exchange out of Saleor."""
    exchanging.call_off_exchange(
        case_id, then, at=at, saleor=services.saleor, transaction=services.transaction
    )


@_job(Queue.SALEOR)
def reconcile_order(services: Services, at: datetime, *, order_id: str) -> None:
    """Hold our ledger against Saleor's books."""
    differing = reconciling.reconcile_order(
        order_id, at=at, saleor=services.saleor, transaction=services.transaction
    )
    if differing:
        log.warning("money_differs", things=differing)


@_job(Queue.UPKEEP)
def look_after_shop(services: Services, at: datetime, *, installation_id: str) -> None:
    """Learn how we stand with a shop's Saleor, and repair our webhooks there."""
    care = caring.look_after_shop(
        installation_id,
        at=at,
        saleor=services.saleor,
        asked=services.asked,
        transaction=services.transaction,
    )
    if not care.plan.is_done:
        log.info(
            "webhooks_repaired",
            missing=len(care.plan.missing),
            wrong=len(care.plan.wrong),
            surplus=len(care.plan.surplus),
            idle=len(care.plan.idle),
            refused=care.refused,
        )


@_job(Queue.SALEOR)
def tell_of_problem(services: Services, at: datetime, *, problem_id: str) -> None:
    """Have Saleor show a problem, or no longer; where it does not want to, our desk shows it still."""
    try:
        telling.tell_of_problem(
            problem_id, at=at, saleor=services.saleor, transaction=services.transaction
        )
    except SaleorRefused as error:
        log.warning("problem_not_told", code=error.code)


@_job(Queue.UPKEEP)
def end_answer_time(services: Services, at: datetime, *, case_id: str) -> None:
    """Go on with a return whose customer had no answer to other amounts."""
    inspecting.end_answer_time(case_id, at=at, transaction=services.transaction)


@_job(Queue.SALEOR)
def restock_line(services: Services, at: datetime, *, case_id: str, restock_id: str) -> None:
    """Put the units of a line back into stock."""
    restocking.restock_line(
        restock_id, at=at, saleor=services.saleor, transaction=services.transaction
    )


@_job(Queue.CARRIER)
def issue_return_label(services: Services, at: datetime, *, case_id: str) -> None:
    """Have a label made."""
    announcing.announce_parcels(
        case_id, at=at, carriers=services.carriers, transaction=services.transaction
    )


@_job(Queue.CARRIER)
def fetch_labels(services: Services, at: datetime, *, case_id: str, look: str = "0") -> None:
    """Fetch what has to be printed, or look again later."""
    fetching.fetch_labels(
        case_id,
        int(look),
        at=at,
        carriers=services.carriers,
        files=services.files,
        paper=services.paper,
        slips=services.slips,
        letters=services.letters,
        transaction=services.transaction,
    )


@_job(Queue.CARRIER)
def cancel_parcel(services: Services, at: datetime, *, parcel_id: str) -> None:
    """Ask a carrier to cancel a label."""
    cancelling.cancel_parcel(
        parcel_id, at=at, carriers=services.carriers, transaction=services.transaction
    )


@_job(Queue.CARRIER)
def follow_parcel(services: Services, at: datetime, *, parcel_id: str) -> None:
    """Ask a carrier where a shipment is; where it is out of reach, the next look does it."""
    try:
        looking.follow_parcel(
            parcel_id, at=at, carriers=services.carriers, transaction=services.transaction
        )
    except CarrierUnreachable as error:
        log.warning("look_put_off", parcel=parcel_id, code=error.code)


@_job(Queue.CARRIER)
def learn_carrier(services: Services, at: datetime, *, connection_id: str) -> None:
    """Ask a carrier what it offers a shop."""
    options.learn_carrier(
        connection_id, at=at, carriers=services.carriers, transaction=services.transaction
    )


@_job(Queue.INBOX)
def apply_carrier_deliveries(
    services: Services, at: datetime, *, installation_id: str, carrier: str
) -> None:
    """Apply what a carrier told us."""
    hooks.apply_carrier_deliveries(
        installation_id,
        carrier,
        at=at,
        carriers=services.carriers,
        transaction=services.transaction,
    )


@_job(Queue.MAIL)
def tell_customer(services: Services, at: datetime, *, case_id: str, kind: str) -> None:
    """Write a mail that says a thing once."""
    sending.tell_once(
        case_id,
        MessageKind(kind),
        at=at,
        letters=services.letters,
        transaction=services.transaction,
    )


@_job(Queue.MAIL)
def send_message(services: Services, at: datetime, *, message_id: str) -> None:
    """Send a mail."""
    sending.send_message(
        message_id,
        at=at,
        mailer=services.mailer,
        files=services.files,
        transaction=services.transaction,
    )


@_job(Queue.POLICY)
def replay_policy(services: Services, at: datetime, *, replay_id: str) -> None:
    """Hold a draft against some pages of past orders, and let other jobs have their turn."""
    with services.transaction() as store:
        shop = store.policy_replays.by_id(replay_id).installation_id
        capabilities = planning.capabilities_of(store, shop)
    try:
        for _ in range(PAGES_AT_A_TIME):
            if not replays.continue_replay(
                replay_id,
                at=datetime.now(UTC),
                capabilities=capabilities,
                transaction=services.transaction,
            ):
                return
        replays.put_off_replay(replay_id, transaction=services.transaction)
    except Unavailable:
        raise
    except Exception as error:
        replays.fail_replay(
            replay_id, type(error).__name__, at=at, transaction=services.transaction
        )
        raise


@_job(Queue.UPKEEP)
def delete_file(services: Services, at: datetime, *, file_id: str) -> None:
    """Delete a file that nothing in the database names any more."""
    erasing.delete_file(file_id, files=services.files)


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
