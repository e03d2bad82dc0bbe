"""Whether this process lives, and whether it is ready to serve."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from saleor_returns_app.domain.errors import Unavailable
from saleor_returns_app.http.entry import Entry, lets_in, services

blueprint = Blueprint("health", __name__)
lets_in(blueprint, Entry.PUBLIC)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Answer as long as the process can answer at all."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Answer well only while the database answers."""
    try:
        with services().transaction() as store:
            store.ping()
    except Unavailable as error:
        return jsonify(status="unavailable", code=error.code), 503
    return jsonify(status="ready")


@blueprint.route("/healthz/address", methods=["GET", "POST"])
def address() -> ResponseReturnValue:
    """Say by which address the caller's tries are counted, to the caller alone.

    Also by POST, as tries are: what a body brings along changes the order that headers arrive in.
    """
    answer = jsonify(address=request.remote_addr or "")
    answer.headers["Cache-Control"] = "no-store"
    return answer
