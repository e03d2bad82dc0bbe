"""Reads the facts of law from the data files of this package, once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from typing import Any

from saleor_returns_app.domain.law.country_law import (
    CountryLaw,
    DayOffRule,
    Exclusion,
    Fact,
    RefundClock,
    ReturnCost,
)

_WORDS = {"return_cost": ReturnCost, "refund_clock": RefundClock}
_NOT_FACTS = {"country", "regime", "zones", "days_off", "exclusions"}
_FACTS = tuple(field.name for field in fields(CountryLaw) if field.name not in _NOT_FACTS)


def law_of(country: str) -> CountryLaw | None:
    """Find what law gives consumers of a country; None where we know of no such law.

    `country` is an ISO 3166 code of two letters. A territory with a code of its own in which a
    country's law holds (Réunion, Åland) has that law, with its own time zone.
    """
    return _laws().get(country.upper())


def countries_with_law() -> tuple[str, ...]:
    """List the codes of the countries and territories whose law we know."""
    return tuple(_laws())


@cache
def _laws() -> Mapping[str, CountryLaw]:
    book = _read("countries")
    regimes = {name: _read(name) for name in {entry["regime"] for entry in book.values()}}
    laws = {code: _law(code, entry, regimes[entry["regime"]]) for code, entry in book.items()}
    for code, entry in _read("territories").items():
        laws[code] = _territory(code, entry, laws[entry["law_of"]])
    return laws


def _read(name: str) -> dict[str, Any]:
    text = files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _law(code: str, entry: Mapping[str, Any], regime: Mapping[str, Any]) -> CountryLaw:
    checked = entry.get("checked", True)
    own = entry.get("facts", {})
    facts = {name: _fact(name, own.get(name) or regime["facts"][name]) for name in _FACTS}
    cases = {ground: _exclusion(ground, one) for ground, one in regime["exclusions"].items()}
    return CountryLaw(
        country=code,
        regime=entry["regime"],
        zones=tuple(entry["zones"]),
        days_off=_days_off(code, entry.get("days_off", {})),
        exclusions={name: one if checked else one.unchecked() for name, one in cases.items()},
        **{name: one if checked else one.unchecked() for name, one in facts.items()},
    )


def _territory(code: str, entry: Mapping[str, Any], law: CountryLaw) -> CountryLaw:
    days_off = replace(law.days_off, parts=tuple(entry["parts"]))
    own = {"country": code, "zones": tuple(entry["zones"]), "days_off": days_off}
    return CountryLaw(**{**vars(law), **own})


def _fact(name: str, entry: Mapping[str, Any]) -> Fact[Any]:
    word = _WORDS.get(name)
    return Fact(
        value=word(entry["value"]) if word else entry["value"],
        article=entry["article"],
        source=entry["source"],
        says=entry["says"],
        read=entry["read"],
        is_checked=entry["checked"],
    )


def _exclusion(ground: str, entry: Mapping[str, Any]) -> Exclusion:
    return Exclusion(
        ground=ground,
        article=entry["article"],
        source=entry["source"],
        when=entry["when"],
        record=entry["record"],
        read=entry["read"],
        is_checked=entry["checked"],
    )


def _days_off(code: str, entry: Mapping[str, Any]) -> DayOffRule:
    parts = entry.get("parts")
    return DayOffRule(
        country=code,
        kinds=tuple(entry.get("kinds", ("public",))),
        parts=None if parts is None else tuple(parts),
    )
