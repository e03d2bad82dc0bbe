"""Recordings of a real Saleor, as tests want them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "recordings"
API_URL = "http://127.0.0.1:8000/graphql/"
FIRST_APP_ID, SECOND_APP_ID = "QXBwOjE1", "QXBwOjIy"
DELIVERIES = sorted(path.stem for path in (FOLDER / "webhooks").glob("*.json"))
ORDER_DELIVERIES = [name for name in DELIVERIES if not name.startswith("app_")]


@dataclass(frozen=True)
class RecordedDelivery:
    """A delivery as it came over the wire."""

    event: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def signature(self) -> str:
        """The detached signature."""
        return dict(self.headers)["Saleor-Signature"]

    @property
    def payload(self) -> dict[str, Any]:
        """The body as JSON."""
        return dict(json.loads(self.body))


@cache
def read(path: str) -> dict[str, Any]:
    """Read a recording, named by its path below the folder."""
    return dict(json.loads((FOLDER / f"{path}.json").read_text(encoding="utf-8")))


def delivery_in(file: Path) -> RecordedDelivery:
    """Read a recorded delivery."""
    words = json.loads(file.read_text(encoding="utf-8"))
    headers = [(name, value) for name, value in words["headers"]]
    return RecordedDelivery(file.stem.split("--")[0], headers, words["body"].encode())


def recorded_delivery(name: str) -> RecordedDelivery:
    """Return a recorded delivery by its name."""
    return delivery_in(FOLDER / "webhooks" / f"{name}.json")


def answer(name: str) -> str:
    """Return the exact body of a recorded GraphQL answer."""
    return str(read(f"graphql/{name}")["response"]["body"])


def token(name: str) -> str:
    """Return a recorded token."""
    return str(read(f"tokens/{name}")["token"])


def key_set() -> dict[str, Any]:
    """Return the key set that verifies all of it."""
    return read("jwks")
