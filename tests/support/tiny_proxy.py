"""A proxy before the app: it passes on what it is asked, with the headers that its habit makes of them."""

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Headers = list[tuple[str, str]]
Habit = Callable[[Headers], Headers]
CALLER = "198.51.100.4"
FORWARDED_FOR = "X-Forwarded-For"


class Refused(Exception):
    """The proxy does not take this request."""


def names_the_caller_last(headers: Headers) -> Headers:
    """Leave the order alone and put its own header behind, as HAProxy does."""
    return [*_others(headers), _caller(headers)]


def names_the_caller_before_others(headers: Headers) -> Headers:
    """Put more behind than the caller's address."""
    return [*names_the_caller_last(headers), ("X-Forwarded-Port", "443"), ("X-Forwarded-A", "b")]


def names_the_caller_first(headers: Headers) -> Headers:
    """Put its own header in front."""
    return [_caller(headers), *_others(headers)]


def sorts(headers: Headers) -> Headers:
    """Send headers by their names, as what is written in Go does."""
    return sorted(names_the_caller_last(headers))


def drops_underscores(headers: Headers) -> Headers:
    """Drop them, as nginx does."""
    return names_the_caller_last([(name, value) for name, value in headers if "_" not in name])


def drops_one_spelling(headers: Headers) -> Headers:
    """Know of one name only."""
    return names_the_caller_last([one for one in headers if one[0] != "X_Forwarded_For"])


def refuses_underscores(headers: Headers) -> Headers:
    """Refuse the request."""
    if any("_" in name for name, _ in headers):
        raise Refused
    return names_the_caller_last(headers)


def refuses_all(headers: Headers) -> Headers:
    """Let nobody through."""
    raise Refused


def names_nobody(headers: Headers) -> Headers:
    """Pass on what the caller says of himself."""
    return headers


def _caller(headers: Headers) -> tuple[str, str]:
    said = [value for name, value in headers if name == FORWARDED_FOR]
    return FORWARDED_FOR, ", ".join([*said, CALLER])


def _others(headers: Headers) -> Headers:
    return [(name, value) for name, value in headers if name != FORWARDED_FOR]


@contextmanager
def proxying(port: int, habit: Habit) -> Iterator[str]:
    """Stand before whoever listens on a port; give the address to call."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            try:
                headers = habit(self.headers.items())
            except Refused:
                self.send_error(400)
                return
            inner = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            inner.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers:
                inner.putheader(name, value)
            inner.endheaders(body)
            answer = inner.getresponse()
            told = answer.read()
            inner.close()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        do_POST = do_GET  # noqa: N815 - the library's name

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
