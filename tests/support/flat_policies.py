"""Policies for tests, said in few words: one window, fees by country, SKUs that are refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.conditions import FactName, FactTest, Operator
from saleor_returns_app.domain.policy.document import (
    DEFAULTS,
    FeeRule,
    PolicyDocument,
    Refuse,
    Rule,
    Settings,
    Texts,
    WindowRule,
)
from saleor_returns_app.domain.policy.terms import (
    COMMON_REASONS,
    Outcome,
    ReturnMethod,
    ReturnReason,
    WindowStart,
)

ANY_COUNTRY = "*"
REFUSED_PRODUCTS = "refused-products"
FEE_OF = "fee-"


@dataclass(frozen=True)
class CountryFee:
    """What a return from a country costs the customer; `*` stands for every other country."""

    country: str
    amount: Money


@dataclass(frozen=True)
class FlatPolicy:
    """The most common rules; `ruled` makes a document of them."""

    window_days: int = 30
    time_zone: str = "UTC"
    fees: tuple[CountryFee, ...] = ()
    refused_skus: tuple[str, ...] = ()
    approval_required: bool = False
    outcomes: tuple[Outcome, ...] = (Outcome.REFUND,)
    methods: tuple[ReturnMethod, ...] = (ReturnMethod.DROP_OFF, ReturnMethod.IN_STORE)
    reasons: tuple[ReturnReason, ...] = COMMON_REASONS
    message_needed_for: tuple[ReturnReason, ...] = (ReturnReason.OTHER,)
    return_address: Address = field(default_factory=Address)


def ruled(policy: FlatPolicy) -> PolicyDocument:
    """Say with rules what the flat policy says; the window is counted from the last parcel's leaving."""
    return PolicyDocument(
        time_zone=policy.time_zone,
        defaults=replace(
            DEFAULTS,
            window=WindowRule(policy.window_days, WindowStart.FULFILLED),
            fee=FeeRule(_amounts(policy, ANY_COUNTRY)),
            outcomes=policy.outcomes,
            methods=policy.methods,
            approval=policy.approval_required,
        ),
        rules=(*_fee_rules(policy), *_refusals(policy)),
        reasons=policy.reasons,
        message_needed_for=policy.message_needed_for,
        return_addresses=_addresses(policy.return_address),
    )


def _amounts(policy: FlatPolicy, country: str) -> tuple[Money, ...]:
    """List what a country pays, one amount per currency."""
    fees = {
        fee.amount.currency: fee.amount
        for wanted in (ANY_COUNTRY, country)
        for fee in policy.fees
        if fee.country == wanted
    }
    return tuple(fees.values())


def _fee_rules(policy: FlatPolicy) -> list[Rule]:
    countries = dict.fromkeys(fee.country for fee in policy.fees)
    return [
        Rule(
            id=f"{FEE_OF}{country.lower()}",
            name=f"Return fee for {country}",
            when=FactTest(FactName.COUNTRY, Operator.IS, (country,)),
            then=Settings(fee=FeeRule(_amounts(policy, country))),
        )
        for country in countries
        if country != ANY_COUNTRY
    ]


def _refusals(policy: FlatPolicy) -> list[Rule]:
    if not policy.refused_skus:
        return []
    return [
        Rule(
            id=REFUSED_PRODUCTS,
            name="Products that cannot be returned",
            when=FactTest(FactName.SKU, Operator.IN, policy.refused_skus),
            refuse=Refuse(Texts()),
        )
    ]


def _addresses(address: Address) -> dict[str, Address]:
    return {} if address == Address() else {"": address}
