"""What goes wrong with the pretend Sendcloud on request, and its limits on haste."""

import socket
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from typing import Any

from flask import Response, jsonify, request

from saleor_returns_app.sandbox.faults import Call, Calls, Fault, FaultEffect, Faults

PAGE = "<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1><hr>nginx"
HUGE, CHUNK = 50 * 1024 * 1024, 1024 * 1024
# (calls, seconds) that are allowed.
WRITE_LIMITS = ((100, 60.0), (15, 1.0))
READ_LIMITS = ((1000, 60.0),)


class Mishaps:
    """Wraps each call: what was ordered happens, and everything is on record."""

    def __init__(self, faults: Faults, calls: Calls) -> None:
        self._faults, self._calls = faults, calls
        self._lock = threading.Lock()
        self._lately: defaultdict[str, deque[float]] = defaultdict(deque)

    def around(self, name: str, act: Callable[[], Response]) -> Response:
        """Answer a call, or do what was ordered instead."""
        operation = f"sendcloud:{name}"
        fault = self._faults.take({operation, "sendcloud:*"})
        answer = self._answer(fault, act)
        self._calls.add(Call(operation, (), {}, None, answer.status_code))
        return answer

    def _answer(self, fault: Fault | None, act: Callable[[], Response]) -> Response:
        pause = self._pause_wanted()
        if pause:
            return _too_many(pause)
        if fault is None:
            return act()
        if fault.effect is FaultEffect.LOST_AFTER:
            act()
        if fault.effect in (FaultEffect.LOST_AFTER, FaultEffect.LOST_BEFORE):
            time.sleep(fault.seconds)
            _hang_up()
            return Response(status=502)
        return _instead(fault) or act()

    def _pause_wanted(self) -> int:
        """Say for how long there have been enough calls; 0 when there may be more."""
        is_read = request.method == "GET"
        limits, now = READ_LIMITS if is_read else WRITE_LIMITS, time.monotonic()
        with self._lock:
            lately = self._lately["reads" if is_read else "writes"]
            while lately and now - lately[0] > 60:
                lately.popleft()
            for most, seconds in limits:
                within = [at for at in lately if now - at <= seconds]
                if len(within) >= most:
                    return int(seconds - (now - within[0])) + 1
            lately.append(now)
        return 0


def _instead(fault: Fault) -> Response | None:
    """Return what comes in place of an answer."""
    match fault.effect:
        case FaultEffect.HTTP_429:
            return _too_many(int(fault.seconds) or 1)
        case FaultEffect.HTTP_500 | FaultEffect.INTERNAL_ERROR:
            return _json({"error": {"code": 500, "request": request.path, "message": "Oops"}}, 500)
        case FaultEffect.HTTP_503:
            detail = "The address could not be resolved at this time. Try again later."
            return _json({"errors": [{"status": "503", "code": None, "detail": detail}]}, 503)
        case FaultEffect.HTML_PAGE:
            return Response(PAGE, 502, mimetype="text/html")
        case FaultEffect.WRONG_PDF:
            return Response("<html>Please log in</html>", mimetype="application/pdf")
        case FaultEffect.HUGE_PDF:
            return Response(_huge(), mimetype="application/pdf")
        case FaultEffect.REFUSE:
            error = {"field": fault.field, "message": fault.message, "code": fault.code}
            return _json({"errors": [error]}, 400)
    return None


def _too_many(pause: int) -> Response:
    return Response(status=429, headers={"Retry-After": str(pause)})


def _json(body: Any, status: int) -> Response:
    answer = jsonify(body)
    answer.status_code = status
    return answer


def _huge() -> Iterator[bytes]:
    yield b"%PDF-1.4\n"
    for _ in range(HUGE // CHUNK):
        yield b"0" * CHUNK


def _hang_up() -> None:
    """Cut the connection, so that the caller learns nothing."""
    connection = request.environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
