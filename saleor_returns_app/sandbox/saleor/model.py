"""What the pretend Saleor keeps about orders, in Saleor's own terms."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

Metadata = dict[str, str]
ZERO = Decimal(0)


@dataclass
class Address:
    """Where somebody lives."""

    first_name: str = "Camille"
    last_name: str = "Laurent"
    company_name: str = ""
    street_address_1: str = "12 rue des Lilas"
    street_address_2: str = ""
    city: str = "LYON"
    city_area: str = ""
    postal_code: str = "69003"
    country: str = "FR"
    country_area: str = ""
    phone: str = ""


@dataclass
class Price:
    """An amount with and without tax."""

    gross: Decimal
    net: Decimal


@dataclass
class Line:
    """What was ordered of one variant."""

    pk: str
    product: str
    product_name: str
    variant_name: str
    sku: str
    quantity: int
    unit: Price
    total: Price
    undiscounted_unit: Price
    undiscounted_total: Price
    tax_rate: Decimal
    quantity_fulfilled: int = 0
    is_shipping_required: bool = True
    is_gift: bool = False
    has_variant: bool = True
    unit_discount: Decimal = ZERO
    unit_discount_type: str | None = None
    unit_discount_value: Decimal = ZERO
    unit_discount_reason: str | None = None
    metadata: Metadata = field(default_factory=dict)
    private_metadata: Metadata = field(default_factory=dict)


@dataclass
class FulfillmentLine:
    """A quantity of an order line in one parcel."""

    pk: int
    line: str
    quantity: int


@dataclass
class Fulfillment:
    """A parcel that left, or goods that came back."""

    pk: int
    number: int
    status: str
    created: datetime
    lines: list[FulfillmentLine]
    tracking_number: str = ""
    from_warehouse: bool = True
    shipping_refunded: Decimal | None = None
    reason: str = ""
    metadata: Metadata = field(default_factory=dict)
    private_metadata: Metadata = field(default_factory=dict)


@dataclass
class TransactionEvent:
    """Something that happened to a payment."""

    pk: int
    type: str
    amount: Decimal
    created: datetime
    psp_reference: str = ""
    message: str = ""
    external_url: str = ""
    grant: int | None = None
    app: int | None = None
    user: int | None = None
    counted: bool = True


@dataclass
class Transaction:
    """A payment, with the app that can refund it."""

    pk: str
    name: str
    psp_reference: str
    created: datetime
    app: int | None
    user: int | None = None
    actions: list[str] = field(default_factory=lambda: ["REFUND"])
    events: list[TransactionEvent] = field(default_factory=list)
    behaviour: str | None = None
    metadata: Metadata = field(default_factory=dict)
    private_metadata: Metadata = field(default_factory=dict)


@dataclass
class GrantLine:
    """A quantity of an order line that a refund is for."""

    pk: int
    line: str
    quantity: int
    reason: str | None = None


@dataclass
class GrantedRefund:
    """A promise to pay money back."""

    pk: int
    created: datetime
    updated: datetime
    amount: Decimal
    reason: str
    transaction: str | None
    shipping: bool = False
    lines: list[GrantLine] = field(default_factory=list)
    app: int | None = None
    user: int | None = None


@dataclass
class OrderEvent:
    """One entry of an order's history."""

    pk: int
    type: str
    date: datetime
    message: str | None = None
    app: int | None = None
    user: int | None = None
    related_order: str | None = None
    amount: Decimal | None = None
    quantity: int | None = None


@dataclass
class Discount:
    """A discount on the whole order."""

    pk: str
    type: str
    value_type: str
    value: Decimal
    name: str
    reason: str
    total: Decimal


@dataclass
class Customer:
    """Somebody with an account in the shop."""

    pk: int
    email: str
    first_name: str
    last_name: str
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass
class Order:
    """What somebody bought; one who bought without an account is no customer."""

    pk: str
    number: int
    created: datetime
    updated: datetime
    channel: str
    currency: str
    email: str
    lines: list[Line]
    shipping: Price
    undiscounted_shipping: Decimal
    shipping_address: Address
    billing_address: Address
    shipping_method: str = "Standard"
    shipping_tax_rate: Decimal = ZERO
    status: str = "UNFULFILLED"
    origin: str = "CHECKOUT"
    original: str | None = None
    external_reference: str | None = None
    customer: int | None = None
    language: str = "EN"
    voucher: str | None = None
    gift_card_total: Decimal = ZERO
    discounts: list[Discount] = field(default_factory=list)
    fulfillments: list[Fulfillment] = field(default_factory=list)
    transactions: list[Transaction] = field(default_factory=list)
    grants: list[GrantedRefund] = field(default_factory=list)
    events: list[OrderEvent] = field(default_factory=list)
    metadata: Metadata = field(default_factory=dict)
    private_metadata: Metadata = field(default_factory=dict)

    @property
    def total(self) -> Price:
        """Goods and shipping, less what gift cards paid at the checkout; net falls in proportion."""
        gross = sum((line.total.gross for line in self.lines), self.shipping.gross)
        net = sum((line.total.net for line in self.lines), self.shipping.net)
        if not self.gift_card_total:
            return Price(gross, net)
        left = gross - self.gift_card_total
        return Price(left, (net * left / gross).quantize(net))

    def find_line(self, pk: str | None) -> Line | None:
        """Return the line with this key, if it is one of this order's."""
        return next((line for line in self.lines if line.pk == pk), None)

    def find_transaction(self, pk: str | None) -> Transaction | None:
        """Return the transaction with this key, if it is one of this order's."""
        return next((item for item in self.transactions if item.pk == pk), None)
