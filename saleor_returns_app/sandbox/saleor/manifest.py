"""Reading an app's manifest: the checks that Saleor makes before it installs anything."""

import re
from dataclasses import dataclass
from typing import Any, cast

from graphql import GraphQLEnumType

from saleor_returns_app.sandbox.saleor.people import PERMISSIONS
from saleor_returns_app.sandbox.saleor.schema import load_schema
from saleor_returns_app.sandbox.saleor.subscriptions import events_in, problem_in

URL = re.compile(
    r"^(https?|ftps?)://(localhost|[a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{2,5})?(/\S*)?$", re.I
)
TARGET = re.compile(r"^(https?|awssqs|gcpubsub)://\S+$", re.I)
HEADER = re.compile(r"^(x-.+|authorization.*|brokerproperties)$")
URL_FIELDS = (
    "appUrl",
    "tokenTargetUrl",
    "configurationUrl",
    "dataPrivacyUrl",
    "homepageUrl",
    "supportUrl",
)
LIMITS = {"id": 256, "name": 60, "version": 60, "author": 60, "audience": 256}
TARGETS = {"POPUP", "APP_PAGE"}
LATER_TARGETS = {"NEW_TAB", "WIDGET"}
NAMES = ("CATALOG", "ORDERS", "CUSTOMERS", "DISCOUNTS", "TRANSLATIONS", "PAGES")
MOUNTS = {f"NAVIGATION_{name}" for name in NAMES} | {
    f"{name}_{suffix}"
    for name in ("PRODUCT", "ORDER", "CUSTOMER")
    for suffix in ("OVERVIEW_CREATE", "OVERVIEW_MORE_ACTIONS", "DETAILS_MORE_ACTIONS")
}
LATER_MOUNTS = {f"{name}_DETAILS_WIDGETS" for name in ("ORDER", "PRODUCT", "CUSTOMER", "VOUCHER")}
TOO_LONG = "Unknown error. Contact with app support."


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong with a manifest."""

    field: str
    code: str
    message: str


def complaints(manifest: dict[str, Any], release: tuple[int, ...]) -> list[Complaint]:
    """Say all that is wrong with a manifest for a version of Saleor."""
    minor = (release[0], release[1])
    return [
        *_required(manifest, minor),
        *_limits(manifest),
        *_urls(manifest),
        *_permissions(manifest, minor),
        *_extensions(manifest, minor),
        *_webhooks(manifest, release),
    ]


def _required(manifest: dict[str, Any], minor: tuple[int, int]) -> list[Complaint]:
    needed = ["id", "name", "version"] + (["tokenTargetUrl"] if minor < (3, 23) else [])
    missing = [name for name in needed if not manifest.get(name)]
    found = [Complaint(name, "REQUIRED", "Field required.") for name in missing]
    author = manifest.get("author")
    if author is not None and not str(author).strip():
        found.append(Complaint("author", "INVALID", "Incorrect value for field: author"))
    return found


def _limits(manifest: dict[str, Any]) -> list[Complaint]:
    limits = LIMITS | dict.fromkeys(URL_FIELDS, 200)
    too_long = [name for name, most in limits.items() if len(str(manifest.get(name) or "")) > most]
    return [Complaint(name, "INVALID", TOO_LONG) for name in too_long]


def _urls(manifest: dict[str, Any]) -> list[Complaint]:
    wrong = [name for name in URL_FIELDS if manifest.get(name) and not URL.match(manifest[name])]
    found = [Complaint(name, "INVALID_URL_FORMAT", "Incorrect format.") for name in wrong]
    logo = ((manifest.get("brand") or {}).get("logo") or {}).get("default")
    if logo and not (URL.match(logo) and logo.split("?")[0].lower().endswith(".png")):
        found.append(Complaint("brand", "INVALID_URL_FORMAT", "Incorrect value for field: logo."))
    return found


def _permissions(manifest: dict[str, Any], minor: tuple[int, int]) -> list[Complaint]:
    wanted = manifest.get("permissions") or []
    known = set(PERMISSIONS)
    if minor >= (3, 23):
        known.add("MANAGE_CUSTOMER_TYPES_AND_ATTRIBUTES")
    unknown = [name for name in wanted if name not in known]
    found = [
        Complaint("permissions", "INVALID_PERMISSION", f"Given permission does not exist: {name}")
        for name in unknown
    ]
    if minor >= (3, 24) and "MANAGE_APPS" in wanted:
        message = "Apps may not ask for MANAGE_APPS."
        found.append(Complaint("permissions", "OUT_OF_SCOPE_PERMISSION", message))
    return found


def _extensions(manifest: dict[str, Any], minor: tuple[int, int]) -> list[Complaint]:
    found = []
    for extension in manifest.get("extensions") or []:
        missing = [name for name in ("label", "url", "mount") if not extension.get(name)]
        found += [Complaint("extensions", "REQUIRED", f"Missing {name}.") for name in missing]
        if not missing:
            found += _places(extension, minor) + _extension_url(extension, manifest)
        outside = set(extension.get("permissions") or []) - set(manifest.get("permissions") or [])
        if outside:
            message = "Extension permission must be listed in App's permissions."
            found.append(Complaint("extensions", "OUT_OF_SCOPE_PERMISSION", message))
    return found


def _places(extension: dict[str, Any], minor: tuple[int, int]) -> list[Complaint]:
    if minor >= (3, 23):
        return []
    mounts = MOUNTS | (LATER_MOUNTS if minor >= (3, 22) else set())
    targets = TARGETS | (LATER_TARGETS if minor >= (3, 22) else set())
    found = []
    if extension["mount"] not in mounts:
        found.append(Complaint("extensions", "INVALID", "Incorrect value for field: mount"))
    if extension.get("target", "POPUP") not in targets:
        found.append(Complaint("extensions", "INVALID", "Incorrect value for field: target"))
    return found


def _extension_url(extension: dict[str, Any], manifest: dict[str, Any]) -> list[Complaint]:
    url, target = extension["url"], extension.get("target", "POPUP")
    relative = url.startswith("/")
    if relative and manifest.get("appUrl"):
        return []
    if not relative and target != "APP_PAGE" and URL.match(url):
        return []
    message = f"Incorrect value for field: url = {url}."
    return [Complaint("extensions", "INVALID_URL_FORMAT", message)]


def _webhooks(manifest: dict[str, Any], release: tuple[int, ...]) -> list[Complaint]:
    found = []
    for webhook in manifest.get("webhooks") or []:
        missing = [name for name in ("name", "targetUrl", "query") if not webhook.get(name)]
        found += [Complaint("webhooks", "REQUIRED", f"Missing {name}.") for name in missing]
        if missing:
            continue
        if not TARGET.match(webhook["targetUrl"]):
            found.append(Complaint("webhooks", "INVALID_URL_FORMAT", "Invalid target url."))
        if max(len(webhook["name"]), len(webhook["targetUrl"])) > 255:
            found.append(Complaint("webhooks", "INVALID", TOO_LONG))
        if wrong := problem_in(webhook["query"], release):
            message = f"Subscription query is not valid: {wrong}"
            found.append(Complaint("webhooks", "INVALID", message))
        found += _events(webhook) + _headers(webhook)
    return found


def _events(webhook: dict[str, Any]) -> list[Complaint]:
    schema, found = load_schema(), []
    for field, enum in (("asyncEvents", "Async"), ("syncEvents", "Sync")):
        known = cast("GraphQLEnumType", schema.type_map[f"WebhookEventType{enum}Enum"]).values
        for name in webhook.get(field) or []:
            if name not in known:
                message = f"Invalid {field} name: {name}"
                found.append(Complaint("webhooks", "INVALID", message))
    return found


def _headers(webhook: dict[str, Any]) -> list[Complaint]:
    headers = webhook.get("customHeaders") or {}
    bad = [name for name in headers if not HEADER.match(name.lower())]
    if len(headers) > 5 or bad:
        message = "Invalid custom headers."
        return [Complaint("webhooks", "INVALID_CUSTOM_HEADERS", message)]
    return []


def webhook_events(webhook: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the asynchronous and synchronous events of a webhook in a manifest."""
    asynchronous = list(webhook.get("asyncEvents") or [])
    synchronous = list(webhook.get("syncEvents") or [])
    if not asynchronous and not synchronous:
        asynchronous = events_in(webhook["query"])
    return asynchronous, synchronous
