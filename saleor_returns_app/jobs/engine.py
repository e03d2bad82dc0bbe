"""The job engine: Procrastinate, in the same database as everything else."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from saleor_returns_app.domain.errors import Unavailable
from saleor_returns_app.domain.ports import JobCall, JobWaits
from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.jobs.tasks import registry
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.care.look_after_shop import look_after_all_shops

# Never opened, and asynchronous no more than the use cases are: it only writes jobs, each on a
# connection of the caller's.
_writer = App(connector=SyncPsycopgConnector())


def defer(connection: Any, call: JobCall) -> None:
    """Write a job on this connection: it exists exactly when the transaction is committed.

    Raises `JobWaits` for one that is asked for once and waits already.
    """
    task = registry.tasks[call.name]
    when = datetime.now(UTC) + call.after if call.after else None
    job = _writer.configure_task(
        task.name,
        queue=task.queue,
        lock=call.lock,
        queueing_lock=f"{call.name}:{call.lock}" if call.once else None,
        schedule_at=when,
        connection=connection,
    )
    try:
        job.defer(**dict(call.ids))
    except AlreadyEnqueued as error:
        raise JobWaits from error


def ask_for_jobs(name: str, relation: str, /, **ids: str) -> str:
    """Write the query that asks for a job for each row of a relation, as part of a larger statement.

    It calls the function by which the engine itself writes jobs.
    """
    task = registry.tasks[name]
    args = ", ".join(f"'{key}', {column}" for key, column in ids.items())
    job = f"'{task.queue}', '{task.name}', {task.priority}, null, null, jsonb_build_object({args}), null"
    jobs = f"array_agg(row({job})::procrastinate_job_to_defer_v1)"
    return f"select procrastinate_defer_jobs_v1({jobs}) from {relation}"  # noqa: S608 - our own words


def run_worker(
    database_url: str, services: Services, *, queues: list[Queue], concurrency: int
) -> None:
    """Work until told to stop; a job under way is finished first.

    Before anything else every shop is asked to be looked after: this may be a new release.
    """
    with suppress(Unavailable):
        look_after_all_shops(at=datetime.now(UTC), transaction=services.transaction)
    asyncio.run(
        work(
            database_url,
            services,
            queues=[queue.value for queue in queues] or None,
            concurrency=concurrency,
            shutdown_graceful_timeout=20,
            update_heartbeat_interval=10,
            stalled_worker_timeout=45,
        )
    )


async def work(database_url: str, services: Services, **options: Any) -> None:
    """Serve a database's jobs; the options are those of the engine's worker."""
    connector = PsycopgConnector(conninfo=database_url, min_size=1, max_size=4)
    with registry.replace_connector(connector) as engine:
        async with engine.open_async():
            await engine.run_worker_async(additional_context={"services": services}, **options)
