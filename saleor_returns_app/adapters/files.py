"""Files in one store chosen by URL: a folder, or a bucket of S3, Google or Azure and their likes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from saleor_returns_app.domain.errors import LabelNotFound, Unavailable

# A job tries again later, a shopper waits: neither gains from a library that is patient for minutes.
RETRIES: dict[str, Any] = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
LONGEST_REASON = 200


class FileStoreUnavailable(Unavailable):
    """The file store cannot be reached."""

    code = "file_store_unavailable"


class FileFolder:
    """A place for files, by id. Keys and regions of buckets come from the usual variables (`AWS_…`)."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _store(self) -> ObjectStore:
        """Open the store when it is needed first: an app whose store is down starts all the same."""
        is_local = urlsplit(self._url).scheme == "file"
        options: dict[str, Any] = {"mkdir": True} if is_local else {"retry_config": RETRIES}
        return from_url(self._url, **options)

    def write(self, id: str, content: bytes) -> None:
        """Keep a file whole: a name never shows half of it."""
        with _reachable():
            self._store.put(id, content)

    def read(self, id: str) -> bytes:
        """Return a file's content."""
        with _reachable():
            try:
                return bytes(self._store.get(id).bytes())
            except FileNotFoundError as error:
                raise LabelNotFound from error

    def delete(self, id: str) -> None:
        """Delete a file; one that is not there is deleted already."""
        with _reachable():
            try:
                self._store.delete(id)
            except FileNotFoundError:
                return

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


@contextmanager
def _reachable() -> Iterator[None]:
    """Say what went wrong with the store itself; a bucket that is not there is a file not found to it."""
    try:
        yield
    except (BaseError, OSError) as error:
        raise FileStoreUnavailable(_reason(error)) from error


def _reason(error: Exception) -> str:
    """Take what a person can use of the library's words: its first line, and the server's code."""
    text = str(error)
    first = text.splitlines()[0] if text else type(error).__name__
    code = text.partition("<Code>")[2].partition("</Code>")[0]
    return f"{code}: {first}"[:LONGEST_REASON] if code else first[:LONGEST_REASON]
