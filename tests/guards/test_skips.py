"""Nothing is left out where everything must run."""

from typing import Any

import pytest

from tests.support.skips import refuse_skip


def a_skip(reason: str) -> Any:
    return pytest.TestReport(
        "test", ("test.py", 1, "test"), {}, "skipped", ("test.py", 1, f"Skipped: {reason}"), "call"
    )


class TestASkippedTest:
    def test_has_failed_where_everything_must_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CI", "true")

        assert refuse_skip(a_skip("no time")).outcome == "failed"

    def test_is_fine_on_a_laptop(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CI", raising=False)

        assert refuse_skip(a_skip("no browser")).outcome == "skipped"
