"""The refund as rows of a letter: words and amounts, the total last."""

from dataclasses import dataclass

from saleor_returns_app.adapters.languages import Language
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.refund_breakdown import PartKind
from saleor_returns_app.domain.return_request import ReturnRequest


@dataclass(frozen=True)
class RefundRow:
    """One line of the arithmetic."""

    label: str
    amount: str
    is_total: bool = False


def refund_rows(case: ReturnRequest, language: Language) -> list[RefundRow]:
    """Write out goods + shipping − fee = what the customer gets; parts that are nothing stay away.

    What of the total can only become credit comes last.
    """
    breakdown = case.breakdown
    names = _part_names(language)
    sums = [(kind, breakdown.sum_of(kind)) for kind in PartKind]
    rows = [
        RefundRow(names[kind], _signed(amount, language))
        for kind, amount in sums
        if amount or kind is PartKind.GOODS
    ]
    total = RefundRow(
        _total_name(case.outcome, language), language.money(breakdown.total), is_total=True
    )
    if not breakdown.paid_by_card:
        return [*rows, total]
    _ = language.words.gettext
    credit = RefundRow(
        _("of it as credit, paid with a gift card"), language.money(breakdown.paid_by_card)
    )
    return [*rows, total, credit]


def _signed(amount: Money, language: Language) -> str:
    """Write an amount with a minus sign that no printer takes for a hyphen."""
    if amount.minor < 0:
        return f"− {language.money(-amount)}"
    return language.money(amount)


def _part_names(language: Language) -> dict[PartKind, str]:
    _ = language.words.gettext
    return {
        PartKind.GOODS: _("Returned items"),
        PartKind.ORIGINAL_SHIPPING: _("Original shipping"),
        PartKind.RESTOCKING_FEE: _("Restocking fee"),
        PartKind.DEDUCTION: _("Loss in value"),
        PartKind.RETURN_FEE: _("Return fee"),
        PartKind.FEE_WAIVED: _("Return fee waived"),
        PartKind.FEE_PREPAID: _("Return fee paid in advance"),
        PartKind.NOT_PAID: _("Not paid yet"),
        PartKind.ALREADY_REFUNDED: _("Already refunded"),
        PartKind.CREDIT_BONUS: _("Bonus on store credit"),
    }


def _total_name(outcome: Outcome, language: Language) -> str:
    _ = language.words.gettext
    return {
        Outcome.REFUND: _("Refund"),
        Outcome.STORE_CREDIT: _("Store credit"),
        Outcome.EXCHANGE: _("Exchange"),
    }[outcome]
