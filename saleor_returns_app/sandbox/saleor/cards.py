"""Gift cards as the pretend Saleor keeps them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from saleor_returns_app.sandbox.saleor.model import Metadata


@dataclass
class CardEvent:
    """Something that happened to a gift card."""

    pk: int
    type: str
    date: datetime
    message: str | None = None
    email: str | None = None
    order: str | None = None
    old_balance: Decimal | None = None
    new_balance: Decimal | None = None


@dataclass
class GiftCard:
    """A gift card; whoever knows its code can spend it."""

    pk: int
    code: str
    currency: str
    initial: Decimal
    current: Decimal
    created: datetime
    is_active: bool = True
    expires_on: date | None = None
    tags: list[str] = field(default_factory=list)
    events: list[CardEvent] = field(default_factory=list)
    metadata: Metadata = field(default_factory=dict)
    private_metadata: Metadata = field(default_factory=dict)

    @property
    def last4(self) -> str:
        """What may be shown of the code."""
        return self.code[-4:]

    def paid_for(self, order: str) -> bool:
        """Whether it paid a part of an order."""
        return any(one.type == "USED_IN_ORDER" and one.order == order for one in self.events)
