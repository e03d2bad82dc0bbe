"""Saleor reads the manifest and registers the app."""

import structlog
from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from manifest.app_manifest import app_manifest, schema_version
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.http.problems import status_of
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
    return jsonify(app_manifest(current_app.config["PUBLIC_URL"], version))


@blueprint.post("/register")
def register() -> ResponseReturnValue:
    """Take a token from Saleor; it is unsigned, so Saleor itself is asked whose it is."""
    try:
        registration = RegistrationSchema().load(request.get_json(silent=True) or {})
        installation = install_app(
            request.headers.get("Saleor-Api-Url", ""),
            registration["auth_token"],
            at=now(),
            saleor=services().saleor,
            transaction=services().transaction,
            policy=services().starting_policy,
        )
    except ValidationError:
        return _refused(422, "malformed", "Saleor sent no token that this app understands.")
    except ReturnsError as error:
        return _refused(status_of(error), error.code, str(error))
    log.info("app_installed", installation=installation.id)
    return jsonify(success=True)


def _refused(status: int, code: str, message: str) -> Response:
    """Answer in the one form whose text Saleor shows to the merchant."""
    answer = jsonify(success=False, error={"code": code, "message": message})
    answer.status_code = status
    return answer
