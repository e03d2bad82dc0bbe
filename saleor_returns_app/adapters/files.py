"""Files in one store chosen by URL: a folder, or a bucket where the extra for it is installed."""

from uuid import uuid4

import fsspec

from saleor_returns_app.domain.errors import LabelNotFound, Unavailable


class FileStoreUnavailable(Unavailable):
    """The file store cannot be reached."""

    code = "file_store_unavailable"


class FileFolder:
    """A place for files, by id."""

    def __init__(self, url: str) -> None:
        self._system, self._root = fsspec.url_to_fs(url)

    def write(self, id: str, content: bytes) -> None:
        """Keep a file whole: a name never shows half of it."""
        try:
            self._system.makedirs(self._root, exist_ok=True)
            with self._system.transaction, self._system.open(self._path(id), "wb") as file:
                file.write(content)
        except OSError as error:
            raise FileStoreUnavailable from error

    def read(self, id: str) -> bytes:
        """Return a file's content."""
        try:
            return bytes(self._system.cat_file(self._path(id)))
        except FileNotFoundError as error:
            raise LabelNotFound from error
        except OSError as error:
            raise FileStoreUnavailable from error

    def delete(self, id: str) -> None:
        """Delete a file; one that is not there is deleted already."""
        try:
            self._system.rm_file(self._path(id))
        except FileNotFoundError:
            return
        except OSError as error:
            raise FileStoreUnavailable from error

    def check(self) -> None:
        """Write, read and delete a file. Raises `FileStoreUnavailable` where that cannot be done."""
        probe = f"check-{uuid4()}"
        self.write(probe, b"check")
        try:
            if self.read(probe) != b"check":
                raise FileStoreUnavailable
        except LabelNotFound as error:
            raise FileStoreUnavailable from error
        finally:
            self.delete(probe)

    def _path(self, id: str) -> str:
        return f"{self._root}/{id}"
