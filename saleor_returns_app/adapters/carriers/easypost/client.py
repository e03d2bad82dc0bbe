"""EasyPost's own library, over our guarded session; what goes wrong becomes a refusal of ours."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import requests
from easypost.easypost_client import EasyPostClient
from easypost.errors.api.api_error import ApiError
from easypost.errors.api.forbidden_error import ForbiddenError
from easypost.errors.api.http_error import HttpError
from easypost.errors.api.json_error import JsonError
from easypost.errors.api.not_found_error import NotFoundError
from easypost.errors.api.rate_limit_error import RateLimitError
from easypost.errors.api.timeout_error import TimeoutError as TookTooLong
from easypost.errors.api.unauthorized_error import UnauthorizedError
from easypost.errors.general.easypost_error import EasyPostError

from saleor_returns_app.adapters.carriers.easypost.words import Words
from saleor_returns_app.adapters.clients import TIMEOUT, AnswerTooLarge
from saleor_returns_app.adapters.pauses import USUAL_PAUSE
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.shipping.errors import (
    AnnouncementUncertain,
    CarrierBusy,
    CarrierKeyWrong,
    CarrierRefused,
    CarrierUnreachable,
    DocumentUnusable,
    Place,
    ReferenceUsed,
    ShipmentUnknown,
)

POSTAGE_EXISTS = "SHIPMENT.POSTAGE.EXISTS"
PAGE, MOST_PAGES = 100, 100
TOO_LARGE = sentence("This document is too large.")
UNSAFE = sentence("This document is kept at an address that is not safe.")
NO_PDF = sentence("There is no PDF at the address of this document.")
PDF, PDF_MARK, MARK_WITHIN = "application/pdf", b"%PDF-", 1024


class EasyPostCalls:
    """The calls that a return needs, answered in plain words."""

    def __init__(self, api_key: str, session: requests.Session, base_url: str) -> None:
        self._client = EasyPostClient(api_key, api_base=f"{base_url.rstrip('/')}/v2")
        # The library offers no other way to a session of ours: one that asks nobody in a private
        # network, reads nothing without end and repeats nothing.
        self._client._requests_session = session
        self._client.timeout = TIMEOUT  # type: ignore[assignment]  # requests takes a pair
        self._session = session

    def create(self, **words: Any) -> Words:
        """Create a shipment, which costs nothing and brings its rates."""
        return _asked(lambda: self._client.shipment.create(**words))

    def retrieve(self, id: str) -> Words:
        """Read a shipment by its id or by its reference."""
        return _asked(lambda: self._client.shipment.retrieve(quote(id, safe="")))

    def buy(self, id: str, rate_id: str) -> Words:
        """Buy a label: once for each shipment.

        Raises `ReferenceUsed` when it has been bought, `AnnouncementUncertain` when nobody knows.
        """
        try:
            return _plain(self._client.shipment.buy(id, rate={"id": rate_id}))
        except EasyPostError as error:
            raise _refusal_of_purchase(error) from error

    def refund(self, id: str) -> Words:
        """Ask for a label to be taken back."""
        return _asked(lambda: self._client.shipment.refund(id))

    def purchased(self, **window: str) -> list[Words]:
        """List what was bought in a window."""
        found: list[Words] = []
        query: dict[str, Any] = {"purchased": True, "page_size": PAGE, **window}
        for _ in range(MOST_PAGES):
            page = _asked(lambda query=query: self._client.shipment.all(**query))  # type: ignore[misc]
            rows = [row for row in page.get("shipments") or () if isinstance(row, dict)]
            found += rows
            if not page.get("has_more") or not rows:
                break
            query = query | {"before_id": rows[-1]["id"]}
        return found

    def file(self, url: str) -> bytes:
        """Fetch a PDF that EasyPost keeps elsewhere; our key does not go there."""
        if not url.startswith("https://"):
            raise DocumentUnusable(UNSAFE)
        try:
            answer = self._session.get(url, timeout=TIMEOUT, allow_redirects=False)
        except AnswerTooLarge as error:
            raise DocumentUnusable(TOO_LARGE) from error
        except requests.RequestException as error:
            raise CarrierUnreachable from error
        return _looked_at(answer)


def _asked(call: Callable[[], Any]) -> Words:
    try:
        return _plain(call())
    except EasyPostError as error:
        raise _refusal_of(error) from error


def _plain(answer: Any) -> Words:
    if isinstance(answer, dict):
        return answer
    if not hasattr(answer, "to_dict"):
        raise CarrierUnreachable("EasyPost's answer cannot be read.")
    words: Words = answer.to_dict()
    return words


def _refusal_of_purchase(error: EasyPostError) -> ReturnsError:
    refusal = _refusal_of(error)
    if isinstance(refusal, CarrierRefused) and refusal.carrier_code == POSTAGE_EXISTS:
        return ReferenceUsed(str(refusal), status=refusal.status, carrier_code=POSTAGE_EXISTS)
    is_certain = isinstance(refusal, CarrierBusy) or _never_left(error)
    if isinstance(refusal, CarrierUnreachable) and not is_certain:
        return AnnouncementUncertain()
    return refusal


def _refusal_of(error: EasyPostError) -> ReturnsError:
    status = getattr(error, "http_status", None) or 0
    code, text = str(getattr(error, "code", None) or ""), str(getattr(error, "message", ""))
    if isinstance(error, UnauthorizedError | ForbiddenError):
        return CarrierKeyWrong(text[:500], status=status, carrier_code=code)
    if isinstance(error, RateLimitError):
        return CarrierBusy(retry_after=USUAL_PAUSE)
    trouble = isinstance(error, TookTooLong | HttpError | JsonError)
    if trouble or status >= 500 or not isinstance(error, ApiError):
        return CarrierUnreachable()
    kind = ShipmentUnknown if isinstance(error, NotFoundError) else CarrierRefused
    return kind(text[:500], status=status, carrier_code=code, places=_places(error.errors))


def _places(errors: Any) -> list[Place]:
    return [
        Place(str(one.get("field") or ""), str(one.get("message") or ""))
        for one in errors or ()
        if isinstance(one, dict)
    ]


def _never_left(error: EasyPostError) -> bool:
    """Whether nothing of the request can have arrived: the library hides the reason behind its own."""
    cause = error.__context__
    return isinstance(cause, requests.ConnectTimeout) or (
        isinstance(cause, requests.ConnectionError) and "NewConnectionError" in str(cause)
    )


def _looked_at(answer: requests.Response) -> bytes:
    if answer.status_code >= 500:
        raise CarrierUnreachable
    given = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    # Files in a bucket may have no type of their own.
    if answer.status_code != 200 or given not in (PDF, "application/octet-stream", ""):
        raise DocumentUnusable(NO_PDF)
    if PDF_MARK not in answer.content[:MARK_WITHIN]:
        raise DocumentUnusable(NO_PDF)
    return answer.content
