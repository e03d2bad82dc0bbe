"""What we know of an order: facts as Saleor told them, frozen at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from saleor_returns_app.domain.money import Money

# Counted up whenever a snapshot begins to hold facts that it did not hold before: orders that were
# stored with an older number are read from Saleor anew.
RULE_FACTS = 2


class FulfillmentStatus(StrEnum):
    """What became of the units in a fulfillment, in Saleor's words."""

    FULFILLED = "FULFILLED"
    REFUNDED = "REFUNDED"
    RETURNED = "RETURNED"
    REPLACED = "REPLACED"
    REFUNDED_AND_RETURNED = "REFUNDED_AND_RETURNED"
    CANCELED = "CANCELED"
    WAITING_FOR_APPROVAL = "WAITING_FOR_APPROVAL"


WITH_CUSTOMER = frozenset({FulfillmentStatus.FULFILLED, FulfillmentStatus.REFUNDED})
CAME_BACK = frozenset(
    {
        FulfillmentStatus.RETURNED,
        FulfillmentStatus.REFUNDED_AND_RETURNED,
        FulfillmentStatus.REPLACED,
    }
)


@dataclass(frozen=True)
class Address:
    """A postal address as Saleor keeps it; `country` is an ISO 3166 code of two letters."""

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    street_1: str = ""
    street_2: str = ""
    city: str = ""
    area: str = ""
    postal_code: str = ""
    country: str = ""
    phone: str = ""

    @property
    def name(self) -> str:
        """The person's full name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def lines(self) -> list[str]:
        """The address as lines on a label, without the country."""
        place = f"{self.postal_code} {self.city}".strip()
        candidates = [self.name, self.company, self.street_1, self.street_2, place, self.area]
        return [line for line in candidates if line]


@dataclass(frozen=True)
class RecordedExclusion:
    """A claim that law gives no right of withdrawal for a line, with what shows it.

    `ground` is a case of Article 16 of Directive 2011/83/EU, as the law's data names it.
    """

    ground: str
    evidence: str


@dataclass(frozen=True)
class OrderLine:
    """One line as it was bought. `total` is what was paid for all of its units, discounts off, tax in.

    `categories` lists the slugs of the product's category and of all above it, the nearest first.
    `attributes` gives an attribute's values by its slug, `metadata` the product's and, over it, the
    variant's.
    """

    id: str
    product_name: str
    variant_name: str
    sku: str
    quantity: int
    unit_price: Money
    total: Money
    total_net: Money
    product_id: str = ""
    variant_id: str = ""
    is_shipping_required: bool = True
    is_gift: bool = False
    is_gift_card: bool = False
    thumbnail_url: str = ""
    is_discounted: bool = False
    product_type: str = ""
    categories: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    weight_grams: int | None = None
    exclusion: RecordedExclusion | None = None


@dataclass(frozen=True)
class FulfillmentLine:
    """A quantity of one order line in one fulfillment. Its id goes stale with every return."""

    id: str
    order_line_id: str
    quantity: int


class DeliverySource(StrEnum):
    """Who says when a parcel reached the customer."""

    CARRIER = "carrier"
    SHOP = "shop"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class DeliveredAt:
    """When a parcel reached the customer, and who says so."""

    at: datetime
    source: DeliverySource


@dataclass(frozen=True)
class Fulfillment:
    """A parcel of goods in Saleor, or goods that came back from one.

    Saleor tells the `reason` of a return since 3.23.12.
    `refunded` and `shipping_refunded` are written by refunds of the old kind alone.
    """

    id: str
    status: FulfillmentStatus
    created_at: datetime
    tracking_number: str = ""
    lines: tuple[FulfillmentLine, ...] = ()
    shipping_refunded: Money | None = None
    delivered: DeliveredAt | None = None
    reason: str = ""
    refunded: Money | None = None


class RefundEventType(StrEnum):
    """What happened to a refund that was asked of a payment app."""

    REFUND_REQUEST = "REFUND_REQUEST"
    REFUND_SUCCESS = "REFUND_SUCCESS"
    REFUND_FAILURE = "REFUND_FAILURE"
    REFUND_REVERSE = "REFUND_REVERSE"
    OTHER = "OTHER"


@dataclass(frozen=True)
class RefundEvent:
    """One report on a refund; the newest is not always the last to be told."""

    type: RefundEventType
    amount: Money
    psp_reference: str
    created_at: datetime
    message: str = ""
    external_url: str = ""


@dataclass(frozen=True)
class GrantedLine:
    """Units of an order line that a granted refund speaks for; by its `id` they are freed again."""

    order_line_id: str
    quantity: int
    id: str = ""


@dataclass(frozen=True)
class GrantedRefund:
    """Saleor's promise to refund. Its `status` is not to be trusted alone: the events are.

    `app_id` says which app made it; installed anew, this app has another.
    """

    id: str
    status: str
    reason: str
    amount: Money
    shipping_included: bool
    transaction_id: str
    lines: tuple[GrantedLine, ...] = ()
    events: tuple[RefundEvent, ...] = ()
    app_id: str = ""

    @property
    def is_void(self) -> bool:
        """Whether it promises nothing any more: such a one must never be requested."""
        return not (self.amount or self.lines or self.shipping_included)


@dataclass(frozen=True)
class PaymentTransaction:
    """Saleor's record of a payment; `charged` is what is charged now, after refunds.

    The app of `app_id` carries out refunds; where there is none, Saleor cannot.
    `authorized` may still be charged. `refunds` are the reports on every refund, those of granted
    refunds among them.
    """

    id: str
    actions: tuple[str, ...]
    charged: Money
    refunded: Money
    refund_pending: Money
    name: str = ""
    psp_reference: str = ""
    external_url: str = ""
    app_id: str = ""
    charge_pending: Money | None = None
    authorized: Money | None = None
    is_gift_card: bool = False
    refunds: tuple[RefundEvent, ...] = ()

    @property
    def can_refund(self) -> bool:
        """Whether its payment app offers refunds and there is money left to give back."""
        return "REFUND" in self.actions and self.charged.minor > 0


@dataclass(frozen=True)
class OrderSnapshot:
    """An order at one moment. Amounts are gross unless they say otherwise.

    `total` is less than lines and shipping where a gift card paid a part at checkout; `refunded` is
    Saleor's own count. `facts` is the `RULE_FACTS` of its time; 0 says that what only rules ask for was not read.
    """

    id: str
    number: str
    status: str
    currency: str
    channel: str
    placed_at: datetime
    updated_at: datetime
    email: str
    language: str
    total: Money
    shipping: Money
    shipping_method: str = ""
    billing_address: Address = field(default_factory=Address)
    shipping_address: Address = field(default_factory=Address)
    lines: tuple[OrderLine, ...] = ()
    fulfillments: tuple[Fulfillment, ...] = ()
    granted_refunds: tuple[GrantedRefund, ...] = ()
    transactions: tuple[PaymentTransaction, ...] = ()
    customer_id: str = ""
    customer_metadata: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    voucher: str = ""
    is_discounted: bool = False
    paid_by_gift_card: bool = False
    facts: int = 0
    shipping_net: Money | None = None
    refunded: Money | None = None

    @property
    def country(self) -> str:
        """Where the goods went, and so where they come back from."""
        return self.shipping_address.country or self.billing_address.country

    @property
    def customer_name(self) -> str:
        """The name on the parcel, else on the bill."""
        return self.shipping_address.name or self.billing_address.name

    def line(self, line_id: str) -> OrderLine | None:
        """Find a line by its Saleor id."""
        return next((line for line in self.lines if line.id == line_id), None)

    def units(self, line_id: str, statuses: Iterable[FulfillmentStatus]) -> int:
        """Count the units of a line in fulfillments of the given statuses."""
        wanted = frozenset(statuses)
        return sum(
            part.quantity
            for fulfillment in self.fulfillments
            if fulfillment.status in wanted
            for part in fulfillment.lines
            if part.order_line_id == line_id
        )

    def shipped_units(self, line_id: str) -> int:
        """Count the units that ever left for the customer, wherever they are now."""
        return self.units(line_id, WITH_CUSTOMER | CAME_BACK)

    def returned_units(self, line_id: str) -> int:
        """Count the units that Saleor has as come back."""
        return self.units(line_id, CAME_BACK)
