"""Receipts, from the command line: anybody's check, and the operator's change of keys."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click
import requests

from saleor_returns_app.adapters.clients import guarded_session
from saleor_returns_app.adapters.receipts import Ed25519Notary
from saleor_returns_app.app import assemble
from saleor_returns_app.domain.receipts.content import Content, money_from
from saleor_returns_app.domain.receipts.envelope import (
    Changed,
    Envelope,
    ReceiptRefused,
    examine,
)
from saleor_returns_app.domain.receipts.keys import read_key_set
from saleor_returns_app.settings import read_settings
from saleor_returns_app.use_cases.receipts.signing_keys import public_keys, rotate_key

GENUINE, NOT_GENUINE, UNDECIDED = 0, 1, 2


class KeysUnreadable(Exception):
    """The keys could not be read."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", metavar="FILE|URL", help="The published keys; this app's own if not given.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON, for other programs.")
def verify(file: Path, keys: str | None, as_json: bool) -> None:
    """Say whether a receipt (PDF or JSON) is genuine.

    Exits with 0 for a genuine one, with 1 for one that was changed, with 2 where nobody can tell: the
    file is no receipt, or its key is not among the published ones. Nothing is asked of anybody but
    for the keys, if --keys is a URL; a receipt's own word on where its keys are is not trusted.
    """
    try:
        known = _keys(keys)
        envelope = examine(file.read_bytes(), known, Ed25519Notary().is_signed)
    except KeysUnreadable as error:
        _tell(UNDECIDED, "keys_unreadable", str(error), as_json)
    except Changed as error:
        _tell(NOT_GENUINE, error.code, f"NOT GENUINE. {_said(error)}", as_json)
    except ReceiptRefused as error:
        _tell(UNDECIDED, error.code, f"CANNOT TELL. {_said(error)}", as_json)
    else:
        _tell(GENUINE, "genuine", _summary(envelope), as_json, envelope.content)


@click.command("rotate-receipt-key")
def rotate_receipt_key() -> None:
    """Sign receipts with a new key from now on; those of before stay valid."""
    parts = assemble(read_settings())
    key = rotate_key(
        at=datetime.now(UTC),
        notary=parts.services.notary,
        transaction=parts.services.transaction,
    )
    click.echo(f"New receipts are signed with {key.id}.")


def _keys(place: str | None) -> dict[str, bytes]:
    if place is None:
        return public_keys(transaction=assemble(read_settings()).services.transaction)
    try:
        if urlsplit(place).scheme in ("http", "https"):
            answer = guarded_session(allow_private=True).get(place)
            answer.raise_for_status()
            return read_key_set(answer.json())
        return read_key_set(json.loads(Path(place).read_bytes()))
    except (OSError, ValueError, requests.RequestException) as error:
        raise KeysUnreadable(f"The keys at {place} cannot be read: {error}") from error


def _summary(envelope: Envelope) -> str:
    content: Content = envelope.content
    lines = [
        "GENUINE. Not a byte was changed since it was signed.",
        "",
        f"  Shop      {content['shop']['name']}",
        f"  Return    {content['return']['number']}, order {content['order']['number']}",
        f"  Customer  {envelope.holder.name if envelope.holder else '(not named)'}",
        f"  Issued    {content['issued_at']}",
    ]
    for item in content["items"]:
        lines.append(f"  Item      {item['quantity']} x {item['product']}")
    for payment in content["payments"]:
        amount = money_from(payment["amount"])
        lines.append(f"  Paid      {amount}, {payment['how'].replace('_', ' ')}, {payment['at']}")
    lines.append(f"  Policy    version {content['policy']['version']}")
    lines += [f"  Law       {article}" for article in content["policy"]["articles"]]
    lines.append(f"  Key       {envelope.key_id}")
    return "\n".join(lines)


def _said(error: Exception) -> str:
    return str(error) or (error.__doc__ or "").splitlines()[0]


def _tell(status: int, code: str, text: str, as_json: bool, content: Content | None = None) -> None:
    if as_json:
        text = json.dumps({"verdict": code, "receipt": content}, ensure_ascii=False, indent=2)
    click.echo(text)
    sys.exit(status)
