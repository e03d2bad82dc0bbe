"""The pretend Sendcloud's HTTP face: API v3, and the list of v2 that knows ids."""

import base64
import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

from flask import Blueprint, Response, jsonify, request

from saleor_returns_app.sandbox.sendcloud import answers, labels, offers
from saleor_returns_app.sandbox.sendcloud.account import AnnouncementFailed
from saleor_returns_app.sandbox.sendcloud.checks import faults_of
from saleor_returns_app.sandbox.sendcloud.mishaps import Mishaps
from saleor_returns_app.sandbox.sendcloud.model import STATUSES, Return
from saleor_returns_app.sandbox.world import Sandbox

USED = "External reference has already been used in another return."
DOCUMENTS = ("label", "customs-declaration", "air-waybill")
MOST_ROWS, MOST_BOXES, LONGEST_NUMBER = 40, 20, 255


def sendcloud_pages(sandbox: Sandbox) -> Blueprint:
    """Make the routes."""
    pages = Blueprint("sendcloud", __name__, url_prefix="/sendcloud")
    desk = Desk(sandbox)
    mishaps = Mishaps(sandbox.faults, sandbox.calls)

    @pages.before_request
    def only_with_the_key() -> Response | None:
        return desk.refuse_strangers()

    routes: list[tuple[str, str, str, Callable[..., Response]]] = [
        ("GET", "/api/v3/user/auth/metadata", "check", desk.check),
        ("GET", "/api/v3/contracts", "contracts", desk.contracts),
        ("POST", "/api/v3/shipping-options", "options", desk.options),
        ("GET", "/api/v3/service-points", "service_points", desk.service_points),
        ("POST", "/api/v3/returns/validate", "validate", desk.validate),
        ("POST", "/api/v3/returns", "announce", desk.announce),
        ("POST", "/api/v3/returns/announce-synchronously", "announce_at_once", desk.at_once),
        ("GET", "/api/v3/returns", "list", desk.listed),
        ("GET", "/api/v3/returns/<int:id>", "read", desk.read),
        ("PATCH", "/api/v3/returns/<int:id>/cancel", "cancel", desk.cancel),
        ("GET", "/api/v3/parcels/<int:id>/documents/<kind>", "document", desk.document),
        ("GET", "/api/v3/parcel-documents/<kind>", "documents", desk.documents),
        ("GET", "/api/v3/parcels/tracking/<number>", "tracking", desk.tracking),
        ("GET", "/api/v3/parcels/statuses", "statuses", desk.statuses),
        ("GET", "/api/v2/returns", "older_list", desk.older_list),
    ]
    for method, path, name, view in routes:
        pages.add_url_rule(path, name, _wrapped(mishaps, name, view), methods=[method])
    return pages


def _wrapped(mishaps: Mishaps, name: str, view: Callable[..., Response]) -> Callable[..., Response]:
    return lambda **parts: mishaps.around(name, lambda: view(**parts))


class Desk:
    """Answers calls."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._settings, self._account = sandbox.settings, sandbox.sendcloud

    def refuse_strangers(self) -> Response | None:
        """Let only the account in."""
        given = request.authorization
        if given is None:
            return refusal(
                401, "authentication_failed", "Authentication credentials were not provided."
            )
        known = (self._settings.sendcloud_public_key, self._settings.sendcloud_secret_key)
        sent = (given.username or "", given.password or "")
        if not all(
            hmac.compare_digest(a.encode(), b.encode()) for a, b in zip(known, sent, strict=True)
        ):
            return refusal(401, "authentication_failed", "Invalid username/password.")
        return None

    def check(self) -> Response:
        """Say who is asking."""
        return jsonify({"data": {"user_id": 40021, "integration_id": 77310}})

    def contracts(self) -> Response:
        """List contracts."""
        return jsonify({"data": offers.contracts()})

    def options(self) -> Response:
        """List ways for a route."""
        asked = _posted()
        if not asked.get("parcels"):
            return refusal(400, "invalid", "At least one parcel must be provided.")
        contract = asked.get("contract_id")
        if contract is not None and contract not in {one["id"] for one in offers.CONTRACTS}:
            return refusal(400, "invalid", "Invalid contract.")
        return jsonify({"data": offers.options_for(asked)})

    def service_points(self) -> Response:
        """List places near an address."""
        carriers = request.args.getlist("carrier_code")
        if "country_code" not in request.args:
            return refusal(400, "required", "This field is required.", parameter="country_code")
        if bool(carriers) == ("use_integration_carriers" in request.args):
            detail = "carrier_code and use_integration_carriers are mutually exclusive"
            return refusal(400, "validation_error", detail, parameter="carrier_code")
        asked = request.args.to_dict()
        found = offers.points_near(asked, carriers or list(offers.CARRIERS))
        status = "matched" if found else "not_found"
        geocoding = {"status": status, "precision": None, "formatted_address": None}
        limit = request.args.get("limit", 100, type=int)
        return jsonify({"data": {"results": found[:limit], "geocoding": geocoding}})

    def validate(self) -> Response:
        """Look at a return without making it."""
        body = _posted()
        if errors := faults_of(body):
            return _errors(errors)
        weight = body["weight"]
        kilos = weight["value"] / 1000 if weight["unit"] == "g" else weight["value"]
        return jsonify(body | {"weight": kilos})

    def announce(self) -> Response:
        """Make a return; its label follows."""
        body = _posted()
        errors = faults_of(body)
        reference = body.get("external_reference")
        if not errors and reference and self._account.with_reference(reference):
            errors = [{"field": "external_reference", "message": USED, "code": "invalid"}]
        if errors:
            return _errors(errors)
        return _json(answers.made(self._account.make(body)), 201)

    def at_once(self) -> Response:
        """Make a return and wait for the carrier; refusals have another shape here."""
        body = _posted()
        errors = faults_of(body)
        reference = body.get("external_reference")
        if reference and self._account.with_reference(reference):
            return _older_error("invalid", USED)
        if errors:
            return _older_error(errors[0]["code"], errors[0]["message"])
        try:
            return _json(answers.made(self._account.make(body, at_once=True)), 201)
        except AnnouncementFailed:
            return _older_error(
                "parcel_announcement_error", "The postal code does not match the city."
            )

    def listed(self) -> Response:
        """List the returns of a window, a page at a time."""
        window = [_moment(request.args.get(name)) for name in ("from_date", "to_date")]
        for name, moment in zip(("from_date", "to_date"), window, strict=True):
            if moment is None:
                return _errors(
                    [{"field": name, "message": "This field is required.", "code": "required"}]
                )
        size = min(request.args.get("page_size", MOST_ROWS, type=int), MOST_ROWS)
        start = _place(request.args.get("cursor"))
        wanted = request.args.get("parent_parcel_status")
        found = [
            one
            for one in self._account.newest()
            if _within(one, window) and wanted in (None, one.step.value.replace("_", "-"))
        ]
        base = self._settings.sendcloud_url
        page = [answers.full(one, base) for one in found[start : start + size]]
        following = None
        if len(found) > start + size:
            cursor = base64.b64encode(f"p={start + size}".encode()).decode()
            query = urlencode(request.args.to_dict() | {"cursor": cursor})
            following = f"{base}/api/v3/returns?{query}"
        return jsonify({"next": following, "previous": None, "data": page})

    def older_list(self) -> Response:
        """List returns with their ids, as version 2 does."""
        rows = [answers.older(one) for one in self._account.newest()]
        return jsonify({"next": None, "previous": None, "returns": rows})

    def read(self, id: int) -> Response:
        """Tell of one return."""
        one = self._account.returns.get(id)
        if one is None:
            return Response(status=404)
        return jsonify(answers.full(one, self._settings.sendcloud_url))

    def cancel(self, id: int) -> Response:
        """Take a request to cancel, or not."""
        if id not in self._account.returns:
            return Response(status=404)
        if self._account.cancel(id):
            return _json({"message": "Cancellation requested successfully"}, 202)
        error = {"field": "returns", "code": 409, "message": "Return is not cancellable."}
        return _errors([error], 409)

    def document(self, id: int, kind: str) -> Response:
        """Print something for one parcel."""
        return self._print(kind, [id])

    def documents(self, kind: str) -> Response:
        """Print something for several parcels, in one file."""
        return self._print(kind, request.args.getlist("parcels", type=int)[:MOST_BOXES])

    def tracking(self, number: str) -> Response:
        """Tell of a parcel by its tracking number."""
        if len(number) > LONGEST_NUMBER:
            fault = {"loc": ["path", "tracking_number"], "type": "string_too_long"}
            text = "String should have at most 255 characters"
            return _json({"detail": [fault | {"msg": text}]}, 422)
        found = (one for one in self._account.returns.values() if one.tracking_number == number)
        one = next(found, None)
        if one is None:
            return _json({"detail": "Parcel does not exist"}, 404)
        events = [
            {"event_at": entry.at, "status_code": entry.step, "status_description": entry.message}
            for entry in one.history
        ]
        return jsonify({"source_id": str(one.parcels[0]), "events": events})

    def statuses(self) -> Response:
        """List the states that there are."""
        rows = [{"code": step.name, "message": text} for step, (_, text) in STATUSES.items()]
        return jsonify({"data": rows})

    def _print(self, kind: str, parcels: list[int]) -> Response:
        if kind not in DOCUMENTS:
            return refusal(400, "invalid", "Invalid document type.")
        found = [self._account.with_parcel(parcel) for parcel in parcels]
        known = [one for one in found if one is not None and one.has_label]
        customs = kind == "customs-declaration"
        if not known or len(known) < len(found) or (customs and not _has_customs(known[0])):
            return refusal(404, "not_found", "No Parcel matches the given query.")
        paper = request.args.get("paper_size", "A4" if customs else "A6").upper()
        if customs:
            return Response(labels.declaration(known[0], paper), mimetype="application/pdf")
        if request.headers.get("Accept") == "image/png":
            return Response(labels.picture(known[0]), mimetype="image/png")
        once = list({one.id: one for one in known}.values())
        return Response(labels.label(once, paper), mimetype="application/pdf")


def refusal(status: int, code: str, detail: str, **source: str) -> Response:
    """Refuse in the shape that most of the API has."""
    error: dict[str, Any] = {"status": str(status), "code": code, "detail": detail}
    return _errors([error | ({"source": source} if source else {})], status)


def _errors(errors: list[dict[str, Any]], status: int = 400) -> Response:
    return _json({"errors": errors}, status)


def _older_error(code: str, message: str) -> Response:
    where = request.path.lstrip("/")
    return _json({"error": {"code": code, "request": where, "message": message}}, 400)


def _json(body: Any, status: int) -> Response:
    answer = jsonify(body)
    answer.status_code = status
    return answer


def _posted() -> dict[str, Any]:
    posted = request.get_json(silent=True)
    return posted if isinstance(posted, dict) else {}


def _has_customs(one: Return) -> bool:
    return bool(one.body.get("customs_information"))


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text or "", "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _within(one: Return, window: list[datetime | None]) -> bool:
    """Whether a return was made within a window; an end is meant to its whole second."""
    since, until = window
    made = datetime.fromisoformat(one.created_at)
    return bool(since and until and since <= made < until + timedelta(seconds=1))


def _place(cursor: str | None) -> int:
    try:
        words = parse_qs(base64.b64decode(cursor or "").decode())
        return int(words.get("p", ["0"])[0])
    except ValueError:
        return 0
