"""What the way back costs, and what a rate takes."""

from __future__ import annotations

from saleor_returns_app.domain.money import WHOLE, Money, share
from saleor_returns_app.domain.policy.case import Case
from saleor_returns_app.domain.policy.decision import Fee, Offer
from saleor_returns_app.domain.policy.document import FeeRule
from saleor_returns_app.domain.policy.explaining import Why
from saleor_returns_app.domain.policy.judging import Terms
from saleor_returns_app.domain.policy.terms import Payer, ReturnMethod, Track


def fee_for(
    case: Case, terms: Terms, method: ReturnMethod, tracks: tuple[Track, ...]
) -> tuple[Fee, int]:
    """Return the fee and its rate: the lowest that any of these grounds gives."""
    none, explain, grounds = Money.zero(case.currency), case.explain, case.grounds
    if not method.travels:
        because = explain.fact(Why.NO_CARRIAGE, method=method.value)
        return Fee(none, Payer.CUSTOMER, because), 0
    if Track.NON_CONFORMITY in tracks and grounds.law:
        article = grounds.law.guarantee_years.article
        free = explain.law(Why.FAULT_IS_FREE, Track.NON_CONFORMITY, article=article)
        return Fee(none, Payer.MERCHANT, free), 0
    fee, amount = terms.fee, _amount(terms.fee, case.currency)
    is_taken = fee.payer is Payer.CUSTOMER and (amount or fee.rate)
    is_too_much = is_taken and not grounds.allows(fee, case.policy.document)
    if Track.STATUTORY in tracks and grounds.law and is_too_much:
        article = grounds.law.return_cost.article
        capped = explain.law(Why.FEE_CAPPED, Track.STATUTORY, article=article)
        return Fee(none, Payer.MERCHANT, capped), 0
    why = Why.FEE if amount or fee.rate else Why.NO_FEE
    return Fee(amount, fee.payer, explain.setting(why, terms.rule_of("fee"))), fee.rate


def part_of(whole: Money, rate: int) -> Money:
    """Return what a rate takes of an amount."""
    return share(whole, WHOLE, 0, rate)


def is_dearer(offer: Offer, other: Offer) -> bool:
    """Whether sending by an offer may cost the customer more than by the other, which has no rate."""
    if offer.fee.payer is Payer.MERCHANT:
        return False
    return offer.fee_rate > 0 or owed(offer) > owed(other)


def owed(offer: Offer) -> Money:
    """Return what the customer bears of the fee, as far as it is no share of the goods."""
    fee = offer.fee
    return fee.amount if fee.payer is Payer.CUSTOMER else Money.zero(fee.amount.currency)


def _amount(fee: FeeRule, currency: str) -> Money:
    amounts = (amount for amount in fee.amounts if amount.currency == currency)
    return next(amounts, Money.zero(currency))
