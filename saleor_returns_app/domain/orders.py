"""What we know of an order: facts as Saleor told them, frozen at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from saleor_returns_app.domain.money import Money

# Counted up whenever a snapshot begins to hold facts that it did not hold before: orders that were
# stored with an older number are read from Saleor anew.
RULE_FACTS = 1


class FulfillmentStatus(StrEnum):
    """What became of the units in a fulfillment, in Saleor's words."""

    FULFILLED = "FULFILLED"
    REFUNDED = "REFUNDED"
    RETURNED = "RETURNED"
    REPLACED = "REPLACED"
    REFUNDED_AND_RETURNED = "REFUNDED_AND_RETURNED"
    CANCELED = "CANCELED"
    WAITING_FOR_APPROVAL = "WAITING_FOR_APPROVAL"


# Saleor may answer from a copy of its database that lags behind its own webhooks.
LONGEST_LAG = timedelta(seconds=5)
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
    """A parcel of goods in Saleor, or goods that came back from one."""

    id: str
    status: FulfillmentStatus
    created_at: datetime
    tracking_number: str = ""
    lines: tuple[FulfillmentLine, ...] = ()
    shipping_refunded: Money | None = None
    delivered: DeliveredAt | None = None


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


@dataclass(frozen=True)
class GrantedLine:
    """Units of an order line that a granted refund speaks for."""

    order_line_id: str
    quantity: int


@dataclass(frozen=True)
class GrantedRefund:
    """Saleor's promise to refund. Its `status` is not to be trusted alone: the events are."""

    id: str
    status: str
    reason: str
    amount: Money
    shipping_included: bool
    transaction_id: str
    lines: tuple[GrantedLine, ...] = ()
    events: tuple[RefundEvent, ...] = ()


@dataclass(frozen=True)
class PaymentTransaction:
    """Saleor's record of a payment; `charged` is what is charged now, after refunds."""

    id: str
    actions: tuple[str, ...]
    charged: Money
    refunded: Money
    refund_pending: Money

    @property
    def can_refund(self) -> bool:
        """Whether its payment app offers refunds and there is money left to give back."""
        return "REFUND" in self.actions and self.charged.minor > 0


@dataclass(frozen=True)
class OrderSnapshot:
    """An order at one moment. Amounts are gross unless they say otherwise.

    `facts` is the `RULE_FACTS` of its time; 0 says that what only rules ask for was not read.
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


@dataclass(frozen=True)
class Shipment:
    """What we remember of a fulfillment: Saleor forgets it once all of it has come back."""

    fulfillment_id: str
    shipped_at: datetime
    tracking_number: str = ""
    delivered: DeliveredAt | None = None


@dataclass(eq=False)
class Order:
    """An order that we follow: the newest snapshot, and what no snapshot keeps.

    `customer_id` is Saleor's id of the account that bought, also when the account is gone since
    `customer_gone_at`. A `forgotten` order tells of goods and money, and of nobody.
    """

    id: str
    installation_id: str
    saleor_id: str
    number: str
    email: str
    postal_codes: list[str]
    placed_at: datetime
    policy_version: int
    snapshot: OrderSnapshot
    read_at: datetime
    shipments: tuple[Shipment, ...] = ()
    customer_id: str = ""
    customer_gone_at: datetime | None = None
    forgotten_at: datetime | None = None
    status: str = ""
    facts: int = 0

    def learn(self, snapshot: OrderSnapshot, *, at: datetime) -> bool:
        """Take over newer facts; say whether they were newer than those we have."""
        if at < self.read_at or snapshot.updated_at < self.snapshot.updated_at:
            return False
        self.snapshot, self.read_at = snapshot, at
        self.number, self.email = snapshot.number, snapshot.email
        self.status, self.facts = snapshot.status, snapshot.facts
        self.postal_codes = postal_codes(snapshot)
        self.shipments = _merged(self.shipments, snapshot)
        self.customer_id = snapshot.customer_id or self.customer_id
        if self.forgotten_at is not None:
            self._name_nobody()
        return True

    def was_read_after(self, moment: datetime) -> bool:
        """Whether what we know is from after this moment, and from no copy that lagged behind it."""
        return self.read_at > moment + LONGEST_LAG

    def customer_left(self, *, at: datetime) -> None:
        """The account that bought was deleted; the first word of it counts."""
        self.customer_gone_at = self.customer_gone_at or at

    def forget(self, *, at: datetime) -> None:
        """Forget who bought, for good: also what Saleor tells of the order later names nobody."""
        self.forgotten_at = at
        self._name_nobody()

    def _name_nobody(self) -> None:
        self.snapshot = anonymous(self.snapshot)
        self.email, self.postal_codes, self.customer_id = "", [], ""

    @property
    def last_shipped_at(self) -> datetime | None:
        """When the last parcel left, as far as anybody told us."""
        return max((shipment.shipped_at for shipment in self.shipments), default=None)

    @property
    def last_delivered_at(self) -> datetime | None:
        """When the last parcel arrived; None while any parcel's arrival is unknown."""
        moments = [shipment.delivered.at for shipment in self.shipments if shipment.delivered]
        return max(moments) if moments and len(moments) == len(self.shipments) else None


def follow_order(
    snapshot: OrderSnapshot,
    *,
    id: str,
    installation_id: str,
    policy_version: int,
    at: datetime,
) -> Order:
    """Begin to follow an order; it keeps the policy version that was in force when it was placed."""
    return Order(
        id=id,
        installation_id=installation_id,
        saleor_id=snapshot.id,
        number=snapshot.number,
        email=snapshot.email,
        postal_codes=postal_codes(snapshot),
        placed_at=snapshot.placed_at,
        policy_version=policy_version,
        snapshot=snapshot,
        read_at=at,
        shipments=_merged((), snapshot),
        customer_id=snapshot.customer_id,
        status=snapshot.status,
        facts=snapshot.facts,
    )


def anonymous(snapshot: OrderSnapshot) -> OrderSnapshot:
    """Keep of an order what its books need: goods, money, and the countries that taxes depend on."""
    return replace(
        snapshot,
        email="",
        customer_id="",
        customer_metadata={},
        metadata={},
        billing_address=Address(country=snapshot.billing_address.country),
        shipping_address=Address(country=snapshot.shipping_address.country),
    )


def postal_codes(snapshot: OrderSnapshot) -> list[str]:
    """List the postal codes that open the order, in the form that `plain_postal_code` gives."""
    codes = (snapshot.shipping_address.postal_code, snapshot.billing_address.postal_code)
    return sorted({plain_postal_code(code) for code in codes if code})


def plain_postal_code(code: str) -> str:
    """Put a postal code as people type it into one form: capitals, no spaces or hyphens."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _delivery_known(shipments: Mapping[str, Shipment], id: str) -> DeliveredAt | None:
    """Remember who else said so: the shop says so anew with every snapshot, or takes it back."""
    known = shipments.get(id)
    said = known.delivered if known else None
    return None if said is None or said.source is DeliverySource.SHOP else said


def _merged(known: tuple[Shipment, ...], snapshot: OrderSnapshot) -> tuple[Shipment, ...]:
    shipments = {shipment.fulfillment_id: shipment for shipment in known}
    for fulfillment in snapshot.fulfillments:
        if fulfillment.status in WITH_CUSTOMER:
            shipments[fulfillment.id] = Shipment(
                fulfillment.id,
                fulfillment.created_at,
                fulfillment.tracking_number,
                fulfillment.delivered or _delivery_known(shipments, fulfillment.id),
            )
    return tuple(sorted(shipments.values(), key=lambda shipment: shipment.shipped_at))
