"""Whether callers can choose the address by which their tries are counted.

Proxies write it into X-Forwarded-For. WSGI tells that from X_Forwarded_For no more than CGI does, and
of two such headers the later one counts. Which one that is depends on the proxy, and on what the
server takes out of the row before the app sees it: what belongs to a body, and cookies, whose places
the last ones move to. So the app is asked in each of these ways.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from saleor_returns_app.domain.errors import Unavailable
from saleor_returns_app.domain.health import Check, Finding
from saleor_returns_app.domain.ports import PublicDoor

HEADER = "X-Forwarded-For"
LOOKALIKES = ("X_Forwarded_For", "X-Forwarded_For", "X_Forwarded-For")
CHOSEN = "203.0.113.7"  # For documents (RFC 5737): nobody has this address.
BODY = b"{}"
OF_THE_BODY = {"Content-Type": "application/json", "Content-Length": str(len(BODY))}
WAYS: tuple[tuple[Mapping[str, str], bytes], ...] = (
    ({}, b""),
    (OF_THE_BODY, BODY),
    (OF_THE_BODY | {"Cookie": "seen=1"}, BODY),
)


@dataclass(frozen=True)
class Front:
    """The app's public address, and how many proxies are said to stand there."""

    url: str
    proxies: int
    door: PublicDoor


def examine_front(front: Front) -> Finding:
    """Ask the app, as anybody could, whom it takes us for."""
    facts = {"url": front.url, "count": str(front.proxies)}
    # As many as there are proxies: of fewer the app believes none.
    chosen = ", ".join([CHOSEN] * front.proxies)
    try:
        own = front.door.counted_as({HEADER: chosen})
        is_misled = own == CHOSEN or CHOSEN in _answers(front.door, chosen)
    except Unavailable as error:
        return Finding(Check.PROXIES, "proxies_unknown", facts | {"why": str(error)})
    if own is None:
        why = "The question is refused there."
        return Finding(Check.PROXIES, "proxies_unknown", facts | {"why": why})
    if is_misled:
        code = "proxies_fewer" if own == CHOSEN else "proxies_pass_underscores"
        return Finding(Check.PROXIES, code, facts)
    return Finding(Check.PROXIES, "proxies_right", facts | {"address": own})


def _answers(door: PublicDoor, chosen: str) -> Iterator[str | None]:
    """Ask with names that only look alike. To refuse these is as good as to drop them."""
    for before, body in WAYS:
        headers = {**before, **dict.fromkeys(LOOKALIKES, chosen)}
        yield door.counted_as(headers, body=body)
