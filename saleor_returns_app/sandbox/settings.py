"""What the sandbox is told from outside."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PORTAL_URL = "{app}/portal/{shop}/?order={number}&email={email}"


@dataclass(frozen=True)
class SandboxSettings:
    """How one sandbox behaves and where it keeps things."""

    public_url: str = "http://127.0.0.1:8010"
    state_folder: Path | None = None
    mail_folder: Path | None = None
    saleor_version: str = "3.23.28"
    retry_base_seconds: float = 10.0
    retries: int = 5
    payment_delay_seconds: float = 8.0
    user_token_seconds: int = 300
    max_query_cost: int = 50_000
    portal_url_template: str = PORTAL_URL
    shop_name: str = "Maison Fil"
    sendcloud_public_key: str = "pub_demo_0001"
    sendcloud_secret_key: str = "sec_demo_0001"  # noqa: S105 - opens nothing but this sandbox
    label_delay_seconds: float = 3.0

    @property
    def api_url(self) -> str:
        """The GraphQL address, as Saleor names it in headers and tokens."""
        return f"{self.public_url.rstrip('/')}/graphql/"

    @property
    def sendcloud_url(self) -> str:
        """The address of the pretend Sendcloud, without the path of its API."""
        return f"{self.public_url.rstrip('/')}/sendcloud"

    @property
    def domain(self) -> str:
        """The host and port."""
        return urlsplit(self.public_url).netloc

    @property
    def schema_version(self) -> str:
        """The minor version, e.g. 3.23."""
        return ".".join(self.saleor_version.split(".")[:2])

    @property
    def release(self) -> tuple[int, int, int]:
        """The whole version, to compare; a pre-release counts as its release."""
        patch = re.match(r"\d+", self.saleor_version.split(".")[2])
        return (*self.minor, int(patch[0]) if patch else 0)

    @property
    def minor(self) -> tuple[int, int]:
        """The minor version, to compare."""
        major, minor = self.schema_version.split(".")
        return int(major), int(minor)
