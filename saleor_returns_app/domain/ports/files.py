"""Files: what is known of them, and where they lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from saleor_returns_app.domain.photos import Picture


@dataclass(eq=False)
class StoredFile:
    """What the database knows of a file: whose it is and how it is recognised.

    A photo belongs to an order first, and to a case as well once it is opened.
    """

    id: str
    installation_id: str
    case_id: str | None
    name: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime
    order_id: str | None = None


class Files(Protocol):
    """What the database knows of the files."""

    def add(self, file: StoredFile) -> None: ...
    def add_new(self, file: StoredFile) -> None: ...
    def get(self, id: str) -> StoredFile: ...
    def of_shop(self, installation_id: str) -> list[StoredFile]: ...
    def of_case(self, case_id: str) -> list[StoredFile]: ...
    def photos_of(self, order_id: str) -> list[StoredFile]:
        """List, locked, the photos that were sent for an order."""

    def unclaimed_before(self, moment: datetime, *, most: int) -> list[StoredFile]:
        """List, locked, photos that were sent before a moment and belong to no case."""

    def remove(self, file: StoredFile) -> None:
        """Drop what is known of a file; the file itself is for `delete_file`."""


class Pictures(Protocol):
    """Makes pictures that can be trusted of bytes that cannot."""

    def clean(self, content: bytes) -> Picture:
        """Return the picture anew. Raises `PhotoUnreadable` or `PhotoTooLarge`."""


class Paper(Protocol):
    """PDFs that others made, looked at and put together; each may raise `DocumentUnusable`."""

    def checked_pdf(self, content: bytes) -> int:
        """Count the pages of a PDF that can be printed."""

    def merged(self, pdfs: Iterable[bytes]) -> bytes:
        """Put PDFs one behind the other; the same ones give the same bytes."""

    def on_a4(self, pdf: bytes) -> bytes:
        """Lay a PDF out on A4 sheets."""


class FileStore(Protocol):
    """Where files lie."""

    def write(self, id: str, content: bytes) -> None: ...
    def read(self, id: str) -> bytes: ...
    def delete(self, id: str) -> None:
        """Delete a file; one that is not there is deleted already."""
