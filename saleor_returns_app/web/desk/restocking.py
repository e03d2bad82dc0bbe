"""Units that go back into stock: a person's word where the app does not know whether they are there."""

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.returns.overview import show_return
from saleor_returns_app.use_cases.returns.restocking import answer_restock
from saleor_returns_app.web.desk.answers import ReturnViewSchema
from saleor_returns_app.web.desk.parts import told_of
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.desk.troubles import trouble

parts = Blueprint("desk_restocking", __name__, url_prefix="/desk/parts/returns")
api = Blueprint("desk_restocking_api", __name__, url_prefix="/api/desk/v1/returns")
for _blueprint in (parts, api):
    _blueprint.before_request(speak_dashboard_language)
    _blueprint.before_request(check_staff)
    _blueprint.after_request(keep_nothing)
    lets_in(_blueprint, Entry.STAFF)


class RestockWordSchema(Schema):
    """Whether the units of a line are in stock."""

    class Meta:
        """A form brings more along."""

        unknown = EXCLUDE

    line_id = fields.Str(required=True, validate=validate.Length(min=1, max=200))
    added = fields.Bool(required=True)


@parts.post("/<number>/restock")
def answer(number: str) -> ResponseReturnValue:
    """Take the word, and show the return as it is then."""
    is_added = _take(number, request.form)
    text = gettext("Noted: the units are in stock") if is_added else gettext("Adding the units now")
    return told_of(number, str(text))


@parts.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Say what is wrong."""
    return trouble(status_of(error), error.code, gettext(str(error)))


@parts.errorhandler(ValidationError)
def malformed(error: ValidationError) -> ResponseReturnValue:
    """Say that something was filled in wrongly."""
    return trouble(422, "malformed", gettext("Some fields are missing or wrong."))


@api.post("/<number>/restock")
def answer_api(number: str) -> ResponseReturnValue:
    """Take the word, and show the return as it is then."""
    _take(number, request.get_json(force=True))
    view = show_return(staff().installation.id, number, transaction=services().transaction)
    return jsonify(ReturnViewSchema().dump(view))


def _take(number: str, words: Any) -> bool:
    told = RestockWordSchema().load(words)
    answer_restock(
        staff().installation.id,
        number,
        told["line_id"],
        is_added=told["added"],
        at=now(),
        transaction=services().transaction,
    )
    return bool(told["added"])
