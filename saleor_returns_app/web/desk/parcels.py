"""Parcels and accounts with carriers as JSON: for the desk's pages, and for whoever builds others."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import RAISE, Schema, fields, validate

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.shipping.connections import CarrierConnection, ConnectionState
from saleor_returns_app.domain.shipping.parcels import Announcement, ReturnParcel
from saleor_returns_app.domain.shipping.shipments import DocumentKind
from saleor_returns_app.domain.shipping.tracking import EventSource, TrackingStatus
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.use_cases.installing.authenticate_staff import MANAGE_APPS, StaffMember
from saleor_returns_app.use_cases.parcels import attending, cancelling, connections
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.tracking_words import tracking_label

MOST_CREDENTIALS = 12
LONGEST_SECRET = 4000

blueprint = Blueprint("desk_parcels", __name__, url_prefix="/api/desk/v1")
blueprint.before_request(speak_dashboard_language)
blueprint.before_request(check_staff)
blueprint.after_request(keep_nothing)
lets_in(blueprint, Entry.STAFF)


class EventSchema(Schema):
    """One fact about a parcel; `text` is the carrier's own."""

    at = fields.AwareDateTime()
    status = fields.Enum(TrackingStatus, by_value=True)
    label = fields.Function(lambda event: tracking_label(event.status))
    source = fields.Enum(EventSource, by_value=True)
    carrier_status = fields.Str()
    text = fields.Str()
    actor = fields.Str()


class PlaceSchema(Schema):
    """What a carrier, or customs, found fault with."""

    where = fields.Str()
    what = fields.Str()


class DocumentSchema(Schema):
    """A file that travels with a parcel."""

    kind = fields.Enum(DocumentKind, by_value=True)
    media_type = fields.Str()


class ServicePointSchema(Schema):
    """Where a parcel is handed in."""

    id = fields.Str()
    name = fields.Str()
    street = fields.Str()
    postal_code = fields.Str()
    city = fields.Str()
    country = fields.Str()


class ParcelSchema(Schema):
    """A parcel of a return."""

    position = fields.Int()
    attempt = fields.Int()
    reference = fields.Str()
    method = fields.Enum(ReturnMethod, by_value=True)
    carrier = fields.Str()
    carrier_name = fields.Str()
    option_code = fields.Str()
    announcement = fields.Enum(Announcement, by_value=True)
    status = fields.Enum(TrackingStatus, by_value=True)
    label = fields.Function(lambda parcel: tracking_label(parcel.status))
    needs_attention = fields.Bool()
    tracking_number = fields.Str()
    tracking_url = fields.Str()
    pickup_on = fields.Date(allow_none=True)
    service_point = fields.Nested(ServicePointSchema, allow_none=True)
    documents = fields.List(fields.Nested(DocumentSchema))
    problem = fields.Str()
    places = fields.List(fields.Nested(PlaceSchema))
    announced_at = fields.AwareDateTime(allow_none=True)
    moved_at = fields.AwareDateTime(allow_none=True)
    delivered_at = fields.AwareDateTime(allow_none=True)
    cancel_asked_at = fields.AwareDateTime(allow_none=True)
    cancel_text = fields.Str()


class ConnectionSchema(Schema):
    """An account with a carrier; its secrets are never told."""

    carrier = fields.Str()
    state = fields.Enum(ConnectionState, by_value=True)
    connected_at = fields.AwareDateTime(allow_none=True)
    checked_at = fields.AwareDateTime(allow_none=True)
    methods = fields.List(fields.Enum(ReturnMethod, by_value=True))
    options = fields.List(fields.Str())
    has_webhook_key = fields.Function(lambda one: bool(one.webhook_keys))
    is_rotating = fields.Function(lambda one: len(one.webhook_keys) > 1)


class ConnectSchema(Schema):
    """An account's secrets, by the carrier's own names."""

    class Meta:
        """A word that we do not know is a mistake."""

        unknown = RAISE

    credentials = fields.Dict(
        keys=fields.Str(validate=validate.Length(max=100)),
        values=fields.Str(validate=validate.Length(max=LONGEST_SECRET)),
        required=True,
        validate=validate.Length(min=1, max=MOST_CREDENTIALS),
    )
    webhook_key = fields.Str(load_default="", validate=validate.Length(max=LONGEST_SECRET))


class KeySchema(Schema):
    """A key for webhooks."""

    key = fields.Str(required=True, validate=validate.Length(min=1, max=LONGEST_SECRET))


class BoxesSchema(Schema):
    """How many boxes are added."""

    boxes = fields.Int(load_default=1, validate=validate.Range(1, attending.MOST_BOXES))


@blueprint.get("/returns/<number>/parcels")
def parcels(number: str) -> ResponseReturnValue:
    """List the parcels of a return, each with its timeline."""
    found = attending.parcels_of_return(
        staff().installation.id, number, transaction=services().transaction
    )
    listed = [
        {**_told(parcel), "timeline": EventSchema(many=True).dump(events)}
        for parcel, events in found
    ]
    return jsonify(parcels=listed)


@blueprint.post("/returns/<number>/parcels/<act>")
def act_on_parcels(number: str, act: str) -> ResponseReturnValue:
    """Look again, announce anew, cancel the label, mark as delivered, or add boxes."""
    perform_on_parcels(act, number)
    return parcels(number)


def perform_on_parcels(act: str, number: str) -> None:
    """Do one act, in the name of whoever is at the desk."""
    if act not in _ACTS:
        raise NotFound("There is no such act.")
    _ACTS[act](staff(), number)


@blueprint.get("/carriers")
def carriers() -> ResponseReturnValue:
    """List the carriers that can be connected, the shop's accounts, and where their webhooks go."""
    shop = staff().installation.id
    known = connections.list_connections(shop, transaction=services().transaction)
    return jsonify(
        carriers=list(services().carriers.names()), connections=[_account(one) for one in known]
    )


@blueprint.put("/carriers/<carrier>")
def connect(carrier: str) -> ResponseReturnValue:
    """Connect an account, or give it a new key; the carrier is asked first."""
    member = _who_may_connect()
    told = ConnectSchema().load(_body())
    connection = connections.connect_carrier(
        member.installation.id,
        carrier,
        told["credentials"],
        webhook_key=told["webhook_key"],
        at=now(),
        carriers=services().carriers,
        transaction=services().transaction,
    )
    return jsonify(_account(connection))


@blueprint.delete("/carriers/<carrier>")
def disconnect(carrier: str) -> ResponseReturnValue:
    """Forget an account's secrets."""
    member = _who_may_connect()
    connections.disconnect_carrier(
        member.installation.id, carrier, at=now(), transaction=services().transaction
    )
    return carriers()


@blueprint.post("/carriers/<carrier>/check")
def check(carrier: str) -> ResponseReturnValue:
    """Try an account's key without doing anything."""
    connection = connections.check_connection(
        staff().installation.id,
        carrier,
        at=now(),
        carriers=services().carriers,
        transaction=services().transaction,
    )
    return jsonify(_account(connection))


@blueprint.post("/carriers/<carrier>/webhook-key")
def rotate(carrier: str) -> ResponseReturnValue:
    """Use another key for webhooks; the one before stays good until the rotation is ended."""
    member = _who_may_connect()
    key = KeySchema().load(_body())["key"]
    connections.rotate_webhook_key(
        member.installation.id, carrier, key, transaction=services().transaction
    )
    return carriers()


@blueprint.delete("/carriers/<carrier>/webhook-key")
def end_rotation(carrier: str) -> ResponseReturnValue:
    """Accept the newest webhook key only."""
    member = _who_may_connect()
    connections.end_rotation(member.installation.id, carrier, transaction=services().transaction)
    return carriers()


def _who_may_connect() -> StaffMember:
    member = staff()
    member.needs(MANAGE_APPS)
    return member


def _look_again(member: StaffMember, number: str) -> ReturnRequest:
    return attending.look_again(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _announce_anew(member: StaffMember, number: str) -> ReturnRequest:
    return attending.announce_anew(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _cancel_label(member: StaffMember, number: str) -> ReturnRequest:
    return cancelling.cancel_label(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _mark_delivered(member: StaffMember, number: str) -> ReturnRequest:
    return attending.mark_delivered(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _add(member: StaffMember, number: str) -> ReturnRequest:
    return attending.add_parcels(
        member.installation.id,
        number,
        BoxesSchema().load(_body())["boxes"],
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


_ACTS: Mapping[str, Callable[[StaffMember, str], ReturnRequest]] = {
    "look-again": _look_again,
    "announce-anew": _announce_anew,
    "cancel-label": _cancel_label,
    "mark-delivered": _mark_delivered,
    "add": _add,
}


def _told(parcel: ReturnParcel) -> dict[str, Any]:
    answer: dict[str, Any] = ParcelSchema().dump(parcel)
    return answer


def _account(connection: CarrierConnection) -> dict[str, Any]:
    place = f"/api/webhooks/carriers/{connection.carrier}/{connection.installation_id}"
    answer: dict[str, Any] = ConnectionSchema().dump(connection)
    return answer | {"webhook_path": place}


def _body() -> Mapping[str, Any]:
    told = request.get_json(force=True, silent=True) if request.get_data() else {}
    return told if isinstance(told, dict) else {}
