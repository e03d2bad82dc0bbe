"""Looking at what came back: the page with its sum that follows along, and the same as JSON."""

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from saleor_returns_app.domain.allowed_acts import Act, allowed_acts
from saleor_returns_app.domain.errors import ReturnsError, TransitionNotAllowed
from saleor_returns_app.domain.inspections import Disposition, Finding, all_fine
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.photos import LARGEST_UPLOAD, MOST_PER_LINE
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.photos.evidence import keep_evidence
from saleor_returns_app.use_cases.returns.inspect_goods import (
    InspectionSheet,
    Outlook,
    inspection_sheet,
    preview_inspection,
)
from saleor_returns_app.web.desk.acts import perform
from saleor_returns_app.web.desk.answers import OutlookSchema
from saleor_returns_app.web.desk.inspecting_schemas import InspectionSchema, said_by_form
from saleor_returns_app.web.desk.parts import done, overtaken
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.desk.troubles import trouble
from saleor_returns_app.web.photos import photo_addresses, sent_photo

parts = Blueprint("desk_inspecting", __name__, url_prefix="/desk/parts/returns")
api = Blueprint("desk_inspecting_api", __name__, url_prefix="/api/desk/v1/returns")
for _blueprint in (parts, api):
    _blueprint.before_request(speak_dashboard_language)
    _blueprint.before_request(check_staff)
    _blueprint.after_request(keep_nothing)
    lets_in(_blueprint, Entry.STAFF)


@parts.get("/<number>/inspect")
def inspect(number: str) -> ResponseReturnValue:
    """Show the page on which somebody writes down what was found."""
    sheet = _sheet(number)
    case = sheet.case
    if Act.INSPECT not in allowed_acts(case):
        return overtaken(TransitionNotAllowed(state=case.status.value))
    return render_template(
        "desk/inspect.html",
        shop=staff().installation,
        sheet=sheet,
        case=case,
        bought=sheet.order.snapshot,
        found=case.inspection or all_fine(case.asked_units),
        findings=tuple(Finding),
        dispositions=tuple(Disposition),
        smallest=Money(1, case.refund.currency).decimal,
        most_photos=MOST_PER_LINE,
        largest_photo=LARGEST_UPLOAD,
    )


@parts.post("/<number>/inspect")
def write_down(number: str) -> ResponseReturnValue:
    """Write down what was found, and show the return."""
    perform(Act.INSPECT, number, said_by_form(request.form, _currency(_sheet(number))))
    answer = done(Act.INSPECT, number)
    answer.headers["HX-Push-Url"] = url_for("desk.shell", number=number)
    return answer


@parts.post("/<number>/inspect/preview")
def preview(number: str) -> ResponseReturnValue:
    """Show what the customer would get; while something is still to be filled in, say what."""
    sheet = _sheet(number)
    try:
        outlook = _preview(number, said_by_form(request.form, _currency(sheet)))
        text = ""
    except (ReturnsError, ValidationError) as error:
        outlook, text = None, _sentence(sheet, error)
    return render_template(
        "desk/inspect_preview.html",
        outlook=outlook,
        text=text,
        case=sheet.case,
        bought=sheet.order.snapshot,
    )


@parts.errorhandler(TransitionNotAllowed)
def too_late(error: TransitionNotAllowed) -> ResponseReturnValue:
    """Show the return as it is now."""
    return overtaken(error)


@parts.errorhandler(ReturnsError)
@parts.errorhandler(ValidationError)
def refused(error: ReturnsError | ValidationError) -> ResponseReturnValue:
    """Say what is wrong and of which line, and leave the form as it is."""
    if isinstance(error, ValidationError):
        status, code = 422, "malformed"
    else:
        status, code = status_of(error), error.code
    if request.method == "GET":
        return trouble(status, code, gettext(str(error)))
    number = (request.view_args or {})["number"]
    is_about_goods = status in (409, 422)
    text = _sentence(_sheet(number), error) if is_about_goods else gettext(str(error))
    page = render_template("desk/refusal.html", text=text)
    place = {"HX-Retarget": "#inspect-refusal", "HX-Reswap": "innerHTML"}
    return Response(page, status, place, mimetype="text/html")


@api.post("/<number>/inspect/preview")
def preview_api(number: str) -> ResponseReturnValue:
    """Say what an inspection would come to; it refuses what `inspect` would."""
    return jsonify(OutlookSchema().dump(_preview(number, request.get_json(force=True))))


@api.post("/<number>/photos")
def add_photo(number: str) -> ResponseReturnValue:
    """Keep a photo of what came back: JPEG, PNG or WebP, as the body or as a form's `photo`."""
    file_id = keep_evidence(
        sent_photo(),
        installation_id=staff().installation.id,
        number=number,
        at=now(),
        pictures=services().pictures,
        files=services().files,
        transaction=services().transaction,
    )
    return jsonify({"id": file_id, **photo_addresses(file_id)}), 201


def _sheet(number: str) -> InspectionSheet:
    return inspection_sheet(staff().installation.id, number, transaction=services().transaction)


def _currency(sheet: InspectionSheet) -> str:
    return sheet.case.refund.currency


def _preview(number: str, words: object) -> Outlook:
    told = InspectionSchema().load(words)  # type: ignore[arg-type]
    return preview_inspection(
        staff().installation.id,
        number,
        told["inspection"],
        at=now(),
        transaction=services().transaction,
    )


def _sentence(sheet: InspectionSheet, error: ReturnsError | ValidationError) -> str:
    """Say what is wrong, after the name of what it is about."""
    if isinstance(error, ValidationError):
        line_id, text = _malformed_line(sheet, error), gettext("Some fields are missing or wrong.")
    else:
        line_id, text = str(error.facts.get("line_id", "")), gettext(str(error))
    goods = sheet.order.snapshot.line(line_id)
    return f"{goods.product_name}: {text}" if goods else str(text)


def _malformed_line(sheet: InspectionSheet, error: ValidationError) -> str:
    """Say which line the first slip is in; empty where it is in none."""
    messages = error.messages if isinstance(error.messages, dict) else {}
    lines = messages.get("lines")
    places = [place for place in lines if isinstance(place, int)] if isinstance(lines, dict) else []
    known = sheet.case.lines
    return known[places[0]].order_line_id if places and places[0] < len(known) else ""
