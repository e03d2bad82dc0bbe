"""What goes through a Saleor beside its orders: refunds, gift cards, exchanges, stock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.refund_breakdown import Units
from saleor_returns_app.domain.saleor_things import (
    Discount,
    DraftOrder,
    DraftResult,
    GiftCard,
    GiftCardCode,
    ShippingMethod,
    Stock,
    UsedGiftCard,
    Variant,
    Warehouse,
)


class SaleorRefunds(Protocol):
    """Goods that come back and money that goes back."""

    def return_products(self, order_id: str, lines: Sequence[tuple[str, int]], reason: str) -> str:
        """Move units of fulfillment lines into a RETURNED fulfillment and return its id.

        Saleor keeps the reason since 3.23.12; an older one is not told it.
        """

    def grant_refund(
        self,
        order_id: str,
        *,
        amount: Money,
        lines: Sequence[Units],
        with_shipping: bool,
        transaction_id: str,
        reason: str,
        line_reasons: Mapping[str, str] | None = None,
    ) -> str:
        """Promise a refund of exactly this amount, for these lines or for none; returns its id."""

    def void_grant(self, granted_refund_id: str, line_ids: Sequence[str], reason: str) -> None:
        """Take a promise back that was never requested or that failed; its quantities are free again.

        `line_ids` are those of the granted lines, all of them.
        """

    def request_refund(self, granted_refund_id: str) -> None: ...


class SaleorGiftCards(Protocol):
    """Store credit; needs MANAGE_GIFT_CARD, but for what an order was paid with."""

    def create_gift_card(
        self,
        code: GiftCardCode,
        amount: Money,
        *,
        email: str = "",
        channel: str = "",
        expires_on: date | None = None,
        note: str = "",
        metadata: Mapping[str, str] | None = None,
    ) -> GiftCard:
        """Issue a card under our own code; with an address Saleor mails it at once.

        Raises `SaleorHasIt` when a card or a voucher bears this code already.
        """

    def find_gift_card(self, code: GiftCardCode) -> GiftCard | None: ...
    def gift_card(self, id: str) -> GiftCard | None: ...
    def gift_cards_used(self, order_id: str) -> list[UsedGiftCard]:
        """List the cards that paid a part of an order at the old checkout, and how much."""

    def resend_gift_card(self, id: str, *, channel: str, email: str) -> None: ...
    def adjust_gift_card(self, id: str, delta: Money) -> GiftCard:
        """Add to a card or take from it, in one step; asked twice, it is done twice.

        Raises `SaleorTooOld` before 3.23.19.
        """

    def deactivate_gift_card(self, id: str) -> None: ...


class SaleorExchanges(Protocol):
    """Drafts of our own that become orders."""

    def variants(
        self, channel: str, *, search: str = "", ids: Sequence[str] = (), country: str = ""
    ) -> list[Variant]:
        """List variants on sale in a channel, by words or by ids; taxes are those of the country."""

    def variants_of(self, product_id: str, channel: str, *, country: str = "") -> list[Variant]: ...
    def create_draft(self, order: DraftOrder) -> DraftResult:
        """Make a draft; it reserves no stock. Raises `SaleorHasIt` when its reference is taken."""

    def find_draft_or_order(self, external_reference: str) -> DraftResult | None: ...
    def shipping_methods(self, order_id: str) -> list[ShippingMethod]: ...
    def set_shipping(self, order_id: str, method_id: str) -> DraftResult: ...
    def discount_order(self, order_id: str, discount: Discount, reason: str) -> DraftResult:
        """Take something off goods and shipping; Saleor allows it once and then says CANNOT_DISCOUNT."""

    def complete_draft(self, id: str) -> DraftResult:
        """Make a draft an order and have its stock allocated; the second time Saleor says INVALID."""

    def mark_as_paid(self, id: str, reference: str) -> DraftResult:
        """Say that an order was paid elsewhere; Saleor takes drafts too, so never one of those."""

    def delete_draft(self, id: str) -> None: ...
    def cancel_order(self, id: str) -> None: ...


class SaleorStocks(Protocol):
    """What lies in the warehouses; to change it needs MANAGE_PRODUCTS."""

    def stocks(self, variant_id: str) -> list[Stock]: ...
    def set_stock(self, variant_id: str, warehouse_id: str, quantity: int) -> None:
        """Set what a warehouse holds, the allocated units with it; Saleor knows no difference."""

    def warehouses(self) -> list[Warehouse]: ...
