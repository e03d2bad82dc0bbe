"""What holds for several lines that come back together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from saleor_returns_app.domain.money import total
from saleor_returns_app.domain.policy.case import LineCase, Way
from saleor_returns_app.domain.policy.charging import owed, part_of
from saleor_returns_app.domain.policy.decision import Fee, Offer, Refusal, Required
from saleor_returns_app.domain.policy.offering import Offered
from saleor_returns_app.domain.policy.terms import Requirement, Track

_WEAKEST_FIRST = (Track.POLICY, Track.NON_CONFORMITY, Track.STATUTORY)


@dataclass(frozen=True, eq=False)
class OfferedLine:
    """A line with what may be had for it, what is left of it, and what stands above every ground."""

    line: LineCase
    offered: Offered
    left: int
    refusals_above_all: tuple[Refusal, ...] = ()

    @property
    def offers(self) -> Mapping[Way, Offer]:
        """The line's offers by outcome and method."""
        return self.offered.by_way


def combine(lines: Sequence[OfferedLine], *, is_chosen: bool) -> tuple[Offer, ...]:
    """Return the offers that all of the lines have, on terms that hold for all of them.

    Once items are chosen, a fee in percent is worked out from what was paid for each.
    """
    if not lines:
        return ()
    # Lines that are alike share what they are offered: one of them speaks for all.
    unlike = list({line.offered: line for line in reversed(lines)}.values())[::-1]
    book, key = lines[0].line.case.book, tuple(line.offered for line in unlike)
    offers: tuple[Offer, ...] | None = book.get(key)
    if offers is None:
        offers = book[key] = _combined(unlike)
    if is_chosen and any(offer.fee_rate for offer in offers):
        return tuple(_with_shares(offer, lines) for offer in offers)
    return offers


def _combined(lines: Sequence[OfferedLine]) -> tuple[Offer, ...]:
    ways = [way for way in lines[0].offers if all(way in line.offers for line in lines)]
    if len(lines) == 1:
        return tuple(lines[0].offers[way] for way in ways)
    return tuple(_joined(way, lines) for way in ways)


def _joined(way: Way, lines: Sequence[OfferedLine]) -> Offer:
    offers = [line.offers[way] for line in lines]
    return replace(
        offers[0],
        track=min((offer.track for offer in offers), key=_WEAKEST_FIRST.index),
        fee=_highest(offers),
        fee_rate=max(offer.fee_rate for offer in offers),
        restocking_rate=max(offer.restocking_rate for offer in offers),
        credit_bonus_rate=min(offer.credit_bonus_rate for offer in offers),
        required=_all_required(offers),
        ship_with=_set_lowest("ship_with", way, lines).ship_with,
        return_address=_set_lowest("return_address", way, lines).return_address,
    )


def _highest(offers: Sequence[Offer]) -> Fee:
    """Return the fee that the customer owes most by; the merchant's only where nobody owes any."""
    return max(offers, key=lambda offer: (owed(offer), offer.fee_rate, offer.fee.amount)).fee


def _with_shares(offer: Offer, lines: Sequence[OfferedLine]) -> Offer:
    """Add what the customer owes as a share of each line's value."""
    fee, way = offer.fee, (offer.outcome, offer.method)
    shares = [
        part_of(line.line.value, line.offers[way].fee_rate)
        for line in lines
        if line.offers[way].fee.payer is fee.payer
    ]
    amount = fee.amount + total(shares, fee.amount.currency)
    return replace(offer, fee=replace(fee, amount=amount))


def _all_required(offers: Sequence[Offer]) -> tuple[Required, ...]:
    asked: dict[Requirement, Required] = {}
    for offer in offers:
        for required in offer.required:
            asked.setdefault(required.what, required)
    return tuple(asked[what] for what in Requirement if what in asked)


def _set_lowest(setting: str, way: Way, lines: Sequence[OfferedLine]) -> Offer:
    """Return the offer of the line for which the lowest rule of all set this."""
    return max(lines, key=lambda line: line.line.terms(way).place_of(setting)).offers[way]
