"""Saleor's door: it stands before Flask, whose way costs more than proving and keeping a delivery.

What it keeps it answers itself. What it cannot keep goes on to Flask with the reason, to be worded
and logged there like every refusal of this app.
"""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wsgi import get_input_stream

from saleor_returns_app.domain.errors import NotFound, Unauthenticated
from saleor_returns_app.http.entry import now
from saleor_returns_app.http.request_ids import HEADER, follow
from saleor_returns_app.http.security import UNFRAMED
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.orders.receive_delivery import Incoming, receive_delivery
from webhooks.saleor.definition import EVENTS

PLACE = "/api/webhooks/saleor/"
REFUSAL = "saleor_returns.refusal"
KEPT, KNOWN = b'{"status":"kept"}\n', b'{"status":"known"}\n'


class EventUnknown(NotFound):
    """This app does not listen to this event."""

    code = "event_unknown"


class SaleorsDoor:
    """Lets genuine deliveries in; a body may have that many bytes."""

    def __init__(self, beyond: WSGIApplication, services: Services, *, longest: int) -> None:
        self._beyond, self._services, self._longest = beyond, services, longest

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Keep a delivery and answer; everything else goes on."""
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] != "POST" or not path.startswith(PLACE):
            return self._beyond(environ, start_response)
        request, event = follow(environ), path.removeprefix(PLACE)
        try:
            is_new = self._receive(event, environ)
        except Exception as refusal:
            environ[REFUSAL] = refusal
            return self._beyond(environ, start_response)
        answer = KEPT if is_new else KNOWN
        start_response(
            "200 OK",
            [
                ("Content-Type", "application/json"),
                ("Content-Length", str(len(answer))),
                (HEADER, request.id),
                *UNFRAMED.items(),
            ],
        )
        request.ended("POST", f"{PLACE}<event>", 200, saleor_event=event, new=is_new)
        return [answer]

    def _receive(self, event: str, environ: WSGIEnvironment) -> bool:
        """Prove and keep a delivery; says False of one that was here before.

        Refusals are for good: Saleor tries again only after 5xx, so whatever may pass by itself (our
        database, the shop's key set) is answered with 503.
        """
        body = get_input_stream(environ, max_content_length=self._longest).read()
        if event not in EVENTS or event != environ.get("HTTP_SALEOR_EVENT", "").lower():
            raise EventUnknown
        signature = environ.get("HTTP_SALEOR_SIGNATURE")
        if not signature:
            raise Unauthenticated("The signature is missing.")
        return receive_delivery(
            Incoming(event, body, environ.get("HTTP_SALEOR_API_URL", ""), signature),
            at=now(),
            signatures=self._services.signatures,
            saleor=self._services.saleor,
            transaction=self._services.transaction,
            inbox=self._services.inbox,
        )
