"""Choosing what comes back, what for, and how."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from saleor_returns_app.domain.quotes import fee_of
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.portal.order_view import OrderView, view_order
from saleor_returns_app.use_cases.portal.quote_return import estimate_refund
from saleor_returns_app.web.portal.pages import visit
from saleor_returns_app.web.portal.pages.choices import Choices, read_choices, typed_before
from saleor_returns_app.web.portal.pages.frame import access, blueprint, go_to


@blueprint.get("/order")
def items(shop: str) -> ResponseReturnValue:
    """Show the order: what may come back, what may not and why, and the returns that it has."""
    view = _view()
    draft = visit.draft_for(view.order.id)
    return _items_page(view, Choices(typed=typed_before(draft.lines)))


@blueprint.post("/order")
def choose_items(shop: str) -> ResponseReturnValue:
    """Keep the chosen items and go on."""
    view = _view()
    choices = read_choices(request.form, view.decision)
    if not choices.slips:
        draft = visit.draft_for(view.order.id)
        draft.lines = choices.lines
        if visit.keep(draft):
            return go_to("options")
        choices.slips["items"] = str(_("Your messages are too long together; shorten them."))
    return _items_page(view, choices), 422


@blueprint.post("/order/total")
def running_total(shop: str) -> ResponseReturnValue:
    """Show what the present choice would bring, as a piece of the page."""
    view = _view()
    choices = read_choices(request.form, view.decision)
    breakdown = estimate_refund(
        view.order.id, choices.units, at=now(), transaction=services().transaction
    )
    units = sum(one.quantity for one in choices.units)
    return render_template("portal/total.html", breakdown=breakdown, units=units)


@blueprint.get("/options")
def options(shop: str) -> ResponseReturnValue:
    """Ask what the shopper wants for the goods and how they travel."""
    view = _view()
    draft = visit.draft_for(view.order.id)
    if not draft.lines:
        return go_to("items")
    return _options_page(view, draft, {})


@blueprint.post("/options")
def choose_options(shop: str) -> ResponseReturnValue:
    """Keep outcome and method and go on."""
    view = _view()
    draft = visit.draft_for(view.order.id)
    if not draft.lines:
        return go_to("items")
    slips = {}
    draft.outcome, draft.method = request.form.get("outcome", ""), request.form.get("method", "")
    if draft.outcome not in view.decision.outcomes:
        slips["outcome"] = str(_("Choose what you would like."))
    if draft.method not in view.decision.methods:
        slips["method"] = str(_("Choose how you return the items."))
    if slips or not visit.keep(draft):
        return _options_page(view, draft, slips), 422
    return go_to("review")


def _view() -> OrderView:
    return view_order(access().order_id, at=now(), transaction=services().transaction)


def _items_page(view: OrderView, choices: Choices) -> str:
    return render_template(
        "portal/items.html",
        order=view.order,
        snapshot=view.order.snapshot,
        decision=view.decision,
        returns=view.returns,
        choices=choices,
    )


def _options_page(view: OrderView, draft: visit.Draft, slips: dict[str, str]) -> str:
    decision = view.decision
    return render_template(
        "portal/options.html",
        decision=decision,
        fees={method: fee_of(method, decision) for method in decision.methods},
        outcome=draft.outcome or decision.outcomes[0],
        method=draft.method or decision.methods[0],
        slips=slips,
    )
