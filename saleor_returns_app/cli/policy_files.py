"""Policies in files, from the command line: what a merchant's own repository runs in its CI."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
from flask_babel import gettext

from saleor_returns_app.adapters.policy_files import document_from, policy_schema, policy_text
from saleor_returns_app.domain.errors import PolicyInvalid
from saleor_returns_app.domain.policy.differences import differences
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.policy.findings import Finding, Severity, Surroundings
from saleor_returns_app.domain.policy.linting import lint as findings_of
from saleor_returns_app.domain.policy.statutory import withdrawal_days
from saleor_returns_app.web.languages import LANGUAGES, speaking
from saleor_returns_app.web.policy_words import difference_sentence, finding_sentence

SOUND, WARNED, FAULTY = 0, 1, 2

policy_file = click.Path(exists=True, dir_okay=False, path_type=Path)
language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True
)


@click.command()
@click.argument("file", type=policy_file)
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON, for other programs.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@language_option
def lint(file: Path, as_json: bool, strict: bool, language: str) -> None:
    """Check a policy and say what to know of it before it is published.

    Ends with 0 when it can be published, 1 when --strict is given and there are warnings, 2 when
    it has faults or errors.
    """
    with speaking(language):
        try:
            # Law is known without a shop; what the shop can do is not.
            known = Surroundings(withdrawal_days())
            found = [_told(one) for one in findings_of(_read(file), known)]
        except PolicyInvalid as refusal:
            found = _faults(refusal)
        _say(file, found, as_json=as_json)
    sys.exit(_verdict(found, strict=strict))


@click.command(name="format")
@click.argument("file", type=policy_file)
@click.option("--write", is_flag=True, help="Write the file anew instead of printing it.")
def format_file(file: Path, write: bool) -> None:
    """Write a policy the one canonical way, in format 2."""
    text = policy_text(_read_or_exit(file))
    if write:
        file.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


@click.command()
@click.argument("before", type=policy_file)
@click.argument("after", type=policy_file)
@language_option
def diff(before: Path, after: Path, language: str) -> None:
    """Say in words what changed between two policies."""
    one, other = _read_or_exit(before), _read_or_exit(after)
    with speaking(language):
        for difference in differences(one, other):
            click.echo(difference_sentence(difference))


@click.command()
def schema() -> None:
    """Print the JSON Schema of policy files, for editors that complete and check as you type."""
    click.echo(json.dumps(policy_schema(), indent=2))


def _read(file: Path) -> PolicyDocument:
    return document_from(file.read_bytes())


def _read_or_exit(file: Path) -> PolicyDocument:
    try:
        return _read(file)
    except PolicyInvalid as refusal:
        _stop(f"{file}: {refusal}")


def _stop(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(FAULTY)


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "code": finding.code.value,
        "path": finding.path,
        "rule_id": finding.rule_id,
        "rule_name": finding.rule_name,
        "facts": dict(finding.facts),
        "message": finding_sentence(finding),
    }


def _faults(refusal: PolicyInvalid) -> list[dict[str, Any]]:
    faults: Any = refusal.facts["faults"]
    return [
        {**fault, "severity": Severity.ERROR.value, "message": _translated(fault["message"])}
        for fault in faults
    ]


def _translated(words: str) -> str:
    return str(gettext(words))


def _say(file: Path, found: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"findings": found}, ensure_ascii=False, indent=2))
        return
    for one in found:
        rule = f" [{one['rule_id']}]" if one.get("rule_id") else ""
        place = f"{one['path']}: " if one["path"] else ""
        click.echo(f"{file}: {place}{one['severity']}: {one['message']}{rule}")
    if not found:
        sound = gettext("Nothing to say: this policy is sound.")
        click.echo(f"{file}: {sound}")


def _verdict(found: Sequence[dict[str, Any]], *, strict: bool) -> int:
    if any(one["severity"] == Severity.ERROR.value for one in found):
        return FAULTY
    return WARNED if found and strict else SOUND
