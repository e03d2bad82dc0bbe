"""The web server: Granian speaks HTTP outside of Python, and runs the app in threads."""

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from granian import Granian
from granian.constants import HTTPModes, Interfaces

from saleor_returns_app.app import assemble, create_app
from saleor_returns_app.cli.memory import settle_memory
from saleor_returns_app.logs import set_up_logs
from saleor_returns_app.settings import SettingInvalid, Settings, read_settings

ANYWHERE, STOP_SECONDS = "0.0.0.0", 20  # noqa: S104 - a container is reached from outside
# Without handlers of their own, the server's lines go the way of all others.
PLAIN_LOGS: dict[str, dict[str, object]] = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {}},
}


def serve(settings: Settings, processes: int) -> None:
    """Serve HTTP until told to stop; what is under way then is answered first."""
    set_up_logs(settings.log_level)
    _refuse_taken(settings.port)
    server = Granian(
        "saleor-returns",
        address=ANYWHERE,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=processes,
        blocking_threads=settings.web_threads,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_dictconfig=PLAIN_LOGS,
    )
    server.serve(target_loader=web_app, wrap_loader=False)


def web_app() -> WSGIApplication:
    """Build the app in the process that serves it, so that no connection is shared."""
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    settings = read_settings()
    set_up_logs(settings.log_level)
    app = create_app(settings, assemble(settings).services)
    settle_memory()
    return WholeBodies(app)


class WholeBodies:
    """Has bodies counted: the server ends one that broke off like one that is whole.

    Where a length was announced, Werkzeug reads that many bytes and refuses fewer, unless the server
    says that it minds the end itself.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on."""
        if "CONTENT_LENGTH" in environ:
            environ.pop("wsgi.input_terminated", None)
        return self._app(environ, start_response)


def _refuse_taken(port: int) -> None:
    """The server shares its port between its processes, and so with anybody else's unless asked."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ANYWHERE, port))
        except OSError as error:
            raise SettingInvalid(f"PORT: {port} cannot be used ({error.strerror}).") from error


def _end_with_parent() -> None:
    """Without its parent nobody could ask this process to end, and it would keep the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
