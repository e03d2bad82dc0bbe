"""What a country's law gives a consumer: facts, each with its article and where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class ReturnCost(StrEnum):
    """Who bears the direct cost of sending goods back after a withdrawal."""

    CONSUMER_IF_INFORMED = "consumer_if_informed"
    MERCHANT = "merchant"


class RefundClock(StrEnum):
    """What the days in which the refund is due are counted from."""

    STATEMENT = "statement"
    GOODS_BACK_OR_SENT = "goods_back_or_sent"


@dataclass(frozen=True)
class Fact(Generic[T]):
    """One thing that law says. One that is not checked rests on general knowledge alone.

    `article` is empty where law is silent and `says` tells what we chose.
    """

    value: T
    article: str
    source: str
    says: str
    read: date
    is_checked: bool

    def unchecked(self) -> Fact[T]:
        """The same, marked as not checked."""
        return replace(self, is_checked=False)


@dataclass(frozen=True)
class Exclusion:
    """A case in which there is no right of withdrawal, and what has to be recorded to rely on it."""

    ground: str
    article: str
    source: str
    when: str
    record: str
    read: date
    is_checked: bool

    def unchecked(self) -> Exclusion:
        """The same, marked as not checked."""
        return replace(self, is_checked=False)


@dataclass(frozen=True)
class DayOffRule:
    """Whose holidays count: kinds and parts of the country, as the `holidays` library names them.

    No parts are only the holidays of the whole country; None is every part's as well.
    """

    country: str
    kinds: tuple[str, ...]
    parts: tuple[str, ...] | None


@dataclass(frozen=True, eq=False)
class CountryLaw:
    """What law gives a consumer of this country, whatever a shop's rules say.

    There is one object per country, so that deadlines can be remembered by it. `zones` are all the
    time zones in which a consumer of the country may live.
    """

    country: str
    regime: str
    zones: tuple[str, ...]
    days_off: DayOffRule
    withdrawal_days: Fact[int]
    withdrawal_start: Fact[str]
    runs_over_days_off: Fact[bool]
    not_informed_months: Fact[int]
    return_cost: Fact[ReturnCost]
    send_back_days: Fact[int]
    standard_delivery_refunded: Fact[bool]
    loss_of_value_only_if_informed: Fact[bool]
    refund_days: Fact[int]
    refund_clock: Fact[RefundClock]
    refund_may_wait_for_goods: Fact[bool]
    guarantee_years: Fact[int]
    presumption_months: Fact[int]
    reject_days: Fact[int]
    exclusions: Mapping[str, Exclusion]

    def exclusion(self, ground: str) -> Exclusion | None:
        """Find the case of this name in which there is no right of withdrawal."""
        return self.exclusions.get(ground)

    @property
    def facts(self) -> Mapping[str, Fact[Any]]:
        """Every fact by its name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Fact)}
