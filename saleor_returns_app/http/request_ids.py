"""Every request has an id, in its answer and in its log lines."""

import re
import time
from dataclasses import dataclass
from uuid import uuid4
from wsgiref.types import WSGIEnvironment

import structlog
from flask import Flask, Response, request

log = structlog.get_logger()
HEADER = "X-Request-Id"
FOLLOWED = "saleor_returns.followed"
SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUIET = frozenset({"/healthz", "/readyz"})


@dataclass(frozen=True)
class Followed:
    """A request from its first door to its answer."""

    id: str
    began: float

    def ended(self, method: str, route: str | None, status: int, **facts: object) -> None:
        """Log how it ended. The rule, not the path: paths can carry words that open things."""
        milliseconds = round((time.perf_counter() - self.began) * 1000, 1)
        log.info(
            "request", method=method, route=route, status=status, milliseconds=milliseconds, **facts
        )


def follow(environ: WSGIEnvironment) -> Followed:
    """Give a request an id; it keeps it through however many doors it goes."""
    if FOLLOWED not in environ:
        said = environ.get("HTTP_X_REQUEST_ID", "")
        own = said if SANE_ID.fullmatch(said) else uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=own)
        environ[FOLLOWED] = Followed(own, time.perf_counter())
    followed: Followed = environ[FOLLOWED]
    return followed


def follow_requests(app: Flask) -> None:
    """Give each request an id and log how it ended."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    follow(request.environ)


def _end(answer: Response) -> Response:
    followed = follow(request.environ)
    answer.headers[HEADER] = followed.id
    if request.path not in QUIET:
        rule = request.url_rule.rule if request.url_rule else None
        followed.ended(request.method, rule, answer.status_code)
    return answer
