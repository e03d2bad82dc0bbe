"""Finding the order, and leaving it."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import EXCLUDE, Schema, ValidationError, validate

from saleor_returns_app.domain.errors import OrderNotFound, TooManyAttempts
from saleor_returns_app.http.entry import now, open_to_all, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.portal.order_access import find_order
from saleor_returns_app.web.portal.api.asked import PlainText
from saleor_returns_app.web.portal.pages import visit
from saleor_returns_app.web.portal.pages.frame import blueprint, go_to


class FindForm(Schema):
    """The form that finds an order."""

    class Meta:
        """Beside these fields, the form carries a word against forgery."""

        unknown = EXCLUDE

    number = PlainText(required=True, validate=validate.Length(min=1, max=60))
    proof = PlainText(required=True, validate=validate.Length(min=1, max=254))


@blueprint.get("/")
@open_to_all
def find(shop: str) -> ResponseReturnValue:
    """Ask for the order; links from the shop may bring its number and e-mail address along."""
    typed = {
        "number": request.args.get("order", ""),
        "proof": request.args.get("email", ""),
    }
    return _form(typed)


@blueprint.post("/")
@open_to_all
def open_order(shop: str) -> ResponseReturnValue:
    """Let the visitor in to the order that was found."""
    typed = {name: request.form.get(name, "").strip() for name in ("number", "proof")}
    try:
        wanted = FindForm().load(typed)
        found = find_order(
            shop,
            **wanted,
            client=request.remote_addr or "",
            at=now(),
            saleor=services().saleor,
            sealer=services().sealer,
            transaction=services().transaction,
        )
    except ValidationError as error:
        return _form(typed, fields=_missing(error)), 422
    except (OrderNotFound, TooManyAttempts) as error:
        return _form(typed, refusal=_(str(error))), status_of(error)
    visit.begin(shop, found.token)
    return go_to("items")


@blueprint.post("/leave")
@open_to_all
def leave(shop: str) -> ResponseReturnValue:
    """Forget the order on this device."""
    visit.end(shop)
    return go_to("find")


@blueprint.get("/<path:rest>")
@open_to_all
def nowhere(shop: str, rest: str) -> ResponseReturnValue:
    """Say that there is no such page, in the shop's own frame."""
    sentence = _("There is no such page.")
    return render_template("portal/refused.html", status=404, sentence=sentence), 404


def _form(typed: dict[str, str], *, refusal: str = "", fields: dict[str, str] | None = None) -> str:
    return render_template("portal/find.html", typed=typed, refusal=refusal, fields=fields or {})


def _missing(error: ValidationError) -> dict[str, str]:
    words: dict[str, Any] = {
        "number": _("Enter the number of your order."),
        "proof": _("Enter the e-mail address or the postal code of your order."),
    }
    wrong = error.messages if isinstance(error.messages, dict) else {}
    return {name: str(words[name]) for name in wrong if name in words}
