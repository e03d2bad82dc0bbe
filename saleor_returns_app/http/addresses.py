"""Addresses with a slash too many lead where they were meant to, at once.

A redirect would not do: Saleor follows none, and takes one as success where it registers the app.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

SLASHES = re.compile("/{2,}")
WSGI = Callable[..., Iterable[bytes]]


class PlainAddresses:
    """Makes one slash of several, and takes the last one off the addresses below /api/."""

    def __init__(self, app: WSGI) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass the request on with its plain address."""
        path = environ.get("PATH_INFO", "")
        if "//" in path:
            path = SLASHES.sub("/", path)
        environ["PATH_INFO"] = path.rstrip("/") if path.startswith("/api/") else path
        return self._app(environ, start_response)
