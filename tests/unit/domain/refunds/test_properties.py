"""What holds for every order, however it comes back and whoever refunds in between."""

from collections import Counter
from dataclasses import dataclass, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import GrantedLine, GrantedRefund, OrderLine, OrderSnapshot
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.refund_breakdown import (
    Charge,
    Deduction,
    Delivery,
    OwnReturn,
    PaidBefore,
    PartCause,
    PartKind,
    Payable,
    Rates,
    RefundBreakdown,
    RefundTerms,
    Units,
    allocate,
    break_down,
    breakdown_from,
    canonical_breakdown,
    compute,
    paid_before,
    plain_breakdown,
)
from tests.support.orders import a_snapshot

CURRENCIES = ["EUR", "JPY", "KWD"]
TAX_RATES = [0, 550, 1900, 2500]
often = settings(max_examples=60, deadline=None)


@dataclass(frozen=True)
class Chosen:
    """Some units, and whether staff refund them in the Dashboard instead of us."""

    units: dict[str, int]
    by_staff: bool


def _discounted(draw: st.DrawFn, full: int, quantity: int) -> int:
    """Take off what a catalogue promotion, a voucher or a manual discount takes off a line."""
    kind = draw(st.sampled_from(["none", "percent", "amount", "once", "all"]))
    match kind:
        case "percent":
            return full - full * draw(st.integers(0, 100)) // 100
        case "amount":
            return max(0, full - draw(st.integers(0, 5_000)) * quantity)
        case "once":
            return max(0, full - draw(st.integers(0, full // quantity)))
        case "all":
            return 0
    return full


def _spread(totals: list[int], discount: int) -> list[int]:
    """Spread an order's discount as Saleor does: in proportion, the last line taking the rest."""
    whole = sum(totals)
    if not whole:
        return totals
    parts = [discount * one // whole for one in totals]
    parts[-1] += discount - sum(parts)
    return [max(0, one - part) for one, part in zip(totals, parts, strict=True)]


def _taxed(draw: st.DrawFn, amount: int, *, entered_net: bool) -> tuple[int, int]:
    """Return gross and net of a price that was entered with or without its tax."""
    rate = draw(st.sampled_from(TAX_RATES))
    if entered_net:
        return (amount * (10_000 + rate) + 5_000) // 10_000, amount
    return amount, (amount * 10_000 + (10_000 + rate) // 2) // (10_000 + rate)


@st.composite
def orders(draw: st.DrawFn) -> OrderSnapshot:
    currency = draw(st.sampled_from(CURRENCIES))
    entered_net = draw(st.booleans())
    count = draw(st.integers(1, 40))
    quantities = [draw(st.integers(1, 500)) for _ in range(count)]
    totals = [_discounted(draw, draw(st.integers(0, 90_000)) * q, q) for q in quantities]
    totals = _spread(totals, draw(st.integers(0, sum(totals))) if draw(st.booleans()) else 0)
    lines = []
    for at, (quantity, amount) in enumerate(zip(quantities, totals, strict=True)):
        gross, net = _taxed(draw, amount, entered_net=entered_net)
        lines.append(
            OrderLine(
                id=f"line-{at}",
                product_name="Tee",
                variant_name="M",
                sku="T",
                quantity=quantity,
                unit_price=Money(gross // quantity, currency),
                total=Money(gross, currency),
                total_net=Money(net, currency),
            )
        )
    shipping, net = _taxed(draw, draw(st.integers(0, 20_000)), entered_net=entered_net)
    order = replace(a_snapshot(lines, shipping=shipping), shipping_net=Money(net, currency))
    if draw(st.booleans()):
        by_card = draw(st.integers(0, order.total.minor))
        return replace(
            order, total=order.total - Money(by_card, currency), paid_by_gift_card=by_card > 0
        )
    return order


@st.composite
def partitions(draw: st.DrawFn, *, with_staff: bool) -> tuple[OrderSnapshot, list[Chosen]]:
    order = draw(orders())
    left = {line.id: line.quantity for line in order.lines}
    steps: list[Chosen] = []
    for _ in range(draw(st.integers(0, 4))):
        units = {line: draw(st.integers(0, many)) for line, many in left.items() if many}
        units = {line: many for line, many in units.items() if many}
        if units:
            steps.append(Chosen(units, with_staff and draw(st.booleans())))
            left = {line: many - units.get(line, 0) for line, many in left.items()}
    rest = {line: many for line, many in left.items() if many}
    return order, [*steps, *([Chosen(rest, by_staff=False)] if rest else [])]


def by_ours(order: OrderSnapshot, chosen: dict[str, int], own: list[OwnReturn]) -> RefundBreakdown:
    units = tuple(Units(line, many) for line, many in chosen.items())
    return break_down(order, RefundTerms(units, paid_before(order, own)))


def by_staff(order: OrderSnapshot, chosen: dict[str, int]) -> OrderSnapshot:
    """Grant as the Dashboard does: unit price × quantity, a cent more or less than was paid."""
    prices = {line.id: line.unit_price.minor for line in order.lines}
    amount = sum(prices[line] * many for line, many in chosen.items())
    grant = GrantedRefund(
        id=f"staff-{len(order.granted_refunds)}",
        status="SUCCESS",
        reason="",
        amount=Money(min(amount, order.total.minor), order.currency),
        shipping_included=False,
        transaction_id="",
        lines=tuple(GrantedLine(line, many) for line, many in chosen.items()),
    )
    return replace(order, granted_refunds=(*order.granted_refunds, grant))


@often
@given(partitions(with_staff=False))
def test_any_partition_pays_exactly_what_one_full_return_pays(
    drawn: tuple[OrderSnapshot, list[Chosen]],
) -> None:
    order, steps = drawn
    own: list[OwnReturn] = []
    for step in steps:
        own.append(OwnReturn(by_ours(order, step.units, own)))
    whole = by_ours(order, {line.id: line.quantity for line in order.lines}, [])

    sums: Counter[str] = Counter()
    for one in own:
        broken = one.breakdown
        sums["total"] += broken.total.minor
        sums["cash"] += broken.cash.minor
        sums["credit"] += broken.credit.minor
        for part in broken.parts:
            sums[part.kind] += part.amount.minor
            sums["net"] += part.net.minor if part.net else 0
    paid = sum(line.total.minor for line in order.lines) + order.shipping.minor
    net = sum(line.total_net.minor for line in order.lines)
    assert sums["total"] == whole.total.minor == paid
    assert (sums["cash"], sums["credit"]) == (whole.cash.minor, whole.credit.minor)
    assert sums["cash"] == order.total.minor
    assert sums[PartKind.ORIGINAL_SHIPPING] == order.shipping.minor
    assert order.shipping_net is not None
    assert sums["net"] == net + order.shipping_net.minor


@often
@given(partitions(with_staff=True))
def test_never_more_than_was_paid_whoever_refunds(
    drawn: tuple[OrderSnapshot, list[Chosen]],
) -> None:
    order, steps = drawn
    own: list[OwnReturn] = []
    for step in steps:
        if step.by_staff:
            order = by_staff(order, step.units)
            continue
        before = paid_before(order, own)
        broken = by_ours(order, step.units, own)
        assert 0 <= broken.total.minor <= max(0, before.refundable.minor)
        own.append(OwnReturn(broken))

    theirs = sum(grant.amount.minor for grant in order.granted_refunds)
    ours = sum(one.breakdown.total.minor for one in own)
    paid = sum(line.total.minor for line in order.lines) + order.shipping.minor
    assert ours <= max(0, paid - theirs)
    assert sum(one.breakdown.cash.minor for one in own) <= max(0, order.total.minor - theirs)


@st.composite
def terms_for(draw: st.DrawFn, order: OrderSnapshot) -> RefundTerms:
    def some(most: int) -> Money:
        return Money(draw(st.integers(0, most)), order.currency)

    before = {line.id: draw(st.integers(0, line.quantity)) for line in order.lines[:3]}
    chosen = tuple(Units(line.id, draw(st.integers(1, line.quantity))) for line in order.lines)
    cause = PartCause("worn", {"condition": "worn"}, evidence=("file-1",))
    return RefundTerms(
        chosen=chosen,
        paid=PaidBefore(
            before,
            refundable=Money(draw(st.integers(-100, 10**7)), order.currency),
            in_cash=draw(st.none() | st.just(some(10**6))),
            shipping=draw(st.none() | st.just(some(20_000))),
            unpaid=draw(st.none() | st.just(some(10**6))),
        ),
        fee=draw(st.none() | st.just(Charge(some(10_000), cause))),
        waived=draw(st.none() | st.just(Charge(some(10_000)))),
        prepaid=draw(st.none() | st.just(some(10_000))),
        rates={
            units.line_id: Rates(draw(st.integers(0, 12_000)), draw(st.integers(0, 12_000)))
            for units in chosen[:4]
        },
        deductions=tuple(
            Deduction(units.line_id, Money(draw(st.integers(1, 10**5)), order.currency), cause)
            for units in chosen[:2]
        ),
        delivery=Delivery(draw(st.sampled_from(Track)), draw(st.none() | st.just(some(9_000)))),
    )


@often
@given(st.data())
def test_whatever_is_decided_the_parts_add_up_and_nothing_falls_below_zero(
    data: st.DataObject,
) -> None:
    order = data.draw(orders())
    terms = data.draw(terms_for(order))

    broken = break_down(order, terms)

    assert sum(part.amount.minor for part in broken.parts) == broken.total.minor
    bonus = broken.sum_of(PartKind.CREDIT_BONUS).minor
    assert bonus >= 0
    assert 0 <= broken.total.minor - bonus <= max(0, terms.paid.refundable.minor)
    assert 0 <= broken.cash.minor <= broken.total.minor
    assert broken.uncovered.minor >= 0
    by_line: Counter[str] = Counter()
    for part in broken.parts:
        if part.kind in (PartKind.GOODS, PartKind.RESTOCKING_FEE, PartKind.DEDUCTION):
            by_line[part.line_id] += part.amount.minor
    assert min(by_line.values()) >= 0


@often
@given(st.data())
def test_every_breakdown_is_computed_again_to_the_byte(data: st.DataObject) -> None:
    order = data.draw(orders())
    broken = break_down(order, data.draw(terms_for(order)))

    read = breakdown_from(plain_breakdown(broken))

    assert read.inputs
    assert canonical_breakdown(compute(read.inputs)) == canonical_breakdown(broken)


@given(
    st.integers(0, 10**6),
    st.lists(st.tuples(st.integers(1, 10**6), st.booleans()), max_size=6),
    st.randoms(use_true_random=False),
)
def test_an_amount_is_spread_whole_and_in_one_way_only(
    amount: int, caps: list[tuple[int, bool]], random: Random
) -> None:
    able = [Payable(f"t{at}", Money(cap, "EUR"), card) for at, (cap, card) in enumerate(caps)]
    spread = allocate(Money(amount, "EUR"), able)
    mixed = random.sample(able, len(able))

    assert allocate(Money(amount, "EUR"), mixed) == spread
    assert sum(share.minor for _, share in spread.shares) + spread.rest.minor == amount
    assert spread.rest.minor == max(0, amount - sum(cap for cap, _ in caps))
    limits = {one.transaction_id: one.cap for one in able}
    assert all(0 < share.minor <= limits[one].minor for one, share in spread.shares)
