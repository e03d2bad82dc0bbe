"""How long a peer wants to be left alone: `Retry-After`, in seconds or as a date."""

from datetime import datetime
from email.utils import parsedate_to_datetime

import requests

# Saleor Cloud and Sendcloud count in windows of a minute.
USUAL_PAUSE = 60.0
LONGEST_PAUSE = 3600.0


def pause_wanted(answer: requests.Response) -> float:
    """Read `Retry-After`; a date is compared with the answer's own."""
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
