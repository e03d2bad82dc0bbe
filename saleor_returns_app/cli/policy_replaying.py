"""What a policy would have done with the orders of the last months."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from saleor_returns_app.adapters.order_files import order_text
from saleor_returns_app.adapters.policy_files import document_from
from saleor_returns_app.app import assemble
from saleor_returns_app.cli.memory import settle_memory
from saleor_returns_app.domain.errors import MoneyInvalid, OrderNotFound, ReturnsError
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.comparing import Aspect, Effect
from saleor_returns_app.domain.policy.replay_report import (
    MoneyRow,
    ReportRow,
    report_csv,
    report_rows,
)
from saleor_returns_app.domain.policy.replaying import ReplayFinding, Tally
from saleor_returns_app.settings import read_settings
from saleor_returns_app.use_cases.policies.replays import Progress, replay_at_once

WORSE = 1
UNUSABLE = 2
EXAMPLES_SHOWN = 3


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--months", type=click.IntRange(1, 60), default=6, show_default=True)
@click.option("--shop", required=True, help="The shop's name in portal addresses.")
@click.option(
    "--parcel-cost",
    multiple=True,
    metavar="AMOUNT CURRENCY",
    help='What a parcel back costs the shop, as "4.90 EUR"; once for each currency.',
)
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--fail-on",
    type=click.Choice(["nothing", "refused", "worse"]),
    default="nothing",
    show_default=True,
    help="End with 1 when items are newly refused, or when anything gets worse for customers.",
)
def replay(
    file: Path,
    months: int,
    shop: str,
    parcel_cost: tuple[str, ...],
    csv_file: Path | None,
    as_json: bool,
    fail_on: str,
) -> None:
    """Hold a policy against past orders, beside the one in force.

    Ends with 0, with 1 as --fail-on says, with 2 when it cannot be done.
    """
    try:
        document = document_from(file.read_bytes())
        costs = tuple(_cost(words) for words in parcel_cost)
        services = assemble(read_settings()).services
        settle_memory()
        pages = replay_at_once(
            shop,
            document,
            months=months,
            at=datetime.now(UTC),
            capabilities=services.capabilities,
            transaction=services.transaction,
        )
        tally = _shown(pages)
    except ReturnsError as error:
        click.echo(str(error), err=True)
        sys.exit(UNUSABLE)
    rows = report_rows(tally, costs)
    if csv_file:
        csv_file.write_text(report_csv(rows), encoding="utf-8-sig", newline="")
    if as_json:
        click.echo(json.dumps(_as_json(rows, tally), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_told(rows, tally)))
    sys.exit(WORSE if _has_failed(tally, fail_on) else 0)


@click.command()
@click.argument("number")
@click.option("--shop", required=True, help="The shop's name in portal addresses.")
def order(number: str, shop: str) -> None:
    """Write an order down, for `policy explain` on another machine. It holds personal data."""
    services = assemble(read_settings()).services
    try:
        with services.transaction() as store:
            installation = store.installations.with_slug(shop)
            found = store.orders.find_by_number(installation.id, number)
        if found is None:
            raise OrderNotFound("There is no such order.")
    except ReturnsError as error:
        sys.exit(str(error))
    click.echo(order_text(found), nl=False)


def _cost(words: str) -> Money:
    amount, _, currency = words.strip().partition(" ")
    try:
        return Money.from_decimal(amount, currency.strip().upper())
    except (ArithmeticError, ValueError) as error:
        raise MoneyInvalid(f"{words}: a cost is written as 4.90 EUR.") from error


def _shown(pages: Iterator[Progress]) -> Tally:
    """Go through the pages behind a bar, which is hidden where nobody looks."""
    first = next(pages)
    tally, read = first.tally, 0
    with click.progressbar(length=max(first.total, 1), file=sys.stderr) as bar:
        bar.update(first.read)
        read = first.read
        for progress in pages:
            bar.update(progress.read - read)
            tally, read = progress.tally, progress.read
    return tally


def _has_failed(tally: Tally, fail_on: str) -> bool:
    worse = [one for one in tally.findings.values() if one.effect is Effect.WORSE]
    if fail_on == "refused":
        return any(one.aspect is Aspect.RETURNABLE for one in worse)
    return fail_on == "worse" and bool(worse)


def _told(rows: tuple[ReportRow, ...], tally: Tally) -> Iterator[str]:
    everything = rows[0]
    yield (
        f"{tally.orders} orders read, {tally.not_sent} of them not sent yet; "
        f"{everything.returns} returns. {everything.changed_orders} orders would change: "
        f"{everything.items_allowed} items newly allowed, {everything.items_refused} newly refused."
    )
    for row in rows:
        yield ""
        yield f"{row.grouping.value} {row.name or row.key}".strip()
        yield (
            f"  {row.changed_orders} of {row.orders} orders; {row.items_allowed} items allowed, "
            f"{row.items_refused} refused"
        )
        yield from (_money(money) for money in row.money)
    yield ""
    yield from (line for one in _by_weight(tally) for line in _finding(one))
    if tally.findings_left_out:
        yield f"{tally.findings_left_out} more differences of kinds for which there was no room."


def _money(row: MoneyRow) -> str:
    costs = f", parcels {row.parcels[0]} → {row.parcels[1]}" if row.parcels else ""
    return (
        f"  {row.currency}: fees {row.fees[0]} → {row.fees[1]}, restocking {row.restocking[0]} → "
        f"{row.restocking[1]}, refunds {row.refunds[0]} → {row.refunds[1]} (of it shipping "
        f"{row.shipping[0]} → {row.shipping[1]}), {row.parcels_sent[0]} → {row.parcels_sent[1]} "
        f"parcels{costs}"
    )


def _by_weight(tally: Tally) -> list[ReplayFinding]:
    return sorted(tally.findings.values(), key=lambda one: -one.items)


def _finding(one: ReplayFinding) -> Iterator[str]:
    origin = one.rule_name or one.rule_id or one.cause
    yield (
        f"{one.aspect.value} {one.effect.value} ({origin}): {one.items} items in "
        f"{one.orders} orders, {one.returns} returns"
    )
    for example in one.examples[:EXAMPLES_SHOWN]:
        name = example.return_number or f"order {example.order_number}"
        yield f"  {name}, {example.sku}: {example.before or '-'} → {example.after or '-'}"


def _as_json(rows: tuple[ReportRow, ...], tally: Tally) -> dict[str, object]:
    return {
        "orders": tally.orders,
        "not_sent": tally.not_sent,
        "rows": [_row(row) for row in rows],
        "findings": [_plain(one) for one in _by_weight(tally)],
        "findings_left_out": tally.findings_left_out,
    }


def _row(row: ReportRow) -> dict[str, object]:
    return {**_plain(row), "money": [_plain(one) for one in row.money]}


def _plain(value: object) -> dict[str, object]:
    return {name: _word(one) for name, one in vars(value).items()}


def _word(value: object) -> object:
    match value:
        case Money():
            return str(value.decimal)
        case datetime():
            return value.isoformat()
        case tuple() | list():
            return [_word(one) for one in value]
        case None | str() | int() | dict():
            return value
        case _:
            return _plain(value)
