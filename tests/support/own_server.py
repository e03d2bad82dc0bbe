"""A PostgreSQL server that a test has to itself, and may stop and crash as it likes."""

import shutil
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
        self._control("restart", "fast")

    def crash(self) -> None:
        """Stop without a word to anybody, and recover from the log."""
        self._control("restart", "immediate")

    def stop(self) -> None:
        """Stop for good, and leave nothing behind."""
        self._control("stop", "fast")
        self._server.stop()
        shutil.rmtree(self._folder.parent, ignore_errors=True)

    def _control(self, act: str, mode: str) -> None:
        server = self._server._server
        log = ("-l", str(server.log)) if act == "restart" else ()
        subprocess.run(
            [str(server.bin_path / "pg_ctl"), act, "-D", str(self._folder), "-m", mode, "-w", *log],
            user=server.system_user,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
