"""What every door needs: the services, the moment, and who may come in."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar, cast

from flask import Blueprint, Flask, current_app

from saleor_returns_app.services import Services

SERVICES = "saleor_returns.services"
View = TypeVar("View", bound=Callable[..., object])


class Entry(StrEnum):
    """How a blueprint lets people in; each declares one, and a test finds those that did not."""

    PUBLIC = "public"
    SALEOR_SIGNATURE = "saleor_signature"
    CARRIER_SIGNATURE = "carrier_signature"
    PROVEN_TOKEN = "proven_token"  # noqa: S105 - a way in, not a password
    SHOPPER = "shopper"
    STAFF = "staff"


def services() -> Services:
    """Return the app's way to everything outside its rules."""
    return cast(Services, current_app.extensions[SERVICES])


def now() -> datetime:
    """Read the clock; only entry points do."""
    return datetime.now(UTC)


def lets_in(blueprint: Blueprint, entry: Entry) -> None:
    """Declare how a blueprint lets people in."""
    declared = getattr(blueprint, "entries", {})
    vars(blueprint)["entries"] = {**declared, "*": entry}


def open_to_all(view: View) -> View:
    """Declare one view of a guarded blueprint as public."""
    vars(view)["entry"] = Entry.PUBLIC
    return view


def let_in_by(entry: Entry) -> Callable[[View], View]:
    """Declare how one view lets people in, where its blueprint does otherwise."""

    def decorate(view: View) -> View:
        vars(view)["entry"] = entry
        return view

    return decorate


class EntryUndeclared(LookupError):
    """A route does not say who may come in."""


def entry_of(app: Flask, endpoint: str) -> Entry:
    """Say whom a route lets in: what its view declares, else what its blueprint does."""
    declared = vars(app.view_functions[endpoint]).get("entry")
    blueprint = app.blueprints.get(endpoint.rpartition(".")[0])
    entries = vars(blueprint).get("entries", {}) if blueprint else {}
    entry = declared or entries.get("*")
    if endpoint == "static":
        return Entry.PUBLIC
    if entry is None:
        raise EntryUndeclared(endpoint)
    return Entry(entry)
