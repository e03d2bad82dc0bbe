"""What a webhook tells of an order leaves out what only rules ask for: that stays as we knew it."""

from dataclasses import replace

from saleor_returns_app.domain.orders import (
    Fulfillment,
    OrderLine,
    OrderSnapshot,
    PaymentTransaction,
)


def with_known_facts(told: OrderSnapshot, known: OrderSnapshot) -> OrderSnapshot:
    """Fill a snapshot that was read without the facts of rules from one that has them.

    It keeps its own mark of what was read, so that the order still counts as one to read anew.
    """
    if told.facts:
        return told
    return replace(
        told,
        lines=tuple(_line(line, known.line(line.id)) for line in told.lines),
        fulfillments=tuple(_parcel(parcel, known) for parcel in told.fulfillments),
        transactions=tuple(_payment(payment, known) for payment in told.transactions),
        customer_id=known.customer_id,
        customer_metadata=known.customer_metadata,
        metadata=known.metadata,
        voucher=known.voucher,
        is_discounted=known.is_discounted,
        paid_by_gift_card=known.paid_by_gift_card,
    )


def _line(told: OrderLine, known: OrderLine | None) -> OrderLine:
    if known is None:
        return told
    return replace(
        told,
        is_discounted=known.is_discounted,
        product_type=known.product_type,
        categories=known.categories,
        collections=known.collections,
        attributes=known.attributes,
        metadata=known.metadata,
        weight_grams=known.weight_grams,
        exclusion=known.exclusion,
    )


def _parcel(told: Fulfillment, known: OrderSnapshot) -> Fulfillment:
    before = next((one for one in known.fulfillments if one.id == told.id), None)
    return replace(told, delivered=before.delivered) if before else told


def _payment(told: PaymentTransaction, known: OrderSnapshot) -> PaymentTransaction:
    before = next((one for one in known.transactions if one.id == told.id), None)
    return replace(told, is_gift_card=before.is_gift_card) if before else told
