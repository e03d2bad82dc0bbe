"""The policy document: what a merchant writes, one immutable version at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from saleor_returns_app.domain.money import WHOLE as WHOLE
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.conditions import ALWAYS, Condition
from saleor_returns_app.domain.policy.terms import (
    COMMON_REASONS,
    Outcome,
    Payer,
    ReturnMethod,
    ReturnReason,
    Source,
    WindowStart,
)


@dataclass(frozen=True)
class Texts:
    """One message in several languages, by language code (`fr`, `pt-br`)."""

    by_language: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refuse:
    """Nothing of an item, or of the whole order, may come back; the message is for the customer."""

    message: Texts
    whole_order: bool = False


@dataclass(frozen=True)
class WindowRule:
    """How long goods may come back, in days after the day that the count starts from."""

    days: int
    starts: WindowStart = WindowStart.DELIVERED


@dataclass(frozen=True)
class FeeRule:
    """What a return costs: an amount per currency, or a share of the goods' value, or nothing.

    Where no amount is set in the order's own currency the return is free: rates are not ours to
    choose. `rate` is in hundredths of a percent.
    """

    amounts: tuple[Money, ...] = ()
    rate: int = 0
    payer: Payer = Payer.CUSTOMER


@dataclass(frozen=True)
class Settings:
    """What a rule can set; what is None is left as the rules before it set it."""

    window: WindowRule | None = None
    fee: FeeRule | None = None
    restocking_rate: int | None = None
    outcomes: tuple[Outcome, ...] | None = None
    credit_bonus_rate: int | None = None
    methods: tuple[ReturnMethod, ...] | None = None
    ship_with: str | None = None
    return_address: str | None = None
    keep_below: tuple[Money, ...] | None = None
    approval: bool | None = None
    photo: bool | None = None
    message: bool | None = None


@dataclass(frozen=True)
class Rule:
    """IF `when` THEN refuse, or set something. `id` is stable across versions."""

    id: str
    name: str
    when: Condition = ALWAYS
    then: Settings = field(default_factory=Settings)
    refuse: Refuse | None = None
    is_on: bool = True
    source: Source = Source.ANY


@dataclass(frozen=True)
class Informed:
    """What the shop tells consumers before they buy; law takes from it what the shop may keep."""

    of_withdrawal: bool = True
    of_return_cost: bool = True


DEFAULTS = Settings(
    window=WindowRule(30),
    fee=FeeRule(),
    restocking_rate=0,
    outcomes=(Outcome.REFUND,),
    credit_bonus_rate=0,
    methods=(ReturnMethod.DROP_OFF, ReturnMethod.IN_STORE),
    ship_with="",
    return_address="",
    keep_below=(),
    approval=False,
    photo=False,
    message=False,
)


@dataclass(frozen=True)
class PolicyDocument:
    """The rules of one version: what holds for all, and what the rules change, top to bottom."""

    time_zone: str = "UTC"
    defaults: Settings = DEFAULTS
    rules: tuple[Rule, ...] = ()
    reasons: tuple[ReturnReason, ...] = COMMON_REASONS
    message_needed_for: tuple[ReturnReason, ...] = (ReturnReason.OTHER,)
    return_addresses: Mapping[str, Address] = field(default_factory=dict)
    informed: Informed = Informed()
    languages: tuple[str, ...] = ("en",)

    @property
    def in_general(self) -> Settings:
        """What holds where no rule says otherwise, with nothing left open."""
        own = {one.name: getattr(self.defaults, one.name) for one in fields(Settings)}
        return replace(
            DEFAULTS, **{name: is_set for name, is_set in own.items() if is_set is not None}
        )

    def address(self, name: str) -> Address:
        """Return the address of this name; the empty name is the shop's default one."""
        return self.return_addresses.get(name) or self.return_addresses.get("") or Address()


@dataclass(eq=False)
class PolicyVersion:
    """A published policy; never changed, kept for ever."""

    installation_id: str
    version: int
    document: PolicyDocument
    published_at: datetime
    author: str
    note: str = ""
