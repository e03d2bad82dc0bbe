"""The command `saleor-returns`: what operators, the Procfile and newcomers type."""

import sys

import click

from saleor_returns_app.cli import (
    demo,
    doctor,
    moving,
    policy,
    policy_explaining,
    policy_replaying,
    receipts,
    sandbox,
    serving,
)
from saleor_returns_app.settings import SettingInvalid


@click.group()
def cli() -> None:
    """Saleor Returns."""


for command in (
    serving.web,
    serving.worker,
    serving.migrate,
    serving.key,
    serving.secret,
    doctor.doctor,
    moving.move_shop,
    policy.policy,
    receipts.verify,
    receipts.rotate_receipt_key,
    sandbox.sandbox,
    demo.demo,
    demo.demo_reset,
):
    cli.add_command(command)


for command in (policy_explaining.explain, policy_replaying.replay, policy_replaying.order):
    policy.policy.add_command(command)


def main() -> None:
    """Run the command; a wrong setting stops it with its name and the reason."""
    try:
        cli()
    except SettingInvalid as error:
        sys.exit(f"saleor-returns: {error}")
