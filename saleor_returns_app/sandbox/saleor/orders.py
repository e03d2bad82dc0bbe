"""How orders come to be: placed, paid and, when asked, sent."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from saleor_returns_app.sandbox.catalogue import product, sku_of
from saleor_returns_app.sandbox.saleor.cards import GiftCard
from saleor_returns_app.sandbox.saleor.customers import customer_with
from saleor_returns_app.sandbox.saleor.gift_cards import spend
from saleor_returns_app.sandbox.saleor.history import tell, write
from saleor_returns_app.sandbox.saleor.installed import App
from saleor_returns_app.sandbox.saleor.instance import NOBODY, PAYMENT_APP, Principal, Saleor
from saleor_returns_app.sandbox.saleor.model import (
    Address,
    Discount,
    Line,
    Order,
    Transaction,
    TransactionEvent,
)
from saleor_returns_app.sandbox.saleor.money import quantise, with_tax
from saleor_returns_app.sandbox.saleor.people import channel_for

REST_ON_A_CARD = Decimal(15)
PAID = ("ORDER_PAID", "ORDER_FULLY_PAID", "ORDER_UPDATED")
TAX = {"FR": "0.20", "DE": "0.19", "IT": "0.22", "ES": "0.21", "NL": "0.21", "BE": "0.21"}
TAX |= {"GB": "0.20", "PL": "0.23", "JP": "0.10", "US": "0.00", "CH": "0.081", "SE": "0.25"}
LANGUAGES = {"DE": "DE", "AT": "DE", "IT": "IT", "ES": "ES", "NL": "NL", "PL": "PL", "JP": "JA"}


@dataclass(frozen=True)
class LineDraft:
    """A line of an order that is to be placed; prices are gross."""

    product: str = "marin"
    quantity: int = 1
    unit: Decimal | None = None
    total: Decimal | None = None
    undiscounted: Decimal | None = None
    variant: str | None = None
    is_gift: bool = False
    tax_rate: Decimal | None = None
    has_variant: bool = True
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OrderDraft:
    """An order that is to be placed; `gift_cards` are the last digits of those that paid a part.

    Each of the instalments is a payment of its own; a last one pays what is left.
    """

    lines: tuple[LineDraft, ...] = (LineDraft(),)
    shipping: Decimal = Decimal("6.00")
    undiscounted_shipping: Decimal | None = None
    currency: str = "EUR"
    email: str = "camille@example.com"
    has_account: bool = True
    address: Address = field(default_factory=Address)
    behaviour: str | None = None
    owner: str | None = PAYMENT_APP
    is_paid: bool = True
    voucher: str | None = None
    voucher_total: Decimal = Decimal(0)
    gift_cards: tuple[str, ...] = ()
    gift_card_total: Decimal = Decimal(0)
    instalments: tuple[Decimal, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    language: str | None = None
    external_reference: str | None = None
    number: int | None = None
    pk: str | None = None
    placed_at: datetime | None = None


def place_order(saleor: Saleor, draft: OrderDraft) -> Order:
    """Place an order, pay it, and tell everybody."""
    with saleor.change():
        order = _order(saleor, draft)
        if draft.has_account:
            order.customer = customer_with(saleor, draft.email, draft.address).pk
        write(saleor, order, "PLACED", NOBODY, at=order.created)
        write(saleor, order, "CONFIRMED", NOBODY, at=order.created)
        tell(saleor, "ORDER_CREATED", order, NOBODY)
        tell(saleor, "ORDER_CONFIRMED", order, NOBODY)
        _spend_cards(saleor, order, draft)
        if draft.is_paid:
            _pay(saleor, order, draft)
        saleor.touch(order)
        return order


def _order(saleor: Saleor, draft: OrderDraft) -> Order:
    address = draft.address
    rate = Decimal(TAX.get(address.country, "0.20"))
    placed_at = draft.placed_at or saleor.now()
    shipping = with_tax(draft.shipping, rate, draft.currency)
    full_shipping = draft.undiscounted_shipping
    return Order(
        pk=draft.pk or str(uuid4()),
        number=draft.number or saleor.next_pk("OrderNumber"),
        created=placed_at,
        updated=placed_at,
        channel=channel_for(draft.currency).slug,
        currency=draft.currency,
        email=draft.email,
        lines=[_line(line, rate, draft.currency) for line in draft.lines],
        shipping=shipping,
        undiscounted_shipping=draft.shipping if full_shipping is None else full_shipping,
        shipping_address=address,
        billing_address=address,
        shipping_tax_rate=rate,
        language=draft.language or LANGUAGES.get(address.country, _english_or_french(address)),
        voucher=draft.voucher,
        gift_card_total=draft.gift_card_total,
        discounts=_discounts(draft),
        metadata=dict(draft.metadata),
        external_reference=draft.external_reference,
    )


def _english_or_french(address: Address) -> str:
    return "FR" if address.country == "FR" else "EN"


def _discounts(draft: OrderDraft) -> list[Discount]:
    if draft.voucher is None:
        return []
    total, reason = draft.voucher_total, f"Voucher code: {draft.voucher}"
    return [Discount(str(uuid4()), "VOUCHER", "FIXED", total, draft.voucher, reason, total)]


def _line(draft: LineDraft, rate: Decimal, currency: str) -> Line:
    sold = product(draft.product)
    rate = rate if draft.tax_rate is None else draft.tax_rate
    unit = Decimal(0) if draft.is_gift else sold.euros if draft.unit is None else draft.unit
    total = unit * draft.quantity if draft.total is None else draft.total
    full = (
        sold.euros if draft.is_gift else unit if draft.undiscounted is None else draft.undiscounted
    )
    off = quantise(full - unit, currency)
    variant = draft.variant or sold.variants[0]
    return Line(
        pk=str(uuid4()),
        product=sold.key,
        product_name=sold.name,
        variant_name=variant,
        sku=sku_of(sold.key, variant),
        quantity=draft.quantity,
        unit=with_tax(unit, rate, currency),
        total=with_tax(total, rate, currency),
        undiscounted_unit=with_tax(full, rate, currency),
        undiscounted_total=with_tax(full * draft.quantity, rate, currency),
        tax_rate=rate,
        is_shipping_required=sold.ships,
        is_gift=draft.is_gift,
        has_variant=draft.has_variant,
        unit_discount=off,
        unit_discount_type="FIXED" if off else None,
        unit_discount_value=off,
        metadata=dict(draft.metadata),
    )


def _spend_cards(saleor: Saleor, order: Order, draft: OrderDraft) -> None:
    """Have gift cards pay their part; the first pays it all, and each keeps a rest."""
    for digits in draft.gift_cards:
        paid = draft.gift_card_total if digits == draft.gift_cards[0] else Decimal(0)
        number = saleor.next_pk("GiftCard")
        code = f"SHOP-{number:04d}-{digits}"
        whole = paid + REST_ON_A_CARD
        card = GiftCard(number, code, order.currency, whole, whole, order.created)
        spend(saleor, card, paid, order.pk)


def _pay(saleor: Saleor, order: Order, draft: OrderDraft) -> None:
    owner = saleor.app_named(draft.owner) if draft.owner else None
    paid_at = order.created + timedelta(seconds=3)
    rest = order.total.gross - sum(draft.instalments)
    for count, amount in enumerate([*draft.instalments, rest]):
        reference = f"PSP-{order.number}-{count + 1}" if count else f"PSP-{order.number}"
        order.transactions.append(
            _payment(saleor, draft, owner, amount=amount, at=paid_at, reference=reference)
        )
    by = Principal(app=owner)
    write(saleor, order, "ORDER_FULLY_PAID", by, at=paid_at)
    for event in PAID:
        tell(saleor, event, order, by)


def _payment(
    saleor: Saleor,
    draft: OrderDraft,
    owner: App | None,
    *,
    amount: Decimal,
    at: datetime,
    reference: str,
) -> Transaction:
    charge = TransactionEvent(
        pk=saleor.next_pk("TransactionEvent"),
        type="CHARGE_SUCCESS",
        amount=amount,
        created=at,
        message="Manual adjustment of the transaction.",
        app=owner.pk if owner else None,
        user=None if owner else 1,
    )
    return Transaction(
        pk=str(uuid4()),
        name="Card" if owner else "Bank transfer",
        psp_reference=reference,
        created=at,
        app=owner.pk if owner else None,
        user=None if owner else 1,
        events=[charge],
        behaviour=draft.behaviour,
    )
