"""Where the shared reference files are: schemas and recordings of real Saleor."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_BESIDE = Path(__file__).resolve().parents[3] / "shared"


def shared_path(*parts: str) -> Path:
    """Return a shared file; without the folder the test is skipped, for it is no part of the project."""
    folder = Path(os.environ.get("SHARED", _BESIDE))
    if not folder.is_dir() and "SHARED" not in os.environ:
        pytest.skip("There is no folder of shared reference files; set SHARED to where it is.")
    path = folder.joinpath(*parts)
    if not path.exists():
        pytest.fail(f"The shared folder lacks {'/'.join(parts)}.")
    return path


@cache
def recording(name: str, series: str = "3.23") -> dict[str, Any]:
    """Return a recorded exchange, named by the start of its path, e.g. graphql/028."""
    folder, _, start = name.rpartition("/")
    where = shared_path("saleor", "recordings", f"saleor-{series}", folder)
    found = sorted(where.glob(f"{start}*.json"))
    assert found, f"There is no recording {name}"
    content: dict[str, Any] = json.loads(found[0].read_text(encoding="utf-8"))
    return content
