"""The whole product on one machine: app, worker, database, and a pretend Saleor around it."""

import json
import os
import secrets
import shutil
import socket
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import click
import requests
from cryptography.fernet import Fernet
from sqlalchemy import select

from saleor_returns_app.app import assemble
from saleor_returns_app.cli.processes import Processes, StartFailed
from saleor_returns_app.settings import read_settings
from saleor_returns_app.storage import migrations
from saleor_returns_app.storage.embedded import EmbeddedServer
from saleor_returns_app.storage.store import Database
from saleor_returns_app.storage.tables import installations
from saleor_returns_app.use_cases.parcels.connections import connect_carrier

HOST = "localhost"


@click.command()
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="The app's port.")
@click.option("--sandbox-port", default=8010, envvar="SANDBOX_PORT", show_default=True)
@click.option(
    "--var",
    "var_folder",
    default="var",
    envvar="RETURNS_VAR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the demo keeps its data.",
)
@click.option(
    "--database-url", default="", envvar="DATABASE_URL", help="Instead of the embedded one."
)
def demo(port: int, sandbox_port: int, var_folder: Path, database_url: str) -> None:
    """Run everything and print where to click. Ctrl-C stops it; the data stays."""
    folder = var_folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for number in (port, sandbox_port):
        _refuse_taken(number)
    click.echo("Starting: database, app, worker, sandbox …")
    with ExitStack() as stack:
        url = database_url
        if not url:
            server = EmbeddedServer(folder / "pg")
            stack.callback(server.stop)
            url = server.url
        processes = Processes(folder / "logs")
        stack.callback(processes.stop)
        policy = stack.enter_context(
            as_file(files("saleor_returns_app.cli").joinpath("demo_policy.json"))
        )
        environment = _environment(port, sandbox_port, folder, url, policy)
        try:
            _run(processes, environment, port, sandbox_port)
        except StartFailed as error:
            sys.exit(f"saleor-returns demo: {error}")
    click.echo("Stopped. The data stays; 'make demo' goes on, 'make demo-reset' clears it.")


@click.command(name="demo-reset")
@click.option(
    "--var",
    "var_folder",
    default="var",
    envvar="RETURNS_VAR",
    type=click.Path(path_type=Path, file_okay=False),
)
@click.option("--database-url", default="", envvar="DATABASE_URL")
def demo_reset(var_folder: Path, database_url: str) -> None:
    """Forget everything the demo has kept; its secrets stay, as they hold no data."""
    for name in ("pg", "files", "mailbox", "sandbox", "logs"):
        shutil.rmtree(var_folder / name, ignore_errors=True)
    if database_url:
        click.echo("The database that DATABASE_URL names is yours: it was left as it is.")
    click.echo("The demo is as new.")


def _run(processes: Processes, environment: dict[str, str], port: int, sandbox_port: int) -> None:
    app, sandbox = f"http://{HOST}:{port}", f"http://{HOST}:{sandbox_port}"
    _migrate(environment["DATABASE_URL"])
    processes.start("sandbox", ["sandbox", "--port", str(sandbox_port)], environment)
    processes.start("web", ["web"], environment)
    processes.start("worker", ["worker"], environment)
    processes.wait_for("web", f"{app}/readyz")
    processes.wait_for("sandbox", f"{sandbox}/control/state")
    state = _ask(sandbox, "install", manifest_url=f"{app}/api/manifest")
    _ask(sandbox, "shop", slug=_slug(environment["DATABASE_URL"], state["api_url"]))
    _ask(sandbox, "demo-orders")
    _connect_sendcloud(environment, app, sandbox, state)
    desk = f"{sandbox}/dashboard/extensions/app/{state['app_id']}/desk/"
    click.echo(
        f"\n  The shop       {sandbox}/shop/"
        f"\n  The desk       {desk}"
        f"\n  The mailbox    {sandbox}/mailbox/"
        f"\n  The carrier    {sandbox}/carrier/\n\n"
        f"The app itself is at {app}, its logs are in {environment['RETURNS_VAR']}/logs.\n"
        "Ctrl-C stops everything."
    )
    processes.run_until_stopped(lambda: click.echo("\nStopping …"))


def _environment(
    port: int, sandbox_port: int, folder: Path, url: str, policy: Path
) -> dict[str, str]:
    return {
        **_secrets(folder / "demo.json"),
        "PORT": str(port),
        "DATABASE_URL": url,
        "RETURNS_PUBLIC_URL": f"http://{HOST}:{port}",
        "RETURNS_VAR": str(folder),
        "RETURNS_STARTING_POLICY": str(policy),
        "RETURNS_ALLOW_PRIVATE_NETWORKS": "true",
        "RETURNS_SENDCLOUD_URL": f"http://{HOST}:{sandbox_port}/sendcloud",
        "RETURNS_FRAME_ANCESTORS": f"http://{HOST}:*",
    }


def _secrets(file: Path) -> dict[str, str]:
    """Return the demo's own secrets, made at its first start."""
    if not file.exists():
        made = {
            "RETURNS_SECRETS": secrets.token_urlsafe(48),
            "RETURNS_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        }
        file.touch(mode=0o600)
        file.write_text(json.dumps(made))
    return dict(json.loads(file.read_text()))


def _migrate(url: str) -> None:
    database = Database(url, lambda connection, call: None)
    migrations.migrate(database.engine)
    database.close()


def _slug(url: str, api_url: str) -> str:
    database = Database(url, lambda connection, call: None)
    query = select(installations.c.slug).where(installations.c.api_url == api_url)
    with database.connection() as connection:
        slug = str(connection.scalars(query).one())
    database.close()
    return slug


def _connect_sendcloud(
    environment: dict[str, str], app: str, sandbox: str, state: dict[str, Any]
) -> None:
    """Connect the pretend Sendcloud, as a merchant does in the desk, and point its webhooks here."""
    os.environ.update(environment)
    parts = assemble(read_settings())
    account, carrier = state["sendcloud"], "sendcloud"
    with parts.services.transaction() as store:
        shop = store.installations.with_api_url(state["api_url"])
    key = secrets.token_urlsafe(24)
    connect_carrier(
        shop.id,
        carrier,
        {"public_key": account["public_key"], "secret_key": account["secret_key"]},
        webhook_key=key,
        at=datetime.now(UTC),
        carriers=parts.services.carriers,
        transaction=parts.services.transaction,
    )
    parts.database.close()
    _ask(
        sandbox,
        "sendcloud-webhook",
        url=f"{app}/api/webhooks/carriers/{carrier}/{shop.id}",
        key=key,
    )


def _ask(sandbox: str, lever: str, **words: str) -> dict[str, Any]:
    answer = requests.post(f"{sandbox}/control/{lever}", json=words, timeout=60)
    if not answer.ok:
        raise StartFailed(f"The sandbox refused '{lever}': {answer.text}")
    return dict(answer.json())


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            sys.exit(
                f"saleor-returns demo: port {port} is taken. Choose others with "
                "'make demo PORT=8100 SANDBOX_PORT=8110'."
            )
