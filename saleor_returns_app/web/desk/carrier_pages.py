"""The shop's accounts with carriers: connected, tried, given new keys, disconnected."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from marshmallow import ValidationError

from saleor_returns_app.domain.errors import NotFound, ReturnsError
from saleor_returns_app.domain.shipping.connections import CarrierConnection, ConnectionPaused
from saleor_returns_app.domain.shipping.errors import (
    CarrierKeyWrong,
    CarrierRefused,
    CarrierUnreachable,
)
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.installing.authenticate_staff import MANAGE_APPS, StaffMember
from saleor_returns_app.use_cases.parcels import connections
from saleor_returns_app.web.desk.parcels import ConnectSchema, KeySchema
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.desk.troubles import trouble
from saleor_returns_app.web.words import carrier_label

blueprint = Blueprint("desk_carriers", __name__, url_prefix="/desk/parts/carriers")
blueprint.before_request(speak_dashboard_language)
blueprint.before_request(check_staff)
blueprint.after_request(keep_nothing)
lets_in(blueprint, Entry.STAFF)


@dataclass(frozen=True)
class Asked:
    """One field of the form that connects an account, by the carrier's own name."""

    name: str
    label: LazyString
    is_secret: bool = False
    is_required: bool = True
    hint: LazyString | str = ""


@dataclass(frozen=True)
class Connectable:
    """A carrier that can be connected, with what it asks for."""

    code: str
    purpose: LazyString
    where: LazyString
    asked: tuple[Asked, ...]


CONNECTABLE = (
    Connectable(
        "sendcloud",
        _("Labels, codes, pick-ups and service points of the carriers in your Sendcloud account."),
        _(
            "In Sendcloud, open Settings, then Integrations, and make one of the kind Sendcloud API."
        ),
        (
            Asked("public_key", _("Public key")),
            Asked("secret_key", _("Secret key"), is_secret=True),
            Asked(
                "return_email",
                _("E-mail for returns"),
                is_required=False,
                hint=_("Some carriers want an address of the recipient's."),
            ),
        ),
    ),
    Connectable(
        "easypost",
        _("Labels of the carriers in your EasyPost account, for shops outside Sendcloud's reach."),
        _("In EasyPost, open Account settings, then API keys."),
        (Asked("api_key", _("API key"), is_secret=True),),
    ),
)


@blueprint.get("")
def show() -> ResponseReturnValue:
    """Show the accounts, and the carriers that can be connected."""
    return _page()


@blueprint.post("/<carrier>")
def connect(carrier: str) -> ResponseReturnValue:
    """Connect an account, or give it other keys; the carrier is asked first."""
    member = _who_may_connect()
    told = ConnectSchema().load(_told(_connectable(carrier), request.form))
    connections.connect_carrier(
        member.installation.id,
        carrier,
        told["credentials"],
        webhook_key=told["webhook_key"],
        at=now(),
        carriers=services().carriers,
        transaction=services().transaction,
    )
    return _said(gettext("%(carrier)s is connected", carrier=carrier_label(carrier)))


@blueprint.post("/<carrier>/check")
def check(carrier: str) -> ResponseReturnValue:
    """Try the key without doing anything, and show how the account stands then."""
    try:
        connections.check_connection(
            staff().installation.id,
            carrier,
            at=now(),
            carriers=services().carriers,
            transaction=services().transaction,
        )
    except ConnectionPaused:
        return _page()
    except (CarrierUnreachable, CarrierRefused) as error:
        return _page(notice=gettext(str(error)))
    return _said(gettext("%(carrier)s accepts the key", carrier=carrier_label(carrier)))


@blueprint.post("/<carrier>/webhook-key")
def rotate(carrier: str) -> ResponseReturnValue:
    """Check webhooks with another key; the one before stays good until it is forgotten."""
    key = KeySchema().load({"key": request.form.get("webhook_key", "").strip()})["key"]
    shop = _who_may_connect().installation.id
    connections.rotate_webhook_key(shop, carrier, key, transaction=services().transaction)
    return _said(gettext("The webhook key is kept"))


@blueprint.post("/<carrier>/webhook-key/newest")
def end_rotation(carrier: str) -> ResponseReturnValue:
    """Accept the newest webhook key only."""
    shop = _who_may_connect().installation.id
    connections.end_rotation(shop, carrier, transaction=services().transaction)
    return _said(gettext("The webhook key before is forgotten"))


@blueprint.post("/<carrier>/disconnect")
def disconnect(carrier: str) -> ResponseReturnValue:
    """Forget an account's secrets."""
    shop = _who_may_connect().installation.id
    connections.disconnect_carrier(shop, carrier, at=now(), transaction=services().transaction)
    return _said(gettext("%(carrier)s is disconnected", carrier=carrier_label(carrier)))


@blueprint.errorhandler(CarrierKeyWrong)
def key_refused(error: CarrierKeyWrong) -> ResponseReturnValue:
    """Say it in words of ours; the carrier's own may be in any language."""
    text = gettext("The carrier does not accept these keys: “%(said)s”", said=str(error))
    return trouble(status_of(error), error.code, text)


@blueprint.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Say what is wrong: in place of the page, or in the dialog that the keys were typed in."""
    return trouble(status_of(error), error.code, gettext(str(error)))


@blueprint.errorhandler(ValidationError)
def malformed(error: ValidationError) -> ResponseReturnValue:
    """Say that something was filled in wrongly."""
    return trouble(422, "malformed", gettext("Some fields are missing or wrong."))


def _connectable(carrier: str) -> Connectable:
    for one in CONNECTABLE:
        if one.code == carrier:
            return one
    raise NotFound("There is no such carrier.")


def _told(carrier: Connectable, form: Mapping[str, str]) -> dict[str, object]:
    """Read the form; people paste keys with spaces around them."""
    typed = {one.name: form.get(one.name, "").strip() for one in carrier.asked}
    if any(one.is_required and not typed[one.name] for one in carrier.asked):
        raise ValidationError("missing")
    return {
        "credentials": {name: word for name, word in typed.items() if word},
        "webhook_key": form.get("webhook_key", "").strip(),
    }


def _who_may_connect() -> StaffMember:
    member = staff()
    member.needs(MANAGE_APPS)
    return member


def _said(text: str) -> Response:
    """Show the page anew, with a word for the Dashboard's toast."""
    answer = make_response(_page())
    answer.headers["HX-Trigger"] = json.dumps({"desk:done": {"text": text}})
    return answer


def _page(notice: str = "") -> str:
    shop = staff().installation
    known = connections.list_connections(shop.id, transaction=services().transaction)
    names = services().carriers.names()
    return render_template(
        "desk/carriers.html",
        shop=shop,
        accounts={one.carrier: one for one in known},
        connectable=[one for one in CONNECTABLE if one.code in names],
        may_connect=MANAGE_APPS in staff().permissions,
        webhook_url=_webhook_url,
        notice=notice,
    )


def _webhook_url(account: CarrierConnection) -> str:
    """Write where the carrier has to send its webhooks."""
    place = f"/api/webhooks/carriers/{account.carrier}/{account.installation_id}"
    return f"{current_app.config['PUBLIC_URL']}{place}"
