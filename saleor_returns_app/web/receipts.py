"""Receipts before the public: the keys they are signed with, and the page that says genuine or not."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from saleor_returns_app.domain.errors import NotFound, ReturnsError, Unauthenticated
from saleor_returns_app.domain.receipts.content import KEYS_PATH, money_from
from saleor_returns_app.domain.refund_breakdown import PartKind
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.receipts.give_out import (
    CheckedReceipt,
    check_receipt,
    may_see_all,
)
from saleor_returns_app.use_cases.receipts.signing_keys import published_keys
from saleor_returns_app.web.languages import LANGUAGES, chosen_language, keep_language
from saleor_returns_app.web.receipt_words import paid_by_label
from saleor_returns_app.web.words import part_label

blueprint = Blueprint("receipts", __name__)
lets_in(blueprint, Entry.PUBLIC)


@blueprint.get(KEYS_PATH)
def keys() -> ResponseReturnValue:
    """Publish every key that receipts are or were signed with."""
    answer = jsonify(published_keys(transaction=services().transaction))
    answer.headers["Cache-Control"] = "public, max-age=300"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@blueprint.get("/receipts/<id>")
def check(id: str) -> ResponseReturnValue:
    """Say whether a receipt is genuine: to anybody, and so without a word of whose it is."""
    return _page(_looked_up(id), shows_all=False)


@blueprint.get("/receipts/<id>/<token>")
def check_as_holder(id: str, token: str) -> ResponseReturnValue:
    """Say the same and show everything, to who has the receipt's secret link."""
    if not may_see_all(id, token, at=now(), sealer=services().sealer):
        raise Unauthenticated
    return _page(_looked_up(id), shows_all=True)


@blueprint.after_request
def finish(answer: Response) -> Response:
    """Keep the language, and keep personal pages out of shared caches and of search engines."""
    answer.headers.setdefault("Cache-Control", "private, no-store")
    answer.headers.setdefault("Referrer-Policy", "no-referrer")
    return keep_language(answer)


@blueprint.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Show a refusal as a page: what we never issued is not genuine."""
    if isinstance(error, NotFound):
        return render_template("receipts/unknown.html"), 404
    page = render_template("portal/refused.html", status=status_of(error), sentence=_(str(error)))
    return page, status_of(error)


@blueprint.context_processor
def everywhere() -> dict[str, Any]:
    """Give the templates their frame: that of the portal, in no shop's house."""
    return {"shop": None, "language": chosen_language(), "languages": LANGUAGES, "is_in": False}


def _looked_up(id: str) -> CheckedReceipt:
    if any(sign < " " for sign in id):
        raise NotFound
    return check_receipt(id, notary=services().notary, transaction=services().transaction)


def _page(checked: CheckedReceipt, *, shows_all: bool) -> str:
    return render_template(
        "receipts/check.html",
        checked=checked,
        receipt=checked.receipt,
        content=checked.receipt.content,
        shows_all=shows_all,
        money_from=money_from,
        paid_by_label=paid_by_label,
        part_label=lambda kind: part_label(PartKind(kind)),
    )
