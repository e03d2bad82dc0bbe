"""What the HTTP status of an answer says before its body is looked at."""

import requests
from gql.transport.exceptions import TransportProtocolError, TransportServerError

from saleor_returns_app.adapters.pauses import pause_wanted
from saleor_returns_app.domain.errors import SaleorAnonymous, SaleorRateLimited


def refuse_status(answer: requests.Response) -> None:
    """Raise what the status means, unless the body is Saleor's own word."""
    status = answer.status_code
    if status == 429:
        raise SaleorRateLimited(retry_after=pause_wanted(answer))
    if status == 401:
        raise SaleorAnonymous
    if status not in (200, 400):
        raise TransportServerError(f"{status} {answer.reason}", status)


def unreadable(answer: requests.Response) -> Exception:
    """Say that a body is no answer to a GraphQL request."""
    if answer.status_code == 400:
        return TransportServerError("400, but not from Saleor", 400)
    return TransportProtocolError("This is no GraphQL answer.")


def was_turned_away(status: int | None) -> bool:
    """Say whether a request with this answer has certainly not been carried out."""
    return status is not None and 300 <= status < 500 and status != 408
