"""The orders that we follow: the newest snapshot of each, and what no snapshot keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from saleor_returns_app.domain.orders import (
    WITH_CUSTOMER,
    Address,
    DeliveredAt,
    DeliverySource,
    OrderSnapshot,
)

# Saleor may answer from a copy of its database that lags behind its own webhooks.
LONGEST_LAG = timedelta(seconds=5)


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
