"""The desk as JSON: the same looks and acts that its pages have."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Blueprint, jsonify, request, send_file
from flask.typing import ResponseReturnValue

from saleor_returns_app.domain.errors import Invalid
from saleor_returns_app.http.entry import Entry, lets_in, services
from saleor_returns_app.use_cases.care.problems import open_problems
from saleor_returns_app.use_cases.installing.shop_status import order_feed
from saleor_returns_app.use_cases.receipts.give_out import ReceiptForm, receipt_of_return
from saleor_returns_app.use_cases.returns.labels import Document, label_of_return
from saleor_returns_app.use_cases.returns.overview import list_returns, show_return
from saleor_returns_app.web.desk.acts import act_named, perform
from saleor_returns_app.web.desk.answers import (
    HealthSchema,
    OrderFeedSchema,
    ProblemSchema,
    ReturnPageSchema,
    ReturnViewSchema,
    ShopSchema,
)
from saleor_returns_app.web.desk.health import examine_now, repair_now
from saleor_returns_app.web.desk.schemas import OverviewSchema, PaperSchema
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)

blueprint = Blueprint("desk_api", __name__, url_prefix="/api/desk/v1")
blueprint.before_request(speak_dashboard_language)
blueprint.before_request(check_staff)
blueprint.after_request(keep_nothing)
lets_in(blueprint, Entry.STAFF)


@blueprint.get("/shop")
def shop() -> ResponseReturnValue:
    """Say how the shop stands with its Saleor."""
    installation = staff().installation
    feed = order_feed(installation.id, transaction=services().transaction)
    reading = OrderFeedSchema().dump(feed) if feed else None
    return jsonify(ShopSchema().dump(installation) | {"orders": reading})


@blueprint.get("/health")
def health() -> ResponseReturnValue:
    """Examine how the shop stands with its Saleor, now, and list what waits for the merchant."""
    problems = open_problems(staff().installation.id, transaction=services().transaction)
    return jsonify(
        HealthSchema().dump(examine_now()) | {"problems": ProblemSchema(many=True).dump(problems)}
    )


@blueprint.post("/health/repair")
def repair() -> ResponseReturnValue:
    """Put right what can be put right, and examine it anew."""
    repair_now()
    return health()


@blueprint.get("/returns")
def returns() -> ResponseReturnValue:
    """List one page of the shop's returns."""
    wanted = OverviewSchema().load(request.args)
    page = list_returns(staff().installation.id, wanted, transaction=services().transaction)
    answer = ReturnPageSchema().dump(page)
    return jsonify(answer | {"page": wanted.page, "per_page": wanted.per_page})


@blueprint.get("/returns/<number>")
def one_return(number: str) -> ResponseReturnValue:
    """Show one return whole."""
    view = show_return(staff().installation.id, number, transaction=services().transaction)
    return jsonify(ReturnViewSchema().dump(view))


@blueprint.post("/returns/<number>/<act>")
def act_on(number: str, act: str) -> ResponseReturnValue:
    """Do one act to a return and show what it is then."""
    perform(act_named(act), number, _said())
    return one_return(number)


@blueprint.get("/returns/<number>/label")
def label(number: str) -> ResponseReturnValue:
    """Give out the return label."""
    document = label_of_return(
        staff().installation.id,
        number,
        size=PaperSchema().load(request.args)["paper"],
        files=services().files,
        paper=services().paper,
        transaction=services().transaction,
    )
    return _file(document)


@blueprint.get("/returns/<number>/receipt.<any(pdf, json):form>")
def receipt(number: str, form: str) -> ResponseReturnValue:
    """Give out the signed receipt of the settlement."""
    document = receipt_of_return(
        staff().installation.id,
        number,
        ReceiptForm(form),
        files=services().files,
        transaction=services().transaction,
    )
    return _file(document)


def _file(document: Document) -> ResponseReturnValue:
    return send_file(
        BytesIO(document.content),
        mimetype=document.media_type,
        download_name=document.name,
        as_attachment=True,
        etag=False,
    )


def _said() -> Mapping[str, Any]:
    """Return the body; an act that needs no words may come without one."""
    if not request.get_data():
        return {}
    words = request.get_json(force=True, silent=True)
    if not isinstance(words, dict):
        raise Invalid("The body of this request is not a JSON object.")
    return words
