"""The doors for what other systems tell us.

Saleor's stands before Flask: what comes here of it was refused there, and is only worded.
"""

from typing import NoReturn

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from requests.structures import CaseInsensitiveDict

from saleor_returns_app.http.entry import Entry, let_in_by, lets_in, now, services
from saleor_returns_app.use_cases.parcels.hooks import receive_hook
from webhooks.door import REFUSAL

LONGEST_CARRIER_BODY = 256 * 1024

blueprint = Blueprint("webhooks", __name__, url_prefix="/api/webhooks")
lets_in(blueprint, Entry.SALEOR_SIGNATURE)


@blueprint.post("/saleor/<event>")
def saleor(event: str) -> NoReturn:
    """Answer with why a delivery was not kept; one that was kept never comes this far."""
    refusal: Exception = request.environ[REFUSAL]
    raise refusal


@blueprint.post("/carriers/<carrier>/<installation>")
@let_in_by(Entry.CARRIER_SIGNATURE)
def carriers(carrier: str, installation: str) -> ResponseReturnValue:
    """Keep what a carrier tells us; a job applies it."""
    request.max_content_length = LONGEST_CARRIER_BODY
    is_new = receive_hook(
        carrier,
        installation,
        CaseInsensitiveDict(request.headers.items()),
        request.get_data(cache=False),
        at=now(),
        carriers=services().carriers,
        transaction=services().transaction,
    )
    return jsonify(status="kept" if is_new else "known")
