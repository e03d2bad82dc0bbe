"""Files: what is known of them, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(eq=False)
class StoredFile:
    """What the database knows of a file: where it lies and how it is recognised."""

    id: str
    installation_id: str
    case_id: str
    name: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime


class Files(Protocol):
    """What the database knows of the files."""

    def add(self, file: StoredFile) -> None: ...
    def get(self, id: str) -> StoredFile: ...
    def of_shop(self, installation_id: str) -> list[StoredFile]: ...
    def of_case(self, case_id: str) -> list[StoredFile]: ...
    def remove(self, file: StoredFile) -> None: ...


class FileStore(Protocol):
    """Where files lie."""

    def write(self, id: str, content: bytes) -> None: ...
    def read(self, id: str) -> bytes: ...
    def delete(self, id: str) -> None:
        """Delete a file; one that is not there is deleted already."""
