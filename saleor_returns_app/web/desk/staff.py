"""Who is at the desk: proven on every request by the token that the Dashboard gave its frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import cast

import structlog
from flask import Response, g, request

from saleor_returns_app.domain.errors import Forbidden, InstallationUnknown, Unauthenticated
from saleor_returns_app.domain.installation import ApiUrlInvalid
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.installing.authenticate_staff import (
    StaffMember,
    authenticate_staff,
)
from saleor_returns_app.use_cases.installing.staff_sessions import read_session
from saleor_returns_app.web.languages import LANGUAGES

log = structlog.get_logger()
SESSION = "Desk-Session"


def speak_dashboard_language() -> None:
    """Take the language that the frame asks for; a shopper's cookie has no say at the desk."""
    wanted = (code[:2].lower() for code in request.accept_languages.values())
    g.language = next((short for short in wanted if short in LANGUAGES), LANGUAGES[0])


def check_staff() -> None:
    """Refuse whoever is not a member of the shop's staff who handles orders."""
    with _strangers_refused():
        g.staff = authenticate_staff(
            request.headers.get("Saleor-Api-Url", ""),
            _token(),
            at=now(),
            signatures=services().signatures,
            saleor=services().saleor,
            transaction=services().transaction,
        )


def check_staff_or_session() -> None:
    """Refuse strangers likewise; a session of ours will do, where one only looks."""
    token = request.headers.get(SESSION, "")
    if not token:
        check_staff()
        return
    with _strangers_refused():
        g.staff, g.session_began = read_session(
            request.headers.get("Saleor-Api-Url", ""),
            token,
            at=now(),
            sealer=services().sealer,
            transaction=services().transaction,
        )


def session_began() -> datetime | None:
    """Return when the session began by which somebody came in, if they did by one."""
    return cast("datetime | None", g.get("session_began"))


@contextmanager
def _strangers_refused() -> Iterator[None]:
    try:
        yield
    except (ApiUrlInvalid, InstallationUnknown) as error:
        log.warning("staff_refused", code=error.code)
        raise Unauthenticated("This shop has not installed the app.") from error
    except (Unauthenticated, Forbidden) as error:
        log.warning("staff_refused", code=error.code)
        raise


def keep_nothing(answer: Response) -> Response:
    """Have no browser keep an answer: it is about people, and a step may change it at once."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def staff() -> StaffMember:
    """Return who is asking."""
    return cast(StaffMember, g.staff)


def _token() -> str:
    own = request.headers.get("Authorization-Bearer", "")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = own or (token if scheme.lower() == "bearer" else "")
    if not found.strip():
        raise Unauthenticated("Open this page from your Saleor Dashboard.")
    return found.strip()
