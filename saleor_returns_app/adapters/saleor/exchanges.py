"""Exchanges: what there is to choose from, and drafts of our own that become orders."""

from collections.abc import Mapping, Sequence
from typing import Any

from saleor_returns_app.adapters.saleor.order_words import money_from
from saleor_returns_app.adapters.saleor.speaker import Speaker
from saleor_returns_app.domain.errors import SaleorNotFound
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.saleor_things import (
    Discount,
    DraftLine,
    DraftOrder,
    DraftResult,
    LinePrice,
    Percentage,
    ShippingMethod,
    Variant,
)

MOST_VARIANTS = 100

Words = Mapping[str, Any]


class Exchanges(Speaker):
    """Lists variants and carries a draft to an order."""

    def variants(
        self, channel: str, *, search: str = "", ids: Sequence[str] = (), country: str = ""
    ) -> list[Variant]:
        """List variants on sale in a channel; the first hundred."""
        found = self._endpoint.ask(
            "variants",
            channel=channel,
            ids=list(ids) or None,
            filter={"search": search} if search else None,
            first=MOST_VARIANTS,
            address=_country(country),
        )["productVariants"]
        return _variants(found)

    def variants_of(self, product_id: str, channel: str, *, country: str = "") -> list[Variant]:
        """List a product's variants on sale in a channel."""
        product = self._endpoint.ask(
            "variants_of_product",
            id=product_id,
            channel=channel,
            first=MOST_VARIANTS,
            address=_country(country),
        )["product"]
        return _variants(product["productVariants"]) if product else []

    def create_draft(self, order: DraftOrder) -> DraftResult:
        """Make a draft under our own reference; it reserves no stock."""
        channel = self._endpoint.ask("channel", slug=order.channel)["channel"]
        if channel is None:
            raise SaleorNotFound(saleor_code="NOT_FOUND", field="channelId")
        wanted = draft_input(order, channel_id=channel["id"])
        answer = self._endpoint.tell("draft_create", "draftOrderCreate", input=wanted)
        return _draft(answer["order"])

    def find_draft_or_order(self, external_reference: str) -> DraftResult | None:
        """Find what was made under a reference, whatever has become of it."""
        found = self._endpoint.ask("draft_or_order", externalReference=external_reference)["order"]
        return _draft(found) if found else None

    def shipping_methods(self, order_id: str) -> list[ShippingMethod]:
        """List the ways to send an order that can be chosen for it."""
        order = self._endpoint.ask("shipping_methods", id=order_id)["order"] or {
            "shippingMethods": ()
        }
        return [
            ShippingMethod(one["id"], one["name"], money_from(one["price"]))
            for one in order["shippingMethods"]
            if one["active"]
        ]

    def set_shipping(self, order_id: str, method_id: str) -> DraftResult:
        """Choose the way a draft is sent."""
        answer = self._endpoint.tell(
            "order_update_shipping",
            "orderUpdateShipping",
            order=order_id,
            input={"shippingMethod": method_id},
        )
        return _draft(answer["order"])

    def discount_order(self, order_id: str, discount: Discount, reason: str) -> DraftResult:
        """Take an amount or a percentage off goods and shipping."""
        kind, value = (
            ("PERCENTAGE", discount.value)
            if isinstance(discount, Percentage)
            else ("FIXED", discount.decimal)
        )
        answer = self._endpoint.tell(
            "order_discount_add",
            "orderDiscountAdd",
            order=order_id,
            input={"valueType": kind, "value": str(value), "reason": reason},
        )
        return _draft(answer["order"])

    def complete_draft(self, id: str) -> DraftResult:
        """Make a draft an order; its stock is allocated and nobody is mailed."""
        return _draft(self._endpoint.tell("draft_complete", "draftOrderComplete", id=id)["order"])

    def mark_as_paid(self, id: str, reference: str) -> DraftResult:
        """Say that an order was paid elsewhere."""
        answer = self._endpoint.tell(
            "order_mark_as_paid", "orderMarkAsPaid", id=id, reference=reference
        )
        return _draft(answer["order"])

    def delete_draft(self, id: str) -> None:
        """Take a draft away; an order it leaves alone."""
        self._endpoint.tell("draft_delete", "draftOrderDelete", id=id)

    def cancel_order(self, id: str) -> None:
        """Cancel an order of which nothing was sent; its stock is free again."""
        self._endpoint.tell("order_cancel", "orderCancel", id=id)


def draft_input(order: DraftOrder, *, channel_id: str) -> dict[str, Any]:
    """Say in Saleor's words which draft is wanted."""
    entries = [{"key": key, "value": value} for key, value in order.private_metadata.items()]
    return {
        "channelId": channel_id,
        "externalReference": order.external_reference,
        "lines": [_line_input(line) for line in order.lines],
        "userEmail": order.email,
        "billingAddress": _address_input(order.billing_address),
        "shippingAddress": _address_input(order.shipping_address),
        "languageCode": order.language,
        "privateMetadata": entries,
    }


def _line_input(line: DraftLine) -> dict[str, Any]:
    words: dict[str, Any] = {"variantId": line.variant_id, "quantity": line.quantity}
    if line.price is not None:
        words["price"] = str(line.price.decimal)
    return words


def _address_input(there: Address) -> dict[str, Any]:
    words = {
        "firstName": there.first_name,
        "lastName": there.last_name,
        "companyName": there.company,
        "streetAddress1": there.street_1,
        "streetAddress2": there.street_2,
        "city": there.city,
        "countryArea": there.area,
        "postalCode": there.postal_code,
        "country": there.country,
        "phone": there.phone,
    }
    return {key: value for key, value in words.items() if value}


def _country(code: str) -> dict[str, str] | None:
    return {"country": code} if code else None


def _variants(connection: Words | None) -> list[Variant]:
    return [_variant(edge["node"]) for edge in (connection or {"edges": ()})["edges"]]


def _variant(words: Words) -> Variant:
    product = words["product"]
    price = (words["pricing"] or {}).get("price")
    return Variant(
        id=words["id"],
        name=words["name"],
        sku=words["sku"] or "",
        product_id=product["id"],
        product_name=product["name"],
        price=money_from(price["gross"]) if price else None,
        available=words["quantityAvailable"],
        thumbnail_url=(product["thumbnail"] or {}).get("url") or "",
    )


def _draft(words: Words) -> DraftResult:
    return DraftResult(
        id=words["id"],
        number=words["number"],
        status=words["status"],
        external_reference=words["externalReference"] or "",
        total=money_from(words["total"]["gross"]),
        shipping=money_from(words["shippingPrice"]["gross"]),
        is_paid=words["isPaid"],
        charge_status=words["chargeStatus"],
        lines=tuple(_line_price(line) for line in words["lines"]),
    )


def _line_price(words: Words) -> LinePrice:
    return LinePrice(
        line_id=words["id"],
        variant_id=words["productVariantId"] or "",
        quantity=words["quantity"],
        unit=money_from(words["unitPrice"]["gross"]),
        total=money_from(words["totalPrice"]["gross"]),
    )
