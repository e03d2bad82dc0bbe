"""The writes into Saleor that an exchange is made of: how each is planned, recognised and done."""

from decimal import Decimal

from saleor_returns_app.domain.errors import SaleorHasIt, SaleorRefused
from saleor_returns_app.domain.exchanges import Balance, Exchange
from saleor_returns_app.domain.orders import Address, OrderSnapshot
from saleor_returns_app.domain.refund_payments import check_is_left
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.saleor_things import (
    DraftLine,
    DraftOrder,
    DraftResult,
    Percentage,
)
from saleor_returns_app.domain.write_back import marker
from saleor_returns_app.use_cases.settlement.credit import promised_to_others
from saleor_returns_app.use_cases.settlement.refund_steps import settlement_in
from saleor_returns_app.use_cases.write_back.once import Facts, StepWork, Writing
from saleor_returns_app.use_cases.write_back.steps import METADATA_KEY

SOLD_OUT = sentence(
    "There is not enough stock for this exchange. Choose another variant, add stock in Saleor, or "
    "refund the return instead."
)
GONE = sentence(
    "Saleor no longer has the exchange order: somebody deleted it there. Call the exchange off, then "
    "choose again or refund the return."
)
NO_SHIPPING = sentence(
    "No way of shipping in Saleor serves the address of this exchange. Add one, or refund the return "
    "instead."
)
OTHER_PRICE = sentence(
    "Saleor prices this exchange otherwise than agreed, perhaps because of a promotion or of taxes. "
    "Look at the draft there, then call the exchange off and choose again, or refund the return."
)
ALL_OF_IT = Percentage(Decimal(100))
FULL = "FULL"


def reference_of(exchange: Exchange, number: str) -> str:
    """Name the draft of an attempt for Saleor, which takes each name once."""
    return f"{number}/{exchange.attempt}/{exchange.case_id[:8]}"


def stock_work(exchange: Exchange) -> StepWork:
    """Look at the stock; that of a draft is not held, so it is only a first look."""

    def call(writing: Writing, facts: Facts) -> str:
        snapshot = writing.order.snapshot
        ids = [one.variant_id for one in exchange.replacements]
        found = writing.saleor.variants(snapshot.channel, ids=ids, country=snapshot.country)
        left = {variant.id: variant.available for variant in found}
        for one in exchange.replacements:
            available = left.get(one.variant_id, 0)
            if available is not None and available < one.quantity:
                raise SaleorRefused(SOLD_OUT)
        return ""

    return StepWork(_nothing, call, call)


def draft_work(exchange: Exchange) -> StepWork:
    """Make the draft, at the prices that were agreed."""

    def plan(writing: Writing) -> Facts:
        settlement = settlement_in(writing)
        promised = promised_to_others(writing, settlement)
        check_is_left(settlement, writing.case, writing.now(), promised=promised)
        return {}

    def look_up(writing: Writing, facts: Facts) -> str | None:
        reference = reference_of(exchange, writing.case.number)
        found = writing.saleor.find_draft_or_order(reference)
        return found.id if found else None

    def call(writing: Writing, facts: Facts) -> str:
        try:
            return writing.saleor.create_draft(_draft(writing, exchange)).id
        except SaleorHasIt:
            found = look_up(writing, facts)
            if found is None:
                raise
            return found

    return StepWork(plan, look_up, call)


def shipping_work(exchange: Exchange) -> StepWork:
    """Choose the cheapest way to send it; to choose it twice changes nothing."""

    def call(writing: Writing, facts: Facts) -> str:
        ways = writing.saleor.shipping_methods(exchange.draft_id)
        if not ways:
            raise SaleorRefused(NO_SHIPPING)
        cheapest = min(ways, key=lambda way: (way.price.minor, way.id))
        writing.saleor.set_shipping(exchange.draft_id, cheapest.id)
        return ""

    return StepWork(_nothing, call, call)


def discount_work(exchange: Exchange, balance: Balance) -> StepWork:
    """Take off what the returned goods are worth, so that exactly the difference is left."""

    def look_up(writing: Writing, facts: Facts) -> str | None:
        return "" if _now(writing, exchange).total == balance.due else None

    def call(writing: Writing, facts: Facts) -> str:
        draft = _now(writing, exchange)
        off = draft.total - balance.due
        if not off:
            return ""
        if off.minor < 0:
            raise SaleorRefused(OTHER_PRICE)
        reason = f"{marker(writing.case.number)} Exchange"
        discount = off if balance.due else ALL_OF_IT
        if writing.saleor.discount_order(draft.id, discount, reason).total != balance.due:
            raise SaleorRefused(OTHER_PRICE)
        return ""

    return StepWork(_nothing, look_up, call)


def complete_work(exchange: Exchange) -> StepWork:
    """Make it an order, of which the stock is held."""

    def plan(writing: Writing) -> Facts:
        settlement = settlement_in(writing)
        promised = promised_to_others(writing, settlement)
        check_is_left(settlement, writing.case, writing.now(), promised=promised)
        return {}

    def look_up(writing: Writing, facts: Facts) -> str | None:
        draft = _now(writing, exchange)
        return None if draft.is_draft else draft.number

    def call(writing: Writing, facts: Facts) -> str:
        done = look_up(writing, facts)
        return done or writing.saleor.complete_draft(exchange.draft_id).number

    return StepWork(plan, look_up, call)


def paid_work(exchange: Exchange, number: str) -> StepWork:
    """Say that nothing is owed for it; one that Saleor has as paid is left alone."""

    def look_up(writing: Writing, facts: Facts) -> str | None:
        return "" if _now(writing, exchange).charge_status == FULL else None

    def call(writing: Writing, facts: Facts) -> str:
        if look_up(writing, facts) is None:
            reference = exchange.paid_reference or number
            writing.saleor.mark_as_paid(exchange.draft_id, reference)
        return ""

    return StepWork(_nothing, look_up, call)


def link_work(exchange: Exchange) -> StepWork:
    """Write on each of the two orders which is the other one; the same twice changes nothing."""

    def call(writing: Writing, facts: Facts) -> str:
        number, old = writing.case.number, writing.order
        key = f"{METADATA_KEY}.{number}.exchange"
        new_text = f"{marker(number)} Exchange for a return of order #{old.number}."
        old_text = f"{marker(number)} Exchanged for order #{exchange.order_number}."
        pairs = (
            (exchange.draft_id, old.number, new_text),
            (old.saleor_id, exchange.order_number, old_text),
        )
        for order_id, other, note in pairs:
            writing.saleor.set_private_metadata(order_id, {key: other})
            if note not in writing.saleor.notes(order_id):
                writing.saleor.add_note(order_id, note)
        return ""

    return StepWork(_nothing, call, call)


def undo_work(exchange: Exchange) -> StepWork:
    """Take the draft, or the order that it has become, out of Saleor."""

    def call(writing: Writing, facts: Facts) -> str:
        found = writing.saleor.find_draft_or_order(reference_of(exchange, writing.case.number))
        if found is None or found.status == "CANCELED":
            return ""
        if found.is_draft:
            writing.saleor.delete_draft(found.id)
        else:
            writing.saleor.cancel_order(found.id)
        return ""

    return StepWork(_nothing, call, call)


def _nothing(writing: Writing) -> Facts:
    return {}


def _now(writing: Writing, exchange: Exchange) -> DraftResult:
    found = writing.saleor.find_draft_or_order(reference_of(exchange, writing.case.number))
    if found is None:
        raise SaleorRefused(GONE)
    return found


def _draft(writing: Writing, exchange: Exchange) -> DraftOrder:
    order, number = writing.order, writing.case.number
    snapshot = order.snapshot
    return DraftOrder(
        channel=snapshot.channel,
        external_reference=reference_of(exchange, number),
        lines=tuple(
            DraftLine(one.variant_id, one.quantity, one.unit) for one in exchange.replacements
        ),
        email=order.email,
        billing_address=_address(snapshot, snapshot.billing_address),
        shipping_address=_address(snapshot, snapshot.shipping_address),
        language=snapshot.language.upper(),
        private_metadata={f"{METADATA_KEY}.{number}.exchange": order.number},
    )


def _address(snapshot: OrderSnapshot, wanted: Address) -> Address:
    """Return an address, or where it is empty the other one."""
    others = (wanted, snapshot.shipping_address, snapshot.billing_address)
    return next((one for one in others if one.lines), wanted)
