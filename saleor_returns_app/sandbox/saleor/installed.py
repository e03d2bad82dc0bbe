"""The apps of the pretend Saleor and what came with their manifests."""

from dataclasses import dataclass, field
from datetime import datetime

from saleor_returns_app.sandbox.saleor.model import Metadata


@dataclass
class Webhook:
    """Where an app wants to hear of which events, and in which words."""

    pk: int
    name: str
    target_url: str
    async_events: list[str]
    sync_events: list[str] = field(default_factory=list)
    query: str | None = None
    is_active: bool = True
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Extension:
    """A place in the Dashboard where an app shows itself."""

    pk: int
    label: str
    url: str
    mount: str
    target: str
    permissions: list[str] = field(default_factory=list)


@dataclass
class AppProblem:
    """Something that an app says is wrong; the same again counts up."""

    pk: int
    key: str
    message: str
    created: datetime
    updated: datetime
    count: int = 0
    is_critical: bool = False
    dismissed_by: str = ""


@dataclass
class App:
    """An installed app."""

    pk: int
    identifier: str
    name: str
    version: str
    token: str
    created: datetime
    permissions: list[str]
    manifest_url: str = ""
    app_url: str = ""
    author: str | None = None
    audience: str | None = None
    about: str = ""
    type: str = "THIRDPARTY"
    is_active: bool = True
    webhooks: list[Webhook] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    problems: list[AppProblem] = field(default_factory=list)
    metadata: Metadata = field(default_factory=dict)
    private_metadata: Metadata = field(default_factory=dict)
