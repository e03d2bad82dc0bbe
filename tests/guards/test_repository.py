"""What the repository holds, and what it must never hold."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP_LEVEL = {
    "saleor_returns_app",
    "manifest",
    "webhooks",
    "tests",
    "bench",
    "docs",
    "Procfile",
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "requirements-dev.lock",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
}
# Written so that this file does not match itself.
INDEXES = re.compile(
    r"(?<!no-emit-)index[-_]url|pypi[.]org|pythonhosted[.]org|(?<!no-emit-)find[-]links"
    r'|"resolved"\s*:\s*"http|trusted[-]host'
)
MACHINES = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w")
REQUIREMENT = re.compile(r"^[A-Za-z0-9][\w.-]*==", re.M)


@cache
def kept_files() -> list[Path]:
    """Return every file that is tracked or about to be."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others"]
    listed = subprocess.run(
        [*command, "--exclude-standard"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    names = sorted({name for name in listed.stdout.split("\0") if name})
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Find a pattern in the kept texts."""
    return [
        f"{file.relative_to(ROOT)}: {line.strip()[:120]}"
        for file in kept_files()
        for line in text_of(file).splitlines()
        if pattern.search(line)
    ]


@cache
def text_of(file: Path) -> str:
    """Read a file; what is no text has no words."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


class TestTheTopLevel:
    def test_holds_what_it_is_meant_to(self) -> None:
        found = {file.relative_to(ROOT).parts[0] for file in kept_files()}

        assert {name for name in found if not name.startswith(".")} == TOP_LEVEL


class TestNoKeptFile:
    def test_names_a_package_index(self) -> None:
        assert lines_with(INDEXES) == []

    def test_names_a_place_on_somebodys_machine(self) -> None:
        assert lines_with(MACHINES) == []

    @pytest.mark.parametrize(
        "line",
        [
            "--index" + "-url https://somewhere",
            "https://" + "pypi." + "org/simple",
            '"resolved' + '": "https://registry',
            "--find" + "-links wheels",
        ],
    )
    def test_would_get_by(self, line: str) -> None:
        assert INDEXES.search(line)


class TestEveryLock:
    @pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
    def test_has_a_digest_for_every_requirement(self, name: str) -> None:
        text = (ROOT / name).read_text(encoding="utf-8")
        starts = [match.start() for match in REQUIREMENT.finditer(text)]
        blocks = [text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
        bare = [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]

        assert len(blocks) > 30
        assert bare == []
