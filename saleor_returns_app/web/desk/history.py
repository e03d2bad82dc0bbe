"""The sentences of a return's history and problems that need more than one code's word."""

from typing import Any

from flask_babel import gettext as _

from saleor_returns_app.domain.case_events import CaseEvent, EventKind
from saleor_returns_app.domain.inspections import inspection_from
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.refund_breakdown import breakdown_from
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus
from saleor_returns_app.web.inspection_words import sum_found
from saleor_returns_app.web.words import (
    carrier_label,
    format_money,
    message_label,
    outcome_label,
    parcel_label,
)


def told_by(event: CaseEvent) -> str:
    """Say what an event tells beyond its kind; often nothing."""
    facts = event.facts
    if event.kind is EventKind.MAIL_SENT:
        return str(message_label(MessageKind(facts["message"])))
    if event.kind is EventKind.LABEL_MADE:
        return f"{carrier_label(facts['carrier'])} · {facts['tracking_number']}"
    if event.kind is EventKind.PARCEL_MOVED:
        words = [parcel_label(ParcelStatus(facts["status"])), facts.get("problem", "")]
        return " · ".join(str(_(one)) for one in words if one)
    if event.kind is EventKind.SETTLED_OUTSIDE:
        return _settled(facts)
    if event.kind is EventKind.REFUND_PLANNED:
        return " + ".join(one["amount"] for one in facts["payments"])
    if event.kind is EventKind.INSPECTED:
        return sum_found(list(inspection_from(facts["lines"]).lines))
    if event.kind is EventKind.AMOUNTS_CHANGED:
        amount = format_money(breakdown_from(facts["breakdown"]).total)
        return str(_("The customer gets %(amount)s", amount=amount))
    if event.kind is EventKind.RESTOCKED:
        return f"{facts['warehouse']} · +{facts['units']}"
    if event.kind is EventKind.CREDIT_ISSUED:
        return f"{format_money(_money(facts))} · •••• {facts['last4']}"
    if event.kind is EventKind.EXCHANGE_RELEASED:
        return f"#{facts['order']}"
    if event.kind is EventKind.EXCHANGE_CHOSEN:
        return str(facts["items"])
    if event.kind is EventKind.DIFFERENCE_PAID:
        return str(facts["reference"])
    if event.kind is EventKind.EXCHANGE_PREPARED and facts["due"]["minor"]:
        due = Money(facts["due"]["minor"], facts["due"]["currency"])
        return str(_("%(amount)s to be paid by the customer", amount=format_money(due)))
    if event.kind in (EventKind.OUTCOME_CHANGED, EventKind.OUTCOME_ASKED):
        return outcome_label(Outcome(facts["outcome"]))
    problem = facts.get("problem")
    if problem is not None:
        return str(_(problem))
    return str(facts.get("reason") or "")


def settlement_of(case: ReturnRequest) -> Money | None:
    """Return what the merchant said was given by other means."""
    for event in reversed(case.events):
        if event.kind is EventKind.SETTLED_OUTSIDE:
            return _money(event.facts)
    return None


def advice(case: ReturnRequest) -> str:
    """Say what a person can do about the problem of a return."""
    if case.money_status is MoneyStatus.FAILED:
        return str(
            _(
                "Nothing is tried again by itself. Look at the payments of the order in Saleor, then "
                "refund again, or give the money by other means and mark the return as refunded."
            )
        )
    if case.parcel_status is ParcelStatus.PROBLEM:
        return str(
            _(
                "Check the customer's address and your return address, then have the label made "
                "again. The goods can also come back without one: mark the return as received "
                "when they arrive."
            )
        )
    return str(
        _("The return itself goes on. Look at the order in Saleor and put it right there by hand.")
    )


def _settled(facts: Any) -> str:
    amount = format_money(_money(facts))
    return f"{amount} · {facts['reference']}" if facts["reference"] else amount


def _money(facts: Any) -> Money:
    return Money(facts["amount"]["minor"], facts["amount"]["currency"])
