"""How orders come to be: placed, paid and, when asked, sent."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from saleor_returns_app.sandbox.catalogue import product
from saleor_returns_app.sandbox.saleor.customers import customer_with
from saleor_returns_app.sandbox.saleor.history import tell, write
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
    """An order that is to be placed; `gift_cards` are the last digits of those that paid a part."""

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
        gift_cards=list(draft.gift_cards),
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
        sku=f"{sold.sku}-{variant.split()[0].upper()}",
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


def _pay(saleor: Saleor, order: Order, draft: OrderDraft) -> None:
    owner = saleor.app_named(draft.owner) if draft.owner else None
    paid_at = order.created + timedelta(seconds=3)
    reference = f"PSP-{order.number}"
    charge = TransactionEvent(
        pk=saleor.next_pk("TransactionEvent"),
        type="CHARGE_SUCCESS",
        amount=order.total.gross,
        created=paid_at,
        message="Manual adjustment of the transaction.",
        app=owner.pk if owner else None,
        user=None if owner else 1,
    )
    order.transactions.append(
        Transaction(
            pk=str(uuid4()),
            name="Card" if owner else "Bank transfer",
            psp_reference=reference,
            created=paid_at,
            app=owner.pk if owner else None,
            user=None if owner else 1,
            events=[charge],
            behaviour=draft.behaviour,
        )
    )
    by = Principal(app=owner)
    write(saleor, order, "ORDER_FULLY_PAID", by, at=paid_at)
    for event in PAID:
        tell(saleor, event, order, by)
