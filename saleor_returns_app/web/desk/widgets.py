"""What fills the small frames beside an order or a customer and on the Dashboard's home page."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.ports import ReturnFilter, ReturnPage
from saleor_returns_app.domain.return_states import Tab
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.installing.staff_sessions import LIFETIME, open_session
from saleor_returns_app.use_cases.returns.overview import list_returns
from saleor_returns_app.web.desk.staff import (
    check_staff_or_session,
    keep_nothing,
    session_began,
    speak_dashboard_language,
    staff,
)

# As many as fit into about 200 pixels, the height that the Dashboard begins with.
ROWS = 2
MOST_ROWS = 25
ID = validate.Length(min=1, max=200)

blueprint = Blueprint("desk_widgets", __name__, url_prefix="/desk/parts/widgets")
blueprint.before_request(speak_dashboard_language)
blueprint.before_request(check_staff_or_session)
blueprint.after_request(keep_nothing)
lets_in(blueprint, Entry.STAFF)


class FrameSchema(Schema):
    """What the Dashboard says to every small frame; a pop-up has room for more rows."""

    class Meta:
        """The Dashboard adds parameters of its own."""

        unknown = EXCLUDE

    rows = fields.Int(load_default=ROWS, validate=validate.Range(min=1, max=MOST_ROWS))


class OrderSchema(FrameSchema):
    """Which order the Dashboard shows."""

    saleor_id = fields.Str(required=True, data_key="orderId", validate=ID)


class CustomerSchema(FrameSchema):
    """Which customer the Dashboard shows."""

    saleor_id = fields.Str(required=True, data_key="customerId", validate=ID)


@blueprint.get("/order")
def order() -> ResponseReturnValue:
    """Show the returns of one order, newest first."""
    asked = OrderSchema().load(request.args)
    page = _page(ReturnFilter(saleor_order_id=asked["saleor_id"], per_page=asked["rows"]))
    return render_template("desk/widgets/order.html", page=page)


@blueprint.get("/customer")
def customer() -> ResponseReturnValue:
    """Show the returns of one customer, newest first."""
    asked = CustomerSchema().load(request.args)
    page = _page(ReturnFilter(saleor_customer_id=asked["saleor_id"], per_page=asked["rows"]))
    return render_template("desk/widgets/customer.html", page=page)


@blueprint.get("/home")
def home() -> ResponseReturnValue:
    """Show how many returns there are in each tab."""
    page = _page(ReturnFilter(per_page=1))
    return render_template("desk/widgets/home.html", page=page, tabs=tuple(Tab))


@blueprint.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Say what is wrong, in the little room that there is."""
    status = status_of(error)
    page = render_template("desk/widgets/trouble.html", status=status, text=gettext(str(error)))
    return page, status


@blueprint.errorhandler(ValidationError)
def malformed(error: ValidationError) -> ResponseReturnValue:
    """Say that the Dashboard did not name what it shows."""
    text = gettext("The Dashboard did not say which order or customer this is.")
    return render_template("desk/widgets/trouble.html", status=422, text=text), 422


@blueprint.post("/session")
def session() -> ResponseReturnValue:
    """Exchange the Dashboard's token, or a session that runs out, for a session.

    The Dashboard gives a pop-up one token, good for five minutes, and never another.
    """
    token = open_session(staff(), began=session_began(), at=now(), sealer=services().sealer)
    return jsonify(session=token, seconds=int(LIFETIME.total_seconds()))


def _page(wanted: ReturnFilter) -> ReturnPage:
    return list_returns(staff().installation.id, wanted, transaction=services().transaction)
