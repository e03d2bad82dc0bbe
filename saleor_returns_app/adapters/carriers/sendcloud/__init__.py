"""Sendcloud, API v3: returns over the contracts that a merchant has there."""

from collections.abc import Mapping

import requests

from saleor_returns_app.adapters.carriers.pace import Pace
from saleor_returns_app.adapters.carriers.sendcloud.carrier import Sendcloud
from saleor_returns_app.adapters.carriers.sendcloud.hook import SendcloudHook
from saleor_returns_app.adapters.carriers.sendcloud.http import (
    SENDCLOUD_URL,
    Key,
    SendcloudHttp,
)

__all__ = ["SENDCLOUD_URL", "Sendcloud", "SendcloudHook", "open_sendcloud"]


def open_sendcloud(
    credentials: Mapping[str, str], session: requests.Session, pace: Pace, base_url: str
) -> Sendcloud:
    """Speak with Sendcloud for the account with this `public_key` and `secret_key`.

    `return_email`, if it is there, is the shop's address for carriers that want one.
    """
    key = Key(credentials.get("public_key", ""), credentials.get("secret_key", ""))
    http = SendcloudHttp(base_url, key, session, pace)
    return Sendcloud(http, email=credentials.get("return_email", ""))
