"""Things that happen later: each kind of task has a thread of its own, and tasks survive a restart."""

import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from saleor_returns_app.sandbox.store import Documents

Payload = dict[str, Any]
Handler = Callable[[Payload], None]

log = logging.getLogger(__name__)


@dataclass
class Task:
    """One thing to do, not before it is due."""

    kind: str
    payload: Payload
    due: float
    key: str = field(default_factory=lambda: uuid4().hex)
    running: bool = False


class Scheduler:
    """Runs tasks when they are due, those of one kind one after the other."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._changed = threading.Condition()
        self._tasks: list[Task] = []
        self._handlers: dict[str, Handler] = {}
        self._threads: list[threading.Thread] = []
        self._stopped = False

    def start(self, handlers: dict[str, Handler]) -> None:
        """Take up the tasks of an earlier run and begin to work."""
        self._handlers = handlers
        for key, body in self._documents.all("task").items():
            kept = json.loads(body)
            self._tasks.append(Task(kept["kind"], kept["payload"], kept["due"], key))
        for kind in handlers:
            name = f"sandbox-{kind}"
            thread = threading.Thread(target=self._work, args=(kind,), name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def add(self, kind: str, payload: Payload, *, delay: float = 0.0) -> None:
        """Have something done after the delay."""
        task = Task(kind, payload, time.monotonic() + delay)
        body = {"kind": kind, "payload": payload, "due": 0.0}
        self._documents.put("task", task.key, json.dumps(body))
        with self._changed:
            self._tasks.append(task)
            self._changed.notify_all()

    def settle(self, timeout: float = 10.0, *, ahead: float = 0.0) -> bool:
        """Wait until nothing is running or due within the next seconds; say whether that came."""
        deadline = time.monotonic() + timeout
        with self._changed:
            while any(t.running or t.due <= time.monotonic() + ahead for t in self._tasks):
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                self._changed.wait(min(left, 0.05))
        return True

    def hurry(self) -> None:
        """Make everything that waits due at once."""
        with self._changed:
            for task in self._tasks:
                task.due = min(task.due, time.monotonic())
            self._changed.notify_all()

    def stop(self) -> None:
        """Let the threads end after what they are doing."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=2)

    def _work(self, kind: str) -> None:
        while (task := self._next(kind)) is not None:
            try:
                self._handlers[kind](task.payload)
            except Exception:
                log.exception("The sandbox could not do %s", kind)
            finally:
                self._documents.drop("task", task.key)
                with self._changed:
                    self._tasks.remove(task)
                    self._changed.notify_all()

    def _next(self, kind: str) -> Task | None:
        with self._changed:
            while not self._stopped:
                waiting = [t for t in self._tasks if t.kind == kind and not t.running]
                task = min(waiting, key=lambda t: t.due, default=None)
                now = time.monotonic()
                if task is not None and task.due <= now:
                    task.running = True
                    return task
                self._changed.wait(None if task is None else task.due - now)
        return None
