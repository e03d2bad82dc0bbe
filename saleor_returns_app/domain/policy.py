"""The merchant's rules: one immutable document for each published version."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address

STATUTORY_WINDOW_DAYS = 14
ANY_COUNTRY = "*"


class Outcome(StrEnum):
    """What the customer gets for the goods."""

    REFUND = "refund"
    STORE_CREDIT = "store_credit"
    EXCHANGE = "exchange"


class ReturnMethod(StrEnum):
    """How the goods travel back."""

    DROP_OFF = "drop_off"
    IN_STORE = "in_store"

    @property
    def has_label(self) -> bool:
        """Whether a parcel with a label travels."""
        return self is ReturnMethod.DROP_OFF


class ReturnReason(StrEnum):
    """Why goods come back."""

    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    DOES_NOT_SUIT = "does_not_suit"
    NOT_AS_DESCRIBED = "not_as_described"
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong_item"
    LATE = "late"
    OTHER = "other"


@dataclass(frozen=True)
class CountryFee:
    """What a return from a country costs the customer; `*` stands for every other country."""

    country: str
    amount: Money


@dataclass(frozen=True)
class PolicyDocument:
    """The rules of one version."""

    window_days: int = 30
    time_zone: str = "UTC"
    fees: tuple[CountryFee, ...] = ()
    refused_skus: tuple[str, ...] = ()
    approval_required: bool = False
    outcomes: tuple[Outcome, ...] = (Outcome.REFUND,)
    methods: tuple[ReturnMethod, ...] = (ReturnMethod.DROP_OFF, ReturnMethod.IN_STORE)
    reasons: tuple[ReturnReason, ...] = tuple(ReturnReason)
    message_needed_for: tuple[ReturnReason, ...] = (ReturnReason.OTHER,)
    return_address: Address = field(default_factory=Address)

    def fee(self, *, country: str, currency: str) -> Money:
        """Return the fee for a country; none where no fee is set in the order's own currency.

        A fee in another currency is never converted: rates are not ours to choose.
        """
        in_currency = {
            fee.country: fee.amount for fee in self.fees if fee.amount.currency == currency
        }
        none = Money.zero(currency)
        return in_currency.get(country, in_currency.get(ANY_COUNTRY, none))


@dataclass(eq=False)
class PolicyVersion:
    """A published policy; never changed, kept for ever."""

    installation_id: str
    version: int
    document: PolicyDocument
    published_at: datetime
    author: str
    note: str = ""
