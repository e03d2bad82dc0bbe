"""Who looks at the pretend Dashboard, in which language and light: kept in cookies."""

from dataclasses import dataclass

from flask import abort, g, request
from werkzeug.wrappers import Response

from saleor_returns_app.sandbox.saleor.people import STAFF, Staff, find_staff

COOKIES = {"staff": "sandbox_staff", "theme": "sandbox_theme", "locale": "sandbox_locale"}
ALLOWED = {
    "staff": {str(staff.pk) for staff in STAFF},
    "theme": {"light", "dark"},
    "locale": {"en", "fr"},
}


@dataclass(frozen=True)
class Visitor:
    """The person before the screen."""

    staff: Staff
    theme: str
    locale: str


def read_visitor() -> Visitor:
    """Read the cookies."""
    staff = find_staff(int(_cookie("staff") or 1)) or STAFF[0]
    visitor = Visitor(staff, _cookie("theme") or "light", _cookie("locale") or "en")
    g.locale = visitor.locale
    return visitor


def _cookie(name: str) -> str | None:
    value = request.cookies.get(COOKIES[name])
    return value if value in ALLOWED[name] else None


def remember_choice(response: Response, name: str, value: str) -> None:
    """Keep a choice."""
    if value in ALLOWED.get(name, ()):
        response.set_cookie(COOKIES[name], value, max_age=31_536_000, samesite="Lax", path="/")


def refuse_strangers() -> None:
    """Let only the sandbox's own pages post forms."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)
