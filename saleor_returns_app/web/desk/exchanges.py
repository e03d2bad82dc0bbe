"""What may be had instead of returned goods, for the desk: as a piece of a page and as JSON."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema, fields

from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.exchanges import Balance, balance_of
from saleor_returns_app.domain.orders import OrderLine
from saleor_returns_app.http.entry import Entry, lets_in, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.exchanges.choosing import Choice, list_choices
from saleor_returns_app.use_cases.exchanges.showing import show_exchange
from saleor_returns_app.use_cases.returns.overview import ReturnView, show_return
from saleor_returns_app.web.desk.answers import MoneySchema
from saleor_returns_app.web.desk.schemas import LONGEST_SEARCH
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.desk.troubles import trouble

parts = Blueprint("desk_exchanges", __name__, url_prefix="/desk/parts/exchanges")
api = Blueprint("desk_exchanges_api", __name__, url_prefix="/api/desk/v1/exchanges")
for _blueprint in (parts, api):
    _blueprint.before_request(speak_dashboard_language)
    _blueprint.before_request(check_staff)
    _blueprint.after_request(keep_nothing)
    lets_in(_blueprint, Entry.STAFF)


class ChoiceSchema(Schema):
    """Something that may be had for a line."""

    variant_id = fields.Str(attribute="variant.id")
    product = fields.Str(attribute="variant.product_name")
    name = fields.Str(attribute="variant.name")
    sku = fields.Str(attribute="variant.sku")
    available = fields.Int(attribute="variant.available", allow_none=True)
    thumbnail_url = fields.Str(attribute="variant.thumbnail_url")
    unit = fields.Nested(MoneySchema)
    is_even = fields.Bool()
    is_same_product = fields.Bool()


class BalanceSchema(Schema):
    """Returned value less new goods."""

    returned = fields.Nested(MoneySchema)
    goods = fields.Nested(MoneySchema)
    back = fields.Nested(MoneySchema)
    due = fields.Nested(MoneySchema)


class ReplacementSchema(Schema):
    """What was chosen for a line."""

    line_id = fields.Str(attribute="order_line_id")
    variant_id = fields.Str()
    quantity = fields.Int()
    name = fields.Str()
    sku = fields.Str()
    unit = fields.Nested(MoneySchema)


@parts.get("/<number>/choices")
def choices(number: str) -> ResponseReturnValue:
    """Show what may be had for each line."""
    view = _view(number)
    return render_template(
        "desk/replacements.html", case=view.case, search=_search(), found=_found(view)
    )


@api.get("/<number>/choices")
def choices_api(number: str) -> ResponseReturnValue:
    """List what may be had for each line."""
    found = _found(_view(number))
    listed = [
        {"line_id": line.id, "choices": ChoiceSchema(many=True).dump(each)} for line, each in found
    ]
    return jsonify({"lines": listed})


@api.get("/<number>")
def exchange(number: str) -> ResponseReturnValue:
    """Tell how an exchange stands, and what it costs or brings."""
    case, kept = show_exchange(staff().installation.id, number, transaction=services().transaction)
    balance: Balance = balance_of(case.refund, kept.replacements)
    return jsonify(
        {
            "state": kept.state.value,
            "order_number": kept.order_number,
            "paid_reference": kept.paid_reference,
            "items": ReplacementSchema(many=True).dump(kept.replacements),
            "balance": BalanceSchema().dump(balance),
        }
    )


@parts.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Say what is wrong."""
    return trouble(status_of(error), error.code, gettext(str(error)))


def _view(number: str) -> ReturnView:
    return show_return(staff().installation.id, number, transaction=services().transaction)


def _search() -> str:
    return request.args.get("search", "").strip()[:LONGEST_SEARCH]


def _found(view: ReturnView) -> list[tuple[OrderLine, list[Choice]]]:
    lines = [view.order.snapshot.line(one.order_line_id) for one in view.case.lines]
    return [
        (
            line,
            list_choices(
                view.order.id,
                line.id,
                search=_search(),
                saleor=services().saleor,
                transaction=services().transaction,
            ),
        )
        for line in lines
        if line is not None
    ]
