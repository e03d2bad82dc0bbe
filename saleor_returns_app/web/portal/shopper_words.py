"""What of a return a shopper is told, and in which words."""

from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _

from saleor_returns_app.domain.case_effects import NOT_ORDERED
from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.inspections import Answer
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus
from saleor_returns_app.domain.shipping.shipments import DocumentKind
from saleor_returns_app.web.words import money_label

SHOWN_EVENTS = frozenset(
    {
        EventKind.REQUESTED,
        EventKind.APPROVED,
        EventKind.REJECTED,
        EventKind.LABEL_MADE,
        EventKind.RECEIVED,
        EventKind.KEPT,
        EventKind.INSPECTED,
        EventKind.AMOUNTS_CHANGED,
        EventKind.AMOUNTS_ACCEPTED,
        EventKind.AMOUNTS_OBJECTED,
        EventKind.ANSWER_TIME_OVER,
        EventKind.REFUND_ORDERED,
        EventKind.REFUNDED,
        EventKind.SETTLED_OUTSIDE,
        EventKind.COMPLETED,
        EventKind.CANCELLED,
        EventKind.EXPIRED,
    }
)
_LABEL_IN_USE = frozenset(
    {ParcelStatus.ANNOUNCED, ParcelStatus.IN_TRANSIT, ParcelStatus.AT_SERVICE_POINT}
)


class LabelState(StrEnum):
    """Whether there is a label to be had."""

    READY = "ready"
    PREPARING = "preparing"
    NONE = "none"
    FAILED = "failed"


def label_state(case: ReturnRequest) -> LabelState:
    """Say whether the shopper can print a label; one of an ended return is worthless."""
    if case.is_dead or case.parcel_status is ParcelStatus.NONE:
        return LabelState.NONE
    if case.parcel_status is ParcelStatus.PREPARING:
        return LabelState.PREPARING
    if case.label is None:
        return LabelState.FAILED
    usable = case.parcel_status in _LABEL_IN_USE | {ParcelStatus.PROBLEM}
    return LabelState.READY if usable else LabelState.NONE


class AnswerState(StrEnum):
    """Where the shopper's answer to other amounts than were confirmed is."""

    AWAITED = "awaited"
    ACCEPTED = "accepted"
    OBJECTED = "objected"
    SILENT = "silent"


def answer_state(case: ReturnRequest, *, at: datetime) -> AnswerState | None:
    """Say whether an answer is awaited, or what it was; None where none was ever asked for."""
    if case.answer is not None:
        return AnswerState(case.answer.value)
    if case.answer_by is None:
        return None
    return AnswerState.AWAITED if case.awaits_answer(at) else AnswerState.SILENT


def answer_words(state: AnswerState) -> str:
    """Tell the shopper what their answer is."""
    return {
        AnswerState.AWAITED: str(_("Please tell the shop whether you agree")),
        AnswerState.ACCEPTED: str(_("You agree with the changed amount")),
        AnswerState.OBJECTED: str(_("You do not agree; the shop looks at it again")),
        AnswerState.SILENT: str(_("You did not answer in time, so the changed amount stands")),
    }[state]


def shopper_money_label(status: MoneyStatus) -> str:
    """Say where the money is, calmly: a failed payment is the shop's to mend."""
    if status is MoneyStatus.FAILED:
        return str(_("Refund delayed; the shop is looking into it"))
    if status is MoneyStatus.DUE:
        return str(_("Refund due; the shop is about to pay it"))
    return money_label(status)


def shopper_money_words(case: ReturnRequest, *, at: datetime) -> str:
    """Say where the money of a return is; it waits as long as the shopper may answer."""
    if case.awaits_answer(at):
        return str(_("Waits for your answer"))
    if case.answer is Answer.OBJECTED and case.money_status in NOT_ORDERED:
        return str(_("The shop looks at your goods again"))
    return shopper_money_label(case.money_status)


def next_steps(case: ReturnRequest) -> list[str]:
    """Tell the shopper what to do now, or what will happen by itself."""
    if case.status is ReturnStatus.REQUESTED:
        return [
            _("The shop looks at your request and answers by e-mail."),
            _("Please keep the goods until then."),
        ]
    if case.status is ReturnStatus.APPROVED:
        return [*_on_the_way(case), _after_arrival(case.outcome)]
    if case.status is ReturnStatus.RECEIVED and not case.refund:
        return []
    if case.status is ReturnStatus.RECEIVED:
        return [_("The shop has your goods."), _after_arrival(case.outcome)]
    return []


def _on_the_way(case: ReturnRequest) -> list[str]:
    if case.wish.method is ReturnMethod.IN_STORE:
        return [_("Bring the goods and your return number to the store. No label is needed.")]
    state = label_state(case)
    if state is LabelState.FAILED:
        return [_("The label could not be made yet. The shop has been told and will send it.")]
    if state is LabelState.PREPARING:
        return [_("Your label is being made. You also get it by e-mail.")]
    if case.label is not None and case.label.kind is DocumentKind.QR_CODE:
        return [
            _("Show the code where you drop the parcel off: the label is printed there."),
            _("Keep the receipt."),
        ]
    if case.wish.method is ReturnMethod.PICK_UP:
        return [
            _("Print the label and put it on the parcel."),
            _("Hand the parcel to the driver who comes to you."),
        ]
    return [
        _("Print the label and put it on the parcel."),
        _("Drop the parcel off at the carrier and keep the receipt."),
    ]


def _after_arrival(outcome: Outcome) -> str:
    if outcome is Outcome.REFUND:
        return str(_("Once the goods have arrived, the shop refunds you the way you paid."))
    if outcome is Outcome.STORE_CREDIT:
        return str(_("Once the goods have arrived, the shop sends you your store credit."))
    return str(_("Once the goods have arrived, the shop sends your replacement."))
