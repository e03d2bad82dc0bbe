"""How the sandbox reaches the app over HTTP; tests may put something else in its place."""

from collections.abc import Callable
from dataclasses import dataclass

import requests

TIMEOUT = (2, 18)


@dataclass(frozen=True)
class Reply:
    """What came back; no status when nothing did."""

    status: int | None
    text: str

    @property
    def is_success(self) -> bool:
        """Whether it was accepted."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def deserves_another_try(self) -> bool:
        """Whether Saleor would try again: no answer, or the server's own fault."""
        return self.status is None or self.status >= 500


Send = Callable[[str, str, dict[str, str], bytes], Reply]


def send_over_http(method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
    """Send a request as Saleor's client does; redirects are not followed."""
    plain = {"Accept-Encoding": "gzip, deflate", "Accept": "*/*", "Connection": "keep-alive"}
    ordered = {"User-Agent": headers["User-Agent"], **plain, **headers}
    try:
        with requests.Session() as session:
            session.headers.clear()
            session.trust_env = False
            answer = session.request(
                method,
                url,
                headers=ordered,
                data=body or None,
                timeout=TIMEOUT,
                allow_redirects=False,
            )
    except requests.RequestException as error:
        return Reply(None, str(error))
    return Reply(answer.status_code, answer.text)
