"""The app as others meet it: through its public address, and whatever stands before it."""

from collections.abc import Mapping
from typing import Protocol


class PublicDoor(Protocol):
    """The way to the app's own front door."""

    def counted_as(self, headers: Mapping[str, str], *, body: bytes = b"") -> str | None:
        """Ask by which address tries with these headers, in this order, are counted.

        None if the question was refused. Raises `Unavailable` where there was no answer of the app's.
        """
