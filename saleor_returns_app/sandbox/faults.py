"""Mishaps on order, and the log of what was called: for tests of what an app does then."""

import threading
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class FaultEffect(StrEnum):
    """What goes wrong."""

    LOST_AFTER = "lost_after"
    LOST_BEFORE = "lost_before"
    HTTP_500 = "http_500"
    HTTP_503 = "http_503"
    INTERNAL_ERROR = "internal_error"
    INTERNAL_ERROR_AFTER = "internal_error_after"
    REFUSE = "refuse"
    HTTP_429 = "http_429"
    HTML_PAGE = "html_page"
    WRONG_PDF = "wrong_pdf"
    HUGE_PDF = "huge_pdf"


@dataclass
class Fault:
    """Something that goes wrong with the next calls of an operation."""

    operation: str
    effect: FaultEffect
    times: int = 1
    seconds: float = 0.0
    code: str = "INVALID"
    message: str = "Refused by the sandbox."
    field: str | None = None


class Faults:
    """The mishaps that were ordered and have not happened yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, operation: str, effect: FaultEffect | str, **options: Any) -> Fault:
        """Order a mishap for an operation, by its own name or its field's."""
        fault = Fault(operation, FaultEffect(effect), **options)
        with self._lock:
            self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Call everything off."""
        with self._lock:
            self._waiting.clear()

    @property
    def waiting(self) -> list[Fault]:
        """What was ordered and has not happened."""
        with self._lock:
            return list(self._waiting)

    def take(self, names: set[str]) -> Fault | None:
        """Use up one mishap of an operation that has these names."""
        with self._lock:
            fault = next((item for item in self._waiting if item.operation in names), None)
            if fault is None:
                return None
            fault.times -= 1
            if fault.times <= 0:
                self._waiting.remove(fault)
            return fault


@dataclass(frozen=True)
class Call:
    """One request that came in: GraphQL, or a call of the pretend Sendcloud by its name."""

    operation: str | None
    fields: tuple[str, ...]
    variables: dict[str, Any]
    app: str | None
    status: int = 200


@dataclass
class Calls:
    """The requests that came in, oldest first."""

    log: list[Call] = field(default_factory=list)

    def add(self, call: Call) -> None:
        """Note a request."""
        self.log.append(call)
        del self.log[:-5000]

    def named(self, name: str) -> list[Call]:
        """Return the calls of an operation, by its own name or a field's."""
        return [call for call in self.log if name == call.operation or name in call.fields]

    def count(self, name: str) -> int:
        """Count the calls of an operation."""
        return len(self.named(name))

    def clear(self) -> None:
        """Forget them."""
        self.log.clear()
