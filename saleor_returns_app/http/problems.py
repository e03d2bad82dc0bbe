"""Refusals as problem details (RFC 9457): each with its status, its stable code and its facts."""

import math

import structlog
from flask import Flask, Response, current_app, jsonify
from flask_babel import gettext
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from saleor_returns_app.domain import errors

PROBLEM_JSON = "application/problem+json"
log = structlog.get_logger()

STATUSES: dict[type[errors.ReturnsError], int] = {
    errors.ShopGone: 410,
    errors.NotFound: 404,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.TooManyAttempts: 429,
    errors.PhotoTooLarge: 413,
    errors.Invalid: 422,
    errors.Conflict: 409,
    errors.AddressPrivate: 403,
    errors.Unavailable: 503,
    errors.SaleorRefused: 502,
    errors.ReturnsError: 400,
}


def status_of(error: errors.ReturnsError) -> int:
    """Say which HTTP status a refusal has: that of the nearest class in the table."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def problem(status: int, code: str, detail: str, /, **facts: object) -> Response:
    """Answer with a problem; facts cannot take the place of its own members."""
    own = {"type": f"/problems/{code}", "status": status, "code": code, "title": detail}
    answer = jsonify({**facts, **own})
    answer.status_code = status
    answer.mimetype = PROBLEM_JSON
    if status == 503:
        answer.headers["Retry-After"] = "5"
    return answer


def refused(error: errors.ReturnsError) -> Response:
    """Answer with a refusal of ours, in the reader's language."""
    facts = {name: value for name, value in error.facts.items() if value is not None}
    answer = problem(status_of(error), error.code, gettext(str(error)), **facts)
    if isinstance(error, errors.Unavailable) and error.retry_after is not None:
        answer.headers["Retry-After"] = str(math.ceil(error.retry_after))
    if isinstance(error, errors.TooManyAttempts):
        answer.headers["Retry-After"] = str(error.facts["retry_after"])
    return answer


def _malformed(error: ValidationError) -> Response:
    return problem(
        422, "malformed", gettext("Some fields are missing or wrong."), fields=error.messages
    )


def _http(error: HTTPException) -> Response:
    code = (error.name or "error").lower().replace(" ", "_")
    answer = problem(error.code or 500, code, error.description or error.name)
    answer.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
    return answer


def unexpected(error: Exception) -> Response:
    """Answer for a bug of ours, and log it."""
    log.exception("unexpected_error")
    if current_app.testing and current_app.config.get("PROPAGATE_BUGS"):
        raise error
    return problem(500, "unexpected", gettext("Something went wrong on our side."))


def answer_problems(app: Flask) -> None:
    """Have every refusal, in any part of the app, answered as a problem."""
    app.register_error_handler(errors.ReturnsError, refused)
    app.register_error_handler(ValidationError, _malformed)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, unexpected)
