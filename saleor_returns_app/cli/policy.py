"""A shop's rules, from the command line."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from saleor_returns_app.adapters.policy_files import policy_from
from saleor_returns_app.app import assemble
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.policy import PolicyDocument
from saleor_returns_app.settings import read_settings
from saleor_returns_app.use_cases.installing.publish_policy import publish_policy


@click.group()
def policy() -> None:
    """Check and publish return policies."""


@policy.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a policy without publishing it."""
    _read(file)
    click.echo("The policy is sound.")


@policy.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--shop", required=True, help="The shop's name in portal addresses.")
@click.option("--author", default="command line", show_default=True)
@click.option("--note", default="")
def publish(file: Path, shop: str, author: str, note: str) -> None:
    """Publish a policy; it applies to orders placed from now on."""
    document = _read(file)
    parts = assemble(read_settings())
    try:
        published = publish_policy(
            shop,
            document,
            author=author,
            note=note,
            at=datetime.now(UTC),
            transaction=parts.services.transaction,
        )
    except ReturnsError as error:
        sys.exit(str(error))
    click.echo(f"Version {published.version} is in force.")


def _read(file: Path) -> PolicyDocument:
    try:
        return policy_from(file.read_bytes())
    except ReturnsError as error:
        sys.exit(str(error))
