"""An order and its lines and parcels."""

from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.ledger import OrderSums, sums
from saleor_returns_app.sandbox.saleor.model import (
    Fulfillment,
    FulfillmentLine,
    Line,
    Order,
    OrderEvent,
    Price,
)
from saleor_returns_app.sandbox.saleor.money import with_tax
from saleor_returns_app.sandbox.saleor.nodes import Node, later
from saleor_returns_app.sandbox.saleor.nodes.catalogue import variant_id, variant_node
from saleor_returns_app.sandbox.saleor.nodes.gift_cards import card_node
from saleor_returns_app.sandbox.saleor.nodes.goods import variant_on_sale_node
from saleor_returns_app.sandbox.saleor.nodes.payments import grant_node, transaction_node
from saleor_returns_app.sandbox.saleor.nodes.shop import (
    app_node,
    channel_node,
    customer_node,
    user_node,
    warehouse_node,
)
from saleor_returns_app.sandbox.saleor.nodes.values import (
    address,
    metadata,
    moment,
    money,
    taxed,
)
from saleor_returns_app.sandbox.saleor.people import channel_named
from saleor_returns_app.sandbox.saleor.shipping import methods_for
from saleor_returns_app.sandbox.saleor.stock import VARIANTS


def order_node(saleor: Saleor, order: Order) -> Node:
    """Write an order."""
    return {
        "__typename": "Order",
        "id": global_id("Order", order.pk),
        "number": str(order.number),
        "created": moment(order.created),
        "updatedAt": moment(order.updated),
        "status": order.status,
        "origin": order.origin,
        "original": order.original,
        "externalReference": order.external_reference,
        "userEmail": order.email,
        "user": customer_node(saleor.customers.get(order.customer or 0)),
        "customerNote": "",
        "languageCodeEnum": order.language,
        "displayGrossPrices": True,
        "voucherCode": order.voucher,
        "channel": channel_node(channel_named(order.channel)),
        "billingAddress": address(f"{order.pk}-billing", order.billing_address),
        "shippingAddress": address(f"{order.pk}-shipping", order.shipping_address),
        "shippingMethodName": order.shipping_method,
        "lines": lambda _info: [line_node(saleor, order, line) for line in order.lines],
        "fulfillments": lambda _info: [
            fulfillment_node(saleor, order, parcel) for parcel in order.fulfillments
        ],
        "grantedRefunds": lambda _info: [_grant(saleor, order, pk) for pk in _grants(order)],
        "transactions": lambda _info: [
            transaction_node(saleor, order, item, order_node) for item in order.transactions
        ],
        "events": lambda _info: [_history(saleor, order, event) for event in order.events],
        "giftCards": lambda _info: [
            card_node(card) for card in saleor.gift_cards.values() if card.paid_for(order.pk)
        ],
        "shippingMethods": lambda _info: [
            {
                "__typename": "ShippingMethod",
                "id": global_id("ShippingMethod", method.key),
                "name": method.name,
                "active": True,
                "price": money(method.price, order.currency),
            }
            for method in methods_for(order)
        ],
        **_prices(order),
        **_sums(order, sums(order)),
        **metadata(order.metadata, order.private_metadata),
    }


def _grants(order: Order) -> list[int]:
    return [grant.pk for grant in order.grants]


def _grant(saleor: Saleor, order: Order, pk: int) -> Node:
    grant = next(item for item in order.grants if item.pk == pk)
    return grant_node(saleor, order, grant, line_node, order_node)


def _prices(order: Order) -> Node:
    lines, currency = order.lines, order.currency
    zero = Price(order.shipping.gross * 0, order.shipping.net * 0)
    subtotal = _added(zero, [line.total for line in lines])
    full = _added(zero, [line.undiscounted_total for line in lines])
    full_shipping = order.undiscounted_shipping
    shipping = with_tax(full_shipping, order.shipping_tax_rate, currency)
    undiscounted = _added(full, [shipping])
    return {
        "shippingTaxRate": float(order.shipping_tax_rate),
        "total": taxed(order.total, currency),
        "undiscountedTotal": taxed(undiscounted, currency),
        "subtotal": taxed(subtotal, currency),
        "shippingPrice": taxed(order.shipping, currency),
        "undiscountedShippingPrice": money(full_shipping, currency),
        "discounts": [
            {
                "__typename": "OrderDiscount",
                "id": global_id("OrderDiscount", item.pk),
                "type": item.type,
                "name": item.name,
                "valueType": item.value_type,
                "value": item.value,
                "reason": item.reason,
                "total": money(item.total, currency),
                "amount": money(item.total, currency),
            }
            for item in order.discounts
        ],
    }


def _added(first: Price, others: list[Price]) -> Price:
    gross = sum((item.gross for item in others), first.gross)
    return Price(gross, sum((item.net for item in others), first.net))


def _sums(order: Order, result: OrderSums) -> Node:
    currency = order.currency
    return {
        "isPaid": result.charged >= result.total,
        "paymentStatus": result.payment_status,
        "chargeStatus": _charge_status(order, result),
        "authorizeStatus": result.authorize_status,
        "totalCharged": money(result.charged, currency),
        "totalAuthorized": money(result.total * 0, currency),
        "totalBalance": money(result.balance, currency),
        "totalGrantedRefund": money(result.granted, currency),
        "totalRefunded": money(result.refunded, currency),
        "totalRefundPending": money(result.refund_pending, currency),
        "totalRemainingGrant": money(result.remaining_grant, currency),
    }


def _charge_status(order: Order, result: OrderSums) -> str:
    """Name the charge status; of a completed draft that costs nothing Saleor never works it out."""
    is_free_draft = order.origin == "DRAFT" and not (result.total or order.transactions)
    return "NONE" if is_free_draft else result.charge_status


def line_node(saleor: Saleor, order: Order, line: Line) -> Node:
    """Write an order line."""
    currency = order.currency
    return {
        "__typename": "OrderLine",
        "id": global_id("OrderLine", line.pk),
        "productName": line.product_name,
        "variantName": line.variant_name,
        "productSku": line.sku,
        "productVariantId": variant_id(line),
        "quantity": line.quantity,
        "quantityFulfilled": line.quantity_fulfilled,
        "quantityToFulfill": line.quantity - line.quantity_fulfilled,
        "isShippingRequired": line.is_shipping_required,
        "isGift": line.is_gift,
        "taxRate": float(line.tax_rate),
        "unitPrice": taxed(line.unit, currency),
        "undiscountedUnitPrice": taxed(line.undiscounted_unit, currency),
        "unitDiscount": money(line.unit_discount, currency),
        "unitDiscountType": line.unit_discount_type,
        "unitDiscountValue": line.unit_discount_value,
        "unitDiscountReason": line.unit_discount_reason,
        "totalPrice": taxed(line.total, currency),
        "undiscountedTotalPrice": taxed(line.undiscounted_total, currency),
        "translatedProductName": "",
        "translatedVariantName": "",
        "thumbnail": {
            "url": f"{saleor.settings.public_url.rstrip('/')}/media/{line.product}.svg",
            "alt": line.product_name,
        },
        "variant": _variant(saleor, order, line),
        **metadata(line.metadata, line.private_metadata),
    }


def _variant(saleor: Saleor, order: Order, line: Line) -> Node | None:
    """Write the variant of a line; one that the shop does not sell any more has no stock."""
    if not line.has_variant:
        return None
    on_sale = VARIANTS.get(line.sku)
    return variant_on_sale_node(saleor, on_sale, order.channel) if on_sale else variant_node(line)


def fulfillment_node(saleor: Saleor, order: Order, parcel: Fulfillment) -> Node:
    """Write a fulfillment."""
    refunded = parcel.shipping_refunded
    return {
        "__typename": "Fulfillment",
        "id": global_id("Fulfillment", parcel.pk),
        "fulfillmentOrder": parcel.number,
        "status": parcel.status,
        "statusDisplay": parcel.status.replace("_", " ").capitalize(),
        "created": moment(parcel.created),
        "trackingNumber": parcel.tracking_number,
        "warehouse": warehouse_node() if parcel.from_warehouse and parcel.lines else None,
        "shippingRefundedAmount": None if refunded is None else money(refunded, order.currency),
        "totalRefundedAmount": None,
        "reason": parcel.reason,
        "lines": lambda _info: [_parcel_line(saleor, order, line) for line in parcel.lines],
        **metadata(parcel.metadata, parcel.private_metadata),
    }


def _parcel_line(saleor: Saleor, order: Order, line: FulfillmentLine) -> Node:
    owner = order if order.find_line(line.line) else saleor.order_of_line(line.line)
    own = owner.find_line(line.line) if owner else None
    return {
        "__typename": "FulfillmentLine",
        "id": global_id("FulfillmentLine", line.pk),
        "quantity": line.quantity,
        "orderLine": later(line_node, saleor, owner, own) if owner and own else None,
    }


def order_event_node(saleor: Saleor, order: Order, pk: int) -> Node:
    """Write an entry of the history."""
    return _history(saleor, order, next(event for event in order.events if event.pk == pk))


def _history(saleor: Saleor, order: Order, event: OrderEvent) -> Node:
    app = saleor.apps.get(event.app) if event.app is not None else None
    related = saleor.orders.get(event.related_order or "")
    return {
        "__typename": "OrderEvent",
        "id": global_id("OrderEvent", event.pk),
        "date": moment(event.date),
        "type": event.type,
        "user": user_node(event.user),
        "app": app_node(saleor, app) if app else None,
        "message": event.message,
        "email": None,
        "amount": float(event.amount) if event.amount is not None else None,
        "orderNumber": str(order.number),
        "relatedOrder": later(order_node, saleor, related) if related else None,
        "quantity": event.quantity,
    }
