"""The app's own commands as processes of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

from saleor_returns_app.settings import Settings

PATIENCE_SECONDS = 30.0


class Command:
    """A running command; its output goes to a file."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path) -> None:
        self._log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "saleor_returns_app.cli", *arguments],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def output(self) -> str:
        """What it has said so far."""
        return self._log.read_text(encoding="utf-8")

    @property
    def has_ended(self) -> bool:
        """Whether it is gone."""
        return self._process.poll() is not None

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something that the command is to bring about."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            assert not self.has_ended, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.05)

    def wait_for_its_end(self) -> None:
        """Wait until it has ended by itself."""
        self._process.wait(timeout=PATIENCE_SECONDS)

    def stop(self) -> tuple[int, float]:
        """Ask it to end; give its exit code and how many seconds that took."""
        began = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(timeout=PATIENCE_SECONDS)
        return code, time.monotonic() - began

    def kill(self) -> None:
        """End it and its children at once, as a crash does."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=PATIENCE_SECONDS)


def environment_of(settings: Settings, **more: str) -> dict[str, str]:
    """Write settings down as a process reads them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RETURNS_")}
    return {
        **kept,
        "DATABASE_URL": settings.database_url,
        "RETURNS_PUBLIC_URL": settings.public_url,
        "RETURNS_SECRETS": ",".join(settings.secrets),
        "RETURNS_ENCRYPTION_KEYS": ",".join(settings.encryption_keys),
        "RETURNS_VAR": str(settings.var_folder),
        "RETURNS_FILES_URL": settings.files_url,
        "RETURNS_MAIL_URL": settings.mail_url,
        "RETURNS_ALLOW_PRIVATE_NETWORKS": str(settings.allow_private_networks),
        **more,
    }


@contextmanager
def running(arguments: list[str], environment: dict[str, str], folder: Path) -> Iterator[Command]:
    """Run a command; whatever happens, nothing of it is left behind."""
    command = Command(arguments, environment, folder / f"{'-'.join(arguments)}.log")
    try:
        yield command
    finally:
        command.kill()


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether somebody answers well there."""
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False
