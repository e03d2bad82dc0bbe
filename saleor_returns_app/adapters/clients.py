"""One HTTP session for all that this process sends."""

import requests
from requests.adapters import HTTPAdapter


def pooled_session() -> requests.Session:
    """Return a session that keeps connections open and repeats nothing by itself."""
    session = requests.Session()
    adapter = HTTPAdapter(pool_connections=32, pool_maxsize=32, max_retries=0)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session
