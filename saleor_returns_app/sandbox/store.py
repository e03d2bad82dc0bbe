"""Documents that outlive the process: one SQLite file, or memory when there is no folder."""

import sqlite3
import threading
from pathlib import Path


class Documents:
    """Text documents by kind and key."""

    def __init__(self, folder: Path | None) -> None:
        self._lock = threading.Lock()
        path = ":memory:"
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            path = str(folder / "sandbox.sqlite3")
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = normal")
        self._db.execute(
            "create table if not exists documents "
            "(kind text, key text, body text not null, primary key (kind, key))"
        )

    def put(self, kind: str, key: str, body: str) -> None:
        """Keep a document, in place of an older one."""
        with self._lock:
            self._db.execute("insert or replace into documents values (?, ?, ?)", (kind, key, body))

    def drop(self, kind: str, key: str) -> None:
        """Forget a document."""
        with self._lock:
            self._db.execute("delete from documents where kind = ? and key = ?", (kind, key))

    def all(self, kind: str) -> dict[str, str]:
        """Return the documents of a kind by key."""
        with self._lock:
            rows = self._db.execute("select key, body from documents where kind = ?", (kind,))
            return dict(rows.fetchall())

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()
