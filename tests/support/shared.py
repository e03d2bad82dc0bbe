"""Where the shared reference files are: schemas and recordings of real Saleor."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_BESIDE = Path(__file__).resolve().parents[3] / "shared"


def shared_path(*parts: str) -> Path:
    """Return a shared file; without it the test is skipped, or fails where it must be there."""
    path = Path(os.environ.get("SHARED", _BESIDE)).joinpath(*parts)
    if path.exists():
        return path
    reason = f"{'/'.join(parts)} is not there; set SHARED to the folder that has it"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@cache
def recording(name: str, series: str = "3.23") -> dict[str, Any]:
    """Return a recorded exchange, named by the start of its path, e.g. graphql/028."""
    folder, _, start = name.rpartition("/")
    where = shared_path("saleor", "recordings", f"saleor-{series}", folder)
    found = sorted(where.glob(f"{start}*.json"))
    assert found, f"There is no recording {name}"
    content: dict[str, Any] = json.loads(found[0].read_text(encoding="utf-8"))
    return content
