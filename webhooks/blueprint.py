"""Where Flask knows of Saleor's door: it says who may come in, and words what was refused there."""

from typing import NoReturn

from flask import Blueprint, request

from saleor_returns_app.http.entry import Entry, lets_in
from webhooks.door import REFUSAL

blueprint = Blueprint("webhooks", __name__, url_prefix="/api/webhooks")
lets_in(blueprint, Entry.SALEOR_SIGNATURE)


@blueprint.post("/saleor/<event>")
def saleor(event: str) -> NoReturn:
    """Answer with why a delivery was not kept; one that was kept never comes this far."""
    refusal: Exception = request.environ[REFUSAL]
    raise refusal
