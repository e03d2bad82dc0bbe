"""The grounds of law: what withdrawal and the guarantee give, before any rule is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from saleor_returns_app.domain.law import (
    CountryLaw,
    Deadline,
    Exclusion,
    ReturnCost,
    guarantee_end,
    law_of,
    withdrawal_end,
)
from saleor_returns_app.domain.orders import OrderLine
from saleor_returns_app.domain.policy.decision import Because, ReturnWindow
from saleor_returns_app.domain.policy.document import FeeRule, PolicyDocument
from saleor_returns_app.domain.policy.explaining import Explainer, Why
from saleor_returns_app.domain.policy.facts import Facts
from saleor_returns_app.domain.policy.terms import Track

DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Grounds:
    """What law gives this order's consumer at this moment. Without law there is no window of it."""

    law: CountryLaw | None = None
    withdrawal: ReturnWindow | None = None
    guarantee: ReturnWindow | None = None
    may_withdraw: bool = False
    is_guaranteed: bool = False

    @property
    def zones(self) -> tuple[str, ...]:
        """The time zones in which the consumer may live."""
        return self.law.zones if self.law else ()

    @cached_property
    def windows(self) -> dict[Track, ReturnWindow]:
        """The windows of law by track."""
        both = {Track.STATUTORY: self.withdrawal, Track.NON_CONFORMITY: self.guarantee}
        return {track: window for track, window in both.items() if window}

    def exclusion(self, line: OrderLine) -> Exclusion | None:
        """Find why a line cannot be withdrawn from: a ground that law knows, with evidence of it."""
        recorded = line.exclusion
        if recorded is None or self.law is None or not recorded.evidence.strip():
            return None
        return self.law.exclusion(recorded.ground)

    def fault_is_checked(self, explain: Explainer) -> Because:
        """Explain that the shop may look at goods that are said to be faulty."""
        article = self.law.guarantee_years.article if self.law else ""
        return explain.law(Why.FAULT_IS_CHECKED, Track.NON_CONFORMITY, article=article)

    def allows(self, fee: FeeRule, document: PolicyDocument) -> bool:
        """Whether a fee may be taken from a consumer who withdraws.

        Law leaves the consumer at most the direct cost of sending goods back, and only where the
        shop told of it; a share of the goods' value is no cost of sending them. Who was not told of
        the right cannot have been told what using it costs.
        """
        if self.law is None or self.law.return_cost.value is ReturnCost.MERCHANT:
            return False
        informed = document.informed
        return informed.of_return_cost and informed.of_withdrawal and not fee.rate


def grounds_of(
    facts: Facts, document: PolicyDocument, explain: Explainer, *, is_all_sent: bool
) -> Grounds:
    """Find out what law gives, and until when.

    The right of withdrawal runs from the last of the goods: not while some are still to be sent.
    """
    law = law_of(facts.order.snapshot.country)
    if law is None:
        return Grounds()
    delivered = facts.order.last_delivered_at if is_all_sent else None
    zone = document.time_zone
    withdrawal = _window(
        law.withdrawal_days.value,
        withdrawal_end(
            law, delivered=delivered, shop_zone=zone, informed=document.informed.of_withdrawal
        ),
        _Basis(Track.STATUTORY, Why.WITHDRAWAL, law.withdrawal_days.article),
        explain,
    )
    guarantee = _window(
        law.guarantee_years.value * DAYS_A_YEAR,
        guarantee_end(law, facts.order.last_delivered_at, shop_zone=zone),
        _Basis(Track.NON_CONFORMITY, Why.GUARANTEE, law.guarantee_years.article),
        explain,
    )
    return Grounds(
        law,
        withdrawal,
        guarantee,
        may_withdraw=withdrawal.days > 0 and not withdrawal.is_over(at=facts.at),
        is_guaranteed=guarantee.days > 0 and not guarantee.is_over(at=facts.at),
    )


@dataclass(frozen=True)
class _Basis:
    track: Track
    why: Why
    article: str


def _window(days: int, end: Deadline | None, basis: _Basis, explain: Explainer) -> ReturnWindow:
    if end is None:
        facts: Mapping[str, str] = {"days": str(days)}
        because = explain.law(basis.why, basis.track, article=basis.article, facts=facts)
        return ReturnWindow(days, None, None, because)
    facts = {"days": str(days), **end.facts, "last_day": end.last_day.isoformat()}
    because = explain.law(basis.why, basis.track, article=end.article, facts=facts)
    return ReturnWindow(days, end.last_day, end.last_instant, because)
