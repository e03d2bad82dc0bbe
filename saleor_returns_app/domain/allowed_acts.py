"""What the merchant may do with a return now: the transition tables, read the other way round."""

from datetime import datetime
from enum import StrEnum

from saleor_returns_app.domain.case_effects import NOT_ORDERED
from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.exchange_stage import (
    may_be_other,
    may_call_off,
    may_choose,
    may_pay_difference,
    may_send,
)
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import (
    CASE_STEPS,
    CONVERTIBLE,
    GIVEN,
    MONEY_STEPS,
    PARCEL_STEPS,
    MoneyStatus,
    ParcelStatus,
    ReturnStatus,
)


class Act(StrEnum):
    """Something that a person of the shop's staff can do to a return."""

    APPROVE = "approve"
    REJECT = "reject"
    RECEIVE = "receive"
    INSPECT = "inspect"
    REFUND = "refund"
    MARK_REFUNDED = "mark-refunded"
    CANCEL = "cancel"
    RESEND_LABEL = "resend-label"
    GIVE_CREDIT = "credit"
    RESEND_CREDIT = "resend-credit"
    TO_REFUND = "to-refund"
    WAIVE_GOODS = "waive-goods"
    CHOOSE_REPLACEMENT = "choose-replacement"
    SEND_EXCHANGE = "exchange"
    DIFFERENCE_PAID = "difference-paid"
    CALL_OFF = "call-off"
    TO_CREDIT = "to-credit"


# What gives money away, and waits as long as the customer may still answer to changed amounts.
PAYING = frozenset({Act.REFUND, Act.MARK_REFUNDED})


def allowed_acts(case: ReturnRequest, *, at: datetime | None = None) -> frozenset[Act]:
    """Say which acts the three clocks of a return allow; with `at`, without those that have to wait."""
    acts = frozenset(act for act, is_allowed in _RULES.items() if is_allowed(case))
    return acts - PAYING if at is not None and case.awaits_answer(at) else acts


def _may_approve(case: ReturnRequest) -> bool:
    return ReturnStatus.APPROVED in CASE_STEPS[case.status]


def _may_reject(case: ReturnRequest) -> bool:
    return ReturnStatus.REJECTED in CASE_STEPS[case.status]


def _may_receive(case: ReturnRequest) -> bool:
    arrived = case.parcel_status in (ParcelStatus.NONE, ParcelStatus.DELIVERED)
    parcel_can = arrived or ParcelStatus.DELIVERED in PARCEL_STEPS[case.parcel_status]
    return ReturnStatus.RECEIVED in CASE_STEPS[case.status] and parcel_can


def _may_inspect(case: ReturnRequest) -> bool:
    is_here = case.status is ReturnStatus.RECEIVED
    return (is_here or _may_receive(case)) and case.money_status in NOT_ORDERED


def _may_refund(case: ReturnRequest) -> bool:
    moves = MoneyStatus.ORDERED in MONEY_STEPS[case.money_status]
    return moves and case.outcome is Outcome.REFUND and case.refund.minor > 0


def _may_give_credit(case: ReturnRequest) -> bool:
    moves = MoneyStatus.ORDERED in MONEY_STEPS[case.money_status]
    return moves and case.outcome is Outcome.STORE_CREDIT and case.refund.minor > 0


def _may_resend_credit(case: ReturnRequest) -> bool:
    return any(event.kind is EventKind.CREDIT_ISSUED for event in case.events)


def _may_become_refund(case: ReturnRequest) -> bool:
    is_open = case.status in (ReturnStatus.APPROVED, ReturnStatus.RECEIVED)
    can = case.outcome is Outcome.STORE_CREDIT and case.money_status in CONVERTIBLE
    return may_be_other(case) or (is_open and can and not _may_resend_credit(case))


def _may_waive_goods(case: ReturnRequest) -> bool:
    arrived = case.parcel_status is ParcelStatus.DELIVERED
    return case.status is ReturnStatus.APPROVED and not case.keeps_goods and not arrived


def _may_mark_refunded(case: ReturnRequest) -> bool:
    return MoneyStatus.SETTLED_OUTSIDE in MONEY_STEPS[case.money_status] and case.refund.minor > 0


def _may_cancel(case: ReturnRequest) -> bool:
    parcel_can = (
        case.parcel_status in (ParcelStatus.NONE, ParcelStatus.CANCELLED)
        or ParcelStatus.CANCELLED in PARCEL_STEPS[case.parcel_status]
    )
    unpaid = case.money_status not in GIVEN
    return ReturnStatus.CANCELLED in CASE_STEPS[case.status] and parcel_can and unpaid


def _may_resend_label(case: ReturnRequest) -> bool:
    failed = case.label is None and case.parcel_status is ParcelStatus.PROBLEM
    return case.status is ReturnStatus.APPROVED and (case.label is not None or failed)


_RULES = {
    Act.APPROVE: _may_approve,
    Act.REJECT: _may_reject,
    Act.RECEIVE: _may_receive,
    Act.INSPECT: _may_inspect,
    Act.REFUND: _may_refund,
    Act.MARK_REFUNDED: _may_mark_refunded,
    Act.CANCEL: _may_cancel,
    Act.RESEND_LABEL: _may_resend_label,
    Act.GIVE_CREDIT: _may_give_credit,
    Act.RESEND_CREDIT: _may_resend_credit,
    Act.TO_REFUND: _may_become_refund,
    Act.WAIVE_GOODS: _may_waive_goods,
    Act.CHOOSE_REPLACEMENT: may_choose,
    Act.SEND_EXCHANGE: may_send,
    Act.DIFFERENCE_PAID: may_pay_difference,
    Act.CALL_OFF: may_call_off,
    Act.TO_CREDIT: may_be_other,
}
