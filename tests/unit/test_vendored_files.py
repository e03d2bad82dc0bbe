import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(str(files("saleor_returns_app")))
VENDORED: list[dict[str, Any]] = tomllib.loads((PACKAGE / "vendor.toml").read_text())["vendored"]


@pytest.mark.parametrize("thing", VENDORED, ids=lambda thing: str(thing["name"]))
class TestAVendoredThing:
    def test_is_what_its_authors_published(self, thing: dict[str, Any]) -> None:
        folder = PACKAGE / thing["folder"]
        found = {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()
        }

        assert found == thing["files"]

    def test_has_its_licence_beside_it(self, thing: dict[str, Any]) -> None:
        assert thing["licence"]
        assert "LICENSE" in thing["files"]
        assert thing["version"] in thing["folder"]


class TestTheListOfVendoredThings:
    def test_names_every_typeface_of_the_package(self) -> None:
        listed = {PACKAGE / thing["folder"] / name for thing in VENDORED for name in thing["files"]}

        found = {
            file
            for ending in ("ttf", "otf", "ttc", "woff", "woff2")
            for file in PACKAGE.rglob(f"*.{ending}")
        }
        assert found <= listed
