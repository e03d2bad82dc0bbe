"""A refused registration in the one form whose text Saleor shows to the merchant."""

from flask import Response, jsonify
from flask_babel import gettext

from saleor_returns_app.domain import errors
from saleor_returns_app.domain.installation import ApiUrlInvalid
from saleor_returns_app.http.problems import status_of

LONGEST_MESSAGE = 255
LONGEST_ADDRESS = 80


def refused(error: errors.ReturnsError, api_url: str) -> Response:
    """Say what went wrong, and what to look at; the address tells whom we asked."""
    return failed(status_of(error), error.code, str(_sentence(error, api_url[:LONGEST_ADDRESS])))


def failed(status: int, code: str, message: str) -> Response:
    """Answer in Saleor's form; it shows the first 255 characters of the message."""
    answer = jsonify(success=False, error={"code": code, "message": message[:LONGEST_MESSAGE]})
    answer.status_code = status
    return answer


def _sentence(error: errors.ReturnsError, url: str) -> object:
    if isinstance(error, ApiUrlInvalid):
        return gettext(
            "Saleor says that its API is at '%(url)s', which is no address of a Saleor API. Set "
            "PUBLIC_URL for Saleor's API and for its worker.",
            url=url,
        )
    if isinstance(error, errors.ShopNotAllowed):
        return gettext(
            "This app is not open to %(url)s. Ask whoever runs it to allow your shop's host.",
            url=url,
        )
    if isinstance(error, errors.AddressPrivate):
        return gettext(
            "Saleor says that its API is at %(url)s, inside a private network that this app does "
            "not call. Set PUBLIC_URL for Saleor's API and for its worker.",
            url=url,
        )
    if isinstance(error, errors.RegistrationRefused):
        return gettext(
            "Saleor at %(url)s does not know the token it sent. Is that your shop? Set PUBLIC_URL for "
            "its API and its worker, let the app be active, and install again.",
            url=url,
        )
    if isinstance(error, errors.Unavailable):
        return gettext(
            "Saleor cannot be reached at %(url)s. Check that this address is right and open to the "
            "app, then install again.",
            url=url,
        )
    return gettext(str(error))
