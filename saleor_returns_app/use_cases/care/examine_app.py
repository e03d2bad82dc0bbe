"""The app itself is examined: what it stands on, whatever the shop."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from saleor_returns_app.domain.errors import ReturnsError, Unavailable
from saleor_returns_app.domain.health import Check, Finding, Health
from saleor_returns_app.domain.ports import Transaction
from saleor_returns_app.use_cases.care.examine_front import Front, examine_front

LATE = timedelta(minutes=10)
SEEN_LATELY = timedelta(minutes=1)
CLOCKS_AGREE = timedelta(seconds=10)


@dataclass(frozen=True)
class Ground:
    """What the app stands on. The checks raise a refusal of ours when something is not usable.

    Without proxies there is no `front`: whoever calls is known by the connection.
    """

    is_migrated: Callable[[], bool]
    is_embedded: bool
    check_mail: Callable[[], None]
    check_files: Callable[[], None]
    front: Front | None = None


def examine_app(ground: Ground, *, at: datetime, transaction: Transaction) -> Health:
    """Look at the database, the workers, the mail, the files and the way in."""
    return Health(
        (
            *_of_database(ground, at, transaction),
            _of_peer(Check.MAIL, "mail", ground.check_mail),
            _of_peer(Check.FILES, "files", ground.check_files),
            *([examine_front(ground.front)] if ground.front else []),
        )
    )


def _of_database(ground: Ground, at: datetime, transaction: Transaction) -> Iterator[Finding]:
    try:
        with transaction() as store:
            store.ping()
        if not ground.is_migrated():
            yield Finding(Check.DATABASE, "database_old")
            return
        with transaction() as store:
            said = store.health.database()
            workers = store.health.workers_since(at - SEEN_LATELY)
            late = store.health.jobs_due_before(at - LATE)
    except Unavailable:
        yield Finding(Check.DATABASE, "database_down")
        return
    code = "database_embedded" if ground.is_embedded else "database_up"
    yield Finding(Check.DATABASE, code, {"version": said.version})
    apart = abs(said.clock - at)
    if apart > CLOCKS_AGREE:
        facts = {"seconds": str(int(apart.total_seconds()))}
        yield Finding(Check.CLOCK, "database_clock_wrong", facts)
    code = "worker_there" if workers else "worker_absent"
    yield Finding(Check.WORKER, code, {"count": str(workers)})
    if late:
        yield Finding(Check.WORKER, "jobs_late", {"count": str(late)})


def _of_peer(check: Check, name: str, look: Callable[[], None]) -> Finding:
    try:
        look()
    except ReturnsError as refusal:
        return Finding(check, f"{name}_down", {"why": str(refusal)})
    return Finding(check, f"{name}_up")
