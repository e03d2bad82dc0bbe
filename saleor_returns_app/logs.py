"""Logs: one JSON object a line, with the id of the request or job; never a secret, never a person."""

import logging
import sys
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any, TextIO

import structlog

HIDDEN = ("token", "secret", "password", "signature", "authorization", "email", "address")


def set_up_logs(level: str, stream: TextIO | None = None) -> None:
    """Write everything, our own events and the libraries', in one form, to standard output.

    Our own go there directly: through the standard library's records a line costs twice as much.
    """
    stream = stream or sys.stdout
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("urllib3", "gql", "fontTools", "fpdf", "procrastinate.jobs"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def hide_secrets(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Blank every value whose name sounds like a secret or a person."""
    for name in event:
        if _is_hidden(name):
            event[name] = "[hidden]"
    return event


@lru_cache(maxsize=1024)
def _is_hidden(name: str) -> bool:
    """Look at a name once: they are those in the code, and few."""
    return name != "event" and any(word in name.lower() for word in HIDDEN)
