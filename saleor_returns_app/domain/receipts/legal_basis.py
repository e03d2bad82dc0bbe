"""On what ground money was given back: the policy's terms, and the articles of law."""

from __future__ import annotations

from collections.abc import Iterator

from saleor_returns_app.domain.law.law_books import law_of
from saleor_returns_app.domain.policy.decision import Because
from saleor_returns_app.domain.policy.terms import Track
from saleor_returns_app.domain.refund_breakdown import PartKind, RefundBreakdown
from saleor_returns_app.domain.return_request import Wish


def terms_of(wish: Wish) -> Iterator[tuple[str, Because]]:
    """Name each term that the return was under, with what decided it."""
    if wish.offer is not None:
        yield "fee", wish.offer.fee.because
        for required in wish.offer.required:
            yield required.what.value, required.because


def articles_of(wish: Wish, breakdown: RefundBreakdown, country: str) -> list[str]:
    """List the articles that the money rests on, each once, the ground itself first."""
    cited = [*_of_the_ground(wish, breakdown, country)]
    cited += [part.cause.article for part in breakdown.parts]
    cited += [because.article for _, because in terms_of(wish)]
    return list(dict.fromkeys(article for article in cited if article))


def _of_the_ground(wish: Wish, breakdown: RefundBreakdown, country: str) -> Iterator[str]:
    law = law_of(country)
    if law is None or wish.offer is None:
        return
    if wish.offer.track is Track.NON_CONFORMITY:
        yield law.guarantee_years.article
    if wish.offer.track is Track.STATUTORY:
        yield law.withdrawal_days.article
        if breakdown.sum_of(PartKind.ORIGINAL_SHIPPING):
            yield law.standard_delivery_refunded.article
        if breakdown.sum_of(PartKind.RETURN_FEE):
            yield law.return_cost.article
