"""Looking the offer over, and confirming it."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from saleor_returns_app.domain import errors
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.portal.open_return_request import open_return_request
from saleor_returns_app.use_cases.portal.quote_return import quote_return
from saleor_returns_app.web.portal.api.answers import part_words
from saleor_returns_app.web.portal.pages import visit
from saleor_returns_app.web.portal.pages.frame import access, blueprint, go_to

STALE = (errors.QuoteExpired, errors.QuoteOutdated, errors.QuoteInvalid)


@blueprint.get("/review")
def review(shop: str) -> ResponseReturnValue:
    """Show what was chosen with its arithmetic, and ask for the last word."""
    draft = visit.draft_for(access().order_id)
    if not draft.is_complete:
        return go_to("items")
    try:
        quote = quote_return(
            access().order_id,
            draft.selection(),
            at=now(),
            sealer=services().sealer,
            transaction=services().transaction,
        )
    except errors.PhotoMissing:
        return go_to("photos")
    except (errors.Invalid, errors.Conflict):
        return _choose_again()
    return render_template("portal/review.html", quote=quote, part_words=part_words)


@blueprint.post("/review")
def confirm(shop: str) -> ResponseReturnValue:
    """Open the return; a second click leads to the same one."""
    try:
        case = open_return_request(
            request.form.get("quote", ""),
            order_id=access().order_id,
            at=now(),
            sealer=services().sealer,
            letters=services().letters,
            transaction=services().transaction,
        )
        number = case.number
    except errors.QuoteUsed as error:
        number = str(error.facts["number"])
    except STALE:
        flash(_("This offer is no longer current. Please look it over once more."), "note")
        return go_to("review")
    except (errors.Invalid, errors.Conflict):
        return _choose_again()
    visit.forget_draft()
    return go_to("done", number=number)


def _choose_again() -> ResponseReturnValue:
    visit.forget_draft()
    flash(_("Your order has changed meanwhile. Please choose again."), "note")
    return go_to("items")
