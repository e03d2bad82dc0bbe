"""Several processes under one command: started together, stopped together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import FrameType

import requests

PATIENCE_SECONDS = 90


class StartFailed(RuntimeError):
    """One of the processes did not come up."""


class Processes:
    """Children of this process; their output goes to one log file each."""

    def __init__(self, log_folder: Path) -> None:
        log_folder.mkdir(parents=True, exist_ok=True)
        self._logs = log_folder
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping = False

    def start(self, name: str, arguments: list[str], environment: Mapping[str, str]) -> None:
        """Start a command of ours in a group of its own, so that Ctrl-C reaches it through us."""
        with (self._logs / f"{name}.log").open("ab") as log:
            self._children[name] = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "saleor_returns_app.cli", *arguments],
                env={**os.environ, **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_for(self, name: str, url: str) -> None:
        """Wait until a process answers. Raises `StartFailed` with the place of its log."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with suppress(requests.RequestException):
                if requests.get(url, timeout=2).ok:
                    return
            if self._children[name].poll() is not None:
                break
            time.sleep(0.2)
        raise StartFailed(f"{name} did not come up; see {self._logs / name}.log")

    def run_until_stopped(self, on_stop: Callable[[], None]) -> None:
        """Stay until Ctrl-C, SIGTERM or the end of a child; then stop them all."""
        for kind in (signal.SIGINT, signal.SIGTERM):
            signal.signal(kind, self._stop)
        while not self._stopping:
            time.sleep(0.3)
            for name, child in self._children.items():
                if child.poll() is not None and not self._stopping:
                    raise StartFailed(f"{name} has ended; see {self._logs / name}.log")
        on_stop()

    def stop(self) -> None:
        """Ask every child to end, wait, and end by force what does not."""
        for child in self._children.values():
            with suppress(ProcessLookupError):
                child.terminate()
        for child in self._children.values():
            try:
                child.wait(timeout=25)
            except subprocess.TimeoutExpired:
                child.kill()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
