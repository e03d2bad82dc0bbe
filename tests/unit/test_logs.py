"""Logs: one JSON object a line, and nothing in it that opens a door or names a person."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from saleor_returns_app.logs import set_up_logs


class Told:
    """What was written since the logs were set up."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines, read as JSON."""
        return [json.loads(line) for line in self._stream.getvalue().splitlines()]

    @property
    def text(self) -> str:
        """All of it, as it was written."""
        return self._stream.getvalue()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """Set up the logs as a process does, and put everything back afterwards."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    set_up_logs("INFO")
    structlog.configure(cache_logger_on_first_use=False)
    yield Told(stream)
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


class TestALogLine:
    def test_is_one_json_object_with_its_moment(self, told: Told) -> None:
        structlog.get_logger().info("delivery_kept", new=True)

        (line,) = told.lines
        assert (line["event"], line["new"], line["level"]) == ("delivery_kept", True, "info")
        assert line["timestamp"].endswith("Z")

    def test_has_the_same_form_when_a_library_writes_it(self, told: Told) -> None:
        logging.getLogger("some.library").warning("It is %s.", "odd")

        (line,) = told.lines
        assert (line["event"], line["level"]) == ("It is odd.", "warning")

    def test_carries_the_id_of_its_request(self, told: Told) -> None:
        structlog.contextvars.bind_contextvars(request_id="abc12345")

        structlog.get_logger().info("request")

        assert told.lines[0]["request_id"] == "abc12345"

    def test_tells_where_a_bug_is(self, told: Told) -> None:
        try:
            {"here": 1}["missing"]
        except KeyError:
            structlog.get_logger().exception("unexpected_error")

        (line,) = told.lines
        assert "KeyError" in line["exception"]


class TestASecret:
    @pytest.mark.parametrize(
        "name",
        ["token", "app_token", "secret", "password", "Authorization", "signature", "email"],
    )
    def test_is_hidden_by_its_name(self, told: Told, name: str) -> None:
        structlog.get_logger().info("something", **{name: "open-sesame"})

        assert "open-sesame" not in told.text
        assert told.lines[0][name] == "[hidden]"

    def test_is_hidden_when_a_library_passes_it_along(self, told: Told) -> None:
        structlog.contextvars.bind_contextvars(token="open-sesame")

        logging.getLogger("some.library").error("Trouble.")

        assert "open-sesame" not in told.text
