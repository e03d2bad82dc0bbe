"""The app's own front door, called from outside as a visitor does."""

from collections.abc import Mapping

import requests
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from saleor_returns_app.adapters.clients import guarded_session
from saleor_returns_app.domain.errors import Unavailable

TIMEOUT = (3.0, 5.0)
LONGEST_ADDRESS = 100


class _Answer(Schema):
    class Meta:
        unknown = EXCLUDE

    address = fields.Str(required=True, validate=validate.Length(max=LONGEST_ADDRESS))


class HttpPublicDoor:
    """Asks over HTTP. The address is the operator's own setting, so it may be a private one."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/healthz/address"
        self._session = guarded_session(allow_private=True)

    def counted_as(self, headers: Mapping[str, str], *, body: bytes = b"") -> str | None:
        """Ask by which address tries with these headers, in this order, are counted."""
        method = "POST" if body else "GET"
        try:
            answer = self._session.request(
                method, self._url, headers=dict(headers), data=body or None, timeout=TIMEOUT
            )
        except requests.RequestException as error:
            raise Unavailable(_why(error)) from error
        if 400 <= answer.status_code < 500:
            return None
        return _address_in(answer)


def _address_in(answer: requests.Response) -> str:
    try:
        return str(_Answer().load(answer.json())["address"])
    except (ValueError, ValidationError) as error:
        status = answer.status_code
        raise Unavailable(f"What answers there, with {status}, is not this app.") from error


def _why(error: requests.RequestException) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "The certificate there is not accepted."
    if isinstance(error, requests.Timeout):
        return "There is no answer in time."
    return "There is no connection."
