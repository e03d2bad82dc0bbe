"""What the fake Saleor does with gift cards, drafts and stock: it keeps them in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from saleor_returns_app.domain.errors import SaleorHasIt, SaleorNotFound
from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.saleor_things import (
    Discount,
    DraftOrder,
    DraftResult,
    GiftCard,
    GiftCardCode,
    LinePrice,
    Percentage,
    ShippingMethod,
    Stock,
    UsedGiftCard,
    Variant,
    Warehouse,
)


@dataclass(kw_only=True)
class FakeGoodsAndCards:
    """The part of a fake Saleor that is no order; everything written is listed in `written`."""

    written: list[tuple[str, Any]] = field(default_factory=list)
    fails_with: Exception | None = None
    cards: dict[str, GiftCard] = field(default_factory=dict)
    used_cards: list[UsedGiftCard] = field(default_factory=list)
    on_sale: list[Variant] = field(default_factory=list)
    drafts: dict[str, DraftResult] = field(default_factory=dict)
    methods: list[ShippingMethod] = field(default_factory=list)
    stock: dict[str, list[Stock]] = field(default_factory=dict)

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
        self._write("create_gift_card", amount)
        if code.reveal() in self.cards:
            raise SaleorHasIt(saleor_code="ALREADY_EXISTS", field="code")
        card = GiftCard(
            f"card-{len(self.cards) + 1}", code.reveal()[-4:], amount, amount, True, expires_on
        )
        self.cards[code.reveal()] = card
        return card

    def find_gift_card(self, code: GiftCardCode) -> GiftCard | None:
        self._fail()
        return self.cards.get(code.reveal())

    def gift_card(self, id: str) -> GiftCard | None:
        self._fail()
        return next((card for card in self.cards.values() if card.id == id), None)

    def gift_cards_used(self, order_id: str) -> list[UsedGiftCard]:
        self._fail()
        return list(self.used_cards)

    def resend_gift_card(self, id: str, *, channel: str, email: str) -> None:
        self._write("resend_gift_card", id)

    def adjust_gift_card(self, id: str, delta: Money) -> GiftCard:
        self._write("adjust_gift_card", (id, delta))
        code, card = next(item for item in self.cards.items() if item[1].id == id)
        self.cards[code] = replace(card, balance=card.balance + delta)
        return self.cards[code]

    def deactivate_gift_card(self, id: str) -> None:
        self._write("deactivate_gift_card", id)

    def variants(
        self, channel: str, *, search: str = "", ids: Sequence[str] = (), country: str = ""
    ) -> list[Variant]:
        self._fail()
        return [one for one in self.on_sale if not ids or one.id in ids]

    def variants_of(self, product_id: str, channel: str, *, country: str = "") -> list[Variant]:
        self._fail()
        return [one for one in self.on_sale if one.product_id == product_id]

    def create_draft(self, order: DraftOrder) -> DraftResult:
        self._write("create_draft", order)
        if self.find_draft_or_order(order.external_reference):
            raise SaleorHasIt(saleor_code="UNIQUE", field="externalReference")
        prices = [
            LinePrice(
                f"draft-line-{number}",
                line.variant_id,
                line.quantity,
                line.price,
                Money(line.price.minor * line.quantity, line.price.currency),
            )
            for number, line in enumerate(order.lines, start=1)
            if line.price is not None
        ]
        currency = prices[0].unit.currency
        goods = total((price.total for price in prices), currency)
        number = str(900 + len(self.drafts))
        draft = DraftResult(
            id=f"draft-{len(self.drafts) + 1}",
            number=number,
            status="DRAFT",
            external_reference=order.external_reference,
            total=goods,
            shipping=Money.zero(currency),
            is_paid=False,
            charge_status="NONE",
            lines=tuple(prices),
        )
        self.drafts[draft.id] = draft
        return draft

    def find_draft_or_order(self, external_reference: str) -> DraftResult | None:
        self._fail()
        drafts = self.drafts.values()
        return next((one for one in drafts if one.external_reference == external_reference), None)

    def shipping_methods(self, order_id: str) -> list[ShippingMethod]:
        self._fail()
        return list(self.methods)

    def set_shipping(self, order_id: str, method_id: str) -> DraftResult:
        self._write("set_shipping", method_id)
        draft = self._draft(order_id)
        method = next(one for one in self.methods if one.id == method_id)
        goods = draft.total - draft.shipping
        return self._keep(replace(draft, shipping=method.price, total=goods + method.price))

    def discount_order(self, order_id: str, discount: Discount, reason: str) -> DraftResult:
        self._write("discount_order", discount)
        draft = self._draft(order_id)
        if isinstance(discount, Percentage):
            off = Money(int(draft.total.minor * discount.value / 100), draft.total.currency)
        else:
            off = min(discount, draft.total)
        return self._keep(replace(draft, total=draft.total - off))

    def complete_draft(self, id: str) -> DraftResult:
        self._write("complete_draft", id)
        return self._keep(replace(self._draft(id), status="UNFULFILLED"))

    def mark_as_paid(self, id: str, reference: str) -> DraftResult:
        self._write("mark_as_paid", id)
        return self._keep(replace(self._draft(id), is_paid=True, charge_status="FULL"))

    def delete_draft(self, id: str) -> None:
        self._write("delete_draft", id)
        del self.drafts[self._draft(id).id]

    def cancel_order(self, id: str) -> None:
        self._write("cancel_order", id)
        self._keep(replace(self._draft(id), status="CANCELED"))

    def stocks(self, variant_id: str) -> list[Stock]:
        self._fail()
        return list(self.stock.get(variant_id, []))

    def set_stock(self, variant_id: str, warehouse_id: str, quantity: int) -> None:
        self._write("set_stock", (variant_id, warehouse_id, quantity))
        self.stock[variant_id] = [
            replace(one, quantity=quantity) if one.warehouse_id == warehouse_id else one
            for one in self.stock.get(variant_id, [])
        ]

    def warehouses(self) -> list[Warehouse]:
        self._fail()
        found = {one.warehouse_id: one.name for held in self.stock.values() for one in held}
        return [Warehouse(key, name) for key, name in found.items()]

    def _draft(self, id: str) -> DraftResult:
        if id not in self.drafts:
            raise SaleorNotFound(saleor_code="NOT_FOUND", field="id")
        return self.drafts[id]

    def _keep(self, draft: DraftResult) -> DraftResult:
        self.drafts[draft.id] = draft
        return draft

    def _write(self, name: str, what: object) -> None:
        self._fail()
        self.written.append((name, what))

    def _fail(self) -> None:
        if self.fails_with is not None:
            raise self.fails_with
