"""What knows every job, and how each is run: each carries ids and calls one use case."""

from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from procrastinate import App, JobContext, PsycopgConnector

from saleor_returns_app.domain.errors import (
    ShopAsleep,
    Unavailable,
)
from saleor_returns_app.domain.shipping.connections import ConnectionPaused
from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.jobs.retries import MOST_ATTEMPTS, RetryWhatMayPass
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.installing import parked_jobs
from saleor_returns_app.use_cases.returns import note_problem
from saleor_returns_app.use_cases.returns import send_message as sending

# Knows every job; a worker gives it the connector of its database.
registry = App(connector=PsycopgConnector())
log = structlog.get_logger()
Work = Callable[..., None]
# What each job does, by its name.
WORKS: dict[str, Work] = {}


def job(queue: Queue) -> Callable[[Work], Work]:
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
        WORKS[work.__name__] = work
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
