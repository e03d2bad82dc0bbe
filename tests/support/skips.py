"""Where everything must run, a test that is skipped has failed."""

import os
from collections.abc import Generator
from typing import Any

import pytest

Report = pytest.TestReport | pytest.CollectReport
Hook = Generator[None, Any, Any]


def must_run_everything() -> bool:
    """Whether this is a run in which nothing may be left out."""
    return os.environ.get("CI") == "true"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Hook:
    """Look at how a test ended."""
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Hook:
    """Look at how a file was read: it may have skipped itself whole."""
    return refuse_skip((yield))


def refuse_skip(report: Report) -> Report:
    """Make a failure of a skip: CI has everything that a test may want."""
    if report.skipped and must_run_everything() and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here. {reason}"
    return report
