"""Webhooks: verified, stored and answered, beside what the same server does at the least."""

import json
import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.measuring import Measurement, Table, measure
from bench.stage import InProcess
from bench.wire import Wire
from tests.support.commands import answers, environment_of, free_port, running
from tests.support.sandbox import a_line
from tests.support.whole_app import WholeApp

TIMES = 1_000
THREADS = 8


@dataclass(frozen=True)
class Signed:
    """A delivery that nobody has seen yet."""

    headers: dict[str, str]
    body: bytes

    @property
    def signature(self) -> str:
        """The detached signature."""
        return self.headers["Saleor-Signature"]


class Signer:
    """Signs a real delivery anew under other moments: each is one that was never seen."""

    def __init__(self, app: WholeApp) -> None:
        app.saleor.place_order([a_line()])
        app.settle()
        (first, *_) = app.saleor.deliveries.of_event("ORDER_UPDATED")
        self._payload, self._headers = json.loads(first.body), first.headers
        self._key, self._moments = app.saleor.sandbox.saleor.key, count()

    def sign(self, times: int) -> list[Signed]:
        """Make that many more."""
        return [self._one(next(self._moments)) for _ in range(times)]

    def _one(self, moment: int) -> Signed:
        self._payload["issuedAt"] = f"2026-11-22T12:00:00.{moment:06}+00:00"
        body = json.dumps(self._payload).encode()
        return Signed({**self._headers, "Saleor-Signature": self._key.signature(body)}, body)


def deliver(way: InProcess | Wire, one: Signed) -> None:
    """Post a delivery as Saleor does."""
    status = way.request("POST", "/api/webhooks/saleor/order_updated", one.headers, one.body)
    if status != 200:
        raise RuntimeError(f"a genuine delivery was answered with {status}")


def look(way: InProcess | Wire) -> None:
    """Ask whether the process lives: the least that a request can cost."""
    if way.request("GET", "/healthz", {}, b"") != 200:
        raise RuntimeError("the server is not well")


def verifying(app: WholeApp, deliveries: list[Signed]) -> Measurement:
    """Verify signatures and do nothing else."""
    check, keys = app.parts.services.signatures.check_delivery, app.shop.key_set
    return measure("verification alone", deliveries, lambda d: check(d.signature, d.body, keys))


def in_process_table(app: WholeApp, signer: Signer) -> Table:
    """Measure the application alone."""
    way = InProcess(app)
    deliveries = signer.sign(TIMES)
    return Table(
        "Webhooks in one thread, without a web server",
        [
            measure("/healthz", range(TIMES), lambda _: look(way)),
            verifying(app, deliveries),
            measure("verified, stored, answered", deliveries, lambda d: deliver(way, d)),
        ],
    )


def over_http_table(app: WholeApp, signer: Signer, folder: Path) -> Table:
    """Measure the server as it is deployed: one process, eight threads."""
    port = free_port()
    environment = environment_of(
        app.settings, PORT=str(port), WEB_CONCURRENCY="1", RETURNS_WEB_THREADS=str(THREADS)
    )
    deliveries = signer.sign(TIMES)
    with running(["web"], environment, folder) as web:
        web.wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
        way = Wire(port)
        rows = [
            measure("/healthz", range(TIMES), lambda _: look(way), threads=THREADS),
            measure(
                "verified, stored, answered",
                deliveries,
                lambda d: deliver(way, d),
                threads=THREADS,
            ),
        ]
        web.stop()
    return Table(
        f"Webhooks over HTTP: Granian, 1 process, {THREADS} threads, {THREADS} callers",
        rows,
        [f"Callers, server and database share {os.cpu_count()} processors."],
    )
