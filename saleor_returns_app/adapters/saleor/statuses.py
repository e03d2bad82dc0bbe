"""What the HTTP status of an answer says before its body is looked at."""

from datetime import datetime
from email.utils import parsedate_to_datetime

import requests
from gql.transport.exceptions import TransportProtocolError, TransportServerError

from saleor_returns_app.domain.errors import SaleorAnonymous, SaleorRateLimited

# Saleor Cloud counts in windows of a minute.
USUAL_PAUSE = 60.0
LONGEST_PAUSE = 3600.0


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


def pause_wanted(answer: requests.Response) -> float:
    """Read `Retry-After`, in seconds or as a date, which is compared with the answer's own."""
    wanted = answer.headers.get("Retry-After", "")
    if wanted.isascii() and wanted.isdigit():
        return min(float(wanted[:9]), LONGEST_PAUSE)
    then, now = date_in(wanted), date_in(answer.headers.get("Date", ""))
    if then is None or now is None:
        return USUAL_PAUSE
    return min(max((then - now).total_seconds(), 0.0), LONGEST_PAUSE)


def date_in(text: str) -> datetime | None:
    """Read the date of an HTTP header; None when it is none."""
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
