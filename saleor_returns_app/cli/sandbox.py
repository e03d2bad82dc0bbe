"""The pretend Saleor as a process of its own."""

from pathlib import Path

import click
from werkzeug.serving import run_simple

from saleor_returns_app.sandbox.server import SandboxSettings, create_sandbox


@click.command(hidden=True)
@click.option("--port", default=8010, show_default=True)
@click.option(
    "--var", "var_folder", default="var", envvar="RETURNS_VAR", type=click.Path(path_type=Path)
)
def sandbox(port: int, var_folder: Path) -> None:
    """Serve the sandbox on this machine only."""
    app = create_sandbox(
        SandboxSettings(
            public_url=f"http://localhost:{port}",
            state_folder=var_folder / "sandbox",
            mail_folder=var_folder / "mailbox",
        )
    )
    run_simple("127.0.0.1", port, app, threaded=True)
