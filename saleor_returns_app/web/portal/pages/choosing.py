"""Choosing what comes back, what for, and how."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from saleor_returns_app.domain.errors import Conflict, Invalid, NotTogether
from saleor_returns_app.domain.policy.decision import Offer
from saleor_returns_app.domain.policy.terms import Requirement
from saleor_returns_app.domain.quotes import lines_without_photos
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.portal.order_view import OrderView, view_order
from saleor_returns_app.use_cases.portal.price_offers import Offers, price_offers
from saleor_returns_app.use_cases.portal.quote_return import estimate_refund
from saleor_returns_app.web.portal.pages import visit
from saleor_returns_app.web.portal.pages.choices import (
    Choices,
    missing_messages,
    most_of,
    read_choices,
    reasons_for,
    typed_before,
)
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
        draft.choose(choices.lines)
        choices.slips.update(_slips_together(draft))
        if not choices.slips:
            return go_to("photos")
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
    """Ask which of the offers the shopper takes."""
    draft = visit.draft_for(access().order_id)
    offers = offers_for(draft)
    return _options_page(offers, draft) if offers else go_to("items")


@blueprint.post("/options")
def choose_options(shop: str) -> ResponseReturnValue:
    """Keep the offer that was taken and go on."""
    draft = visit.draft_for(access().order_id)
    offers = offers_for(draft)
    if offers is None:
        return go_to("items")
    taken = request.form.get("offer", "")
    if taken not in {name_of(one.offer) for one in offers.priced}:
        return _options_page(offers, draft, str(_("Choose one of the offers."))), 422
    draft.outcome, draft.method = taken.split(".")
    if not visit.keep(draft):
        return go_to("items")
    [offer] = [one.offer for one in offers.priced if name_of(one.offer) == taken]
    if lines_without_photos(draft.return_lines(), offer, offers.decision):
        flash(_("For this way back the shop asks for photos. Please add them."), "note")
        return go_to("photos")
    return go_to("review")


def name_of(offer: Offer) -> str:
    """Name an offer in a form."""
    return f"{offer.outcome.value}.{offer.method.value}"


def offers_for(draft: visit.Draft) -> Offers | None:
    """Price what was chosen; None where that makes no sense any more."""
    try:
        return price_offers(
            draft.order_id, draft.return_lines(), at=now(), transaction=services().transaction
        )
    except (Invalid, Conflict):
        return None


def _slips_together(draft: visit.Draft) -> dict[str, str]:
    """Keep lines that make sense each by itself, and find what is wrong with them together."""
    if not visit.keep(draft):
        return {"items": str(_("Your messages are too long together; shorten them."))}
    try:
        offers = price_offers(
            draft.order_id, draft.return_lines(), at=now(), transaction=services().transaction
        )
    except NotTogether as error:
        return {"items": str(_(str(error)))}
    if all(one.offer.requires(Requirement.MESSAGE) for one in offers.priced):
        return missing_messages(draft.lines)
    return {}


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
        most_of=most_of,
        reasons_for=reasons_for,
    )


def _options_page(offers: Offers, draft: visit.Draft, slip: str = "") -> str:
    names = [name_of(one.offer) for one in offers.priced]
    before = f"{draft.outcome}.{draft.method}"
    return render_template(
        "portal/options.html",
        offers=offers.priced,
        name_of=name_of,
        taken=before if before in names else names[0],
        wants_photos=any(one.offer.requires(Requirement.PHOTO) for one in offers.priced),
        has_photos=lambda offer: (
            not lines_without_photos(draft.return_lines(), offer, offers.decision)
        ),
        slip_text=slip,
    )
