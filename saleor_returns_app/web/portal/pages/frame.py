"""What every page of the portal has: its shop, its visitor, its language, its refusals."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request
from flask import url_for as address_of
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from saleor_returns_app.domain.errors import NotFound, ReturnsError, Unauthenticated
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.http.entry import Entry, entry_of, lets_in, now, services
from saleor_returns_app.http.problems import status_of, unexpected
from saleor_returns_app.use_cases.portal.order_access import Access, read_access
from saleor_returns_app.use_cases.portal.shop_facts import shop_facts
from saleor_returns_app.web.languages import LANGUAGES, chosen_language, keep_language
from saleor_returns_app.web.portal.pages import visit

View = TypeVar("View", bound=Callable[..., object])
csrf = CSRFProtect()
blueprint = Blueprint("portal", __name__, url_prefix="/portal/<shop>")
lets_in(blueprint, Entry.SHOPPER)


def shop() -> Installation:
    """Return the shop whose pages these are."""
    return cast(Installation, g.shop)


def access() -> Access:
    """Return what the visitor may see."""
    return cast(Access, g.access)


def page_address(page: str, **values: Any) -> str:
    """Return the address of a page of this shop."""
    return address_of(f"portal.{page}", shop=shop().slug, **values)


def go_to(page: str, **values: Any) -> Response:
    """Send the browser on, so that going back or reloading repeats nothing."""
    return cast(Response, redirect(page_address(page, **values), 303))


@blueprint.before_request
def meet_visitor() -> ResponseReturnValue | None:
    """Find the shop, and let in those who have found their order."""
    if any(sign < " " for sign in request.path):
        raise NotFound
    slug = (request.view_args or {})["shop"]
    g.shop = shop_facts(slug, at=now(), transaction=services().transaction).shop
    if request.method == "POST":
        _let_in_files(slug)
        csrf.protect()
    if entry_of(current_app, request.endpoint or "") is not Entry.SHOPPER:
        return None
    return _let_in()


def takes_files(most: int) -> Callable[[View], View]:
    """Let a form bring along more bytes than others may."""

    def declare(view: View) -> View:
        vars(view)["most_bytes"] = most
        return view

    return declare


def _let_in_files(slug: str) -> None:
    """Only who has found an order may send much: the form is read before its word is looked at."""
    view = current_app.view_functions[request.endpoint or ""]
    most = vars(view).get("most_bytes")
    if most and visit.token(slug):
        request.max_content_length = most


def _let_in() -> ResponseReturnValue | None:
    token = visit.token(shop().slug)
    if not token:
        flash(_("Please find your order first."), "note")
        return go_to("find")
    try:
        g.access = read_access(
            token, at=now(), sealer=services().sealer, transaction=services().transaction
        )
    except Unauthenticated:
        return _ask_again()
    return None if access().installation_id == shop().id else _ask_again()


def _ask_again() -> ResponseReturnValue:
    visit.end(shop().slug)
    flash(_("Please find your order again: for your safety, access ends after two hours."), "note")
    return go_to("find")


@blueprint.context_processor
def everywhere() -> dict[str, Any]:
    """Give every template its frame."""
    return {
        "shop": g.get("shop"),
        "language": chosen_language(),
        "languages": LANGUAGES,
        "page_address": page_address,
        "is_in": "access" in g,
    }


@blueprint.after_request
def finish(answer: Response) -> Response:
    """Keep the language, and keep personal pages out of shared caches."""
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    return keep_language(answer)


@blueprint.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Show a refusal as a page."""
    status = status_of(error)
    sentence = _(str(error))
    answer = render_template("portal/refused.html", status=status, sentence=sentence)
    headers = {"Retry-After": "5"} if status == 503 else {}
    return answer, status, headers


@blueprint.errorhandler(CSRFError)
def out_of_date(error: CSRFError) -> ResponseReturnValue:
    """Tell the owner of a form from an earlier visit to try again; nothing was done."""
    sentence = _("This page was open for too long, or your browser keeps no cookies. Try again.")
    return render_template("portal/refused.html", status=400, sentence=sentence), 400


@blueprint.errorhandler(RequestEntityTooLarge)
def too_much(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say that a form was too large to be read at all."""
    sentence = _("This was too much at once. Please go back and send fewer or smaller photos.")
    return render_template("portal/refused.html", status=413, sentence=sentence), 413


@blueprint.errorhandler(HTTPException)
def not_understood(error: HTTPException) -> ResponseReturnValue:
    """Show what the framework refuses as a page."""
    sentence = _("This could not be understood. Please go back and try again.")
    status = error.code or 400
    return render_template("portal/refused.html", status=status, sentence=sentence), status


@blueprint.errorhandler(Exception)
def broken(error: Exception) -> ResponseReturnValue:
    """Apologise for a bug of ours."""
    unexpected(error)
    sentence = _("Something went wrong on our side.")
    return render_template("portal/refused.html", status=500, sentence=sentence), 500
