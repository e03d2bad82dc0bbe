"""A Saleor instance that installed the app."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv6Address
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

from saleor_returns_app.domain.errors import Invalid, ShopAsleep, ShopGone, ShopPaused
from saleor_returns_app.domain.features import Feature, features_lacking
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.standing import Standing

KeySet = dict[str, Any]


HOST_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")


class ApiUrlInvalid(Invalid):
    """This is not the address of a Saleor API: it must be http(s) and end in /graphql/."""

    code = "api_url_invalid"


class InstallationState(StrEnum):
    """Whether a shop uses the app: yes, switched off for now, or taken away."""

    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    REMOVED = "removed"


@dataclass(eq=False)
class Installation:
    """One Saleor instance. A second registration replaces the app's id, token and keys only.

    `disconnected_at` is when Saleor was found not to know the token any more, `looked_after_at` when
    its version and our webhooks there were last looked at, or when that was last asked for; `features`
    are those that the merchant has switched on, `permissions` those that the app had when Saleor was
    last asked.
    """

    id: str
    slug: str
    api_url: str
    app_id: str
    token: str
    key_set: KeySet
    saleor_version: str
    installed_at: datetime
    shop_name: str = ""
    shop_address: Address = field(default_factory=Address)
    keys_fetched_at: datetime | None = None
    state: InstallationState = InstallationState.ACTIVE
    removed_at: datetime | None = None
    disconnected_at: datetime | None = None
    looked_after_at: datetime | None = None
    features: list[str] = field(default_factory=list)
    permissions: list[str] = field(default_factory=list)

    @property
    def is_connected(self) -> bool:
        """Whether Saleor takes what the app says, as far as is known."""
        return self.state is InstallationState.ACTIVE and self.disconnected_at is None

    @property
    def lacking_features(self) -> tuple[Feature, ...]:
        """The features that are switched on and lack their permission."""
        return features_lacking(self.features, self.permissions)

    def must_take_part(self) -> None:
        """Raise `ShopAsleep` unless the app is to work for this shop."""
        if self.state is not InstallationState.ACTIVE:
            raise ShopAsleep(self.id, self.app_id)

    def must_be_connected(self) -> None:
        """Raise `ShopAsleep` unless Saleor takes what the app says."""
        if not self.is_connected:
            raise ShopAsleep(self.id, self.app_id)

    def must_welcome_shoppers(self) -> None:
        """Raise `ShopGone` or `ShopPaused` unless the shop's portal is open."""
        if self.state is InstallationState.REMOVED:
            raise ShopGone
        if self.state is InstallationState.DEACTIVATED:
            raise ShopPaused

    def was_removed(self, *, at: datetime) -> None:
        """The app was taken away; what is known of the shop is kept for a while."""
        self.state, self.removed_at = InstallationState.REMOVED, at

    def was_switched_off(self) -> None:
        """The app was switched off; a removed one stays removed."""
        if self.state is InstallationState.ACTIVE:
            self.state = InstallationState.DEACTIVATED

    def was_lost(self, *, at: datetime) -> None:
        """Saleor does not know the token; the first time counts."""
        self.disconnected_at = self.disconnected_at or at

    def was_looked_after(self, standing: Standing, *, at: datetime) -> None:
        """Its Saleor has said how we stand, and our webhooks there are as they should be."""
        self.takes_over(standing)
        self.looked_after_at = at

    def was_heard(self) -> None:
        """Saleor knows the token, so the app is installed and switched on."""
        self.state, self.removed_at, self.disconnected_at = InstallationState.ACTIVE, None, None

    def can(self, feature: Feature) -> bool:
        """Whether a feature is switched on and has its permission."""
        return feature.code in self.features and feature.permission in self.permissions

    def switch(self, feature: str, *, on: bool) -> None:
        """Switch a feature on or off."""
        others = [one for one in self.features if one != feature]
        self.features = sorted([*others, feature] if on else others)

    def takes_over(self, standing: Standing) -> bool:
        """Take over what Saleor says of the app; say whether that was news."""
        news = (sorted(standing.permissions), standing.saleor_version)
        was = (self.permissions, self.saleor_version)
        self.permissions, self.saleor_version = news
        return news != was

    def registered_again(self, registration: Registration, *, at: datetime) -> None:
        """Take over the newest registration; everything else of the shop stays."""
        self.app_id, self.token = registration.app_id, registration.token
        self.key_set, self.keys_fetched_at = registration.key_set, at
        self.saleor_version = registration.saleor_version
        self.permissions = sorted(registration.permissions)
        self.shop_name = registration.shop_name
        self.shop_address = registration.shop_address
        self.installed_at = at
        self.was_heard()

    def moved_to(self, api_url: str, registration: Registration, *, at: datetime) -> None:
        """Its Saleor lies elsewhere now, and has said there who we are; `api_url` is plain."""
        self.api_url = api_url
        self.registered_again(registration, at=at)


@dataclass(frozen=True)
class Registration:
    """What Saleor itself said about a token: which app it belongs to, and in which shop."""

    app_id: str
    token: str
    key_set: KeySet
    saleor_version: str
    shop_name: str
    shop_address: Address
    permissions: tuple[str, ...] = ()


def plain_api_url(url: str) -> str:
    """Put an API URL into the one form that we compare: host in small letters, no default port."""
    try:
        parts = urlsplit(url.strip())
        host, port = _plain_host(parts), parts.port
    except ValueError as error:
        raise ApiUrlInvalid(url=url) from error
    if parts.scheme not in ("http", "https") or parts.username is not None or parts.query:
        raise ApiUrlInvalid(url=url)
    if parts.path.rstrip("/") != "/graphql":
        raise ApiUrlInvalid(url=url)
    standard = {"http": 80, "https": 443}[parts.scheme]
    place = host if port in (None, standard) else f"{host}:{port}"
    return urlunsplit((parts.scheme, place, "/graphql/", "", ""))


def _plain_host(parts: SplitResult) -> str:
    """Take host names of plain letters and IPv6 addresses; parsers differ about anything else."""
    host = (parts.hostname or "").lower().removesuffix(".")
    if "[" in parts.netloc:
        return f"[{IPv6Address(host)}]"
    if not HOST_NAME.fullmatch(host):
        raise ValueError
    return host


def host_of(api_url: str) -> str:
    """Return the host of a plain API URL, without its port."""
    return urlsplit(api_url).hostname or ""


def host_fits(host: str, patterns: Iterable[str]) -> bool:
    """Say whether a host is one of these; `*.example.com` stands for any name below example.com."""
    return any(
        host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern
        for pattern in patterns
    )


def slug_for(api_url: str) -> str:
    """Make a short public name for a shop from its host."""
    parts = urlsplit(api_url)
    return re.sub(r"[^a-z0-9]+", "-", parts.netloc.lower()).strip("-")[:60]
