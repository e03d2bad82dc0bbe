"""The orders that the demo starts with: one of each kind that a returns desk must get right."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from saleor_returns_app.sandbox.saleor.behaviours import PaymentBehaviour
from saleor_returns_app.sandbox.saleor.model import Address
from saleor_returns_app.sandbox.saleor.orders import LineDraft, OrderDraft
from saleor_returns_app.sandbox.world import Sandbox

Placed = tuple[OrderDraft, float | None, float | None, int | None]
LOADED = "demo_orders_loaded"
CUSTOMER = "camille@example.com"
FIRST_NUMBER = 1001

EXCLUSION = "returns.exclusion"
EMBROIDERED = {
    "ground": "made_to_order",
    "evidence": "Initials C. L. chosen by the customer, notice shown before the order was placed.",
}

LYON = Address()
PARIS = replace(LYON, street_address_1="3 rue de Bretagne", city="PARIS", postal_code="75003")
BERLIN = Address("Jonas", "Becker", "", "Oranienstraße 24", "", "BERLIN", "", "10999", "DE")
MILANO = Address("Giulia", "Rossi", "", "Via Tortona 12", "", "MILANO", "", "20144", "IT")
MADRID = Address("Lucía", "Ortega", "", "Calle de Fuencarral 61", "", "MADRID", "", "28004", "ES")
AMSTERDAM = Address(
    "Sanne", "de Vries", "", "Prinsengracht 263", "", "AMSTERDAM", "", "1016 GV", "NL"
)
PORTLAND = Address(
    "Ada", "Miller", "", "1422 NW Johnson St", "", "PORTLAND", "", "97209", "US", "OR"
)
TOKYO = Address("Yui", "Tanaka", "", "3-14-8 Jingumae", "", "TOKYO", "", "150-0001", "JP")
WARSZAWA = Address("Anna", "Nowak", "", "ul. Mokotowska 45", "", "WARSZAWA", "", "00-551", "PL")


def load_demo_orders(sandbox: Sandbox) -> bool:
    """Place the demo orders, once; say whether they were placed now."""
    if sandbox.saleor.facts.get(LOADED):
        return False
    now = sandbox.saleor.now()
    for index, (draft, sent_after, arrived_after, units) in enumerate(_orders(now)):
        number = FIRST_NUMBER + index
        pk = str(uuid5(NAMESPACE_URL, f"maison-fil/orders/{number}"))
        order = sandbox.place_order(replace(draft, number=number, pk=pk))
        if sent_after is not None:
            quantities = {order.lines[0].pk: units} if units else None
            sandbox.fulfil(
                order,
                quantities=quantities,
                days_after=sent_after,
                delivered_after=arrived_after,
            )
    following = max(FIRST_NUMBER + 13, int(sandbox.saleor.facts.get("next:OrderNumber", "1")))
    sandbox.saleor.remember("next:OrderNumber", str(following))
    sandbox.saleor.remember(LOADED, now.isoformat())
    return True


def _orders(now: datetime) -> list[Placed]:
    """Return drafts, each with the days until it was sent and had arrived, and how many of its
    first line were sent."""

    def ago(days: float) -> datetime:
        return now - timedelta(days=days, hours=2)

    return [
        (_seed(ago(6)), 1, 3, None),
        (_two_of_each(ago(9)), 1, 4, None),
        (_german(ago(12)), 2, 5, None),
        (_discounted(ago(5)), 1, 4, None),
        (_with_gift(ago(7)), 1, 3, None),
        (_order(MADRID, ago(75), "lucia@example.com", _line("sac"), _line("savon", 3)), 2, 6, None),
        (_free_shipping(ago(8)), 2, 5, None),
        (_american(ago(10)), 3, None, None),
        (_japanese(ago(11)), 3, 9, None),
        (_partly_sent(ago(3)), 1, None, 2),
        (_order(PARIS, ago(0.2), CUSTOMER, _line("robe"), _line("bougie")), None, None, None),
        (_polish(ago(14)), 2, 4, None),
        (_in_two_payments(ago(13)), 1, 3, None),
    ]


def _line(key: str, quantity: int = 1, variant: str | None = None) -> LineDraft:
    return LineDraft(key, quantity, variant=variant)


def _order(address: Address, placed_at: datetime, email: str, *lines: LineDraft) -> OrderDraft:
    return OrderDraft(lines=lines, email=email, address=address, placed_at=placed_at)


def _seed(placed_at: datetime) -> OrderDraft:
    """Goods for 32.73 and shipping for 6.00 to France."""
    return _order(LYON, placed_at, CUSTOMER, _line("echarpe"))


def _two_of_each(placed_at: datetime) -> OrderDraft:
    lines = (_line("marin", 2, "M"), _line("tasse", 2, "Sand"), _line("pull", 1, "S"))
    return _order(PARIS, placed_at, CUSTOMER, *lines)


def _german(placed_at: datetime) -> OrderDraft:
    """A present, partly paid with a gift card."""
    draft = _order(BERLIN, placed_at, "jonas@example.com", _line("jean"), _line("bonnet"))
    return replace(
        draft,
        gift_cards=("7Q2M",),
        gift_card_total=Decimal("25.00"),
        metadata={"gift_wrap": "yes"},
    )


def _discounted(placed_at: datetime) -> OrderDraft:
    """A voucher of 10.00 over seven pieces: the unit price times seven is not what was paid."""
    line = LineDraft("tasse", 7, Decimal("13.47"), Decimal("94.30"), Decimal("14.90"), "Slate")
    return replace(
        _order(MILANO, placed_at, "giulia@example.com", line),
        voucher="BENVENUTA",
        voucher_total=Decimal("10.00"),
    )


def _with_gift(placed_at: datetime) -> OrderDraft:
    """A free gift, and a throw embroidered to order: law knows no withdrawal from that."""
    gift = LineDraft("savon", 1, is_gift=True)
    embroidered = LineDraft("plaid", 1, metadata={EXCLUSION: json.dumps(EMBROIDERED)})
    return _order(LYON, placed_at, CUSTOMER, embroidered, _line("chaussure", 1, "41"), gift)


def _free_shipping(placed_at: datetime) -> OrderDraft:
    lines = (_line("robe", 1, "38"), _line("chaussure", 1, "39"))
    return replace(
        _order(AMSTERDAM, placed_at, "sanne@example.com", *lines),
        shipping=Decimal("0.00"),
        undiscounted_shipping=Decimal("6.00"),
        behaviour=PaymentBehaviour.APPROVE_LATER.value,
    )


def _american(placed_at: datetime) -> OrderDraft:
    lines = (
        LineDraft("pull", 1, Decimal("105.00"), variant="M"),
        LineDraft("bonnet", 2, Decimal("28.00")),
    )
    return replace(
        _order(PORTLAND, placed_at, "ada@example.com", *lines),
        currency="USD",
        shipping=Decimal("9.95"),
    )


def _japanese(placed_at: datetime) -> OrderDraft:
    lines = (
        LineDraft("echarpe", 3, Decimal("5280"), Decimal("15841")),
        LineDraft("tasse", 2, Decimal("2420"), variant="Sand"),
    )
    return replace(
        _order(TOKYO, placed_at, "yui@example.com", *lines),
        currency="JPY",
        shipping=Decimal("1200"),
    )


def _partly_sent(placed_at: datetime) -> OrderDraft:
    lines = (_line("marin", 3, "L"), _line("jean", 1, "42"))
    return replace(
        _order(LYON, placed_at, CUSTOMER, *lines), behaviour=PaymentBehaviour.REFUSE_LATER.value
    )


def _polish(placed_at: datetime) -> OrderDraft:
    """Paid by bank transfer: no payment app can send the money back."""
    lines = (LineDraft("plaid", 1, Decimal("549.00")), LineDraft("bougie", 1, Decimal("95.00")))
    return replace(
        _order(WARSZAWA, placed_at, "anna@example.com", *lines),
        currency="PLN",
        shipping=Decimal("24.90"),
        owner=None,
    )


def _in_two_payments(placed_at: datetime) -> OrderDraft:
    """60.00 came from one card and the rest from another: a refund of it all is two refunds."""
    lines = (_line("pull", 1, "M"), _line("tasse", 2, "Slate"))
    draft = _order(LYON, placed_at, CUSTOMER, *lines)
    return replace(draft, instalments=(Decimal("60.00"),))
