"""How many refunds two workers pay, with a Saleor beside them that answers at once."""

import os
import time
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import text

from bench.measuring import Measurement, Table
from bench.processors import seconds_used
from tests.support.commands import Command, environment_of, running
from tests.support.ordered_refunds import order_refunds
from tests.support.whole_app import WholeApp

TIMES, WORKERS = 200, 2
WANTED_A_MINUTE = 1_000
PATIENCE_SECONDS = 120.0
OPEN = "select count(*) from settlements where state <> 'settled'"


def settlement_table(app: WholeApp, folder: Path) -> Table:
    """Measure from the order to pay until the money is known to have gone."""
    row = _settling(app, folder)
    a_minute = row.rate * 60
    return Table(
        f"Refunds, from ordered to known to be paid: {WORKERS} workers, a Saleor over HTTP",
        [row],
        [
            f"{a_minute:,.0f} a minute, wanted {WANTED_A_MINUTE:,}: "
            f"{a_minute / WANTED_A_MINUTE:.2f} of it.",
            "Each decided, granted, its goods taken back, asked for, watched, noted: 6 calls to Saleor.",
            f"Workers, database and Saleor share {os.cpu_count()} processors; the CPU time is the "
            "workers'.",
        ],
    )


def _settling(app: WholeApp, folder: Path) -> Measurement:
    with ExitStack() as stack:
        workers = [_worker(app, folder / str(number), stack) for number in range(WORKERS)]
        app.saleor.deliveries.drop_next(times=1_000_000)
        # They have come up, and have settled a first few, before anything is measured.
        order_refunds(app, 10)
        _wait_until_all_is_paid(app)
        pids = [worker.pid for worker in workers]
        used = seconds_used(*pids)
        order_refunds(app, TIMES)
        began = time.perf_counter()
        _wait_until_all_is_paid(app)
        seconds = time.perf_counter() - began
        app.saleor.deliveries.deliver_all()
        return Measurement(
            "refund settled", TIMES, seconds, processor_seconds=seconds_used(*pids) - used
        )


def _worker(app: WholeApp, folder: Path, stack: ExitStack) -> Command:
    folder.mkdir()
    return stack.enter_context(running(["worker"], environment_of(app.settings), folder))


def _wait_until_all_is_paid(app: WholeApp) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _open(app):
        if time.monotonic() > deadline:
            raise RuntimeError("the workers did not come to an end")
        time.sleep(0.1)


def _open(app: WholeApp) -> int:
    with app.parts.database.connection() as connection:
        return int(connection.scalar(text(OPEN)) or 0)
