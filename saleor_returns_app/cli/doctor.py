"""The doctor: how the app does, and how it stands with every shop that installed it."""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click

from saleor_returns_app.app import Parts, assemble
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.health import Check, Finding, Health, Level, worst
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.settings import read_settings
from saleor_returns_app.use_cases.care.examine_app import examine_app
from saleor_returns_app.use_cases.care.examine_shop import examine_shop
from saleor_returns_app.use_cases.care.repair_shop import repair_shop

SIGNS = {Level.FINE: "✓", Level.WARNING: "!", Level.BROKEN: "✗"}
COLOURS = {Level.FINE: "green", Level.WARNING: "yellow", Level.BROKEN: "red"}
EXIT_CODES = {Level.FINE: 0, Level.WARNING: 1, Level.BROKEN: 2}
WIDTH = max(len(check.value) for check in Check)


@dataclass(frozen=True)
class Patient:
    """A shop, and what was found of it."""

    shop: Installation
    health: Health


@click.command()
@click.option("--shop", "slug", default="", help="Only this shop, by its name in portal addresses.")
@click.option("--fix", is_flag=True, help="Put right what can be put right from here.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(slug: str, fix: bool, as_json: bool) -> None:
    """Examine the app and its shops. Exits with 0 if all is fine, 1 with warnings, 2 if broken."""
    parts = assemble(read_settings())
    try:
        app = examine_app(parts.ground, at=_now(), transaction=parts.services.transaction)
        patients = [_examined(parts, shop, fix=fix) for shop in _shops(parts, app, slug)]
    except ReturnsError as error:
        sys.exit(str(error))
    finally:
        parts.database.close()
    level = worst([app.level, *(patient.health.level for patient in patients)])
    if as_json:
        click.echo(json.dumps(_as_json(level, app, patients), indent=2, ensure_ascii=False))
    else:
        _print(app, patients)
    sys.exit(EXIT_CODES[level])


def _shops(parts: Parts, app: Health, slug: str) -> list[Installation]:
    """Find the shops; without the tables of this release nobody can say which there are."""
    if any(one.check is Check.DATABASE and one.level is Level.BROKEN for one in app.findings):
        return []
    with parts.services.transaction() as store:
        return [store.installations.with_slug(slug)] if slug else store.installations.in_use()


def _examined(parts: Parts, shop: Installation, *, fix: bool) -> Patient:
    services = parts.services
    if fix:
        with suppress(ReturnsError):
            repair_shop(
                shop.id,
                at=_now(),
                saleor=services.saleor,
                asked=services.asked,
                transaction=services.transaction,
            )
    health = examine_shop(
        shop.id,
        at=_now(),
        saleor=services.saleor,
        asked=services.asked,
        transaction=services.transaction,
    )
    return Patient(shop, health)


def _print(app: Health, patients: list[Patient]) -> None:
    click.secho("The app", bold=True)
    for line in _lines(app):
        click.echo(line)
    for patient in patients:
        click.echo()
        click.echo(f"{click.style(patient.shop.slug, bold=True)}  {patient.shop.api_url}")
        for line in _lines(patient.health):
            click.echo(line)
    if not patients:
        click.echo("\nNo shop was examined.")
    elif any(patient.health.can_be_repaired for patient in patients):
        click.echo("\nSome of this can be put right from here: saleor-returns doctor --fix")


def _lines(health: Health) -> Iterator[str]:
    for finding in health.findings:
        sign = click.style(SIGNS[finding.level], fg=COLOURS[finding.level])
        yield f"  {sign} {finding.check.value:<{WIDTH}}  {_filled(finding.saying.what, finding)}"
        if finding.saying.advice:
            yield f"    {'':<{WIDTH}}  → {_filled(finding.saying.advice, finding)}"


def _as_json(level: Level, app: Health, patients: list[Patient]) -> dict[str, Any]:
    return {
        "level": level.value,
        "app": [_finding(finding) for finding in app.findings],
        "shops": [
            {
                "shop": patient.shop.slug,
                "api_url": patient.shop.api_url,
                "level": patient.health.level.value,
                "findings": [_finding(finding) for finding in patient.health.findings],
            }
            for patient in patients
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check.value,
        "level": finding.level.value,
        "code": finding.code,
        "text": _filled(finding.saying.what, finding),
        "advice": _filled(finding.saying.advice, finding),
        "facts": dict(finding.facts),
    }


def _filled(words: str, finding: Finding) -> str:
    return words % finding.facts


def _now() -> datetime:
    return datetime.now(UTC)
