"""How the shop gives credit and sends exchanges: a form, and the same as JSON."""

import json
from typing import Any

from flask import Blueprint, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load, validate

from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.exchanges import Release
from saleor_returns_app.domain.money_rules import LONGEST_WORDS, MoneyRules
from saleor_returns_app.domain.store_credit import LONGEST_MONTHS
from saleor_returns_app.http.entry import Entry, lets_in, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.installing.authenticate_staff import MANAGE_APPS
from saleor_returns_app.use_cases.settlement.money_rules import money_rules, set_money_rules
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.desk.troubles import trouble

parts = Blueprint("desk_money_rules", __name__, url_prefix="/desk/parts/money-rules")
api = Blueprint("desk_money_rules_api", __name__, url_prefix="/api/desk/v1/money-rules")
for _blueprint in (parts, api):
    _blueprint.before_request(speak_dashboard_language)
    _blueprint.before_request(check_staff)
    _blueprint.after_request(keep_nothing)
    lets_in(_blueprint, Entry.STAFF)

RELEASES: dict[Release, LazyString] = {
    Release.BY_HAND: _("When somebody here lets it go"),
    Release.APPROVAL: _("As soon as the return is approved"),
    Release.FIRST_SCAN: _("When the carrier has the parcel"),
    Release.RECEIPT: _("When the goods are back"),
}


class MoneyRulesSchema(Schema):
    """What a shop sets."""

    class Meta:
        """The Dashboard adds parameters of its own."""

        unknown = EXCLUDE

    credit_months = fields.Int(
        load_default=None, allow_none=True, validate=validate.Range(min=1, max=LONGEST_MONTHS)
    )
    exchange_release = fields.Enum(Release, by_value=True, load_default=Release.BY_HAND)
    how_to_pay = fields.Str(load_default="", validate=validate.Length(max=LONGEST_WORDS))

    @pre_load
    def without_blanks(self, words: Any, **kwargs: Any) -> dict[str, Any]:
        """Take a field that was left empty for one that was not sent."""
        return {name: word for name, word in words.items() if word != ""}


@parts.get("")
def show() -> ResponseReturnValue:
    """Show the form."""
    return _page()


@parts.post("")
def keep() -> ResponseReturnValue:
    """Keep what was filled in."""
    _keep(MoneyRulesSchema().load(request.form))
    answer = make_response(_page())
    answer.headers["HX-Trigger"] = json.dumps({"desk:done": {"text": gettext("Saved")}})
    return answer


@api.get("")
def read() -> ResponseReturnValue:
    """Tell what is set."""
    return jsonify(MoneyRulesSchema().dump(_rules()))


@api.put("")
def write() -> ResponseReturnValue:
    """Set all of it anew."""
    _keep(MoneyRulesSchema().load(request.get_json()))
    return read()


@parts.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Say what is wrong."""
    return trouble(status_of(error), error.code, gettext(str(error)))


@parts.errorhandler(ValidationError)
def malformed(error: ValidationError) -> ResponseReturnValue:
    """Say that something was filled in wrongly."""
    return trouble(422, "malformed", gettext("Some fields are missing or wrong."))


def _rules() -> MoneyRules:
    return money_rules(staff().installation.id, transaction=services().transaction)


def _keep(words: dict[str, Any]) -> None:
    member = staff()
    member.needs(MANAGE_APPS)
    rules = MoneyRules(member.installation.id, **words)
    set_money_rules(rules, transaction=services().transaction)


def _page() -> str:
    return render_template(
        "desk/money_rules.html",
        rules=_rules(),
        releases=RELEASES,
        longest_months=LONGEST_MONTHS,
        longest_words=LONGEST_WORDS,
        may_set=MANAGE_APPS in staff().permissions,
    )
