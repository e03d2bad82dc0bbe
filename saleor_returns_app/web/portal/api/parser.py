"""Reading the bodies of requests: JSON and nothing else, refused as a problem of ours."""

import json
from typing import Any, NoReturn

from flask import Request
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser

from saleor_returns_app.domain.errors import ReturnsError


class NotJson(ReturnsError):
    """The body must be JSON, sent as application/json."""

    code = "not_json"


class JsonParser(FlaskParser):
    """Lets refusals through to the app's own problem answers."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        """Read the body; a nested or a long one that Python will not read is no JSON to us either."""
        if not req.is_json:
            raise NotJson
        try:
            return json.loads(req.get_data(cache=True), parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise NotJson from error

    def handle_error(
        self,
        error: ValidationError,
        req: Request,
        schema: Schema,
        *,
        error_status_code: int | None,
        error_headers: Any,
    ) -> NoReturn:
        """Leave out webargs' word for the place: there is only the body."""
        messages = error.messages
        raise ValidationError(
            messages.get("json", messages) if isinstance(messages, dict) else messages
        )


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
