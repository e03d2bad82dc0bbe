"""A shop's rules, from the command line."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from saleor_returns_app.adapters.policy_files import document_from
from saleor_returns_app.app import assemble
from saleor_returns_app.cli import policy_files
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.policy.publishing import PolicyHasErrors
from saleor_returns_app.settings import read_settings
from saleor_returns_app.use_cases.policies.publishing import publish_policy


@click.group()
def policy() -> None:
    """Check, compare and publish return policies."""


for command in (
    policy_files.lint,
    policy_files.format_file,
    policy_files.diff,
    policy_files.schema,
):
    policy.add_command(command)


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
            capabilities=parts.services.capabilities,
            transaction=parts.services.transaction,
        )
    except PolicyHasErrors as error:
        for finding in error.findings:
            click.echo(
                f"{finding.severity.value}: {finding.code.value} at {finding.path}", err=True
            )
        sys.exit(str(error))
    except ReturnsError as error:
        sys.exit(str(error))
    for warning in published.warnings:
        click.echo(f"warning: {warning.code.value} at {warning.path}", err=True)
    click.echo(f"Version {published.policy.version} is in force.")


def _read(file: Path) -> PolicyDocument:
    try:
        return document_from(file.read_bytes())
    except ReturnsError as error:
        sys.exit(str(error))
