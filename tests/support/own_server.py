"""A PostgreSQL server that a test has to itself, and may stop and crash as it likes."""

import subprocess
from pathlib import Path

from sqlalchemy import create_engine, make_url

from saleor_returns_app.storage import migrations
from saleor_returns_app.storage.embedded import EmbeddedServer


class OwnServer:
    """A server with one migrated database; not quick but durable, as in production."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "pg"
        self._server = EmbeddedServer(self._folder)
        self.url = self._server.url
        engine = create_engine(make_url(self.url).set(drivername="postgresql+psycopg"))
        migrations.migrate(engine)
        engine.dispose()

    def restart(self) -> None:
        """Cut every connection, stop orderly and start."""
        self._restart("fast")

    def crash(self) -> None:
        """Stop without a word to anybody, and recover from the log."""
        self._restart("immediate")

    def _restart(self, mode: str) -> None:
        server = self._server._server
        arguments = ("-D", str(self._folder), "-m", mode, "-w", "-l", str(server.log), "restart")
        subprocess.run(
            [str(server.bin_path / "pg_ctl"), *arguments],
            user=server.system_user,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def stop(self) -> None:
        """Stop for good."""
        self._server.stop()
