"""What fills the small frames beside an order and on the Dashboard's home page."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.ports import ReturnFilter, ReturnPage
from saleor_returns_app.domain.return_states import Tab
from saleor_returns_app.http.entry import Entry, lets_in, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.returns.overview import list_returns
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)

# As many as fit into about 200 pixels, the height that the Dashboard begins with.
ROWS = 2

blueprint = Blueprint("desk_widgets", __name__, url_prefix="/desk/parts/widgets")
blueprint.before_request(speak_dashboard_language)
blueprint.before_request(check_staff)
blueprint.after_request(keep_nothing)
lets_in(blueprint, Entry.STAFF)


class OrderSchema(Schema):
    """Which order the Dashboard shows."""

    class Meta:
        """The Dashboard adds parameters of its own."""

        unknown = EXCLUDE

    orderId = fields.Str(required=True, validate=validate.Length(min=1, max=200))  # noqa: N815 - Saleor's


@blueprint.get("/order")
def order() -> ResponseReturnValue:
    """Show the returns of one order, newest first."""
    asked = OrderSchema().load(request.args)
    page = _page(ReturnFilter(saleor_order_id=asked["orderId"], per_page=ROWS))
    return render_template("desk/widgets/order.html", page=page)


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
    """Say that the Dashboard did not name the order."""
    text = gettext("The Dashboard did not say which order this is.")
    return render_template("desk/widgets/trouble.html", status=422, text=text), 422


def _page(wanted: ReturnFilter) -> ReturnPage:
    return list_returns(staff().installation.id, wanted, transaction=services().transaction)
