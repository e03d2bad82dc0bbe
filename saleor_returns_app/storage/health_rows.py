"""How the app does, as far as the database knows; the job engine's tables are read only here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from saleor_returns_app.domain.ports import DatabaseWord
from saleor_returns_app.storage import tables

# Jobs carry ids of many kinds; each leads to the shop that it is done for.
FAILED_JOBS = text(
    """
    select job.task_name, count(*) as failed
    from procrastinate_jobs as job
    left join returns on returns.id = job.args ->> 'case_id'
    left join messages on messages.id = job.args ->> 'message_id'
    left join deliveries on deliveries.id = job.args ->> 'delivery_id'
    left join orders on orders.id = job.args ->> 'order_id'
    where job.status = 'failed'
    and coalesce(
      job.args ->> 'installation_id', returns.installation_id, messages.installation_id,
      deliveries.installation_id, orders.installation_id
    ) = :shop
    and exists (
      select from procrastinate_events as event
      where event.job_id = job.id and event.type = 'failed' and event.at > :since
    )
    group by job.task_name order by job.task_name
    """
)
WORKERS = text("select count(*) from procrastinate_workers where last_heartbeat > :since")
# What waits for another job of its lock is not late, it waits its turn.
LATE_JOBS = text(
    """
    select count(*) from procrastinate_jobs as job
    join lateral (
      select max(event.at) as asked_at from procrastinate_events as event
      where event.job_id = job.id and event.type in ('deferred', 'deferred_for_retry')
    ) as asked on true
    where job.status = 'todo'
    and coalesce(job.scheduled_at, asked.asked_at) < :moment
    and not exists (
      select from procrastinate_jobs as other
      where other.lock = job.lock and other.id < job.id and other.status in ('todo', 'doing')
    )
    """
)


@dataclass(frozen=True)
class HealthRows:
    """What tells how the app does."""

    session: Session

    def last_delivery(self, installation_id: str) -> datetime | None:
        """Say when a shop's Saleor last told us something."""
        columns = tables.deliveries.c
        query = select(func.max(columns.received_at))
        heard: datetime | None = self.session.scalar(
            query.where(columns.installation_id == installation_id)
        )
        return heard

    def failed_jobs(self, installation_id: str, since: datetime) -> dict[str, int]:
        """Count, by name, a shop's jobs that failed for good since then."""
        found = self.session.execute(FAILED_JOBS, {"shop": installation_id, "since": since})
        return {str(row.task_name): int(row.failed) for row in found}

    def workers_since(self, moment: datetime) -> int:
        """Count the workers that gave a sign of life since then."""
        return int(self.session.scalar(WORKERS, {"since": moment}) or 0)

    def jobs_due_before(self, moment: datetime) -> int:
        """Count the jobs that should have begun before a moment and have not."""
        return int(self.session.scalar(LATE_JOBS, {"moment": moment}) or 0)

    def database(self) -> DatabaseWord:
        """Ask the database for its version and its time."""
        query = text("select current_setting('server_version'), clock_timestamp()")
        version, clock = self.session.execute(query).one()
        return DatabaseWord(str(version).split()[0], clock)
