"""Every request has an id, in its answer and in its log lines."""

import re
import time
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()
SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUIET = frozenset({"/healthz", "/readyz"})


def follow_requests(app: Flask) -> None:
    """Give each request an id and log how it ended."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    structlog.contextvars.clear_contextvars()
    said = request.headers.get("X-Request-Id", "")
    g.request_id = said if SANE_ID.fullmatch(said) else uuid4().hex
    g.began = time.perf_counter()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(answer: Response) -> Response:
    answer.headers["X-Request-Id"] = g.get("request_id", "")
    if request.path not in QUIET:
        # The rule, not the path: paths can carry words that open things.
        log.info(
            "request",
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            status=answer.status_code,
            milliseconds=round((time.perf_counter() - g.get("began", 0)) * 1000, 1),
        )
    return answer
