"""What may be had instead of something, and what a choice counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.case_events import Actor, EventKind
from saleor_returns_app.domain.errors import LineUnknown, OutcomeUnavailable, QuantityInvalid
from saleor_returns_app.domain.exchanges import (
    Exchange,
    Replacement,
    ReplacementMissing,
    ReplacementSoldOut,
    ReplacementUnknown,
    counted,
)
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.money import Money, rounded
from saleor_returns_app.domain.orders import OrderLine
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.ports import Saleor, SaleorGate, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.saleor_things import Variant

MOST_UNITS = 100


@dataclass(frozen=True)
class Wanted:
    """Units of a variant that somebody wants for a line, as it came in."""

    order_line_id: str
    variant_id: str
    quantity: int


@dataclass(frozen=True)
class Choice:
    """A variant that may be had for a line, and what one of it counts; None of unknown stock."""

    variant: Variant
    unit: Money
    is_even: bool
    is_same_product: bool

    @property
    def is_there(self) -> bool:
        """Whether at least one is in stock."""
        return self.variant.available is None or self.variant.available > 0


def list_choices(
    order_id: str,
    line_id: str,
    *,
    search: str = "",
    saleor: SaleorGate,
    transaction: Transaction,
) -> list[Choice]:
    """List what may be had for a line: its product's variants first, others that the words find."""
    order, way = _way(order_id, saleor, transaction)
    line = _line(order, line_id)
    snapshot = order.snapshot
    own = way.variants_of(line.product_id, snapshot.channel, country=snapshot.country)
    words = search.strip()
    more = way.variants(snapshot.channel, search=words, country=snapshot.country) if words else []
    before = _price_of(own, line.variant_id)
    known = {one.id for one in own}
    found = [*own, *(one for one in more if one.id not in known)]
    return [_choice(one, line, before) for one in found if one.price is not None]


def price_wanted(
    order_id: str, wanted: Sequence[Wanted], *, saleor: SaleorGate, transaction: Transaction
) -> tuple[Replacement, ...]:
    """Say what a choice counts now; nothing is kept. Refuses what is not sold, or sold out."""
    if not wanted:
        return ()
    order, way = _way(order_id, saleor, transaction)
    snapshot = order.snapshot
    lines = {one.order_line_id: _line(order, one.order_line_id) for one in wanted}
    ids = {one.variant_id for one in wanted} | {line.variant_id for line in lines.values()}
    found = way.variants(snapshot.channel, ids=sorted(filter(None, ids)), country=snapshot.country)
    return tuple(_replacement(one, lines[one.order_line_id], found) for one in wanted)


def choose_replacement(
    installation_id: str,
    number: str,
    wanted: Sequence[Wanted],
    *,
    at: datetime,
    by: Actor,
    saleor: SaleorGate,
    transaction: Transaction,
) -> ReturnRequest:
    """Choose for a return what its customer gets instead."""
    if not wanted:
        raise ReplacementMissing
    with transaction() as store:
        order_id = store.returns.look_at(installation_id, number).order_id
    chosen = price_wanted(order_id, wanted, saleor=saleor, transaction=transaction)
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        if case.outcome is not Outcome.EXCHANGE:
            raise OutcomeUnavailable("This return is not settled by an exchange.")
        keep_choice(store, case, chosen, at=at)
        names = ", ".join(f"{one.quantity} × {one.name}" for one in chosen)
        case.tell(EventKind.EXCHANGE_CHOSEN, at=at, by=by, items=names)
    return case


def keep_choice(
    store: Store, case: ReturnRequest, chosen: tuple[Replacement, ...], *, at: datetime
) -> None:
    """Keep what is to be had for a return; it must be of lines that come back."""
    lines = {line.order_line_id for line in case.lines}
    for one in chosen:
        if one.order_line_id not in lines:
            raise LineUnknown(line_id=one.order_line_id)
    known = store.exchanges.find(case.id)
    if known is not None:
        known.choose(chosen, at=at)
    else:
        store.exchanges.add(Exchange(case.id, case.installation_id, chosen, chosen_at=at))


def _way(order_id: str, saleor: SaleorGate, transaction: Transaction) -> tuple[Order, Saleor]:
    with transaction() as store:
        order = store.orders.get(order_id)
        shop = store.installations.get(order.installation_id)
    return order, saleor.open(shop)


def _line(order: Order, line_id: str) -> OrderLine:
    line = order.snapshot.line(line_id)
    if line is None:
        raise LineUnknown(line_id=line_id)
    return line


def _replacement(one: Wanted, line: OrderLine, found: Sequence[Variant]) -> Replacement:
    if not 1 <= one.quantity <= MOST_UNITS:
        raise QuantityInvalid(line_id=one.order_line_id)
    variant = next((each for each in found if each.id == one.variant_id), None)
    if variant is None or variant.price is None:
        raise ReplacementUnknown(variant_id=one.variant_id)
    if variant.available is not None and variant.available < one.quantity:
        raise ReplacementSoldOut(variant_id=one.variant_id, most=variant.available)
    choice = _choice(variant, line, _price_of(found, line.variant_id))
    names = (variant.product_name, variant.name)
    return Replacement(
        order_line_id=one.order_line_id,
        variant_id=variant.id,
        quantity=one.quantity,
        unit=choice.unit,
        name=" · ".join(name for name in names if name),
        sku=variant.sku,
        is_even=choice.is_even,
    )


def _choice(variant: Variant, line: OrderLine, before: Money | None) -> Choice:
    price = variant.price or line.unit_price
    is_same = variant.product_id == line.product_id
    paid = Money(rounded(line.total.minor, line.quantity), line.total.currency)
    unit, is_even = counted(price, before=before, paid=paid) if is_same else (price, False)
    return Choice(variant, unit, is_even, is_same)


def _price_of(variants: Iterable[Variant], id: str) -> Money | None:
    """Return what the returned variant costs today, if it is still sold."""
    return next((one.price for one in variants if one.id == id), None)
