"""What Saleor keeps beside orders, as far as money and goods go through it: gift cards, drafts, stock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address

HIDDEN = "••••"


@dataclass(frozen=True)
class GiftCardCode:
    """The code of a gift card: whoever reads it can spend it, so it shows itself to nobody by accident.

    Our own codes have 8 to 16 characters, come from a keyed hash and serve as idempotency key.
    """

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """Return the code, to be sent or mailed."""
        return self._text

    def hide_in(self, text: str) -> str:
        """Take the code out of a text that is to be logged or shown."""
        return text.replace(self._text, HIDDEN) if self._text else text

    def __str__(self) -> str:
        return HIDDEN


@dataclass(frozen=True)
class GiftCard:
    """A gift card as it is now."""

    id: str
    last4: str
    balance: Money
    initial: Money
    is_active: bool
    expires_on: date | None = None


@dataclass(frozen=True)
class UsedGiftCard:
    """A gift card that paid a part of an order at the checkout; it lowered the order's total."""

    id: str
    last4: str
    paid: Money


@dataclass(frozen=True)
class Variant:
    """Something that a returned thing may be exchanged for, at what it costs now, tax in.

    No price says that it is not on sale in the channel; no count of units says that none is kept.
    """

    id: str
    name: str
    sku: str
    product_id: str
    product_name: str
    price: Money | None
    available: int | None
    thumbnail_url: str = ""


@dataclass(frozen=True)
class DraftLine:
    """Units of a variant in a draft; a price replaces the shop's own price for one unit."""

    variant_id: str
    quantity: int
    price: Money | None = None


@dataclass(frozen=True)
class DraftOrder:
    """A draft to be made. Saleor takes each external reference once: it is the idempotency key."""

    channel: str
    external_reference: str
    lines: tuple[DraftLine, ...]
    email: str
    billing_address: Address
    shipping_address: Address
    language: str = "EN"
    private_metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LinePrice:
    """What a line of a draft costs, tax in and promotions off."""

    line_id: str
    variant_id: str
    quantity: int
    unit: Money
    total: Money


@dataclass(frozen=True)
class DraftResult:
    """A draft, or the order that it has become, as Saleor prices it now."""

    id: str
    number: str
    status: str
    external_reference: str
    total: Money
    shipping: Money
    is_paid: bool
    charge_status: str
    lines: tuple[LinePrice, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether it is still to be completed."""
        return self.status == "DRAFT"


@dataclass(frozen=True)
class ShippingMethod:
    """A way to send an order that Saleor offers for it."""

    id: str
    name: str
    price: Money


@dataclass(frozen=True)
class Percentage:
    """A part of a whole, in percent."""

    value: Decimal


Discount = Money | Percentage


@dataclass(frozen=True)
class Warehouse:
    """A place where the shop keeps goods."""

    id: str
    name: str


@dataclass(frozen=True)
class Stock:
    """Units of a variant in a warehouse; `quantity` holds the allocated ones.

    Of what is not tracked Saleor never changes the quantity: it says nothing.
    """

    warehouse_id: str
    name: str
    quantity: int
    allocated: int
    is_tracked: bool = True
