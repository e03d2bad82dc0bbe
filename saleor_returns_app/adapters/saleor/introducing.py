"""A shop registers the app: who does its token make us, and which keys does it sign with?

Saleor waits 18 seconds for the answer to a registration; what is asked here fits into that.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests

from saleor_returns_app.adapters.clients import TIMEOUT
from saleor_returns_app.adapters.saleor.http import SaleorEndpoint, Timeout, unreachable
from saleor_returns_app.adapters.saleor.order_words import address_from
from saleor_returns_app.domain.errors import RegistrationRefused, SaleorDenied, SaleorUnreachable
from saleor_returns_app.domain.installation import KeySet, Registration

REGISTERING: Timeout = (2.0, 4.0)
# A Saleor that reads from a copy of its database knows a new token a moment later.
REPLICA_LAGS = (0.3, 0.7, 1.5, 2.0)
LAST_TRY_SECONDS = 4.5


@dataclass(frozen=True)
class Patience:
    """How time passes between tries."""

    wait: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


PATIENT = Patience()


def introduce(
    session: requests.Session, api_url: str, token: str, patience: Patience = PATIENT
) -> Registration:
    """Ask a shop who a token makes us: the only proof that a registration is genuine.

    Raises `RegistrationRefused` when the token makes us nobody, also when asked again.
    """
    answer = _patiently(SaleorEndpoint(api_url, token, session, timeout=REGISTERING), patience)
    shop = answer["shop"]
    return Registration(
        app_id=answer["app"]["id"],
        token=token,
        key_set=fetch_keys(session, api_url, REGISTERING),
        saleor_version=shop["version"],
        shop_name=shop["name"],
        shop_address=address_from(shop.get("companyAddress")),
        permissions=tuple(one["code"] for one in answer["app"]["permissions"] or ()),
    )


def fetch_keys(session: requests.Session, api_url: str, timeout: Timeout = TIMEOUT) -> KeySet:
    """Fetch the key set that a shop signs with."""
    parts = urlsplit(api_url)
    url = urlunsplit((parts.scheme, parts.netloc, "/.well-known/jwks.json", "", ""))
    try:
        answer = session.get(url, timeout=timeout)
        answer.raise_for_status()
        keys = answer.json()
    except requests.RequestException as error:
        raise unreachable(error) from error
    except ValueError as error:
        raise SaleorUnreachable("The shop's key set cannot be read.") from error
    if not isinstance(keys, dict) or not isinstance(keys.get("keys"), list):
        raise SaleorUnreachable("The shop's key set cannot be read.")
    return keys


def _patiently(endpoint: SaleorEndpoint, patience: Patience) -> dict[str, Any]:
    deadline = patience.clock() + LAST_TRY_SECONDS
    for pause in REPLICA_LAGS:
        try:
            return _ask(endpoint)
        except RegistrationRefused:
            if patience.clock() > deadline:
                raise
        patience.wait(pause)
    return _ask(endpoint)


def _ask(endpoint: SaleorEndpoint) -> dict[str, Any]:
    try:
        answer = endpoint.ask("this_app")
    except SaleorDenied as error:
        raise RegistrationRefused from error
    if not answer.get("app"):
        raise RegistrationRefused
    return answer
