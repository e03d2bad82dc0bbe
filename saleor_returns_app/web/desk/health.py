"""How the shop stands with its Saleor, in the merchant's words, and a button that repairs it."""

import json

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.health import Health
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.care.examine_shop import examine_shop
from saleor_returns_app.use_cases.care.problems import mark_solved, open_problems
from saleor_returns_app.use_cases.care.repair_shop import repair_shop
from saleor_returns_app.web.desk import health_words
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.desk.troubles import trouble

blueprint = Blueprint("desk_health", __name__, url_prefix="/desk/parts/health")
blueprint.before_request(speak_dashboard_language)
blueprint.before_request(check_staff)
blueprint.after_request(keep_nothing)
lets_in(blueprint, Entry.STAFF)


@blueprint.get("")
def show() -> ResponseReturnValue:
    """Examine the shop now, and list what waits for the merchant."""
    return _page()


@blueprint.post("/repair")
def repair() -> ResponseReturnValue:
    """Put right what can be put right, and show what is left."""
    done = repair_now()
    if done:
        return _said(gettext("Looked at everything, and repaired what the app can"))
    return _said(gettext("Nothing could be done"))


@blueprint.post("/problems/<problem_id>/solved")
def solved(problem_id: str) -> ResponseReturnValue:
    """Take the merchant's word for it that something is done."""
    mark_solved(staff().installation.id, problem_id, at=now(), transaction=services().transaction)
    return _said(gettext("Marked as done"))


@blueprint.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Say what is wrong."""
    return trouble(status_of(error), error.code, gettext(str(error)))


def examine_now() -> Health:
    """Examine the shop of whoever is at the desk."""
    return examine_shop(
        staff().installation.id,
        at=now(),
        saleor=services().saleor,
        asked=services().asked,
        transaction=services().transaction,
    )


def repair_now() -> bool:
    """Repair the shop of whoever is at the desk."""
    return repair_shop(
        staff().installation.id,
        at=now(),
        saleor=services().saleor,
        asked=services().asked,
        transaction=services().transaction,
    )


def _said(text: str) -> Response:
    """Show the page anew, with a word for the Dashboard's toast."""
    answer = make_response(_page())
    answer.headers["HX-Trigger"] = json.dumps({"desk:done": {"text": text}})
    return answer


def _page() -> str:
    shop = staff().installation
    return render_template(
        "desk/health.html",
        shop=shop,
        health=examine_now(),
        problems=open_problems(shop.id, transaction=services().transaction),
        words=health_words,
    )
