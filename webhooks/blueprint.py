"""Saleor tells us something: the raw bytes are verified and kept, and the answer goes out."""

import structlog
from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from saleor_returns_app.domain.errors import NotFound, Unauthenticated
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.use_cases.orders.receive_delivery import Incoming, receive_delivery
from webhooks.saleor.definition import EVENTS

blueprint = Blueprint("webhooks", __name__, url_prefix="/api/webhooks")
lets_in(blueprint, Entry.SALEOR_SIGNATURE)


class EventUnknown(NotFound):
    """This app does not listen to this event."""

    code = "event_unknown"


@blueprint.post("/saleor/<event>")
def saleor(event: str) -> ResponseReturnValue:
    """Keep a delivery.

    Refusals are for good: Saleor tries again only after 5xx, so whatever may pass by itself (our
    database, the shop's key set) is answered with 503.
    """
    body = request.get_data(cache=True)
    if event not in EVENTS or event != request.headers.get("Saleor-Event", "").lower():
        raise EventUnknown
    signature = request.headers.get("Saleor-Signature")
    if not signature:
        raise Unauthenticated("The signature is missing.")
    is_new = receive_delivery(
        Incoming(event, body, request.headers.get("Saleor-Api-Url", ""), signature),
        at=now(),
        signatures=services().signatures,
        saleor=services().saleor,
        transaction=services().transaction,
        inbox=services().inbox,
    )
    # For the line that tells of the request: it is the only one.
    structlog.contextvars.bind_contextvars(saleor_event=event, new=is_new)
    return jsonify(status="kept" if is_new else "known")
