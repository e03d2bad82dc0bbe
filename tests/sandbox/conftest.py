"""A sandbox with a small app in it."""

from collections.abc import Iterator

import pytest

from tests.sandbox.apps import URL, StubApp
from tests.support.sandbox import SandboxServer, flask_transport


@pytest.fixture
def stub() -> StubApp:
    return StubApp()


@pytest.fixture
def sandbox(stub: StubApp) -> Iterator[SandboxServer]:
    with SandboxServer(send=flask_transport(lambda: stub.flask)) as server:
        yield server


@pytest.fixture
def installed(sandbox: SandboxServer) -> SandboxServer:
    sandbox.install(f"{URL}/manifest")
    return sandbox
