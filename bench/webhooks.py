"""Webhooks: verified, stored and answered, beside what the same server does at the least."""

import json
import os
import threading
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.measuring import Measurement, Table, measure
from bench.stage import InProcess
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


def signed_deliveries(app: WholeApp, times: int, *, offset: int) -> list[Signed]:
    """Sign a real delivery anew under other moments: each is one that was never seen."""
    app.saleor.place_order([a_line()])
    app.settle()
    (first, *_) = app.saleor.deliveries.of_event("ORDER_UPDATED")
    payload = json.loads(first.body)
    made = []
    for number in range(times):
        payload["issuedAt"] = f"2026-11-22T12:00:00.{offset + number:06}+00:00"
        body = json.dumps(payload).encode()
        signature = app.saleor.sandbox.saleor.key.signature(body)
        made.append(Signed({**first.headers, "Saleor-Signature": signature}, body))
    return made


class Wire:
    """Calls a server over HTTP; every thread keeps one connection open."""

    def __init__(self, port: int) -> None:
        self._port, self._own = port, threading.local()

    def request(self, method: str, path: str, headers: dict[str, str], body: bytes) -> int:
        """Make a request and read the answer to its end; gives the status."""
        if not hasattr(self._own, "connection"):
            self._own.connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        connection: HTTPConnection = self._own.connection
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


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


def in_process_table(app: WholeApp) -> Table:
    """Measure the application alone."""
    way = InProcess(app)
    deliveries = signed_deliveries(app, TIMES, offset=0)
    return Table(
        "Webhooks in one thread, without a web server",
        [
            measure("/healthz", range(TIMES), lambda _: look(way)),
            verifying(app, deliveries),
            measure("verified, stored, answered", deliveries, lambda d: deliver(way, d)),
        ],
    )


def over_http_table(app: WholeApp, folder: Path) -> Table:
    """Measure the server as it is deployed: one process, eight threads."""
    port = free_port()
    environment = environment_of(
        app.settings, PORT=str(port), WEB_CONCURRENCY="1", RETURNS_WEB_THREADS=str(THREADS)
    )
    deliveries = signed_deliveries(app, TIMES, offset=TIMES)
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
        f"Webhooks over HTTP: gunicorn, 1 process, {THREADS} threads, {THREADS} callers",
        rows,
        [f"Callers, server and database share {os.cpu_count()} processors."],
    )
