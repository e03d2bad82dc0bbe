"""What staff do to a return: each act with what it must be told and what it needs."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import Schema

from saleor_returns_app.domain.allowed_acts import Act
from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.exchanges import order_exchange as exchanging
from saleor_returns_app.use_cases.exchanges.choosing import choose_replacement
from saleor_returns_app.use_cases.installing.authenticate_staff import (
    HANDLE_PAYMENTS,
    StaffMember,
)
from saleor_returns_app.use_cases.returns import decide_request, settle_return
from saleor_returns_app.use_cases.returns.cancel_return import cancel_return
from saleor_returns_app.use_cases.returns.inspect_goods import inspect_goods
from saleor_returns_app.use_cases.returns.labels import resend_label
from saleor_returns_app.use_cases.returns.receive_parcel import receive_parcel
from saleor_returns_app.use_cases.returns.waive_goods import waive_goods
from saleor_returns_app.use_cases.settlement.order_credit import give_credit, resend_credit
from saleor_returns_app.web.desk.inspecting_schemas import InspectionSchema
from saleor_returns_app.web.desk.schemas import (
    ReferenceSchema,
    RejectionSchema,
    ReplacementsSchema,
    SettlementSchema,
)
from saleor_returns_app.web.desk.staff import staff

Told = Mapping[str, Any]


def act_named(name: str) -> Act:
    """Return the act that an address names."""
    try:
        return Act(name)
    except ValueError:
        raise NotFound("There is no such act.") from None


def perform(act: Act, number: str, words: Told) -> ReturnRequest:
    """Do one act to a return, in the name of whoever is at the desk."""
    member = staff()
    for permission in NEEDS.get(act, ()):
        member.needs(permission)
    told = TOLD.get(act, Schema)().load(words)
    return _WORK[act](member, number, told)


def may(member: StaffMember, act: Act) -> bool:
    """Whether a person's permissions suffice for an act."""
    return member.permissions.issuperset(NEEDS.get(act, ()))


def _approve(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return decide_request.approve_return_request(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        letters=services().letters,
        transaction=services().transaction,
    )


def _reject(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return decide_request.reject_return_request(
        member.installation.id,
        number,
        told["reason"],
        at=now(),
        by=member.actor,
        letters=services().letters,
        transaction=services().transaction,
    )


def _receive(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return receive_parcel(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _inspect(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return inspect_goods(
        member.installation.id,
        number,
        told["inspection"],
        at=now(),
        by=member.actor,
        letters=services().letters,
        transaction=services().transaction,
    )


def _refund(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return settle_return.refund_return(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _mark_refunded(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return settle_return.mark_refunded(
        member.installation.id,
        number,
        told["money"],
        reference=told["reference"],
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _cancel(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return cancel_return(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        letters=services().letters,
        transaction=services().transaction,
    )


def _resend_label(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return resend_label(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        letters=services().letters,
        transaction=services().transaction,
    )


def _give_credit(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return give_credit(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _resend_credit(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return resend_credit(
        member.installation.id,
        number,
        at=now(),
        letters=services().letters,
        transaction=services().transaction,
    )


def _instead(outcome: Outcome | None) -> Callable[[StaffMember, str, Told], ReturnRequest]:
    def ask(member: StaffMember, number: str, told: Told) -> ReturnRequest:
        return exchanging.ask_for_instead(
            member.installation.id,
            number,
            outcome,
            at=now(),
            by=member.actor,
            transaction=services().transaction,
        )

    return ask


def _send_exchange(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return exchanging.order_exchange(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _difference_paid(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return exchanging.pay_difference(
        member.installation.id,
        number,
        told["reference"],
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _choose_replacement(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return choose_replacement(
        member.installation.id,
        number,
        told["items"],
        at=now(),
        by=member.actor,
        saleor=services().saleor,
        transaction=services().transaction,
    )


def _waive_goods(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return waive_goods(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


_PAYS = frozenset({HANDLE_PAYMENTS})
NEEDS: dict[Act, frozenset[str]] = {
    Act.REFUND: _PAYS,
    Act.GIVE_CREDIT: _PAYS,
    Act.TO_REFUND: _PAYS,
    Act.TO_CREDIT: _PAYS,
    Act.SEND_EXCHANGE: _PAYS,
    Act.DIFFERENCE_PAID: _PAYS,
}
TOLD: dict[Act, type[Schema]] = {
    Act.REJECT: RejectionSchema,
    Act.INSPECT: InspectionSchema,
    Act.MARK_REFUNDED: SettlementSchema,
    Act.DIFFERENCE_PAID: ReferenceSchema,
    Act.CHOOSE_REPLACEMENT: ReplacementsSchema,
}
_WORK: dict[Act, Callable[[StaffMember, str, Told], ReturnRequest]] = {
    Act.APPROVE: _approve,
    Act.REJECT: _reject,
    Act.RECEIVE: _receive,
    Act.INSPECT: _inspect,
    Act.REFUND: _refund,
    Act.MARK_REFUNDED: _mark_refunded,
    Act.CANCEL: _cancel,
    Act.RESEND_LABEL: _resend_label,
    Act.GIVE_CREDIT: _give_credit,
    Act.RESEND_CREDIT: _resend_credit,
    Act.TO_REFUND: _instead(Outcome.REFUND),
    Act.TO_CREDIT: _instead(Outcome.STORE_CREDIT),
    Act.CALL_OFF: _instead(None),
    Act.SEND_EXCHANGE: _send_exchange,
    Act.DIFFERENCE_PAID: _difference_paid,
    Act.CHOOSE_REPLACEMENT: _choose_replacement,
    Act.WAIVE_GOODS: _waive_goods,
}
