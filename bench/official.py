"""The official SDK's webhook handler (npm @saleor/app-sdk on Next.js), built and started here."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.commands import answers, free_port
from tests.support.whole_app import WholeApp

SOURCE = Path(__file__).parent / "official_sdk"
BUILT = Path("var") / "bench" / "official_sdk"
PATH = "/api/webhooks/order-updated"
QUIET = {"NEXT_TELEMETRY_DISABLED": "1", "NODE_ENV": "production"}


class NoOfficialSdk(RuntimeError):
    """The SDK cannot be run here; the message says why."""


@dataclass(frozen=True)
class Servers:
    """Processes that run the SDK's handler, one to a port."""

    ports: tuple[int, ...]
    pids: tuple[int, ...]


def build() -> Path:
    """Install what the handler needs, in exact versions, and build it; once."""
    if shutil.which("npm") is None:
        raise NoOfficialSdk("it needs Node.js and npm")
    wanted = (SOURCE / "package.json").read_text(encoding="utf-8")
    mark = BUILT / "built.json"
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(BUILT, ignore_errors=True)
        shutil.copytree(SOURCE, BUILT)
        _run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--legacy-peer-deps")
        _run("npx", "next", "build")
        mark.write_text(wanted, encoding="utf-8")
    return BUILT


def _run(*command: str) -> None:
    done = subprocess.run(
        command, cwd=BUILT, env=os.environ | QUIET, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoOfficialSdk(f"'{' '.join(command)}' failed: {done.stderr[-500:]}")


@contextmanager
def official_servers(app: WholeApp, folder: Path, processes: int) -> Iterator[Servers]:
    """Start the handler with the shop's record, key set included, in its memory."""
    built, shop = build(), app.shop
    record = folder / "shop.json"
    keys = json.dumps(shop.key_set)
    names = {"token": shop.token, "saleorApiUrl": shop.api_url, "appId": shop.app_id, "jwks": keys}
    record.write_text(json.dumps(names), encoding="utf-8")
    environment = os.environ | QUIET | {"BENCH_SHOP": str(record)}
    with ExitStack() as stack:
        ports = tuple(free_port() for _ in range(processes))
        pids = tuple(stack.enter_context(_server(built, port, environment)) for port in ports)
        yield Servers(ports, pids)


@contextmanager
def _server(folder: Path, port: int, environment: dict[str, str]) -> Iterator[int]:
    command = ["node", "node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1"]
    process = subprocess.Popen(
        [*command, "-p", str(port)],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, f"http://127.0.0.1:{port}/")
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    for _ in range(150):
        if answers(url):
            return
        try:
            process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        break
    raise NoOfficialSdk("'next start' did not come up")
