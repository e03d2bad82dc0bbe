"""Why a policy decides about an order as it does, without a database."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from saleor_returns_app.adapters.order_files import order_in
from saleor_returns_app.adapters.policy_files import document_from
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.policy.canonical import canonical_json
from saleor_returns_app.domain.policy.comparing import fee_words
from saleor_returns_app.domain.policy.decision import (
    Because,
    Decision,
    LineDecision,
    Offer,
    TraceStep,
)
from saleor_returns_app.domain.policy.facts import ChosenLine, Facts
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason, Source
from saleor_returns_app.use_cases.policies.trying import decide

NOTHING_RETURNABLE = 1
UNREADABLE = 2
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--order", "order_file", required=True, type=FILE, help="An order, as JSON.")
@click.option(
    "--lines",
    multiple=True,
    metavar="SKU[:QUANTITY[:REASON]]",
    help="Choose a line, by its SKU or id; may be given several times.",
)
@click.option("--outcome", type=click.Choice([one.value for one in Outcome]))
@click.option("--method", type=click.Choice([one.value for one in ReturnMethod]))
@click.option(
    "--source",
    type=click.Choice([one.value for one in Source if one is not Source.ANY]),
    default=Source.PORTAL.value,
    show_default=True,
)
@click.option("--at", type=click.DateTime(), help="When it is asked, in UTC; now if left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the decision as JSON.")
def explain(
    file: Path,
    order_file: Path,
    lines: tuple[str, ...],
    outcome: str | None,
    method: str | None,
    source: str,
    at: datetime | None,
    as_json: bool,
) -> None:
    """Explain what a policy says of an order.

    ORDER is what `saleor-returns policy order` writes, or Saleor's own answer about an order. Ends
    with 0 when what is asked for may come back, with 1 when it may not, with 2 when a file cannot be
    read.
    """
    try:
        document, order = document_from(file.read_bytes()), order_in(order_file.read_bytes())
        facts = Facts(
            order,
            at.replace(tzinfo=UTC) if at else datetime.now(UTC),
            chosen=tuple(_chosen(order, words) for words in lines),
            outcome=Outcome(outcome) if outcome else None,
            method=ReturnMethod(method) if method else None,
            source=Source(source),
        )
    except (ReturnsError, ValueError) as error:
        click.echo(str(error), err=True)
        sys.exit(UNREADABLE)
    decision = decide(document, facts, version=1)
    if as_json:
        click.echo(json.dumps(json.loads(canonical_json(decision)), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_told(order, decision, facts.at)))
    sys.exit(0 if decision.offers else NOTHING_RETURNABLE)


def _chosen(order: Order, words: str) -> ChosenLine:
    named, _, rest = words.partition(":")
    quantity, _, reason = rest.partition(":")
    for line in order.snapshot.lines:
        if named in (line.sku, line.id):
            many = int(quantity) if quantity else line.quantity
            if many < 1:
                raise ValueError(f"{words}: the quantity must be at least one.")
            return ChosenLine(line.id, many, ReturnReason(reason) if reason else None)
    raise ValueError(f"{words}: this order has no such line.")


def _told(order: Order, decision: Decision, at: datetime) -> Iterator[str]:
    snapshot = order.snapshot
    yield f"Order {order.number}, {snapshot.country or 'no country'}, asked at {at:%Y-%m-%d %H:%M} UTC"
    for line in decision.lines:
        bought = snapshot.line(line.line_id)
        yield ""
        if bought:
            name = " ".join(part for part in (bought.product_name, bought.variant_name) if part)
            yield f"{bought.sku or bought.id}  {name}  x{bought.quantity}  {bought.total}"
        yield from _line(line)
        yield from (_step(step) for step in decision.trace if step.line_id == line.line_id)
    yield ""
    yield "What was chosen, together:"
    yield from (f"  not possible: {_why(refusal.because)}" for refusal in decision.refusals)
    yield from (_offer(offer) for offer in decision.offers)
    if not decision.offers:
        yield "  nothing may come back"


def _line(line: LineDecision) -> Iterator[str]:
    for refusal in line.refusals:
        yield f"  refused: {_why(refusal.because)}"
    if line.returnable:
        last = line.window.last_day.isoformat() if line.window.last_day else "open, not begun"
        yield f"  may come back: {line.returnable}, until {last} ({_why(line.window.because)})"
        yield f"  on the grounds of: {', '.join(track.value for track in line.tracks)}"
    yield from (f"  note: {_why(note)}" for note in line.notes)
    yield from (_offer(offer) for offer in line.offers)


def _offer(offer: Offer) -> str:
    asked = [f"{one.what.value} ({_why(one.because)})" for one in offer.required]
    parts = [
        f"  {offer.outcome.value} by {offer.method.value}",
        f"fee {fee_words(offer)} ({_why(offer.fee.because)})",
        *([f"restocking {offer.restocking_rate / 100:g}%"] if offer.restocking_rate else []),
        *([f"bonus {offer.credit_bonus_rate / 100:g}%"] if offer.credit_bonus_rate else []),
        *([f"asks for {', '.join(asked)}"] if asked else []),
        *([f"ships with {offer.ship_with}"] if offer.ship_with else []),
        *([f"to {offer.return_address}"] if offer.return_address else []),
    ]
    return "; ".join(parts)


def _step(step: TraceStep) -> str:
    facts = ", ".join(f"{name} = {value}" for name, value in step.facts.items())
    words = ", ".join(
        f"{name}: {value}" + _overridden(step.overridden_by.get(name, ""))
        for name, value in step.set.items()
    )
    return f"  rule {step.rule_id} “{step.rule_name}” {step.became.value}: {words} [{facts}]"


def _overridden(by: str) -> str:
    return f" (overridden by {by})" if by else ""


def _why(because: Because) -> str:
    origin = because.rule_name or because.article or because.cause.value
    facts = ", ".join(f"{name} {value}" for name, value in because.facts.items())
    return f"{because.code}: {origin}" + (f"; {facts}" if facts else "")
