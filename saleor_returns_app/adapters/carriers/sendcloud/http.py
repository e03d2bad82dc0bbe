"""HTTP to Sendcloud: one account's key, its limits, and what goes wrong on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import requests
from requests_hardened.ip_filter import InvalidIPAddress

from saleor_returns_app.adapters.carriers.pace import Limit, Pace
from saleor_returns_app.adapters.carriers.sendcloud.bodies import json_bytes
from saleor_returns_app.adapters.carriers.sendcloud.faults import exact_json, refusal_in
from saleor_returns_app.adapters.clients import TIMEOUT
from saleor_returns_app.adapters.pauses import pause_wanted
from saleor_returns_app.domain.shipping.errors import (
    AnnouncementUncertain,
    CarrierBusy,
    CarrierRefused,
    CarrierUnreachable,
)

SENDCLOUD_URL = "https://panel.sendcloud.sc"
# Sendcloud allows 100 writes a minute, 15 of them in one second, and 1,000 reads a minute.
WRITES = Limit("writes", calls=7, seconds=5)
READS = Limit("reads", calls=76, seconds=5)

Method = Literal["GET", "POST", "PATCH"]


@dataclass(frozen=True)
class Key:
    """The two halves of an account's key."""

    public: str
    secret: str = field(repr=False)


class SendcloudHttp:
    """One account's way to Sendcloud. `base_url` has no path of the API in it."""

    def __init__(self, base_url: str, key: Key, session: requests.Session, pace: Pace) -> None:
        self._base, self._key = base_url.rstrip("/"), key
        self._session, self._pace = session, pace

    def ask(
        self,
        method: Method,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Ask for JSON by something that may be repeated. Money in it is exact, never a float."""
        try:
            return _json_in(self.send(method, path, query=query, body=body))
        except requests.RequestException as error:
            raise CarrierUnreachable from error

    def announce(self, path: str, body: Mapping[str, Any]) -> Any:
        """Have something made that costs money.

        Raises `AnnouncementUncertain` when it may have been made although no answer tells.
        """
        try:
            return _json_in(self.send("POST", path, body=body))
        except requests.RequestException as error:
            raise CarrierUnreachable if _never_left(error) else AnnouncementUncertain from error
        except CarrierUnreachable as error:
            # A gateway that gave up waiting says nothing of what happened behind it.
            if error.facts.get("status") in (500, 502, 504, 200, 201):
                raise AnnouncementUncertain from error
            raise

    def send(
        self,
        method: Method,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        accept: str = "application/json",
    ) -> requests.Response:
        """Send one request and return its answer, if it is a success."""
        self._pace.enter(f"sendcloud:{self._key.public}", READS if method == "GET" else WRITES)
        headers = {"Accept": accept}
        if body is not None:
            headers["Content-Type"] = "application/json"
        answer = self._session.request(
            method,
            f"{self._base}/api{path}",
            params=query,
            data=None if body is None else json_bytes(body),
            headers=headers,
            auth=(self._key.public, self._key.secret),
            timeout=TIMEOUT,
            allow_redirects=False,
        )
        _refuse(answer)
        return answer


def _refuse(answer: requests.Response) -> None:
    status = answer.status_code
    if status == 429:
        raise CarrierBusy(retry_after=pause_wanted(answer), status=status)
    if status >= 500:
        raise CarrierUnreachable(status=status)
    if status >= 400:
        raise refusal_in(status, answer.content)
    if status >= 300:
        raise CarrierRefused("Sendcloud wants us to look elsewhere.", status=status)


def _json_in(answer: requests.Response) -> Any:
    if not answer.content:
        return {}
    try:
        return exact_json(answer.content)
    except (ValueError, RecursionError) as error:
        raise CarrierUnreachable(status=answer.status_code) from error


def _never_left(error: requests.RequestException) -> bool:
    """Whether nothing of the request can have arrived."""
    return isinstance(error, requests.ConnectTimeout | InvalidIPAddress) or (
        isinstance(error, requests.ConnectionError) and "NewConnectionError" in str(error)
    )
