"""Saleor reads the manifest and registers the app."""

import structlog
from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from werkzeug.exceptions import HTTPException

from manifest.app_manifest import app_manifest, schema_version
from manifest.registering import LONGEST_ADDRESS, failed, refused
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.use_cases.installing.install_app import install_app

TOKEN_LENGTH = 30
log = structlog.get_logger()
blueprint = Blueprint("manifest", __name__, url_prefix="/api")
lets_in(blueprint, Entry.PUBLIC)


class RegistrationSchema(Schema):
    """What Saleor posts when it installs the app."""

    class Meta:
        """Saleor may add keys one day."""

        unknown = EXCLUDE

    auth_token = fields.Str(required=True, validate=validate.Length(equal=TOKEN_LENGTH))


@blueprint.get("/manifest")
def manifest() -> ResponseReturnValue:
    """Describe the app, in the form that the asking Saleor understands."""
    version = schema_version(request.headers.get("Saleor-Schema-Version"))
    config = current_app.config
    return jsonify(app_manifest(config["PUBLIC_URL"], version, config["APP_ID"]))


@blueprint.post("/register")
def register() -> ResponseReturnValue:
    """Take a token from Saleor; it is unsigned, so Saleor itself is asked whose it is."""
    api_url = request.headers.get("Saleor-Api-Url", "")
    try:
        return _register(api_url)
    except ValidationError:
        sentence = gettext("Saleor sent no token that this app understands.")
        return failed(422, "malformed", sentence)
    except ReturnsError as error:
        log.warning("registration_refused", code=error.code, api_url=api_url[:LONGEST_ADDRESS])
        return refused(error, api_url)
    except HTTPException as error:
        return failed(error.code or 400, "malformed", error.description or error.name)
    except Exception:
        log.exception("registration_failed")
        sentence = gettext(
            "Something went wrong in the app itself. Install again in a few minutes."
        )
        return failed(500, "unexpected", sentence)


def _register(api_url: str) -> Response:
    registration = RegistrationSchema().load(request.get_json(silent=True) or {})
    installation = install_app(
        api_url,
        registration["auth_token"],
        at=now(),
        saleor=services().saleor,
        transaction=services().transaction,
        policy=services().starting_policy,
        allowed_hosts=services().allowed_saleor_hosts,
        backfill=services().backfill,
    )
    log.info("app_installed", installation=installation.id)
    return jsonify(success=True)
