"""The money page: what is due, under way, stuck, failed or differing, each with its next step."""

import json

from flask import Blueprint, Response, jsonify, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from marshmallow import ValidationError

from saleor_returns_app.domain.errors import NotFound, ReturnsError
from saleor_returns_app.domain.ports import Drawer, MoneyFilter, MoneyPage
from saleor_returns_app.domain.settlement_acts import MoneyAct, next_acts, urgency
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.installing.authenticate_staff import HANDLE_PAYMENTS
from saleor_returns_app.use_cases.settlement.acts import act_on_money, money_page
from saleor_returns_app.use_cases.settlement.reconcile import reconcile_shop
from saleor_returns_app.web.desk import money_words
from saleor_returns_app.web.desk.money_answers import MoneyPageSchema, MoneySchema
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.desk.troubles import trouble

parts = Blueprint("desk_money", __name__, url_prefix="/desk/parts/money")
api = Blueprint("desk_money_api", __name__, url_prefix="/api/desk/v1/money")
for _blueprint in (parts, api):
    _blueprint.before_request(speak_dashboard_language)
    _blueprint.before_request(check_staff)
    _blueprint.after_request(keep_nothing)
    lets_in(_blueprint, Entry.STAFF)

# Whose money moves; the others only look, or take a person's word.
NEEDS_PAYMENTS = frozenset(MoneyAct) - {MoneyAct.LOOK, MoneyAct.COMPARE}
DONE = {
    MoneyAct.REFUND: _("Refund of return %(number)s started"),
    MoneyAct.LOOK: _("Return %(number)s is being looked at"),
    MoneyAct.GIVE_UP: _("Return %(number)s noted as not paid"),
    MoneyAct.VOID: _("The promise to return %(number)s is being taken back"),
    MoneyAct.COMPARE: _("Return %(number)s is being compared"),
    MoneyAct.CREDIT: _("Store credit of return %(number)s is being issued"),
    MoneyAct.EXCHANGE: _("The exchange of return %(number)s is being made"),
    MoneyAct.TO_REFUND: _("Return %(number)s is a refund now"),
}


@parts.get("")
def show() -> ResponseReturnValue:
    """Show one page of the money."""
    wanted = MoneySchema().load(request.args)
    answer = make_response(_page(wanted))
    if request.headers.get("HX-Trigger") == "filters":
        answer.headers["HX-Replace-Url"] = _address(wanted)
    return answer


@parts.post("/reconcile")
def reconcile() -> ResponseReturnValue:
    """Have everything that is open, or lately settled, compared with Saleor now."""
    count = _reconcile()
    text = gettext("Comparing %(count)s orders with Saleor", count=count)
    return _said(text, MoneySchema().load(request.form))


@parts.post("/<number>/<act>")
def act_on(number: str, act: str) -> ResponseReturnValue:
    """Take a next step, and show how the money stands then."""
    chosen = _do(number, act)
    return _said(str(DONE[chosen]) % {"number": number}, MoneySchema().load(request.form))


@api.get("")
def money() -> ResponseReturnValue:
    """List one page of the money."""
    wanted = MoneySchema().load(request.args)
    return jsonify(
        MoneyPageSchema().dump(_look(wanted)) | {"page": wanted.page, "per_page": wanted.per_page}
    )


@api.post("/reconcile")
def reconcile_api() -> ResponseReturnValue:
    """Have everything compared; says how many orders that concerns."""
    return jsonify({"orders": _reconcile()}), 202


@api.post("/<number>/<act>")
def act_on_api(number: str, act: str) -> ResponseReturnValue:
    """Take a next step; what comes of it is shown by the list."""
    _do(number, act)
    return "", 202


@parts.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Say what is wrong."""
    return trouble(status_of(error), error.code, gettext(str(error)))


@parts.errorhandler(ValidationError)
def malformed(error: ValidationError) -> ResponseReturnValue:
    """Say that something was filled in wrongly."""
    return trouble(422, "malformed", gettext("Some fields are missing or wrong."))


def _do(number: str, act: str) -> MoneyAct:
    try:
        chosen = MoneyAct(act)
    except ValueError:
        raise NotFound("There is no such act.") from None
    member = staff()
    if chosen in NEEDS_PAYMENTS:
        member.needs(HANDLE_PAYMENTS)
    act_on_money(
        member.installation.id,
        number,
        chosen,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )
    return chosen


def _reconcile() -> int:
    return reconcile_shop(staff().installation.id, at=now(), transaction=services().transaction)


def _look(wanted: MoneyFilter) -> MoneyPage:
    return money_page(staff().installation.id, wanted, transaction=services().transaction)


def _said(text: str, wanted: MoneyFilter) -> Response:
    answer = make_response(_page(wanted))
    answer.headers["HX-Trigger"] = json.dumps({"desk:done": {"text": text}})
    return answer


def _page(wanted: MoneyFilter) -> str:
    may_pay = HANDLE_PAYMENTS in staff().permissions
    return render_template(
        "desk/money.html",
        page=_look(wanted),
        shop=staff().installation,
        wanted=wanted,
        drawers=tuple(Drawer),
        words=money_words,
        urgency=lambda settlement: urgency(settlement, at=now()),
        acts=lambda row: [
            act
            for act in next_acts(row.settlement, differs=bool(row.differences))
            if may_pay or act not in NEEDS_PAYMENTS
        ],
    )


def _address(wanted: MoneyFilter) -> str:
    """Return where the page shows the same again; typing makes no history."""
    drawer = wanted.drawer.value if wanted.drawer else None
    return url_for("desk.money", drawer=drawer, search=wanted.search or None)
