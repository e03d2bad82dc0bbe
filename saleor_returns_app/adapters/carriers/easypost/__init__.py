"""EasyPost, for merchants whom Sendcloud does not reach; needs the extra `easypost`.

Only `open_easypost` needs the library: webhooks of a carrier are read wherever they arrive.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

import requests

from saleor_returns_app.adapters.carriers.easypost.hook import EasyPostHook

if TYPE_CHECKING:
    from saleor_returns_app.adapters.carriers.easypost.carrier import EasyPost

__all__ = ["EASYPOST_URL", "EasyPostHook", "is_installed", "open_easypost"]

EASYPOST_URL = "https://api.easypost.com"


def is_installed() -> bool:
    """Whether the library is there."""
    return find_spec("easypost") is not None


def open_easypost(
    credentials: Mapping[str, str], session: requests.Session, base_url: str
) -> "EasyPost":
    """Speak with EasyPost for the account with this `api_key`."""
    from saleor_returns_app.adapters.carriers.easypost.carrier import EasyPost
    from saleor_returns_app.adapters.carriers.easypost.client import EasyPostCalls

    return EasyPost(EasyPostCalls(credentials.get("api_key", ""), session, base_url))
