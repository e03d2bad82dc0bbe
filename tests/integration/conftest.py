"""Tests with a real database, and with the sandbox's Saleor."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.whole_app import WholeApp, whole_app


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[WholeApp]:
    """Return the app, installed into a pretend Saleor."""
    with whole_app(database_url, tmp_path) as running:
        running.install()
        yield running
