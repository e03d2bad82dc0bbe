"""What fills the desk's shell: pieces of pages, asked for with the Dashboard's token."""

import json

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from marshmallow import ValidationError

from saleor_returns_app.domain.allowed_acts import Act, allowed_acts
from saleor_returns_app.domain.errors import NotFound, ReturnsError, TransitionNotAllowed
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.ports import ReturnFilter
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus, Tab
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.care.problems import open_problems
from saleor_returns_app.use_cases.installing.shop_status import order_feed
from saleor_returns_app.use_cases.parcels.attending import parcels_of_return
from saleor_returns_app.use_cases.returns.overview import ReturnView, list_returns, show_return
from saleor_returns_app.web.desk import parcel_words
from saleor_returns_app.web.desk.acts import act_named, may, perform
from saleor_returns_app.web.desk.health_words import problem_text
from saleor_returns_app.web.desk.history import advice, settlement_of, told_by
from saleor_returns_app.web.desk.parcels import perform_on_parcels
from saleor_returns_app.web.desk.schemas import OverviewSchema
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.desk.troubles import trouble

blueprint = Blueprint("desk_parts", __name__, url_prefix="/desk/parts")
blueprint.before_request(speak_dashboard_language)
blueprint.before_request(check_staff)
blueprint.after_request(keep_nothing)
lets_in(blueprint, Entry.STAFF)

SETTLED = {MoneyStatus.REFUNDED, MoneyStatus.SETTLED_OUTSIDE}
DONE = {
    Act.APPROVE: _("Return %(number)s approved"),
    Act.REJECT: _("Return %(number)s rejected"),
    Act.RECEIVE: _("Return %(number)s marked as received"),
    Act.INSPECT: _("What was found of return %(number)s is written down"),
    Act.REFUND: _("Refund of return %(number)s started"),
    Act.MARK_REFUNDED: _("Return %(number)s marked as refunded"),
    Act.CANCEL: _("Return %(number)s cancelled"),
    Act.RESEND_LABEL: _("The label of return %(number)s is on its way"),
    Act.GIVE_CREDIT: _("Store credit of return %(number)s is being issued"),
    Act.RESEND_CREDIT: _("The code of return %(number)s is on its way"),
    Act.TO_REFUND: _("Return %(number)s is a refund now"),
    Act.CHOOSE_REPLACEMENT: _("Replacement for return %(number)s chosen"),
    Act.SEND_EXCHANGE: _("The exchange of return %(number)s is being made"),
    Act.DIFFERENCE_PAID: _("The difference of return %(number)s is noted as paid"),
    Act.CALL_OFF: _("The exchange of return %(number)s is being called off"),
    Act.TO_CREDIT: _("Return %(number)s becomes store credit"),
    Act.WAIVE_GOODS: _("The customer keeps the goods of return %(number)s"),
}


@blueprint.get("/returns")
def overview() -> ResponseReturnValue:
    """Show one page of the shop's returns."""
    wanted = OverviewSchema().load(request.args)
    shop = staff().installation
    page = list_returns(shop.id, wanted, transaction=services().transaction)
    answer = make_response(
        render_template(
            "desk/overview.html",
            page=page,
            shop=shop,
            problems=open_problems(shop.id, transaction=services().transaction),
            problem_text=problem_text,
            feed=order_feed(shop.id, transaction=services().transaction),
            wanted=wanted,
            now=now(),
            tabs=tuple(Tab),
            statuses=tuple(ReturnStatus),
            parcel_statuses=tuple(ParcelStatus),
            money_statuses=tuple(MoneyStatus),
            portal_url=f"{current_app.config['PUBLIC_URL']}/portal/{shop.slug}/",
        )
    )
    if request.headers.get("HX-Trigger") == "filters":
        answer.headers["HX-Replace-Url"] = _address(wanted)
    return answer


@blueprint.get("/returns/<number>")
def one_return(number: str) -> ResponseReturnValue:
    """Show one return; nothing at all when no event came since the one that was seen."""
    view = _look(number)
    if request.args.get("seen") == _sight(view):
        return "", 204
    return _page(view)


@blueprint.post("/returns/<number>/<act>")
def act_on(number: str, act: str) -> ResponseReturnValue:
    """Do one act and show the return as it is then, with a word for the Dashboard's toast."""
    wanted = act_named(act)
    perform(wanted, number, request.form)
    return done(wanted, number)


def done(act: Act, number: str) -> Response:
    """Show a return after an act, with a word for the Dashboard's toast."""
    return told_of(number, str(DONE[act]) % {"number": number})


def told_of(number: str, text: str) -> Response:
    """Show a return as it is now, with a word for the Dashboard's toast."""
    answer = make_response(_page(_look(number)))
    answer.headers["HX-Trigger"] = json.dumps({"desk:done": {"text": text}})
    return answer


@blueprint.post("/returns/<number>/parcels/<act>")
def act_on_parcels(number: str, act: str) -> ResponseReturnValue:
    """Do something about the parcels, and show the return as it is then."""
    if act not in parcel_words.DONE:
        raise NotFound("There is no such act.")
    perform_on_parcels(act, number)
    answer = make_response(_page(_look(number)))
    told = {"desk:done": {"text": parcel_words.parcel_done(act, number)}}
    answer.headers["HX-Trigger"] = json.dumps(told)
    return answer


@blueprint.errorhandler(TransitionNotAllowed)
def overtaken(error: TransitionNotAllowed) -> ResponseReturnValue:
    """Show the return as it is now: somebody else, or a job, was there first."""
    number = (request.view_args or {})["number"]
    notice = gettext(
        "This return has changed in the meantime, so nothing was done. Here is how it stands now."
    )
    return _page(_look(number), notice=notice), 409


@blueprint.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Say what is wrong: in place of the page, or in the dialog that the act came from."""
    return trouble(status_of(error), error.code, gettext(str(error)))


@blueprint.errorhandler(ValidationError)
def malformed(error: ValidationError) -> ResponseReturnValue:
    """Say that something was filled in wrongly."""
    return trouble(422, "malformed", gettext("Some fields are missing or wrong."))


def _address(wanted: ReturnFilter) -> str:
    """Return where the overview shows the same again; typing makes no history."""
    return url_for(
        "desk.shell",
        tab=wanted.tab.value if wanted.tab else None,
        status=wanted.status or None,
        search=wanted.search or None,
    )


def _look(number: str) -> ReturnView:
    return show_return(staff().installation.id, number, transaction=services().transaction)


def _page(view: ReturnView, notice: str = "") -> str:
    acts = allowed_acts(view.case)
    number, shop = view.case.number, staff().installation
    parcels = parcels_of_return(shop.id, number, transaction=services().transaction)
    return render_template(
        "desk/return.html",
        shop=shop,
        parcels=parcels,
        parcel_acts=parcel_words.parcel_acts(view.case, [one for one, _events in parcels]),
        parcel_words=parcel_words,
        view=view,
        case=view.case,
        order=view.order,
        acts=[act for act in Act if act in acts and may(staff(), act)],
        denied=[act for act in Act if act in acts and not may(staff(), act)],
        notice=notice,
        smallest=Money(1, view.case.refund.currency).decimal,
        advice=advice,
        is_awaited=view.case.awaits_answer(now()),
        told_by=told_by,
        settlement_of=settlement_of,
        sight=_sight(view),
        is_waiting=_is_waiting(view),
    )


def _sight(view: ReturnView) -> str:
    """Name what is to be seen: another name means that something has happened."""
    sent = sum(message.sent_at is not None for message in view.messages)
    receipt = view.receipt.paper_id if view.receipt else ""
    return f"{len(view.case.events)}-{len(view.messages)}-{sent}-{receipt[:8]}"


def _is_waiting(view: ReturnView) -> bool:
    """Whether a job is about to change what is shown."""
    return (
        view.case.parcel_status is ParcelStatus.PREPARING
        or view.case.money_status is MoneyStatus.ORDERED
        or _receipt_is_due(view)
        or any(message.sent_at is None for message in view.messages)
    )


def _receipt_is_due(view: ReturnView) -> bool:
    """Whether a receipt is being made: older returns have none, but were told of by a mail."""
    told = any(message.kind is MessageKind.REFUNDED for message in view.messages)
    return view.case.money_status in SETTLED and view.receipt is None and not told
