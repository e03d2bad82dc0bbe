"""The pretend carrier's page: moves parcels along by hand, and lets webhooks go astray."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saleor_returns_app.sandbox.pages.visitor import read_visitor, refuse_strangers
from saleor_returns_app.sandbox.sendcloud import labels
from saleor_returns_app.sandbox.sendcloud.model import STATUSES, WALKABLE, Return, Step
from saleor_returns_app.sandbox.world import Sandbox


def carrier_pages(sandbox: Sandbox) -> Blueprint:
    """Make the routes."""
    pages = Blueprint("carrier", __name__, url_prefix="/carrier")
    account = sandbox.sendcloud
    pages.before_request(refuse_strangers)

    @pages.get("/")
    def parcels() -> ResponseReturnValue:
        return render_template(
            "carrier/parcels.html",
            visitor=read_visitor(),
            returns=account.newest(),
            hooks=account.hooks,
            walkable=[(step.value, STATUSES[step][1]) for step in WALKABLE],
            texts={step.value: text for step, (_, text) in STATUSES.items()},
        )

    @pages.post("/<int:id>/move")
    def move(id: int) -> ResponseReturnValue:
        _find(id)
        step = request.form.get("step", "")
        if step not in {one.value for one in WALKABLE}:
            abort(400)
        account.move(id, Step(step))
        return redirect(url_for("carrier.parcels"))

    @pages.post("/<int:id>/again")
    def again(id: int) -> ResponseReturnValue:
        one = _find(id)
        account.hooks.tell_status(one, one.history[-1])
        return redirect(url_for("carrier.parcels"))

    @pages.get("/<int:id>/label.pdf")
    def label(id: int) -> ResponseReturnValue:
        one = _find(id)
        if not one.has_label:
            abort(404)
        return Response(labels.label([one], "A6"), mimetype="application/pdf")

    @pages.post("/webhooks")
    def webhooks() -> ResponseReturnValue:
        if request.form.get("do") == "hold":
            account.hooks.is_holding = True
        else:
            backwards = request.form.get("do") == "backwards"
            account.hooks.release(backwards=backwards, times=2 if backwards else 1)
        return redirect(url_for("carrier.parcels"))

    def _find(id: int) -> Return:
        return account.returns.get(id) or abort(404)

    return pages
