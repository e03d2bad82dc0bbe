"""Draft orders: made by an app, changed, completed, marked as paid."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

from saleor_returns_app.sandbox.catalogue import price_in
from saleor_returns_app.sandbox.saleor.history import tell, write
from saleor_returns_app.sandbox.saleor.ids import global_id, key_of
from saleor_returns_app.sandbox.saleor.instance import Principal, Saleor
from saleor_returns_app.sandbox.saleor.model import (
    ZERO,
    Address,
    Discount,
    Line,
    Order,
    Price,
    Transaction,
    TransactionEvent,
)
from saleor_returns_app.sandbox.saleor.money import quantise, with_tax
from saleor_returns_app.sandbox.saleor.orders import TAX
from saleor_returns_app.sandbox.saleor.people import CHANNELS, Channel
from saleor_returns_app.sandbox.saleor.refusals import Refused, not_found
from saleor_returns_app.sandbox.saleor.shipping import ShippingMethod, methods_for
from saleor_returns_app.sandbox.saleor.stock import Variant, lacking, variant_with

Request = dict[str, Any]
EDITABLE = {"DRAFT", "UNCONFIRMED"}
_ADDRESS_KEYS = {
    "firstName": "first_name",
    "lastName": "last_name",
    "companyName": "company_name",
    "streetAddress1": "street_address_1",
    "streetAddress2": "street_address_2",
    "city": "city",
    "cityArea": "city_area",
    "postalCode": "postal_code",
    "country": "country",
    "countryArea": "country_area",
    "phone": "phone",
}
NOWHERE = Address("", "", "", "", "", "", "", "", "", "", "")


def create_draft(saleor: Saleor, request: Request, by: Principal) -> Order:
    """Make a draft; nothing is reserved for it."""
    reference = request.get("externalReference")
    if reference and any(o.external_reference == reference for o in saleor.orders.values()):
        message = "Order with this External reference already exists."
        raise Refused("externalReference", message, "UNIQUE")
    channel = _channel(request.get("channelId"))
    address = _address(request.get("shippingAddress"))
    rate = Decimal(TAX.get(address.country, "0.20"))
    email = request.get("userEmail") or ""
    now = saleor.now()
    draft = Order(
        pk=str(uuid4()),
        number=saleor.next_pk("OrderNumber"),
        created=now,
        updated=now,
        channel=channel.slug,
        currency=channel.currency,
        email=email,
        lines=_lines(request.get("lines") or [], rate, channel.currency),
        shipping=Price(ZERO, ZERO),
        undiscounted_shipping=ZERO,
        shipping_address=address,
        billing_address=_address(request.get("billingAddress")),
        shipping_method="",
        shipping_tax_rate=rate,
        status="DRAFT",
        origin="DRAFT",
        external_reference=reference,
        customer=next((c.pk for c in saleor.customers.values() if c.email == email), None),
        language=request.get("languageCode") or "EN",
        metadata=_metadata(request.get("metadata")),
        private_metadata=_metadata(request.get("privateMetadata")),
    )
    if wanted := request.get("shippingMethod"):
        _choose(draft, wanted)
    saleor.touch(draft)
    write(saleor, draft, "DRAFT_CREATED", by)
    tell(saleor, "DRAFT_ORDER_CREATED", draft, by)
    return draft


def set_shipping(saleor: Saleor, order: Order, method: str | None, by: Principal) -> None:
    """Choose the way that an order is sent, or none."""
    if order.status not in EDITABLE | {"UNFULFILLED"}:
        message = "Only draft, unconfirmed and unfulfilled orders can be edited."
        raise Refused("id", message, "NOT_EDITABLE")
    _choose(order, method)
    _reprice(order)
    _changed(saleor, order, by)


def add_discount(saleor: Saleor, order: Order, request: Request, by: Principal) -> None:
    """Take something off goods and shipping, once."""
    if order.status not in EDITABLE:
        message = "Only draft and unconfirmed order can be modified."
        raise Refused("orderId", message, "CANNOT_DISCOUNT")
    if any(item.type == "MANUAL" for item in order.discounts):
        raise Refused("orderId", "Order already has assigned discount.", "CANNOT_DISCOUNT")
    kind, value = request["valueType"], request["value"]
    most = order.total.gross if kind == "FIXED" else Decimal(100)
    if value > most:
        raise Refused("value", f"The value ({value}) cannot be higher than {most}", "INVALID")
    reason = request.get("reason") or ""
    order.discounts.append(Discount(str(uuid4()), "MANUAL", kind, value, "", reason, ZERO))
    _reprice(order)
    write(saleor, order, "ORDER_DISCOUNT_ADDED", by)
    _changed(saleor, order, by)


def complete_draft(saleor: Saleor, order: Order, by: Principal) -> None:
    """Make a draft an order: from now on its units are promised to it. Nobody is mailed."""
    if order.status != "DRAFT":
        raise Refused("id", "The order is not draft.", "INVALID")
    _check(order)
    if short := lacking(saleor, order):
        raise Refused(
            "lines",
            "Insufficient product stock.",
            "INSUFFICIENT_STOCK",
            orderLines=[global_id("OrderLine", line.pk) for line in short],
            variants=[global_id("ProductVariant", line.sku) for line in short],
        )
    order.status = "UNFULFILLED"
    saleor.touch(order, at=saleor.now())
    write(saleor, order, "PLACED_FROM_DRAFT", by)
    write(saleor, order, "CONFIRMED", by)
    tell(saleor, "ORDER_CREATED", order, by)
    tell(saleor, "ORDER_CONFIRMED", order, by)


def delete_draft(saleor: Saleor, order: Order) -> None:
    """Take a draft away; an order stays."""
    if order.status != "DRAFT":
        raise Refused("id", "Provided order id belongs to non-draft order.", "INVALID")
    saleor.forget_order(order)


def mark_as_paid(saleor: Saleor, order: Order, reference: str | None, by: Principal) -> None:
    """Note a payment made elsewhere; whoever notes it is who must refund it. Drafts are taken too."""
    if order.billing_address == NOWHERE:
        message = "Order billing address is required to mark order as paid."
        raise Refused("billingAddress", message, "BILLING_ADDRESS_NOT_SET")
    if order.transactions:
        message = "Orders with transactions can not be manually marked as paid."
        raise Refused("transaction", message, "TRANSACTION_ERROR")
    now, pk = saleor.now(), saleor.next_pk("TransactionEvent")
    app, user = (by.app.pk, None) if by.app else (None, by.user)
    amount = order.total.gross
    charge = TransactionEvent(pk, "CHARGE_SUCCESS", amount, now, app=app, user=user)
    payment = Transaction(str(uuid4()), "", reference or "", now, app, user, events=[charge])
    order.transactions.append(payment)
    saleor.touch(order, at=now)
    write(saleor, order, "ORDER_MARKED_AS_PAID", by)
    tell(saleor, "ORDER_FULLY_PAID", order, by)
    tell(saleor, "ORDER_UPDATED", order, by)


def _check(order: Order) -> None:
    ships = any(line.is_shipping_required for line in order.lines)
    checks = (
        (order.lines, "lines", "Could not create order without any products.", "REQUIRED"),
        (
            order.billing_address != NOWHERE,
            "order",
            "Can't finalize draft with no billing address.",
            "BILLING_ADDRESS_NOT_SET",
        ),
        (
            not ships or order.shipping_address != NOWHERE,
            "order",
            "Can't finalize draft with no shipping address.",
            "ORDER_NO_SHIPPING_ADDRESS",
        ),
        (
            not ships or order.shipping_method,
            "shipping",
            "Shipping method is required.",
            "SHIPPING_METHOD_REQUIRED",
        ),
    )
    for fine, field, message, code in checks:
        if not fine:
            raise Refused(field, message, code)


def _lines(wanted: list[Request], rate: Decimal, currency: str) -> list[Line]:
    """Read the lines of a draft; those of one variant become one."""
    lines: list[Line] = []
    for item in wanted:
        if item["quantity"] <= 0:
            raise Refused("quantity", "Ensure this value is greater than 0.", "ZERO_QUANTITY")
        variant = variant_with(item["variantId"])
        if variant is None:
            raise not_found("lines", item["variantId"])
        same = next((line for line in lines if line.sku == variant.sku), None)
        if same is None or item.get("forceNewLine"):
            lines.append(_line(variant, item, rate, currency))
        else:
            same.quantity += item["quantity"]
            same.total = same.undiscounted_total = _times(same.undiscounted_unit, same.quantity)
    return lines


def _line(variant: Variant, item: Request, rate: Decimal, currency: str) -> Line:
    price = item.get("price")
    base = price_in(variant.product, currency) if price is None else quantise(price, currency)
    unit, quantity = with_tax(base, rate, currency), item["quantity"]
    total = _times(unit, quantity)
    return Line(
        pk=str(uuid4()),
        product=variant.product.key,
        product_name=variant.product.name,
        variant_name=variant.name,
        sku=variant.sku,
        quantity=quantity,
        unit=unit,
        total=total,
        undiscounted_unit=unit,
        undiscounted_total=total,
        tax_rate=rate,
        is_shipping_required=variant.product.ships,
    )


def _times(unit: Price, quantity: int) -> Price:
    return Price(unit.gross * quantity, unit.net * quantity)


def _choose(order: Order, wanted: str | None) -> None:
    method = _method(order, wanted)
    order.shipping_method = method.name if method else ""
    order.undiscounted_shipping = method.price if method else ZERO
    order.shipping = with_tax(order.undiscounted_shipping, order.shipping_tax_rate, order.currency)


def _method(order: Order, wanted: str | None) -> ShippingMethod | None:
    if wanted is None:
        return None
    key = key_of("ShippingMethod", wanted)
    found = next((one for one in methods_for(order) if one.key == key), None)
    if found is None:
        raise not_found("shippingMethod", wanted)
    return found


def _reprice(order: Order) -> None:
    """Spread the discount over lines and shipping in proportion; shipping takes what rounding leaves."""
    full = order.undiscounted_shipping
    whole = sum((line.undiscounted_total.gross for line in order.lines), full)
    left = off = _off(order, whole)
    for line in order.lines:
        own = line.undiscounted_total.gross
        part = min(quantise(off * own / whole, order.currency), left) if whole else ZERO
        part = left if line is order.lines[-1] and not full else part
        left -= part
        line.total = with_tax(own - part, line.tax_rate, order.currency)
        line.unit = with_tax((own - part) / line.quantity, line.tax_rate, order.currency)
    order.shipping = with_tax(full - left, order.shipping_tax_rate, order.currency)


def _off(order: Order, whole: Decimal) -> Decimal:
    manual = next((item for item in order.discounts if item.type == "MANUAL"), None)
    if manual is None:
        return ZERO
    is_fixed = manual.value_type == "FIXED"
    off = manual.value if is_fixed else whole * manual.value / 100
    manual.total = min(quantise(off, order.currency), whole)
    return manual.total


def _changed(saleor: Saleor, order: Order, by: Principal) -> None:
    saleor.touch(order, at=saleor.now())
    tell(saleor, "DRAFT_ORDER_UPDATED" if order.status == "DRAFT" else "ORDER_UPDATED", order, by)


def _channel(global_id_: str | None) -> Channel:
    key = key_of("Channel", global_id_)
    found = next((channel for channel in CHANNELS if str(channel.pk) == key), None)
    if found is None:
        raise not_found("channelId", str(global_id_))
    return found


def _address(words: Request | None) -> Address:
    given = {_ADDRESS_KEYS[key]: value or "" for key, value in (words or {}).items()}
    return replace(NOWHERE, **given)


def _metadata(items: list[dict[str, str]] | None) -> dict[str, str]:
    return {item["key"]: item["value"] for item in items or ()}
