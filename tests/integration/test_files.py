"""The file store keeps its promises in a folder and in a bucket of a real server that speaks S3."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from saleor_returns_app.adapters.files import FileFolder, FileStoreUnavailable
from saleor_returns_app.domain.errors import LabelNotFound
from tests.support.commands import free_port

STARTING_SECONDS = 60
CONTENT = bytes(range(256)) * 4000
AWS = {
    "AWS_ACCESS_KEY_ID": "returns",
    "AWS_SECRET_ACCESS_KEY": "a-secret-of-the-bucket",
    "AWS_REGION": "eu-west-3",
    "AWS_ALLOW_HTTP": "true",
}


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """Run a server with an empty bucket."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(address)
        requests.put(f"{address}/labels", timeout=10).raise_for_status()
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until:
        try:
            requests.get(address, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the S3 server did not start")


@pytest.fixture(params=["folder", "bucket"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> FileFolder:
    if request.param == "folder":
        return FileFolder((tmp_path / "été & files").as_uri())
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("s3"))
    return FileFolder(f"s3://labels/{tmp_path.name}")


class TestAFileStore:
    def test_gives_back_what_it_was_given(self, store: FileFolder) -> None:
        store.write("a-file", CONTENT)

        assert store.read("a-file") == CONTENT

    def test_keeps_the_last_of_what_was_written(self, store: FileFolder) -> None:
        store.write("a-file", CONTENT)
        store.write("a-file", b"new")

        assert store.read("a-file") == b"new"

    def test_says_when_there_is_no_such_file(self, store: FileFolder) -> None:
        with pytest.raises(LabelNotFound):
            store.read("a-file")

    def test_deletes_twice_as_well_as_once(self, store: FileFolder) -> None:
        store.write("a-file", CONTENT)

        store.delete("a-file")
        store.delete("a-file")

        with pytest.raises(LabelNotFound):
            store.read("a-file")

    def test_never_shows_half_a_file(self, store: FileFolder) -> None:
        store.write("a-file", CONTENT)
        with ThreadPoolExecutor(4) as pool:
            for _ in range(10):
                pool.submit(store.write, "a-file", CONTENT[::-1])
            found = {pool.submit(store.read, "a-file").result() for _ in range(20)}

        assert found <= {CONTENT, CONTENT[::-1]}

    def test_is_found_to_be_well(self, store: FileFolder) -> None:
        store.check()

    def test_leaves_nothing_of_a_check_behind(self, tmp_path: Path) -> None:
        FileFolder(tmp_path.as_uri()).check()

        assert list(tmp_path.iterdir()) == []


class TestAFileStoreInTrouble:
    def test_names_a_bucket_that_is_not_there(
        self, s3: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, value in {**AWS, "AWS_ENDPOINT_URL": s3}.items():
            monkeypatch.setenv(name, value)

        with pytest.raises(FileStoreUnavailable, match="NoSuchBucket") as caught:
            FileFolder("s3://nobody-has-this/labels").check()

        assert AWS["AWS_SECRET_ACCESS_KEY"] not in repr(caught.value.__cause__)

    def test_gives_up_on_a_server_that_is_down(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in AWS.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")

        with pytest.raises(FileStoreUnavailable):
            FileFolder("s3://labels").read("a-file")

    def test_notices_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "files").write_text("a file where the folder should be")

        with pytest.raises(FileStoreUnavailable):
            FileFolder((tmp_path / "files").as_uri()).check()
