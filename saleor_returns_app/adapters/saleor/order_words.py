"""From Saleor's words about an order to ours. Also reads older and thinner payloads: a key may be missing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from saleor_returns_app.adapters.saleor import rule_words
from saleor_returns_app.domain.money import Money, digits_of
from saleor_returns_app.domain.orders import (
    RULE_FACTS,
    Address,
    Fulfillment,
    FulfillmentLine,
    FulfillmentStatus,
    GrantedLine,
    GrantedRefund,
    OrderLine,
    OrderSnapshot,
    PaymentTransaction,
    RefundEvent,
    RefundEventType,
)

Words = Mapping[str, Any]
T = TypeVar("T")


def order_from(words: Words) -> OrderSnapshot:
    """Build a snapshot from an `Order` as our documents select it.

    Webhooks leave out what only rules ask for: the order is read anew anyway.
    """
    currency = words["total"]["gross"]["currency"]
    number = words["number"]
    customer = words.get("user") or {}
    lines = tuple(_line(line, order=number) for line in words.get("lines") or ())
    return OrderSnapshot(
        id=words["id"],
        number=number,
        status=words["status"],
        currency=currency,
        channel=words["channel"]["slug"],
        placed_at=_moment(words["created"]),
        updated_at=_moment(words["updatedAt"] if words.get("updatedAt") else words["created"]),
        email=words.get("userEmail") or "",
        language=words.get("languageCodeEnum") or "EN",
        total=_gross(words["total"]),
        shipping=_gross(words["shippingPrice"]),
        shipping_net=money_from(words["shippingPrice"]["net"]),
        shipping_method=words.get("shippingMethodName") or "",
        billing_address=address_from(words.get("billingAddress")),
        shipping_address=address_from(words.get("shippingAddress")),
        lines=lines,
        fulfillments=tuple(
            _fulfillment(one, order=number) for one in words.get("fulfillments") or ()
        ),
        granted_refunds=_each(words.get("grantedRefunds"), _granted_refund),
        transactions=_each(words.get("transactions"), _transaction),
        customer_id=customer.get("id") or "",
        customer_metadata=rule_words.metadata_from(customer.get("metadata")),
        metadata=rule_words.metadata_from(words.get("metadata")),
        voucher=words.get("voucherCode") or "",
        is_discounted=_is_discounted(words, lines),
        paid_by_gift_card=rule_words.paid_by_gift_card(words),
        refunded=_maybe(words.get("totalRefunded")),
        facts=RULE_FACTS if "giftCards" in words else 0,
    )


def _is_discounted(words: Words, lines: tuple[OrderLine, ...]) -> bool:
    """Say whether the customer paid less than without any discount; a free gift alone is none."""
    reduced = any(item["total"]["amount"] > 0 for item in words.get("discounts") or ())
    bought = (line for line in lines if not line.is_gift)
    return reduced or bool(words.get("voucherCode")) or any(line.is_discounted for line in bought)


def money_from(words: Words) -> Money:
    """Read an amount; Saleor keeps three decimals, so a foreign grant may have one too many."""
    currency = words["currency"]
    step = Decimal(1).scaleb(-digits_of(currency))
    amount = Decimal(str(words["amount"])).quantize(step)
    return Money.from_decimal(amount, currency)


def address_from(words: Words | None) -> Address:
    """Read an address; none at all is an empty one."""
    if not words:
        return Address()
    return Address(
        first_name=words.get("firstName") or "",
        last_name=words.get("lastName") or "",
        company=words.get("companyName") or "",
        street_1=words.get("streetAddress1") or "",
        street_2=words.get("streetAddress2") or "",
        city=words.get("city") or "",
        area=words.get("countryArea") or "",
        postal_code=words.get("postalCode") or "",
        country=(words.get("country") or {}).get("code") or "",
        phone=words.get("phone") or "",
    )


def _maybe(words: Words | None) -> Money | None:
    return money_from(words) if words else None


def _gross(words: Words) -> Money:
    return money_from(words["gross"])


def _each(words: list[Words] | None, build: Callable[[Words], T]) -> tuple[T, ...]:
    return tuple(build(item) for item in words or [])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _line(words: Words, *, order: str) -> OrderLine:
    variant = words.get("variant") or {}
    product = variant.get("product") or {}
    kind = product.get("productType") or {}
    paid = _gross(words["totalPrice"])
    return OrderLine(
        id=words["id"],
        product_name=words["productName"],
        variant_name=words.get("variantName") or "",
        sku=words.get("productSku") or "",
        quantity=words["quantity"],
        unit_price=_gross(words["unitPrice"]),
        total=paid,
        total_net=money_from(words["totalPrice"]["net"]),
        product_id=product.get("id") or "",
        variant_id=words.get("productVariantId") or "",
        is_shipping_required=words.get("isShippingRequired", True),
        is_gift=bool(words.get("isGift")),
        is_gift_card=kind.get("kind") == "GIFT_CARD",
        thumbnail_url=(words.get("thumbnail") or {}).get("url") or "",
        is_discounted=_is_reduced(words, paid),
        product_type=kind.get("slug") or "",
        categories=rule_words.categories_from(product.get("category")),
        collections=tuple(one["slug"] for one in product.get("collections") or ()),
        attributes=rule_words.attributes_from(product.get("attributes"), variant.get("attributes")),
        metadata=rule_words.metadata_from(product.get("metadata"), variant.get("metadata")),
        weight_grams=rule_words.grams_from(
            variant.get("weight"), product.get("weight"), kind.get("weight")
        ),
        exclusion=rule_words.exclusion_from(words.get("metafield"), order=order),
    )


def _is_reduced(words: Words, paid: Money) -> bool:
    """Say whether less was paid than the full price; the smallest coin for each unit is rounding."""
    full = words.get("undiscountedTotalPrice")
    return full is not None and _gross(full).minor - paid.minor > words["quantity"]


def _fulfillment(words: Words, *, order: str) -> Fulfillment:
    created_at = _moment(words["created"])
    return Fulfillment(
        id=words["id"],
        status=FulfillmentStatus(words["status"]),
        created_at=created_at,
        tracking_number=words.get("trackingNumber") or "",
        lines=_each(words.get("lines"), _fulfillment_line),
        shipping_refunded=_maybe(words.get("shippingRefundedAmount")),
        refunded=_maybe(words.get("totalRefundedAmount")),
        delivered=rule_words.delivered_from(
            words.get("metafield"), sent_at=created_at, order=order
        ),
        reason=words.get("reason") or "",
    )


def _fulfillment_line(words: Words) -> FulfillmentLine:
    return FulfillmentLine(words["id"], words["orderLine"]["id"], words["quantity"])


def _granted_refund(words: Words) -> GrantedRefund:
    return GrantedRefund(
        id=words["id"],
        status=words["status"],
        reason=words.get("reason") or "",
        amount=money_from(words["amount"]),
        shipping_included=bool(words.get("shippingCostsIncluded")),
        transaction_id=(words.get("transaction") or {}).get("id") or "",
        lines=_each(words.get("lines"), _granted_line),
        events=_each(words.get("transactionEvents"), _refund_event),
        app_id=(words.get("app") or {}).get("id") or "",
    )


def _granted_line(words: Words) -> GrantedLine:
    return GrantedLine(words["orderLine"]["id"], words["quantity"], words.get("id") or "")


def _refund_event(words: Words) -> RefundEvent:
    known = words["type"] in RefundEventType.__members__
    return RefundEvent(
        type=RefundEventType(words["type"]) if known else RefundEventType.OTHER,
        amount=money_from(words["amount"]),
        psp_reference=words.get("pspReference") or "",
        created_at=_moment(words.get("createdAt") or "1970-01-01T00:00:00+00:00"),
        message=words.get("message") or "",
        external_url=words.get("externalUrl") or "",
    )


def _transaction(words: Words) -> PaymentTransaction:
    nothing = {"amount": 0, "currency": words["chargedAmount"]["currency"]}
    return PaymentTransaction(
        id=words["id"],
        actions=tuple(words.get("actions") or ()),
        charged=money_from(words["chargedAmount"]),
        refunded=money_from(words.get("refundedAmount") or nothing),
        refund_pending=money_from(words.get("refundPendingAmount") or nothing),
        name=words.get("name") or "",
        psp_reference=words.get("pspReference") or "",
        external_url=words.get("externalUrl") or "",
        app_id=_app_id(words.get("createdBy") or {}),
        charge_pending=money_from(words.get("chargePendingAmount") or nothing),
        authorized=money_from(words.get("authorizedAmount") or nothing)
        + money_from(words.get("authorizePendingAmount") or nothing),
        is_gift_card=rule_words.is_gift_card(words),
        refunds=tuple(
            _refund_event(event)
            for event in words.get("events") or ()
            if (event.get("type") or "").startswith("REFUND") and event.get("amount")
        ),
    )


def _app_id(words: Words) -> str:
    """Read which app made something; a person is none."""
    return words.get("id") or "" if words.get("__typename") == "App" else ""
