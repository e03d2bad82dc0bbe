"""A shop's Saleor got another address: the operator's word makes its returns follow."""

import sys
from datetime import UTC, datetime

import click

from saleor_returns_app.app import assemble
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.settings import read_settings
from saleor_returns_app.use_cases.installing import move_shop as moving


@click.command("move-shop")
@click.argument("shop")
@click.argument("api_url")
def move_shop(shop: str, api_url: str) -> None:
    """Have SHOP (its name in portal addresses) lie at API_URL from now on."""
    parts = assemble(read_settings())
    try:
        moved = moving.move_shop(
            shop,
            api_url,
            at=datetime.now(UTC),
            saleor=parts.services.saleor,
            transaction=parts.services.transaction,
        )
    except ReturnsError as error:
        sys.exit(str(error))
    finally:
        parts.database.close()
    click.echo(f"{moved.slug} lies at {moved.api_url} now.")
