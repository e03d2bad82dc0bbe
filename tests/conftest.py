"""What every kind of test may ask for."""

from collections.abc import Iterator

import pytest

from tests.support.databases import Databases, quick_folder
from tests.support.skips import pytest_make_collect_report, pytest_runtest_makereport

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]


@pytest.fixture(scope="session")
def databases(testrun_uid: str) -> Iterator[Databases]:
    """Return a server for test databases, shared by all workers of a run."""
    # Not below pytest's own folder: that one is closed to the user the server runs as.
    server = Databases(quick_folder() / f"returns-{testrun_uid[:12]}")
    yield server
    server.close()


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """Return a migrated database of the test's own."""
    with databases.fresh() as url:
        yield url
