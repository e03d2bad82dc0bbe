"""What is installed from the wheel is the whole app, and it starts outside of the checkout."""

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("saleor_returns_app", "manifest", "webhooks")
LEFT_OUT = {"__pycache__", ".mypy_cache", ".ruff_cache"}

BOOT = """
import json
from importlib.metadata import packages_distributions
from pathlib import Path

import manifest, saleor_returns_app, webhooks
from cryptography.fernet import Fernet
from saleor_returns_app.app import assemble, create_app
from saleor_returns_app.settings import Settings

settings = Settings(
    public_url="https://returns.example",
    secrets=("a-secret-that-is-long-enough-for-it",),
    encryption_keys=(Fernet.generate_key().decode(),),
    database_url="postgresql://nobody@127.0.0.1:1/none",
    files_url=Path("files").absolute().as_uri(),
    mail_url=Path("mailbox").absolute().as_uri(),
)
client = create_app(settings, assemble(settings).services).test_client()
paths = ("/healthz", "/desk/", "/api/manifest", "/api/portal/v1/openapi.json", "/static/logo.png")
owners = packages_distributions()
print(json.dumps({
    "files": [module.__file__ for module in (saleor_returns_app, manifest, webhooks)],
    "owners": {name: owners[name] for name in ("saleor_returns_app", "manifest", "webhooks")},
    "answers": {path: client.get(path).status_code for path in paths},
    "webhooks": len(client.get("/api/manifest").get_json()["webhooks"]),
    "french": client.get("/desk/", headers={"Accept-Language": "fr"}).get_data(as_text=True),
}))
"""


@dataclass(frozen=True)
class Installed:
    """A wheel, and an environment that has it and what it depends on, but not the checkout."""

    wheel: Path
    folder: Path

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.folder / "bin" / "python"

    def run(self, *arguments: str) -> str:
        """Run the interpreter in a folder of its own."""
        return run([str(self.python), "-I", *arguments], cwd=self.folder)


def run(command: list[str], *, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="class")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it, with this environment's packages lent to it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
    run([*build, str(folder), str(ROOT)], cwd=folder)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=False, symlinks=True)
    (site,) = environment.glob("lib/python*/site-packages")
    # A folder named in a .pth file has its own .pth files ignored: the checkout stays out.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python")]
    options = ["install", "-q", "--no-deps", "--no-index", "--disable-pip-version-check"]
    run([*pip, *options, "--ignore-installed", str(wheel)], cwd=folder)
    return Installed(wheel, environment)


class TestTheWheel:
    def test_holds_every_file_of_the_packages(self, installed: Installed) -> None:
        expected = {
            str(file.relative_to(ROOT))
            for package in PACKAGES
            for file in (ROOT / package).rglob("*")
            if file.is_file() and not LEFT_OUT & set(file.parts)
        }
        with zipfile.ZipFile(installed.wheel) as archive:
            found = {name for name in archive.namelist() if name.split("/")[0] in PACKAGES}

        assert found == expected
        kinds = {Path(name).suffix for name in found}
        assert kinds >= {".html", ".css", ".js", ".graphql", ".mo", ".ttf", ".json"}
        assert "saleor_returns_app/cli/demo_policy.json" in found

    def test_starts_the_app_outside_of_the_checkout(self, installed: Installed) -> None:
        told: dict[str, Any] = json.loads(installed.run("-c", BOOT).splitlines()[-1])

        assert all(name.startswith(str(installed.folder)) for name in told["files"])
        assert told["owners"] == {name: ["saleor-returns-app"] for name in PACKAGES}
        assert set(told["answers"].values()) == {200}, told["answers"]
        assert told["webhooks"] > 5
        assert 'lang="fr"' in told["french"]

    def test_brings_the_command(self, installed: Installed) -> None:
        words = run([str(installed.folder / "bin" / "saleor-returns"), "--help"], cwd=ROOT.parent)

        assert {"web", "worker", "migrate", "demo"} <= set(words.split())
