"""Why something was decided, as data; who speaks to people turns each code into a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from saleor_returns_app.domain.policy.decision import Because, Cause
from saleor_returns_app.domain.policy.document import Refuse, Rule, Texts
from saleor_returns_app.domain.policy.terms import Track


class RefusalCode(StrEnum):
    """Why a line, or what was chosen, may not come back. Public: a code never changes its meaning."""

    ORDER_CLOSED = "order_closed"
    NOT_SHIPPED = "not_shipped"
    ALREADY_RETURNED = "already_returned"
    WINDOW_OVER = "window_over"
    PRODUCT_REFUSED = "product_refused"
    ORDER_REFUSED = "order_refused"
    GIFT_CARD = "gift_card"
    FREE_GIFT = "free_gift"
    NOTHING_OFFERED = "nothing_offered"
    NOT_TOGETHER = "not_together"


class Why(StrEnum):
    """Why something is as it is that is no refusal."""

    WINDOW = "window"
    WITHDRAWAL = "withdrawal"
    GUARANTEE = "guarantee"
    FEE = "fee"
    NO_FEE = "no_fee"
    NO_CARRIAGE = "no_carriage"
    FEE_CAPPED = "fee_capped"
    FAULT_IS_FREE = "fault_is_free"
    REQUIRED = "required"
    FAULT_IS_CHECKED = "fault_is_checked"
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class Explainer:
    """Writes reasons for the decisions of one policy version."""

    policy_version: int

    def fact(self, code: str, **facts: str) -> Because:
        """Say that something in the order decided."""
        return Because(code, Cause.FACT, self.policy_version, facts=facts)

    def setting(
        self, code: str, rule: Rule | None, facts: Mapping[str, str] | None = None
    ) -> Because:
        """Say that a rule decided, or what holds where no rule says otherwise."""
        if rule is None:
            return Because(code, Cause.DEFAULT, self.policy_version, facts=facts or {})
        return Because(
            code,
            Cause.RULE,
            self.policy_version,
            rule_id=rule.id,
            rule_name=rule.name,
            facts=facts or {},
        )

    def law(
        self, code: str, track: Track, *, article: str, facts: Mapping[str, str] | None = None
    ) -> Because:
        """Say that law decided, and where it stands."""
        return Because(
            code, Cause.LAW, self.policy_version, track, article=article, facts=facts or {}
        )

    def again(self, because: Because, code: str) -> Because:
        """Give a reason again for something that follows from it."""
        return replace(because, code=code)

    def refusing(self, rule: Rule, refuse: Refuse, facts: Mapping[str, str]) -> Because:
        """Say that a rule refuses, in the merchant's own words."""
        whole = refuse.whole_order
        return Because(
            RefusalCode.ORDER_REFUSED if whole else RefusalCode.PRODUCT_REFUSED,
            Cause.RULE,
            self.policy_version,
            rule_id=rule.id,
            rule_name=rule.name,
            facts=facts,
            message=refuse.message or Texts(),
        )
