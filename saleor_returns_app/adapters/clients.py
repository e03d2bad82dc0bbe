"""An HTTP session for all that this process sends to a kind of peer: guarded, bounded, pooled.

Whoever calls our registration chooses the address that we call back, so no address is trusted: it is
resolved once, refused if it lies in a private network, and the connection goes to the very
address that was looked at. No redirect is followed, and no answer is read without end.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter_adapter import IPFilterAdapter

TIMEOUT = (3.0, 20.0)
POOL_SIZE = 32
LARGEST_ANSWER = 8 * 1024 * 1024
# A label, a customs declaration or twenty labels in one file.
LARGEST_DOCUMENT = 10 * 1024 * 1024
LONGEST_ANSWER_SECONDS = 30.0
CHUNK: Final = 64 * 1024


class AnswerTooLarge(requests.RequestException):
    """An answer was longer, or took longer, than anything that such a peer has to say."""


def guarded_session(
    *, allow_private: bool = False, largest: int = LARGEST_ANSWER
) -> requests.Session:
    """Return a session that keeps connections open, repeats nothing and follows no redirect.

    Unless `allow_private`, it refuses private, loopback, link-local, shared (CGNAT) and multicast
    addresses with `InvalidIPAddress`, whatever the name that led there. An answer longer than
    `largest` bytes ends in `AnswerTooLarge`.
    """
    session: requests.Session = HTTPSession(
        Config(
            ip_filter_enable=not allow_private,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=TIMEOUT,
            user_agent_override="saleor-returns",
        )
    )
    for scheme in ("http", "https"):
        adapter = Bounded() if allow_private else Guarded(scheme == "https")
        adapter.largest = largest
        session.mount(f"{scheme}://", adapter)
    return session


class Bounded(HTTPAdapter):
    """Keeps as many connections open as this process has use for, and reads answers with limits."""

    largest = LARGEST_ANSWER

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **options: Any
    ) -> None:
        """Make the pool; the library's own sizes are too small for a busy process."""
        super().init_poolmanager(POOL_SIZE, POOL_SIZE, block, **options)

    def build_response(self, request: requests.PreparedRequest, raw: Any) -> requests.Response:
        """Put the limits between the connection and whoever reads the answer."""
        answer = super().build_response(request, raw)
        answer.raw = BoundedBody(raw, largest=self.largest)
        return answer


class Guarded(Bounded, IPFilterAdapter):  # type: ignore[misc]  # the library has no types
    """The same, for public addresses alone; made with whether it speaks https."""


class BoundedBody:
    """A body that ends in an error when it is too long or trickles for too long."""

    def __init__(
        self,
        raw: Any,
        clock: Callable[[], float] = time.monotonic,
        *,
        largest: int = LARGEST_ANSWER,
    ) -> None:
        self._raw, self._clock, self._largest = raw, clock, largest

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def stream(self, amt: int | None = None, decode_content: bool | None = None) -> Iterator[bytes]:
        """Hand on what comes as it comes, so that a trickle is noticed."""
        left, ends = self._largest, self._clock() + LONGEST_ANSWER_SECONDS
        while chunk := self._raw.read1(CHUNK, decode_content=decode_content):
            left -= len(chunk)
            if left < 0 or self._clock() > ends:
                self._raw.close()
                raise AnswerTooLarge("This answer is too long.")
            yield chunk
