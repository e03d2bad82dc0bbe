"""What the visitor's cookie remembers: the way in to an order, and what was chosen so far."""

from dataclasses import asdict, dataclass, field
from typing import Any

from flask import current_app, session
from flask.sessions import SecureCookieSessionInterface

from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.quotes import Selection
from saleor_returns_app.domain.return_request import ReturnLine

MOST_SHOPS = 3
LARGEST_COOKIE = 3600


@dataclass
class ChosenLine:
    """A line as it was chosen."""

    quantity: int
    reason: str
    message: str = ""
    photos: list[str] = field(default_factory=list)


@dataclass
class Draft:
    """What was chosen so far, for one order."""

    order_id: str
    lines: dict[str, ChosenLine] = field(default_factory=dict)
    outcome: str = ""
    method: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether it can be quoted."""
        return bool(self.lines and self.outcome and self.method)

    def selection(self) -> Selection:
        """Return it in the domain's words."""
        return Selection(
            lines=self.return_lines(),
            outcome=Outcome(self.outcome),
            method=ReturnMethod(self.method),
        )

    def return_lines(self) -> tuple[ReturnLine, ...]:
        """Return the lines in the domain's words."""
        return tuple(
            ReturnLine(
                line_id,
                line.quantity,
                ReturnReason(line.reason),
                line.message,
                tuple(line.photos),
            )
            for line_id, line in self.lines.items()
        )

    def choose(self, lines: dict[str, ChosenLine]) -> None:
        """Choose other lines; those that stay keep their photos."""
        for line_id, line in lines.items():
            line.photos = self.lines[line_id].photos if line_id in self.lines else []
        self.lines = lines


def begin(slug: str, access_token: str) -> None:
    """Remember the way in to an order; those of a few other shops are kept."""
    end(slug)
    others = list(session.get("ways", {}).items())[-(MOST_SHOPS - 1) :]
    session["ways"] = {**dict(others), slug: access_token}


def token(slug: str) -> str:
    """Return the way in, or an empty word that opens nothing."""
    return str(session.get("ways", {}).get(slug, ""))


def end(slug: str) -> None:
    """Forget the way in and what was chosen."""
    session["ways"] = {
        known: way for known, way in session.get("ways", {}).items() if known != slug
    }
    forget_draft()


def draft_for(order_id: str) -> Draft:
    """Return what was chosen so far for this order."""
    kept: dict[str, Any] = session.get("draft", {})
    if kept.get("order_id") != order_id:
        return Draft(order_id)
    lines = {line_id: ChosenLine(**line) for line_id, line in kept["lines"].items()}
    return Draft(order_id, lines, kept["outcome"], kept["method"])


def keep(draft: Draft) -> bool:
    """Keep what was chosen; say False when it is more than a cookie holds."""
    before = session.get("draft")
    session["draft"] = asdict(draft)
    if _size() <= LARGEST_COOKIE:
        return True
    session["draft"] = before or {}
    return False


def forget_draft() -> None:
    """Forget what was chosen."""
    session.pop("draft", None)


def _size() -> int:
    serializer = SecureCookieSessionInterface().get_signing_serializer(current_app)
    return len(serializer.dumps(dict(session))) if serializer else 0
