"""The processes of a deployment: release, web and worker."""

import secrets

import click
from cryptography.fernet import Fernet
from flask import Flask
from gunicorn.app.base import BaseApplication

from saleor_returns_app.app import assemble, create_app
from saleor_returns_app.cli.memory import settle_memory
from saleor_returns_app.jobs.engine import run_worker
from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.logs import set_up_logs
from saleor_returns_app.settings import Settings, read_settings
from saleor_returns_app.storage import migrations


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn, set by our settings instead of a file of its own."""

    def __init__(self, settings: Settings, processes: int) -> None:
        self._settings, self._processes = settings, processes
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": f"0.0.0.0:{self._settings.port}",
            "workers": self._processes,
            "threads": self._settings.web_threads,
            "worker_class": "gthread",
            "timeout": 30,
            "graceful_timeout": 20,
            "keepalive": 5,
            "control_socket_disable": True,
        }
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the app after the fork, so that no connection is shared between processes."""
        set_up_logs(self._settings.log_level)
        app = create_app(self._settings, assemble(self._settings).services)
        settle_memory()
        return app


@click.command()
@click.option("--processes", default=1, envvar="WEB_CONCURRENCY", help="How many processes.")
def web(processes: int) -> None:
    """Serve HTTP."""
    _Server(read_settings(), processes).run()


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
