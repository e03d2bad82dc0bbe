"""What each version of Saleor, and its Dashboard, asks of a manifest: every rule that breaks it.

Written down from the sources of the core and the Dashboard, apart from the sandbox's own checks, so that
neither can hide a mistake of the other.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    validate,
)

Manifest = Mapping[str, Any]
Version = tuple[int, int]

PERMISSIONS = frozenset(
    [
        "MANAGE_USERS",
        "MANAGE_STAFF",
        "IMPERSONATE_USER",
        "MANAGE_APPS",
        "MANAGE_OBSERVABILITY",
        "MANAGE_CHECKOUTS",
        "HANDLE_CHECKOUTS",
        "HANDLE_TAXES",
        "MANAGE_TAXES",
        "MANAGE_CHANNELS",
        "MANAGE_DISCOUNTS",
        "MANAGE_GIFT_CARD",
        "MANAGE_MENUS",
        "MANAGE_ORDERS",
        "MANAGE_ORDERS_IMPORT",
        "MANAGE_PAGES",
        "MANAGE_PAGE_TYPES_AND_ATTRIBUTES",
        "HANDLE_PAYMENTS",
        "MANAGE_PLUGINS",
        "MANAGE_PRODUCTS",
        "MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",
        "MANAGE_SHIPPING",
        "MANAGE_SETTINGS",
        "MANAGE_TRANSLATIONS",
    ]
)
LENGTHS = {"id": 256, "name": 60, "version": 60, "author": 60, "audience": 256}
URLS = [
    "appUrl",
    "tokenTargetUrl",
    "configurationUrl",
    "dataPrivacyUrl",
    "homepageUrl",
    "supportUrl",
]
# An http(s) address whose host is a name with a dot, an address, or localhost; ports of 2 to 5 digits.
URL = re.compile(
    r"(https?|ftps?)://(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+|\[[0-9a-f:.]+\])(:\d{2,5})?([/?#]\S*)?",
    re.IGNORECASE,
)
NAVIGATION = ["CATALOG", "ORDERS", "CUSTOMERS", "DISCOUNTS", "TRANSLATIONS", "PAGES"]
SUFFIXES = ["OVERVIEW_CREATE", "OVERVIEW_MORE_ACTIONS", "DETAILS_MORE_ACTIONS"]
LATER = [
    "DRAFT_ORDER",
    "CATEGORY",
    "COLLECTION",
    "GIFT_CARD",
    "VOUCHER",
    "DISCOUNT",
    "MENU",
    "PAGE",
    "PAGE_TYPE",
]
WIDGETS = ["ORDER", "DRAFT_ORDER", "PRODUCT", "CUSTOMER", "COLLECTION", "GIFT_CARD", "VOUCHER"]
OPTIONS = {"newTabTarget", "widgetTarget", "homeWidgetTarget", "views", "aliases"}
WIDGET_MOUNTS = frozenset(f"{name}_DETAILS_WIDGETS" for name in WIDGETS)
EVENT_PERMISSIONS = {
    "ORDER_": "MANAGE_ORDERS",
    "DRAFT_ORDER_": "MANAGE_ORDERS",
    "FULFILLMENT_": "MANAGE_ORDERS",
    "TRANSACTION_": "HANDLE_PAYMENTS",
    "GIFT_CARD_": "MANAGE_GIFT_CARD",
    "CUSTOMER_": "MANAGE_USERS",
    "APP_": "",
}


def broken_rules(manifest: Manifest, version: Version, schema: GraphQLSchema) -> list[str]:
    """Name every rule that a manifest breaks; `schema` is that of the version."""
    return [
        *_identity(manifest, version),
        *_addresses(manifest),
        *_permissions(manifest, version),
        *_extensions(manifest, version),
        *_webhooks(manifest, schema),
    ]


def mounts(version: Version) -> set[str]:
    """Name the places that a version knows."""
    known = {f"NAVIGATION_{name}" for name in NAVIGATION}
    known |= {f"{name}_{end}" for name in ("PRODUCT", "ORDER", "CUSTOMER") for end in SUFFIXES}
    if version >= (3, 22):
        known |= {f"{name}_{end}" for name in LATER for end in SUFFIXES} | WIDGET_MOUNTS
        known.add("TRANSLATIONS_MORE_ACTIONS")
    if version >= (3, 23):
        known |= {"HOMEPAGE_WIDGETS", "SEARCH_ACTION"}
    return known


def _identity(manifest: Manifest, version: Version) -> Iterator[str]:
    required = ["id", "name", "version"] + (["tokenTargetUrl"] if version < (3, 23) else [])
    yield from (f"{name} is required" for name in required if not manifest.get(name))
    for name, longest in LENGTHS.items():
        if len(str(manifest.get(name, ""))) > longest:
            yield f"{name} is longer than {longest}"
    if not str(manifest.get("author", "x")).strip():
        yield "author is blank"


def _addresses(manifest: Manifest) -> Iterator[str]:
    for name in (name for name in URLS if name in manifest):
        if not URL.fullmatch(manifest[name]):
            yield f"{name} is no URL"
        if len(manifest[name]) > 200:
            yield f"{name} is longer than 200"
    logo = manifest.get("brand", {}).get("logo", {}).get("default")
    if logo is not None and not (URL.fullmatch(logo) and urlsplit(logo).path.endswith(".png")):
        yield "logo is no URL of a PNG"
    if urlsplit(manifest.get("appUrl", "")).path.strip("/"):
        yield "appUrl has a path, which relative pop-ups lose"


def _permissions(manifest: Manifest, version: Version) -> Iterator[str]:
    known = PERMISSIONS | (
        {"MANAGE_CUSTOMER_TYPES_AND_ATTRIBUTES"} if version >= (3, 23) else set()
    )
    for name in manifest.get("permissions", []):
        if name not in known:
            yield f"permission {name} is unknown"
        if name == "MANAGE_APPS":
            yield "permission MANAGE_APPS may not be asked for"


def _extensions(manifest: Manifest, version: Version) -> Iterator[str]:
    extensions = manifest.get("extensions", [])
    identifiers = [item["identifier"] for item in extensions if "identifier" in item]
    if len(set(identifiers)) < len(identifiers):
        yield "two extensions have one identifier"
    for extension in extensions:
        name = extension.get("label", "?")
        rules = (
            _place(extension, version),
            _extension_url(extension, manifest),
            _options(extension, version),
        )
        yield from (f"extension {name}: {broken}" for rule in rules for broken in rule)
        if not set(extension.get("permissions", [])) <= set(manifest.get("permissions", [])):
            yield f"extension {name}: a permission is not the app's"


def _place(extension: Manifest, version: Version) -> Iterator[str]:
    mount, target = extension.get("mount"), extension.get("target", "POPUP")
    targets = {"POPUP", "APP_PAGE"} | ({"NEW_TAB", "WIDGET"} if version >= (3, 22) else set())
    if not extension.get("label") or len(extension["label"]) > 256:
        yield "label is missing or too long"
    if mount not in mounts(version):
        yield f"mount {mount} is unknown"
    if target not in targets:
        yield f"target {target} is unknown"
    if target == "WIDGET" and mount not in WIDGET_MOUNTS | {"HOMEPAGE_WIDGETS"}:
        yield "a widget needs a widget mount"
    if mount == "HOMEPAGE_WIDGETS" and target != "WIDGET":
        yield "the home page takes widgets"
    if mount == "SEARCH_ACTION" and target == "WIDGET":
        yield "a search action is no widget"
    if "identifier" in extension and (version < (3, 23) or len(extension["identifier"]) > 256):
        yield "identifier is not known or too long"


def _extension_url(extension: Manifest, manifest: Manifest) -> Iterator[str]:
    url = extension.get("url", "")
    is_relative = url.startswith("/") and not url.startswith("//")
    if not is_relative and not URL.fullmatch(url):
        yield "url is none"
    if len(url) > 200:
        yield "url is longer than 200"
    if extension.get("target") == "APP_PAGE" and not is_relative:
        yield "the url of a page must be relative"
    if is_relative and not manifest.get("appUrl"):
        yield "a relative url needs appUrl"


def _options(extension: Manifest, version: Version) -> Iterator[str]:
    options = extension.get("options", {})
    mount, target = extension.get("mount"), extension.get("target", "POPUP")
    if options and version < (3, 22):
        yield "options are not known"
    if unknown := set(options) - OPTIONS:
        yield f"options {sorted(unknown)} are unknown"
    if len(set(options) & {"newTabTarget", "widgetTarget", "homeWidgetTarget"}) > 1:
        yield "options exclude each other"
    for name in ("newTabTarget", "widgetTarget", "homeWidgetTarget"):
        if name in options and options[name].get("method") not in ("GET", "POST"):
            yield f"{name} has no method"
    if "newTabTarget" in options and target != "NEW_TAB":
        yield "newTabTarget is for new tabs"
    if "widgetTarget" in options and (target != "WIDGET" or mount == "HOMEPAGE_WIDGETS"):
        yield "widgetTarget is for widgets of details"
    if mount == "HOMEPAGE_WIDGETS" and "homeWidgetTarget" not in options:
        yield "the method of a home widget must be stated: Saleor and its docs differ"
    if "homeWidgetTarget" in options and mount != "HOMEPAGE_WIDGETS":
        yield "homeWidgetTarget is for the home page"


def _webhooks(manifest: Manifest, schema: GraphQLSchema) -> Iterator[str]:
    webhooks = manifest.get("webhooks", [])
    names = [webhook.get("name") for webhook in webhooks]
    if len(set(names)) < len(names):
        yield "two webhooks have one name, the only key to them"
    for webhook in webhooks:
        for broken in _webhook(webhook, manifest, schema):
            yield f"webhook {webhook.get('name')}: {broken}"


def _webhook(webhook: Manifest, manifest: Manifest, schema: GraphQLSchema) -> Iterator[str]:
    for name in ("name", "targetUrl", "query"):
        if not webhook.get(name):
            yield f"{name} is required"
        elif name != "query" and len(webhook[name]) > 255:
            yield f"{name} is longer than 255"
    if urlsplit(webhook.get("targetUrl", "")).scheme not in ("http", "https"):
        yield "targetUrl is no URL"
    events = webhook.get("asyncEvents", [])
    if not events:
        yield "names no event"
    kinds = schema.type_map["WebhookEventTypeAsyncEnum"]
    known = set(kinds.values) if isinstance(kinds, GraphQLEnumType) else set()
    for event in events:
        if event not in known:
            yield f"event {event} is unknown"
        needed = [held for start, held in EVENT_PERMISSIONS.items() if event.startswith(start)]
        if not needed or (needed[0] and needed[0] not in manifest.get("permissions", [])):
            yield f"event {event} would never be delivered"
    yield from _query(webhook.get("query", ""), schema)


def _query(text: str, schema: GraphQLSchema) -> Iterator[str]:
    document = parse(text)
    yield from (str(error.message) for error in validate(schema, document))
    operations = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    if [operation.operation.value for operation in operations] != ["subscription"]:
        yield "the query is not one subscription"
        return
    fields = [one for one in operations[0].selection_set.selections if isinstance(one, FieldNode)]
    if [field.name.value for field in fields] != ["event"]:
        yield "the subscription asks for more than the event"
