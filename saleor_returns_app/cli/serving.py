"""The processes of a deployment: release, web and worker."""

import secrets

import click
from cryptography.fernet import Fernet

from saleor_returns_app.app import assemble
from saleor_returns_app.cli.memory import settle_memory
from saleor_returns_app.cli.web_server import serve
from saleor_returns_app.jobs.engine import run_worker
from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.logs import set_up_logs
from saleor_returns_app.settings import read_settings
from saleor_returns_app.storage import migrations


@click.command()
@click.option("--processes", default=1, envvar="WEB_CONCURRENCY", help="How many processes.")
def web(processes: int) -> None:
    """Serve HTTP."""
    serve(read_settings(), processes)


@click.command()
@click.option(
    "--queue",
    "queues",
    multiple=True,
    type=click.Choice([queue.value for queue in Queue]),
    help="Serve this queue only; may be given several times.",
)
def worker(queues: tuple[str, ...]) -> None:
    """Do the jobs."""
    settings = read_settings()
    set_up_logs(settings.log_level)
    parts = assemble(settings)
    settle_memory()
    run_worker(
        parts.database_url,
        parts.services,
        queues=[Queue(queue) for queue in queues],
        concurrency=settings.worker_concurrency,
    )


@click.command()
def migrate() -> None:
    """Bring the database to this release's tables."""
    settings = read_settings()
    set_up_logs(settings.log_level)
    migrations.migrate(assemble(settings).database.engine)


@click.command()
def key() -> None:
    """Print a new key for RETURNS_ENCRYPTION_KEYS."""
    click.echo(Fernet.generate_key().decode())


@click.command()
def secret() -> None:
    """Print a new secret for RETURNS_SECRETS."""
    click.echo(secrets.token_urlsafe(48))
